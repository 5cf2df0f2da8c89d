// Holds the conversations a page knows and brings those it follows up to date: join again after every gap, tip and return.
// How a page is read, the owner tells; what it means, the reducer.
import { emptyConversation, isBehind, lastSeq, reduce, type Conversation, type Happening } from "./conversation";
import { Store } from "./store";

/** What one reading brought: something to reduce, `later` when there was no answer, `gone` when it is not ours. */
export type Reading = { happening: Happening; more: boolean } | "later" | "gone";
export type Conversations = Readonly<Record<string, Conversation>>;

const RETRY_AFTER = 2_000;
/** Longer than a message needs that is told right behind its acknowledgement; then it is read. */
const SHOWN_WITHIN = 1_000;

export class Reader {
  readonly conversations = new Store<Conversations>({});
  private readonly followed = new Set<string>();
  private readonly reading = new Set<string>();
  private readonly again = new Set<string>();

  constructor(
    private readonly read: (conversation: Conversation) => Promise<Reading>,
    private readonly later: (task: () => void, ms: number) => void = (task, ms) => void setTimeout(task, ms),
  ) {}

  get(id: string): Conversation {
    return this.conversations.get()[id] ?? emptyConversation(id);
  }

  /** Keep this conversation complete from now on. */
  follow(id: string): void {
    if (this.followed.has(id)) return;
    this.followed.add(id);
    void this.catchUp(id);
  }

  unfollow(id: string): void {
    this.followed.delete(id);
  }

  /** Join everything again: the rooms of the last socket are gone, and events may have been missed. */
  resume(): void {
    for (const id of this.followed) void this.catchUp(id);
  }

  apply(id: string, happening: Happening): void {
    const before = this.conversations.get()[id] ?? emptyConversation(id);
    const after = reduce(before, happening);
    if (after === before) return;
    this.conversations.update((all) => ({ ...all, [id]: after }));
    if (this.followed.has(id) && isBehind(after)) void this.catchUp(id);
  }

  /** A message of the reader's own was stored: resolves when it is here, or nobody waits for it any more. */
  async stored(id: string, seq: number): Promise<void> {
    this.apply(id, { type: "stored", seq });
    if (!this.followed.has(id)) return;
    await new Promise<void>((done) => {
      const look = () => {
        if (lastSeq(this.get(id)) < seq && this.followed.has(id)) return;
        stop();
        done();
      };
      const stop = this.conversations.subscribe(look);
      this.later(() => (stop(), done()), SHOWN_WITHIN);
      look();
    });
  }

  /** For what concerns whichever conversations it names, such as tips and the clock. */
  applyToAll(happening: Happening): void {
    for (const id of Object.keys(this.conversations.get())) this.apply(id, happening);
  }

  forget(id: string): void {
    this.followed.delete(id);
    this.conversations.update((all) => {
      const { [id]: _, ...others } = all;
      return others;
    });
  }

  async catchUp(id: string): Promise<void> {
    if (this.reading.has(id)) {
      // A reading that is under way may already have passed what we have just been told of.
      this.again.add(id);
      return;
    }
    this.reading.add(id);
    let result: Reading = "later";
    try {
      do {
        this.again.delete(id);
        result = await this.read(this.get(id));
        if (typeof result === "object") this.apply(id, result.happening);
      } while (this.followed.has(id) && ((typeof result === "object" && result.more) || this.again.has(id)));
    } finally {
      this.reading.delete(id);
    }
    if (result === "gone") this.forget(id);
    else if (this.followed.has(id) && (result === "later" || isBehind(this.get(id))))
      this.later(() => void (this.followed.has(id) && this.catchUp(id)), RETRY_AFTER);
  }
}
