// The widget's model: which screen is shown, which conversations there are, and every wish of the listener as a command.
// Delivery belongs to the outbox, completeness to the reader, looks to the views.
import type { Answer, Connection } from "../shared/connection";
import { lastSeq, type Conversation } from "../shared/conversation";
import { Drafts } from "../shared/drafts";
import type { Keep } from "../shared/keep";
import { clientConversationId, isUnstarted, Outbox, unstartedLane, type Exclusively } from "../shared/outbox";
import type { Choice, Commands, ConversationState } from "../shared/protocol";
import { Reader, type Reading } from "../shared/reader";
import { explain, NO_ANSWER } from "../shared/refusals";
import { Store } from "../shared/store";
import type { Host } from "./host";
import { Seen } from "./seen";

export interface Screen {
  /** A conversation, or a lane that has not been started; null shows the first view. */
  current: string | null;
  listed: boolean;
  notice: string | null;
  /** Counts the openings, so that each of them moves the focus. */
  opened: number;
}

/** Remembers per tab which conversation was shown, so that a reload, or the host's next page, goes on there. */
export interface Place {
  read(): string | null;
  write(current: string | null): void;
}

const OPEN = new Set<ConversationState["status"]>(["with_bot", "queued", "assigned", "awaiting_listener"]);
/** How long a wish for a person waits for the connection of a page that has just been opened. */
const CONNECTS_WITHIN = 10_000;
const TYPE_EVERY = 3_000;
const TYPING_LASTS = 5_100;

export class Desk {
  readonly screen = new Store<Screen>({ current: null, listed: false, notice: null, opened: 0 });
  readonly reader: Reader;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly seen: Seen;
  private readonly starting = new Map<string, Promise<Answer<"start_conversation">>>();
  private readonly lanes = new Map<string, string>();
  /** The solved conversation in which the listener has just answered the desk's own question. */
  private leaving: string | null = null;
  private lastTyped = 0;
  private visible = false;

  constructor(
    owner: string,
    readonly connection: Connection,
    readonly host: Host,
    keep: Keep,
    exclusively: Exclusively,
    private readonly place: Place,
  ) {
    this.drafts = new Drafts(owner, keep);
    this.seen = new Seen(owner, keep);
    this.reader = new Reader((conversation) => this.read(conversation));
    this.outbox = new Outbox(
      owner,
      keep,
      {
        send: (entry) =>
          connection.request("post_message", {
            conversation_id: entry.lane,
            client_message_id: entry.id,
            ...(entry.choice ? { choice: entry.choice } : { text: entry.text }),
          }),
        start: (lane) => this.start(lane),
        connected: () => connection.status.get() === "online",
        stored: (entry, seq) => this.reader.stored(entry.lane, seq),
        started: (lane, conversation) => this.started(lane, conversation),
      },
      exclusively,
    );
    connection.onResume(() => this.resume());
    connection.on("message_posted", (event) =>
      this.reader.applyToAll({ type: "message_posted", event, now: Date.now() }),
    );
    connection.on("conversation_changed", (event) => {
      this.reader.apply(event.state.conversation_id, { type: "conversation_changed", event, now: Date.now() });
      if (OPEN.has(event.state.status)) this.reader.follow(event.state.conversation_id);
      if (event.state.status === "closed" && event.state.conversation_id === this.leaving) void this.followOn();
    });
    connection.on("tips_told", (event) => this.reader.applyToAll({ type: "tips_told", event, now: Date.now() }));
    connection.on("typing_started", (event) => {
      if (event.author === "listener") return;
      this.reader.applyToAll({ type: "typing_started", event, now: Date.now() });
      setTimeout(() => this.reader.applyToAll({ type: "clock", now: Date.now() }), TYPING_LASTS);
    });
    this.reader.conversations.subscribe(() => this.look());
    const before = place.read();
    if (before !== null) this.open(before);
  }

  // What is shown

  list(): Conversation[] {
    return Object.values(this.reader.conversations.get())
      .filter((conversation) => (conversation.state?.last_seq ?? 0) > 0)
      .sort((a, b) => (b.state?.started_at ?? "").localeCompare(a.state?.started_at ?? ""));
  }

  /** The lane a conversation began in on this page, else the conversation itself. */
  laneOf(id: string): string {
    return this.lanes.get(id) ?? id;
  }

  home(): void {
    this.show({ current: null });
  }

  open(id: string): void {
    if (!isUnstarted(id)) this.reader.follow(id);
    this.show({ current: id });
    this.look();
  }

  /** A conversation exists for the gateway only once something is said in it. */
  startNew(text?: string): void {
    // Going back to look something up must not lose what was begun.
    const begun = [...this.outbox.entries.get().map((entry) => entry.lane), ...this.drafts.places()].find(isUnstarted);
    const lane = (text === undefined && begun) || unstartedLane();
    this.show({ current: lane });
    if (text !== undefined) this.outbox.add(lane, { text });
  }

  setVisible(visible: boolean): void {
    const opens = visible && !this.visible;
    this.visible = visible;
    if (opens) this.screen.update((screen) => ({ ...screen, opened: screen.opened + 1 }));
    this.look();
  }

  dismiss(): void {
    this.show({ notice: null });
  }

  // What the listener does

  say(lane: string, text: string): void {
    this.outbox.add(lane, { text: text.trim() });
    this.drafts.write(lane, "");
  }

  choose(lane: string, choice: Choice): void {
    if (this.reader.get(lane).state?.status === "resolved") this.leaving = lane;
    this.outbox.add(lane, { choice });
  }

  /** Takes a message that could not be sent back into the composer. */
  edit(id: string): string {
    const text = this.outbox.entries.get().find((entry) => entry.id === id)?.text ?? "";
    this.outbox.drop(id);
    return text;
  }

  /** Here nothing can be said any more, but the words are not lost. */
  sayElsewhere(id: string): void {
    const text = this.edit(id);
    const lane = unstartedLane();
    this.drafts.write(lane, text);
    this.open(lane);
  }

  typing(lane: string): void {
    if (isUnstarted(lane) || Date.now() - this.lastTyped < TYPE_EVERY) return;
    this.lastTyped = Date.now();
    void this.connection.request("type", { conversation_id: lane });
  }

  async talkToPerson(lane: string): Promise<boolean> {
    await this.connected();
    const started = isUnstarted(lane) ? await this.start(lane) : null;
    if (started && started.ok !== true) return this.told(started);
    if (started) this.outbox.move(lane, started.conversation_id);
    const conversation_id = started ? started.conversation_id : lane;
    return this.told(await this.connection.request("request_handoff", { conversation_id }));
  }

  async leaveQueue(conversation_id: string): Promise<boolean> {
    return this.told(await this.connection.request("leave_queue", { conversation_id }));
  }

  async reopen(conversation_id: string): Promise<boolean> {
    return this.told(await this.connection.request("reopen_conversation", { conversation_id }));
  }

  async rate(conversation_id: string, score: 1 | 2 | 3 | 4 | 5, comment: string | null): Promise<boolean> {
    return this.told(await this.connection.request("rate_conversation", { conversation_id, score, comment }));
  }

  forgetAll(): void {
    this.outbox.clear();
    this.drafts.clear();
    this.seen.clear();
  }

  // How it stays complete

  private connected(): Promise<void> {
    if (this.connection.status.get() === "online") return Promise.resolve();
    return new Promise((done) => {
      const stop = this.connection.onResume(() => go());
      const late = setTimeout(() => go(), CONNECTS_WITHIN);
      const go = () => {
        stop();
        clearTimeout(late);
        done();
      };
    });
  }

  private resume(): void {
    void this.refreshList();
    this.reader.resume();
    this.outbox.drainAll();
  }

  private async refreshList(): Promise<void> {
    const answer = await this.connection.request("list_conversations", {});
    if (answer.ok !== true) return;
    for (const state of answer.conversations) {
      this.reader.apply(state.conversation_id, { type: "conversation_changed", event: { state }, now: Date.now() });
      // Only what may still change is worth a place in its room; the rest is read when it is opened.
      if (OPEN.has(state.status)) this.reader.follow(state.conversation_id);
    }
    this.show({ listed: true });
  }

  private async read(conversation: Conversation): Promise<Reading> {
    const answer = await this.connection.request("join_conversation", {
      conversation_id: conversation.id,
      after_seq: lastSeq(conversation),
    });
    if (answer.ok === true) return { happening: { type: "listener_page", page: answer }, more: answer.more };
    if (answer.ok !== false || answer.code !== "not_found") return "later";
    if (this.screen.get().current === conversation.id) this.show({ current: null, notice: explain(answer) });
    return "gone";
  }

  private start(lane: string): Promise<Answer<"start_conversation">> {
    // Idempotent at the gateway as well; this only spares a second question to the host.
    const running = this.starting.get(lane);
    if (running) return running;
    const start = this.host
      .diagnostics()
      .then((diagnostics) =>
        this.connection.request("start_conversation", {
          client_conversation_id: clientConversationId(lane),
          diagnostics,
        }),
      )
      .finally(() => this.starting.delete(lane));
    this.starting.set(lane, start);
    return start;
  }

  private started(lane: string, conversation: string): void {
    this.lanes.set(conversation, lane);
    this.drafts.move(lane, conversation);
    this.reader.follow(conversation);
    if (this.screen.get().current === lane) this.show({ current: conversation });
  }

  /** "Something new" said into a solved conversation goes on in one that the gateway starts: go there with it. */
  private async followOn(): Promise<void> {
    const left = this.leaving;
    this.leaving = null;
    await this.refreshList();
    const newest = this.list()[0];
    if (newest && newest.id !== left && this.screen.get().current === left) this.open(newest.id);
  }

  private told(answer: Answer<keyof Commands>): boolean {
    if (answer.ok === true) return true;
    this.show({ notice: answer.ok === false ? explain(answer) : NO_ANSWER });
    return false;
  }

  /** What is on a visible screen has been seen; the rest is counted for the launcher. */
  private look(): void {
    const all = this.reader.conversations.get();
    const { current } = this.screen.get();
    const shown = current === null ? undefined : all[current];
    if (shown && this.visible && document.visibilityState === "visible") this.seen.mark(shown.id, lastSeq(shown));
    this.host.unread(Object.values(all).reduce((count, conversation) => count + this.seen.unread(conversation), 0));
  }

  private show(change: Partial<Screen>): void {
    if (change.current !== undefined) this.place.write(change.current);
    this.screen.update((screen) => ({ ...screen, ...change }));
  }
}
