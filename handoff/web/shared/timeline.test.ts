import { expect, test } from "vitest";
import { aMessage, aNote, aPage } from "../testing/build";
import { emptyConversation, reduce } from "./conversation";
import type { Entry } from "./outbox";
import type { Message } from "./protocol";
import { chosenTitle, openQuestion, timeline } from "./timeline";

const question = aMessage(1, { buttons: [{ title: "Phone" }, { title: "Computer" }] });
const answer = aMessage(2, { author: "listener", kind: "choice", text: "Phone", choice_of: 1 });
const anEntry = (change: Partial<Entry> = {}): Entry => ({
  id: "m1",
  lane: "c1",
  kind: "message",
  text: "hello",
  choice: null,
  at: "2026-11-25T09:40:00.000Z",
  failed: null,
  ...change,
});
const kinds = (messages: Message[], entries: Entry[] = [], notes = [] as ReturnType<typeof aNote>[]) => {
  const read = reduce(emptyConversation("c1"), { type: "listener_page", page: aPage(messages) });
  return timeline({ ...read, notes }, entries).map((item) => item.type);
};

test("a day opens its messages, a note follows the message it was written after, what is on its way comes last", () => {
  expect(kinds([aMessage(1), aMessage(2)], [anEntry()], [aNote(1, 1)])).toEqual([
    "day",
    "message",
    "note",
    "message",
    "outgoing",
  ]);
});

test("what is stored is not shown a second time as being on its way", () => {
  const stored = aMessage(1, { author: "listener", client_message_id: "m1" });
  expect(kinds([stored], [anEntry()])).toEqual(["day", "message"]);
});

test("a message keeps its key when it is acknowledged", () => {
  const stored = aMessage(1, { author: "listener", client_message_id: "m1" });
  const read = reduce(emptyConversation("c1"), { type: "listener_page", page: aPage([stored]) });
  const before = timeline(emptyConversation("c1"), [anEntry()]).at(-1)?.key;
  expect(timeline(read, []).at(-1)?.key).toBe(before);
});

test("a question is open until the listener says anything after it", () => {
  expect(openQuestion([question], [])).toBe(1);
  expect(openQuestion([question, aMessage(2)], [])).toBe(1);
  expect(openQuestion([question, answer], [])).toBeNull();
  expect(openQuestion([question, aMessage(2, { author: "listener" })], [])).toBeNull();
});

test("a pressed button closes its question before the acknowledgement, and a failed one opens it again", () => {
  const pressed = anEntry({ choice: { seq: 1, button: 1 } });
  const failed = anEntry({
    choice: { seq: 1, button: 1 },
    failed: { ok: false, code: "stale_choice", message: "", retry_after_ms: null },
  });
  expect(openQuestion([question], [pressed])).toBeNull();
  expect(chosenTitle(question, [question], [pressed])).toBe("Computer");
  expect(openQuestion([question], [failed])).toBe(1);
});

test("after a reload the chosen button is known from the messages alone", () => {
  expect(chosenTitle(question, [question, answer], [])).toBe("Phone");
});
