// @vitest-environment jsdom
import { render } from "preact";
import { expect, test } from "vitest";
import { Connection } from "../shared/connection";
import { memoryKeep } from "../shared/keep";
import type { ContextCard } from "../shared/protocol";
import { aRow } from "../testing/build";
import { FakeWire, settled } from "../testing/fake-wire";
import { Desk } from "./desk";
import { Toasts } from "./toasts";
import { TopicSelect } from "./topic-select";

const TOPICS = [
  {
    title: "Playback",
    topics: [
      { topic: "lyrics", title: "Lyrics" },
      { topic: "audio_quality", title: "Audio quality" },
    ],
  },
];
const MAYA = { agent_id: "a1", name: "Maya", presence: "online", open_conversations: 0, capacity: 4 };
const aCard = (change: Partial<ContextCard> = {}) =>
  ({
    topic: "lyrics/missing",
    topic_title: "Lyrics",
    topic_confidence: 0.72,
    bot_topic_title: null,
    is_topic_corrected: false,
    ...change,
  }) as ContextCard;

async function shown(card: ContextCard, refuses = false) {
  const wire = new FakeWire((name) => {
    if (name === "open_inbox") return { ok: true, me: MAYA, colleagues: [], rows: [aRow("c1")], topics: TOPICS };
    if (name === "set_topic" && refuses)
      return { ok: false, code: "already_assigned", message: "Noor has this conversation.", retry_after_ms: null };
    if (name === "open_conversation")
      return { ok: true, row: aRow("c1"), card, messages: [], notes: [], more: false };
    return { ok: true, version: 2 };
  });
  const connection = new Connection(wire, { renew: async () => true, delay: async () => {} });
  const toasts = new Toasts();
  const account = { agent: { agent_id: "a1", name: "Maya", email: "maya@example.com" }, csrf: "x" };
  const desk = new Desk(account, connection, toasts, memoryKeep(), (_, task) => task());
  wire.connect();
  await settled();
  const host = document.createElement("div");
  render(<TopicSelect desk={desk} id="c1" card={card} />, host);
  return { host, wire, toasts, select: host.querySelector("select") as HTMLSelectElement };
}

async function choose(select: HTMLSelectElement, topic: string) {
  select.value = topic;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  for (let turn = 0; turn < 4; turn += 1) await settled();
}

test("a finer intent shows as its topic, with how sure the bot is", async () => {
  const { host, select } = await shown(aCard());
  expect(select.value).toBe("lyrics");
  expect(host.textContent).toContain("72 % sure");
  expect([...select.querySelectorAll("optgroup")].map((group) => group.label)).toEqual(["Playback"]);
});

test("a choice is one command", async () => {
  const { wire, select } = await shown(aCard());
  await choose(select, "audio_quality");
  expect(wire.sent.filter((each) => each.event === "set_topic").map((each) => each.command)).toEqual([
    { conversation_id: "c1", topic: "audio_quality" },
  ]);
});

test("arrow keys pass by topics, and only where they come to rest is told", async () => {
  const { wire, select } = await shown(aCard({ topic: null }));
  select.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
  await choose(select, "lyrics");
  await choose(select, "audio_quality");
  expect(wire.sent.some((each) => each.event === "set_topic")).toBe(false);
  select.dispatchEvent(new FocusEvent("blur"));
  await settled();
  expect(wire.sent.filter((each) => each.event === "set_topic").map((each) => each.command)).toEqual([
    { conversation_id: "c1", topic: "audio_quality" },
  ]);
});

test("a refusal is told, and the card keeps its topic", async () => {
  const { toasts, select } = await shown(aCard(), true);
  await choose(select, "audio_quality");
  expect(toasts.shown.get().map((toast) => toast.text)).toEqual(["Somebody was faster: Noor has this conversation."]);
  expect(select.value).toBe("lyrics");
});

test("what an agent said has no percentage, and names what the bot had taken it for", async () => {
  const { host } = await shown(aCard({ is_topic_corrected: true, topic_confidence: null, bot_topic_title: "Search" }));
  expect(host.textContent).toContain("The bot took it for: Search");
  expect(host.textContent).not.toContain("sure");
});
