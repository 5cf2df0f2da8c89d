import { describe, expect, test } from "vitest";
import { aMessage, aNote, aPage, aRow, aState } from "../testing/build";
import { exampleOf } from "../testing/examples";
import { emptyConversation, isBehind, lastSeq, reduce, type Conversation, type Happening } from "./conversation";
import type { AgentPage, Events } from "./protocol";

const NOW = Date.parse("2026-11-25T09:31:00.000Z");
const events = [
  "message_posted",
  "conversation_changed",
  "typing_started",
  "tips_told",
  "note_added",
  "inbox_changed",
] as const;

function after(...happenings: Happening[]): Conversation {
  return happenings.reduce(reduce, emptyConversation("c1"));
}
const posted = (seq: number): Happening => ({
  type: "message_posted",
  event: { conversation_id: "c1", message: aMessage(seq) },
  now: NOW,
});
const seqs = (conversation: Conversation) => conversation.messages.map((message) => message.seq);

describe("the protocol's own examples", () => {
  test.each(events)("%s changes the conversation it names and no other", (name) => {
    const happening = { type: name, event: exampleOf(name), now: NOW } as Happening;

    const other = emptyConversation("another");
    expect(reduce(emptyConversation("c1"), happening)).not.toEqual(emptyConversation("c1"));
    expect(reduce(other, happening)).toBe(other);
  });

  test("names it does not know change nothing", () => {
    const conversation = after(posted(1));
    expect(reduce(conversation, { type: "sang_along", event: {}, now: NOW } as never)).toBe(conversation);
    expect(reduce(conversation, { type: "presence_changed", event: exampleOf("presence_changed"), now: NOW })).toBe(
      conversation,
    );
  });

  test("the example message waits for the two before it", () => {
    const example: Events["message_posted"] = exampleOf("message_posted");
    const early = after({ type: "message_posted", event: example, now: NOW });
    expect(seqs(early)).toEqual([]);
    expect(isBehind(early)).toBe(true);

    const whole = reduce(early, { type: "listener_page", page: aPage([aMessage(1), aMessage(2)]) });
    expect(seqs(whole)).toEqual([1, 2, 3]);
    expect(isBehind(whole)).toBe(false);
  });
});

test("a message heard twice is shown once", () => {
  const conversation = after(posted(1), posted(1), posted(2));
  expect(seqs(conversation)).toEqual([1, 2]);
  expect(reduce(conversation, posted(1))).toBe(conversation);
});

test("every order of arrival gives the same conversation", () => {
  const orders = [
    [1, 2, 3, 4],
    [4, 3, 2, 1],
    [2, 1, 4, 3],
    [3, 1, 4, 2],
  ];
  const results = orders.map((order) => seqs(after(...order.map(posted))));
  expect(results).toEqual(orders.map(() => [1, 2, 3, 4]));
});

test("events on top of a page are what a fresh page shows", () => {
  const events = after({ type: "listener_page", page: aPage([aMessage(1)]) }, posted(2), posted(3));
  const fresh = after({ type: "listener_page", page: aPage([aMessage(1), aMessage(2), aMessage(3)]) });
  expect(events.messages).toEqual(fresh.messages);
});

test("an acknowledgement beyond what we have shows that something is missing", () => {
  const conversation = after(posted(1), { type: "stored", seq: 3 });
  expect(isBehind(conversation)).toBe(true);
  expect(lastSeq(conversation)).toBe(1);
});

test("a tip beyond what we have shows that something is missing", () => {
  expect(isBehind(after(posted(1), { type: "tips_told", event: { tips: { c1: 2 } }, now: NOW }))).toBe(true);
  expect(isBehind(after(posted(1), { type: "tips_told", event: { tips: { c1: 1 } }, now: NOW }))).toBe(false);
});

test("an older version of the state never replaces a newer one", () => {
  const changed = (version: number, status: "queued" | "with_bot"): Happening => ({
    type: "conversation_changed",
    event: { state: aState({ version, status }) },
    now: NOW,
  });
  expect(after(changed(5, "queued"), changed(4, "with_bot")).state?.status).toBe("queued");
});

test("typing ends after five seconds and with the message", () => {
  const typing: Happening = {
    type: "typing_started",
    event: { conversation_id: "c1", author: "bot", author_name: null },
    now: NOW,
  };
  expect(after(typing).typing).not.toBeNull();
  expect(after(typing, { type: "clock", now: NOW + 4_000 }).typing).not.toBeNull();
  expect(after(typing, { type: "clock", now: NOW + 5_000 }).typing).toBeNull();
  expect(after(typing, posted(1)).typing).toBeNull();
});

test("notes come once each, in their order, whichever way they come", () => {
  const page: AgentPage = {
    ok: true,
    row: aRow("c1"),
    card: null as never,
    messages: [],
    notes: [aNote(1, 0)],
    more: false,
  };
  const added: Happening = { type: "note_added", event: { conversation_id: "c1", note: aNote(2, 0) }, now: NOW };
  const conversation = after(added, { type: "agent_page", page }, added);
  expect(conversation.notes.map((note) => note.note_seq)).toEqual([1, 2]);
});
