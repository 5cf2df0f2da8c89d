import { expect, test } from "vitest";
import { aMessage, aPage, aState } from "../testing/build";
import { settled } from "../testing/fake-wire";
import { lastSeq, type Conversation } from "./conversation";
import type { Message } from "./protocol";
import { Reader, type Reading } from "./reader";

/** What the gateway holds, read in pages of two, as `join_conversation` would. */
class Gateway {
  readonly messages: Message[] = [];
  joins = 0;
  deaf = false;

  read = async (conversation: Conversation): Promise<Reading> => {
    this.joins += 1;
    await settled();
    if (this.deaf) return "later";
    const fresh = this.messages.filter((message) => message.seq > lastSeq(conversation));
    const more = fresh.length > 2;
    const page = aPage(fresh.slice(0, 2), { more, state: aState({ last_seq: this.messages.length }) });
    return { happening: { type: "listener_page", page }, more };
  };

  store(count: number): Message {
    for (let index = 0; index < count; index += 1) this.messages.push(aMessage(this.messages.length + 1));
    return this.messages.at(-1) as Message;
  }
}

function aReader(gateway: Gateway) {
  const later: (() => void)[] = [];
  const reader = new Reader(gateway.read, (task) => void later.push(task));
  return { reader, later, seqs: () => reader.get("c1").messages.map((message) => message.seq) };
}
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await settled();
}
const NOW = 0;

test("following reads page after page until there is no more", async () => {
  const gateway = new Gateway();
  gateway.store(5);
  const { reader, seqs } = aReader(gateway);
  reader.follow("c1");
  await quiet();
  expect(seqs()).toEqual([1, 2, 3, 4, 5]);
});

test("a gap, a tip and a return each bring what is missing", async () => {
  const gateway = new Gateway();
  const { reader, seqs } = aReader(gateway);
  reader.follow("c1");
  await quiet();

  gateway.store(1);
  const second = gateway.store(1);
  reader.apply("c1", { type: "message_posted", event: { conversation_id: "c1", message: second }, now: NOW });
  await quiet();
  expect(seqs()).toEqual([1, 2]);

  gateway.store(1);
  reader.applyToAll({ type: "tips_told", event: { tips: { c1: 3 } }, now: NOW });
  await quiet();
  expect(seqs()).toEqual([1, 2, 3]);

  gateway.store(1);
  reader.resume();
  await quiet();
  expect(seqs()).toEqual([1, 2, 3, 4]);
});

test("what is told while a reading is under way is read after it", async () => {
  const gateway = new Gateway();
  gateway.store(1);
  const { reader, seqs } = aReader(gateway);
  reader.follow("c1");
  gateway.store(1);
  reader.resume();
  await quiet();
  expect(seqs()).toEqual([1, 2]);
  expect(gateway.joins).toBe(2);
});

test("without an answer it tries again later", async () => {
  const gateway = new Gateway();
  gateway.store(1);
  gateway.deaf = true;
  const { reader, later, seqs } = aReader(gateway);
  reader.follow("c1");
  await quiet();
  expect(later).toHaveLength(1);

  gateway.deaf = false;
  later[0]?.();
  await quiet();
  expect(seqs()).toEqual([1]);
});

test("a conversation that is not ours is forgotten", async () => {
  const reader = new Reader(async () => "gone");
  reader.follow("c1");
  await quiet();
  expect(reader.conversations.get()).toEqual({});
});

test("an own message that was stored is waited for until it is shown, read if nobody tells of it", async () => {
  const gateway = new Gateway();
  const { reader, seqs } = aReader(gateway);
  reader.follow("c1");
  await quiet();
  gateway.store(1);
  let shown = false;
  void reader.stored("c1", 1).then(() => (shown = true));
  expect([shown, seqs()]).toEqual([false, []]);
  await quiet();
  expect([shown, seqs()]).toEqual([true, [1]]);
});

test("nobody waits for ever, nor for a conversation that is not followed", async () => {
  const gateway = new Gateway();
  const { reader, later } = aReader(gateway);
  reader.follow("c1");
  await quiet();
  gateway.deaf = true;
  let late = false;
  void reader.stored("c1", 1).then(() => (late = true));
  await quiet();
  expect(late).toBe(false);
  for (const task of later.splice(0)) task();
  await quiet();
  expect(late).toBe(true);
  await reader.stored("c2", 1);
});
