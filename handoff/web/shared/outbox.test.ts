import { describe, expect, test } from "vitest";
import type { Answer } from "./connection";
import { memoryKeep } from "./keep";
import { isUnstarted, Outbox, unstartedLane, type Carrier, type Entry } from "./outbox";
import { settled } from "../testing/fake-wire";

type Sending = Answer<"post_message">;
const UNKNOWN: Sending = { ok: "unknown" };
const refused = (code: "closed" | "rate_limited" | "unavailable", retry_after_ms: number | null = null): Sending => ({
  ok: false,
  code,
  message: code,
  retry_after_ms,
});

/** A gateway that stores once per client id, and answers as the test says. */
class Gateway implements Carrier {
  readonly rows: { id: string; lane: string; text: string }[] = [];
  readonly sends: string[] = [];
  readonly told: number[] = [];
  inFlight = 0;
  mostInFlight = 0;
  /** Takes the place of the next answers; the row may be stored all the same. */
  answers: (Sending | "lost")[] = [];

  async send(entry: Entry): Promise<Sending> {
    this.sends.push(entry.id);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    await settled();
    this.inFlight -= 1;
    const answer = this.answers.shift();
    if (answer !== undefined && answer !== "lost") return answer;
    const known = this.rows.findIndex((row) => row.id === entry.id);
    if (known < 0) this.rows.push({ id: entry.id, lane: entry.lane, text: entry.text });
    if (answer === "lost") return UNKNOWN;
    const seq = (known < 0 ? this.rows.length - 1 : known) + 1;
    return { ok: true, seq, at: "2026-11-25T09:30:00.000Z", duplicate: known >= 0 };
  }

  connected = () => true;

  start = async (lane: string): Promise<Answer<"start_conversation">> => ({ ok: true, conversation_id: `of-${lane}` });

  stored(_: Entry, seq: number): void {
    this.told.push(seq);
  }
}

function anOutbox(gateway: Gateway, keep = memoryKeep()) {
  const pauses: number[] = [];
  const outbox = new Outbox("sam", keep, gateway, undefined, async (ms) => {
    pauses.push(ms);
    await settled();
  });
  return { outbox, pauses, keep };
}

async function quiet(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await settled();
}

test("a message is kept before it is sent and forgotten once it is stored", async () => {
  const gateway = new Gateway();
  const { outbox, keep } = anOutbox(gateway);
  outbox.add("c1", { text: "hello" });
  expect(keep.keys("soundcheck:outbox:sam:")).toHaveLength(1);

  await quiet();
  expect(keep.keys("soundcheck:outbox:sam:")).toHaveLength(0);
  expect(gateway.told).toEqual([1]);
});

test("a lost acknowledgement leads to the same id again and to one row", async () => {
  const gateway = new Gateway();
  gateway.answers = ["lost", UNKNOWN];
  const { outbox } = anOutbox(gateway);
  const entry = outbox.add("c1", { text: "hello" });
  await quiet();

  expect(gateway.sends).toEqual([entry.id, entry.id, entry.id]);
  expect(gateway.rows).toHaveLength(1);
  expect(outbox.entries.get()).toEqual([]);
});

test("messages of one conversation go one at a time, in the order composed, also over faults", async () => {
  const gateway = new Gateway();
  gateway.answers = ["lost", refused("unavailable"), UNKNOWN];
  const { outbox } = anOutbox(gateway);
  for (const text of ["one", "two", "three"]) outbox.add("c1", { text });
  await quiet();

  expect(gateway.rows.map((row) => row.text)).toEqual(["one", "two", "three"]);
  expect(gateway.mostInFlight).toBe(1);
});

test("conversations do not wait for each other", async () => {
  const gateway = new Gateway();
  const { outbox } = anOutbox(gateway);
  outbox.add("c1", { text: "one" });
  outbox.add("c2", { text: "two" });
  await settled();
  expect(gateway.mostInFlight).toBe(2);
});

test("after a reload what was not acknowledged is sent in its order", async () => {
  const dead = new Gateway();
  dead.answers = Array.from({ length: 20 }, () => UNKNOWN);
  const { outbox, keep } = anOutbox(dead);
  outbox.add("c1", { text: "one" });
  outbox.add("c1", { text: "two" });
  await quiet();

  const gateway = new Gateway();
  const reloaded = anOutbox(gateway, keep).outbox;
  expect(reloaded.entries.get().map((entry) => entry.text)).toEqual(["one", "two"]);
  reloaded.drainAll();
  await quiet();
  expect(gateway.rows.map((row) => row.text)).toEqual(["one", "two"]);
});

describe("a refusal for good", () => {
  test("keeps the text, lets the next pass, and can be tried again", async () => {
    const gateway = new Gateway();
    gateway.answers = [refused("closed")];
    const { outbox } = anOutbox(gateway);
    const first = outbox.add("c1", { text: "one" });
    outbox.add("c1", { text: "two" });
    await quiet();
    expect(outbox.entries.get()).toMatchObject([{ text: "one", failed: { code: "closed" } }]);
    expect(gateway.rows.map((row) => row.text)).toEqual(["two"]);

    outbox.retry(first.id);
    await quiet();
    expect(gateway.rows.map((row) => row.id)).toContain(first.id);
    expect(outbox.entries.get()).toEqual([]);
  });
});

test("a refusal for now waits at least as long as it asks", async () => {
  const gateway = new Gateway();
  gateway.answers = [refused("rate_limited", 9_000)];
  const { outbox, pauses } = anOutbox(gateway);
  outbox.add("c1", { text: "one" });
  await quiet();
  expect(pauses[0]).toBeGreaterThanOrEqual(9_000);
  expect(gateway.rows).toHaveLength(1);
});

test("when everything fails it rests, and goes on when the connection is back", async () => {
  const gateway = new Gateway();
  gateway.answers = Array.from({ length: 8 }, () => UNKNOWN);
  const { outbox, pauses } = anOutbox(gateway);
  outbox.add("c1", { text: "one" });
  await quiet();
  expect(gateway.rows).toHaveLength(0);
  expect(pauses).toHaveLength(7);

  outbox.drainAll();
  await quiet();
  expect(gateway.rows).toHaveLength(1);
});

test("without a connection it lets go at once, so that another tab can send", async () => {
  const gateway = new Gateway();
  gateway.answers = [UNKNOWN];
  gateway.connected = () => false;
  const { outbox, pauses } = anOutbox(gateway);
  outbox.add("c1", { text: "one" });
  await quiet();
  expect(pauses).toEqual([]);
  expect(outbox.entries.get()).toHaveLength(1);

  gateway.connected = () => true;
  outbox.drainAll();
  await quiet();
  expect(gateway.rows).toHaveLength(1);
});

test("a conversation that was not started is started first, once, and its messages follow in order", async () => {
  const gateway = new Gateway();
  const { outbox } = anOutbox(gateway);
  const lane = unstartedLane();
  expect(isUnstarted(lane)).toBe(true);
  outbox.add(lane, { text: "one" });
  outbox.add(lane, { text: "two" });
  await quiet();
  expect(gateway.rows.map((row) => [row.lane, row.text])).toEqual([
    [`of-${lane}`, "one"],
    [`of-${lane}`, "two"],
  ]);
});

test("two tabs on one storage store each message once", async () => {
  const gateway = new Gateway();
  const { outbox, keep } = anOutbox(gateway);
  const other = anOutbox(gateway, keep).outbox;
  outbox.add("c1", { text: "one" });
  other.drainAll();
  await quiet();
  expect(gateway.rows).toHaveLength(1);
  expect(keep.keys("soundcheck:outbox:")).toEqual([]);
});
