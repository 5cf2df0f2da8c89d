// @vitest-environment jsdom
import { render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import { Connection } from "../shared/connection";
import { memoryKeep } from "../shared/keep";
import type { ContextCard } from "../shared/protocol";
import { aRow } from "../testing/build";
import { FakeWire, settled } from "../testing/fake-wire";
import { ContextCardView } from "./context-card";
import { Desk } from "./desk";
import { Toasts } from "./toasts";

const CARD: ContextCard = {
  problem: "my songs skip",
  summary: "my songs skip",
  topic: null,
  topic_title: null,
  topic_confidence: null,
  bot_topic_title: null,
  is_topic_corrected: false,
  urgency: "normal",
  is_upset: false,
  is_leaving: false,
  ticket_number: "T-1001",
  reason: null,
  flow: null,
  flow_name: null,
  step: null,
  last_question: null,
  steps_tried: [],
  facts: [],
  findings: [],
  articles_shown: [],
  listener_name: "Sam",
  identified: true,
  cause: null,
  prevention: null,
  others: [],
};

async function shown(change: Partial<ContextCard>) {
  const card = { ...CARD, ...change };
  const wire = new FakeWire((name) =>
    name === "open_conversation"
      ? { ok: true, row: aRow("c1", { last_seq: 0 }), card, messages: [], notes: [], more: false }
      : { ok: false, code: "unavailable", message: "", retry_after_ms: null },
  );
  const connection = new Connection(wire, { renew: async () => true, delay: async () => {} });
  const account = { agent: { agent_id: "a1", name: "Maya", email: "maya@example.com" }, csrf: "x" };
  const toasts = new Toasts();
  const desk = new Desk(account, connection, toasts, memoryKeep(), (_, task) => task());
  wire.connect();
  desk.open("c1");
  await settled();
  const host = document.createElement("div");
  const opened: string[] = [];
  render(<ContextCardView desk={desk} id="c1" onBack={() => {}} onOpen={(id) => opened.push(id)} onInsert={null} />, host);
  // Effects run after the next paint, for which Preact waits as long as this.
  await new Promise((done) => setTimeout(done, 60));
  return { host, opened, toasts };
}

afterEach(() => vi.unstubAllGlobals());

test("the listener's other conversations are one press away", async () => {
  const other = {
    conversation_id: "c0",
    title: "I was charged twice",
    topic_title: null,
    status: "resolved" as const,
    started_at: "2026-11-24T09:00:00.000Z",
  };
  const { host, opened } = await shown({ others: [other] });
  const part = host.querySelector("[data-testid=others]");
  expect(part?.textContent).toContain("resolved");
  part?.querySelector("button")?.click();
  expect(opened).toEqual(["c0"]);
});

test("who is about to leave, and who is upset, is seen at a glance", async () => {
  const { host } = await shown({ is_leaving: true, is_upset: true });
  expect(host.querySelector("[data-testid=leaving]")?.textContent).toContain("leaving");
  expect(host.querySelector(".card-facts")?.textContent).toContain("upset");
});

test("where the bot had come to is told in its own words, and no id is shown", async () => {
  const { host } = await shown({ flow: "playback_interrupted", step: "ask_sync_fixed", last_question: "Does it load now?" });
  expect(host.querySelector("[data-testid=last-question]")?.textContent).toBe("Does it load now?");
  expect(host.textContent).not.toMatch(/ask.sync|playback.interrupted/);
});

test("who is neither is not said to be", async () => {
  const { host } = await shown({});
  expect(host.querySelector("[data-testid=leaving]")).toBeNull();
  expect(host.querySelector(".card-facts")?.textContent).not.toContain("upset");
});

test("who has no other conversation gets no empty heading", async () => {
  const { host } = await shown({});
  expect(host.textContent).not.toContain("More from");
});

test.each([
  ["copied", async () => {}, "T-1001 is copied."],
  ["refused by the browser", async () => Promise.reject(new Error("no")), "The browser does not allow copying here."],
])("a ticket number that is %s is told", async (_, writeText, words) => {
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  const { host, toasts } = await shown({});
  host.querySelector<HTMLButtonElement>("[data-testid=copy-ticket]")?.click();
  await settled();
  expect(toasts.shown.get().map((toast) => toast.text)).toContain(words);
});

test("what was filed is shown where it says more than the listener's own words", async () => {
  const same = await shown({ problem: "my songs skip on the train, every day", summary: "my songs skip on the train," });
  const other = await shown({ summary: "Skips offline, Wi-Fi only." });

  expect(same.host.textContent).not.toContain("As filed");
  expect(other.host.textContent).toContain("As filed");
});
