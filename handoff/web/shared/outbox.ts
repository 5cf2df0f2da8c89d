// Keeps every message and note from the key press until the gateway has committed it, across reloads and in several tabs:
// one in flight per conversation, the same id again after silence. What is shown of it, the timeline decides.
//
// localStorage and not IndexedDB: its writes are synchronous, so an entry is kept before the first send and also
// when the tab dies in the very next moment.
import type { Answer } from "./connection";
import { newId } from "./ids";
import type { Keep } from "./keep";
import { RETRYABLE, type Choice, type Refusal } from "./protocol";
import { Store } from "./store";

export interface Entry {
  /** client_message_id or client_note_id; never changes, however often it is sent. */
  id: string;
  /** The conversation, or its client id while it has not been started. */
  lane: string;
  kind: "message" | "note";
  text: string;
  choice: Choice | null;
  at: string;
  failed: Refusal | null;
}

export interface Carrier {
  send(entry: Entry): Promise<Answer<"post_message">>;
  /** Turns a lane that has not been started into a conversation. Only pages of listeners have such lanes. */
  start?: (lane: string) => Promise<Answer<"start_conversation">>;
  /** False while there is no use in trying: the lane rests until `drainAll`, and another tab may have its turn. */
  connected?: () => boolean;
  /** Told of the commit; what it promises is waited for before the entry is forgotten. */
  stored(entry: Entry, seq: number): void | Promise<void>;
  started?: (lane: string, conversation: string) => void;
}

/** Runs one task at a time among all tabs; the browser's Web Locks where there are some. */
export type Exclusively = (name: string, task: () => Promise<void>) => Promise<void>;

const UNSTARTED = "new:";
const RETRY_DELAYS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

export const unstartedLane = (): string => UNSTARTED + newId();
export const isUnstarted = (lane: string): boolean => lane.startsWith(UNSTARTED);
export const clientConversationId = (lane: string): string => lane.slice(UNSTARTED.length);

export class Outbox {
  readonly entries: Store<readonly Entry[]>;
  private readonly draining = new Set<string>();
  private readonly prefix: string;
  private counter = 0;

  constructor(
    owner: string,
    private readonly keep: Keep,
    private readonly carrier: Carrier,
    private readonly exclusively: Exclusively = (_, task) => task(),
    private readonly pause: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
  ) {
    this.prefix = `soundcheck:outbox:${owner}:`;
    this.entries = new Store(this.read());
  }

  add(lane: string, content: { kind?: Entry["kind"]; text?: string; choice?: Choice }): Entry {
    const entry: Entry = {
      id: newId(),
      lane,
      kind: content.kind ?? "message",
      text: content.text ?? "",
      choice: content.choice ?? null,
      at: new Date().toISOString(),
      failed: null,
    };
    this.counter += 1;
    // Keys sort as composed, also among the messages of one millisecond.
    const order = `${Date.now().toString().padStart(15, "0")}.${String(this.counter).padStart(6, "0")}`;
    this.keep.set(`${this.prefix}${order}:${entry.id}`, JSON.stringify(entry));
    this.refresh();
    void this.drain(lane);
    return entry;
  }

  retry(id: string): void {
    const entry = this.entries.get().find((each) => each.id === id);
    if (!entry) return;
    this.replace({ ...entry, failed: null });
    void this.drain(entry.lane);
  }

  /** The person takes the text back to change it, or the message turned out to be stored already. */
  drop(id: string): void {
    const key = this.keyOf(id);
    if (key === undefined) return;
    this.keep.remove(key);
    this.refresh();
  }

  clear(): void {
    for (const key of this.keep.keys(this.prefix)) this.keep.remove(key);
    this.refresh();
  }

  /** Another tab wrote, or the connection is back. */
  refresh(): void {
    this.entries.set(this.read());
  }

  drainAll(): void {
    this.refresh();
    for (const lane of new Set(this.entries.get().map((entry) => entry.lane))) void this.drain(lane);
  }

  async drain(lane: string): Promise<void> {
    if (this.draining.has(lane)) return;
    this.draining.add(lane);
    try {
      await this.exclusively(`${this.prefix}${lane}`, () => this.run(lane));
    } finally {
      this.draining.delete(lane);
    }
    // Whatever was added between the last look and the release of the lock.
    if (this.next(lane) && !this.stopped.has(lane)) void this.drain(lane);
  }

  private readonly stopped = new Set<string>();

  private async run(lane: string): Promise<void> {
    this.stopped.delete(lane);
    for (let tries = 0, entry = this.next(lane); entry; entry = this.next(lane)) {
      const done = isUnstarted(lane) ? await this.startLane(lane) : await this.deliver(entry);
      if (done === "moved") return;
      if (done === "done") {
        tries = 0;
        continue;
      }
      const patience = RETRY_DELAYS[tries];
      if (patience === undefined || this.carrier.connected?.() === false) {
        // Rests until the next connect, return or message; nothing is lost meanwhile.
        this.stopped.add(lane);
        return;
      }
      tries += 1;
      // Up to half as long again, so that a restarted gateway is not met by all pages in the same moment.
      await this.pause(Math.max(done.wait, patience * (1 + Math.random() / 2)));
    }
  }

  private async deliver(entry: Entry): Promise<"done" | { wait: number }> {
    const answer = await this.carrier.send(entry);
    if (answer.ok === true) {
      // First shown, then forgotten: the view never has a moment in which the text is in neither place.
      await this.carrier.stored(entry, answer.seq);
      this.drop(entry.id);
      return "done";
    }
    if (answer.ok === false && !RETRYABLE.has(answer.code)) {
      this.replace({ ...entry, failed: answer });
      return "done";
    }
    return { wait: answer.ok === false ? (answer.retry_after_ms ?? 0) : 0 };
  }

  private async startLane(lane: string): Promise<"moved" | "done" | { wait: number }> {
    const answer = (await this.carrier.start?.(lane)) ?? { ok: "unknown" as const };
    if (answer.ok === true) {
      this.move(lane, answer.conversation_id);
      return "moved";
    }
    if (answer.ok === false && !RETRYABLE.has(answer.code)) {
      for (const entry of this.read()) if (entry.lane === lane) this.replace({ ...entry, failed: answer });
      return "done";
    }
    return { wait: answer.ok === false ? (answer.retry_after_ms ?? 0) : 0 };
  }

  /** The lane was started: what waits in it goes to the conversation, in its order. */
  move(lane: string, conversation: string): void {
    for (const entry of this.read()) if (entry.lane === lane) this.replace({ ...entry, lane: conversation });
    this.carrier.started?.(lane, conversation);
    void this.drain(conversation);
  }

  private next(lane: string): Entry | undefined {
    return this.read().find((entry) => entry.lane === lane && entry.failed === null);
  }

  private replace(entry: Entry): void {
    const key = this.keyOf(entry.id);
    if (key !== undefined) this.keep.set(key, JSON.stringify(entry));
    this.refresh();
  }

  private keyOf(id: string): string | undefined {
    return this.keep.keys(this.prefix).find((key) => key.endsWith(`:${id}`));
  }

  private read(): Entry[] {
    return this.keep
      .keys(this.prefix)
      .sort()
      .flatMap((key) => {
        const value = this.keep.get(key);
        return value === null ? [] : [JSON.parse(value) as Entry];
      });
  }
}

export const browserLocks: Exclusively = async (name, task) => {
  // Web Locks exist only on https and localhost. Without them two tabs may send the same entry: the gateway stores it once.
  if (!navigator.locks) return task();
  await navigator.locks.request(name, task);
};
