// @vitest-environment jsdom
import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ArticleCard, ContextCard } from "../shared/protocol";
import { withLink } from "./articles";
import { ArticlesPart } from "./articles-part";

const SKIPS = { slug: "playback/skips", title: "Songs skip", summary: "Let downloads finish." };
const QUEUE = { slug: "playback/queue", title: "The queue is stuck", summary: "Clear it." };
const CARD = {
  problem: "my songs skip",
  topic: "playback_interrupted/offline",
  facts: [{ slot: "platform", label: "Platform", value: "phone" }],
  articles_shown: [QUEUE],
} as unknown as ContextCard;

let asked: URLSearchParams[];
let works: boolean;
let inserted: ArticleCard[];

const drawn = (ms = 60) => new Promise((done) => setTimeout(done, ms));
const titles = () => [...document.querySelectorAll("[data-testid=found-articles] a")].map((link) => link.textContent?.trim());
const button = (name: string) =>
  [...document.querySelectorAll("button")].find((each) => (each.ariaLabel ?? each.textContent) === name);

beforeEach(() => {
  [asked, works, inserted] = [[], true, []];
  vi.stubGlobal("fetch", async (address: string) => {
    const query = new URL(address, "http://desk").searchParams;
    asked.push(query);
    return { ok: works, json: async () => ({ articles: [SKIPS, QUEUE], asked: query.get("q")?.replace("sogns", "songs") }) };
  });
});

afterEach(async () => {
  render(null, document.body);
  // What Preact has put off until after the next paint comes while there is still a page.
  await drawn();
  vi.unstubAllGlobals();
});

async function shown(onInsert: ((article: ArticleCard) => void) | null = (article) => inserted.push(article)) {
  render(<ArticlesPart card={CARD} onInsert={onInsert} />, document.body);
  await drawn();
}

async function look(words: string) {
  const box = document.querySelector<HTMLInputElement>("[data-testid=article-search]");
  if (box) box.value = words;
  box?.dispatchEvent(new Event("input", { bubbles: true }));
  await drawn(420);
}

test("likely are those for the listener's words, topic and device, without what they have seen", async () => {
  await shown();

  expect(Object.fromEntries(asked[0] ?? [])).toEqual({ q: "my songs skip", topic: "playback_interrupted", platform: "phone" });
  expect(titles()).toEqual(["Songs skip"]);
});

test("one press puts the article into the reply; where nobody may reply, there is nothing to press", async () => {
  await shown();
  button("Put “Songs skip” into the reply")?.click();
  expect(inserted).toEqual([SKIPS]);

  await shown(null);
  expect(button("Put “Songs skip” into the reply")).toBeUndefined();
});

test("an agent's own words are asked without the topic, and a slip of the keyboard is told", async () => {
  await shown();
  await look("sogns");

  expect(Object.fromEntries(asked[1] ?? [])).toEqual({ q: "sogns", platform: "phone" });
  expect(titles()).toEqual(["Songs skip", "The queue is stuck"]);
  expect(document.body.textContent).toContain("Found for “songs”.");
});

test("a search that fails says so and can be tried again", async () => {
  works = false;
  await shown();
  expect(document.body.textContent).toContain("could not be searched");

  works = true;
  button("Try again")?.click();
  await drawn();
  expect(titles()).toEqual(["Songs skip"]);
});

test("the link stands after what was written, and a title cannot break it", () => {
  const article = { ...SKIPS, title: "Songs [skip]" };

  expect(withLink("", article, "https://desk")).toBe("[Songs skip](https://desk/help/playback/skips)");
  expect(withLink("See this: ", article, "https://desk")).toBe(
    "See this:\n[Songs skip](https://desk/help/playback/skips)",
  );
});
