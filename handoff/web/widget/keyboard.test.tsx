// @vitest-environment jsdom
// Whoever goes by keyboard is where they were after a press, though what they pressed can do nothing more.
import { render } from "preact";
import { afterEach, expect, test } from "vitest";
import type { ConversationState } from "../shared/protocol";
import { aMessage, aState } from "../testing/build";
import { Choices } from "./choices";
import type { Desk } from "./desk";
import { RatingForm } from "./rating";

const drawn = () => new Promise((done) => setTimeout(done, 60));

afterEach(() => document.body.replaceChildren());

test("the button that was pressed keeps the focus, is no stop any more, and does nothing again", () => {
  const question = aMessage(3, { buttons: [{ title: "Yes" }, { title: "No" }] });
  const chosen: number[] = [];
  const show = (open: boolean, title: string | null) =>
    render(<Choices question={question} open={open} chosen={title} onChoose={(at) => chosen.push(at)} />, document.body);
  show(true, null);
  const [yes, no] = document.querySelectorAll("button");
  yes?.focus();
  yes?.click();

  show(false, "Yes");
  yes?.click();

  expect(document.activeElement).toBe(yes);
  expect([yes?.tabIndex, yes?.getAttribute("aria-disabled"), yes?.disabled]).toEqual([-1, "true", false]);
  expect(no?.disabled).toBe(true);
  expect(chosen).toEqual([0]);
});

test("after the rating the focus is on the thanks", async () => {
  const show = (rating: ConversationState["rating"]) =>
    render(<RatingForm desk={desk} state={aState({ status: "resolved", rating })} />, document.body);
  const desk = {
    rate: async (_: string, score: 4, comment: string | null) => {
      show({ score, comment });
      return true;
    },
  } as unknown as Desk;
  show(null);
  document.querySelector<HTMLInputElement>("input[value='4']")?.click();
  await drawn();
  const send = document.querySelector<HTMLButtonElement>("[data-testid=rating-send]");
  send?.focus();
  send?.click();
  await drawn();

  expect(document.activeElement?.getAttribute("aria-label")).toBe("Thank you for your rating");
});
