import { expect, test } from "vitest";
import { aState } from "../testing/build";
import { answers, keptWords, placeWords } from "./words";

test("a conversation that an agent has solved keeps the agent's name, one that the bot has solved the bot's", () => {
  expect(answers(aState({ status: "resolved", assignee_name: "Maya" }))).toEqual({ author: "agent", name: "Maya" });
  expect(answers(aState({ status: "resolved", assignee_name: null })).author).toBe("bot");
  expect(answers(aState({ status: "queued" })).name).toBe("Support team");
  expect(answers(null).author).toBe("bot");
});

test("nobody is promised their conversations on devices where nobody knows them", () => {
  expect(keptWords(true)).toContain("on all your devices");
  expect(keptWords(false)).toContain("in this browser");
});

test("who is first is next only where somebody is at the desk", () => {
  expect(placeWords({ position: 1, wait_seconds: null, agents_online: 1 })).toBe("You are next.");
  expect(placeWords({ position: 1, wait_seconds: null, agents_online: 0 })).toBe("You are first in the queue.");
});
