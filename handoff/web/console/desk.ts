// The console's model: the inbox, the conversation that is open, and every act of the agent as a command.
// Delivery belongs to the outbox, completeness to the reader, grouping to inbox.ts, looks to the views.
import type { Answer, Connection } from "../shared/connection";
import { lastNote, lastSeq, type Conversation } from "../shared/conversation";
import { Drafts } from "../shared/drafts";
import type { Keep } from "../shared/keep";
import { Outbox, type Exclusively } from "../shared/outbox";
import type { AgentSummary, ArticleCard, Commands, InboxRow, Refusal, TopicGroup } from "../shared/protocol";
import { Reader, type Reading } from "../shared/reader";
import { explain, NO_ANSWER } from "../shared/refusals";
import { Store } from "../shared/store";
import type { Account } from "./account";
import { withLink } from "./articles";
import type { Toasts } from "./toasts";

export interface Inbox {
  loaded: boolean;
  rows: Readonly<Record<string, InboxRow>>;
  agents: Readonly<Record<string, AgentSummary>>;
  topics: readonly TopicGroup[];
}

const TYPE_EVERY = 3_000;
const TYPING_LASTS = 5_100;

export class Desk {
  readonly inbox = new Store<Inbox>({ loaded: false, rows: {}, agents: {}, topics: [] });
  readonly current = new Store<string | null>(null);
  readonly reader: Reader;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  private lastTyped = 0;

  constructor(
    readonly account: Account,
    readonly connection: Connection,
    readonly toasts: Toasts,
    keep: Keep,
    exclusively: Exclusively,
  ) {
    const owner = account.agent.agent_id;
    this.drafts = new Drafts(owner, keep);
    this.reader = new Reader((conversation) => this.read(conversation));
    this.outbox = new Outbox(
      owner,
      keep,
      {
        send: (entry) =>
          entry.kind === "note"
            ? connection.request("add_note", {
                conversation_id: entry.lane,
                client_note_id: entry.id,
                text: entry.text,
              })
            : connection.request("post_message", {
                conversation_id: entry.lane,
                client_message_id: entry.id,
                text: entry.text,
              }),
        connected: () => connection.status.get() === "online",
        // Notes have their own numbers and no tip, so the page is read again.
        stored: (entry, seq) =>
          entry.kind === "message" ? this.reader.stored(entry.lane, seq) : this.reader.catchUp(entry.lane),
      },
      exclusively,
    );
    this.listen();
  }

  get me(): string {
    return this.account.agent.agent_id;
  }

  row(id: string): InboxRow | undefined {
    return this.inbox.get().rows[id];
  }

  open(id: string | null): void {
    const before = this.current.get();
    if (before === id) return;
    if (before !== null) this.reader.unfollow(before);
    this.current.set(id);
    if (id !== null) this.reader.follow(id);
  }

  reply(id: string, text: string): void {
    this.outbox.add(id, { text: text.trim() });
  }

  note(id: string, text: string): void {
    this.outbox.add(id, { kind: "note", text: text.trim() });
  }

  /** Puts a link to the article into the reply that is being written. */
  insert(id: string, article: ArticleCard): void {
    const place = `reply:${id}`;
    this.drafts.write(place, withLink(this.drafts.read(place), article, location.origin));
  }

  edit(entryId: string): string {
    const text = this.outbox.entries.get().find((entry) => entry.id === entryId)?.text ?? "";
    this.outbox.drop(entryId);
    return text;
  }

  typing(conversation_id: string): void {
    if (Date.now() - this.lastTyped < TYPE_EVERY) return;
    this.lastTyped = Date.now();
    void this.connection.request("type", { conversation_id });
  }

  async accept(conversation_id: string): Promise<boolean> {
    return this.told(await this.connection.request("accept_conversation", { conversation_id }));
  }

  async handBack(conversation_id: string): Promise<boolean> {
    return this.told(await this.connection.request("hand_back_conversation", { conversation_id }));
  }

  async transfer(conversation_id: string, to_agent_id: string | null): Promise<boolean> {
    return this.told(await this.connection.request("transfer_conversation", { conversation_id, to_agent_id }));
  }

  async resolve(conversation_id: string, cause: string, prevention: string): Promise<boolean> {
    return this.told(await this.connection.request("resolve_conversation", { conversation_id, cause, prevention }));
  }

  /** The card follows when the gateway tells; it is read again here in case that is lost. */
  async setTopic(conversation_id: string, topic: string): Promise<boolean> {
    const done = this.told(await this.connection.request("set_topic", { conversation_id, topic }));
    if (done) await this.reader.catchUp(conversation_id);
    return done;
  }

  async setPresence(presence: AgentSummary["presence"]): Promise<boolean> {
    const done = this.told(await this.connection.request("set_presence", { presence }));
    const me = this.inbox.get().agents[this.me];
    if (done && me) this.withAgent({ ...me, presence });
    return done;
  }

  private listen(): void {
    const { connection, reader } = this;
    connection.onResume(() => {
      void this.refreshInbox();
      reader.resume();
      this.outbox.drainAll();
    });
    connection.on("inbox_changed", (event) => {
      this.withRow(event.row);
      const known = reader.conversations.get()[event.row.conversation_id];
      if (!known) return;
      reader.apply(known.id, { type: "inbox_changed", event, now: Date.now() });
      // What is on the card may have changed with it.
      if (this.current.get() === known.id) void reader.catchUp(known.id);
    });
    connection.on("message_posted", (event) => reader.applyToAll({ type: "message_posted", event, now: Date.now() }));
    connection.on("note_added", (event) => reader.applyToAll({ type: "note_added", event, now: Date.now() }));
    connection.on("tips_told", (event) => reader.applyToAll({ type: "tips_told", event, now: Date.now() }));
    connection.on("typing_started", (event) => {
      if (event.author === "agent" && event.author_name === this.account.agent.name) return;
      reader.applyToAll({ type: "typing_started", event, now: Date.now() });
      setTimeout(() => reader.applyToAll({ type: "clock", now: Date.now() }), TYPING_LASTS);
    });
    connection.on("presence_changed", (event) => this.withAgent(event.agent));
  }

  private async refreshInbox(): Promise<void> {
    const answer = await this.connection.request("open_inbox", {});
    if (answer.ok !== true) {
      // The next resume asks again; a socket that stays silent is reopened by the connection.
      if (answer.ok === false) this.toasts.show(explain(answer));
      return;
    }
    const agents = Object.fromEntries([answer.me, ...answer.colleagues].map((agent) => [agent.agent_id, agent]));
    const rows: Record<string, InboxRow> = {};
    for (const row of answer.rows) {
      const known = this.row(row.conversation_id);
      // An event may have overtaken the snapshot.
      rows[row.conversation_id] = known && known.version > row.version ? known : row;
    }
    this.inbox.set({ loaded: true, rows, agents, topics: answer.topics });
  }

  private async read(conversation: Conversation): Promise<Reading> {
    const answer = await this.connection.request("open_conversation", {
      conversation_id: conversation.id,
      after_seq: lastSeq(conversation),
      after_note: lastNote(conversation),
    });
    if (answer.ok === true) {
      this.withRow(answer.row);
      return { happening: { type: "agent_page", page: answer }, more: answer.more };
    }
    if (answer.ok !== false || answer.code !== "not_found") return "later";
    if (this.current.get() === conversation.id) this.open(null);
    this.toasts.show(explain(answer));
    return "gone";
  }

  private withRow(row: InboxRow): void {
    this.inbox.update((inbox) => {
      const known = inbox.rows[row.conversation_id];
      if (known && known.version > row.version) return inbox;
      return { ...inbox, rows: { ...inbox.rows, [row.conversation_id]: row } };
    });
  }

  private withAgent(agent: AgentSummary): void {
    this.inbox.update((inbox) => ({ ...inbox, agents: { ...inbox.agents, [agent.agent_id]: agent } }));
  }

  private told(answer: Answer<keyof Commands>): boolean {
    if (answer.ok === true) return true;
    this.toasts.show(answer.ok === false ? refusalWords(answer) : NO_ANSWER);
    return false;
  }
}

function refusalWords(refusal: Refusal): string {
  // The gateway names people: the winner, or the colleague who has gone. No text of ours could.
  if (refusal.code === "already_assigned") return `Somebody was faster: ${refusal.message}`;
  return refusal.code === "conflict" && refusal.message ? refusal.message : explain(refusal);
}
