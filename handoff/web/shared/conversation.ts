// What a page knows of one conversation: a pure reducer over pages read, events heard and acknowledgements got.
// It renders nothing and asks for nothing; `isBehind` tells its owner to join again.
import type {
  AgentPage,
  ContextCard,
  ConversationState,
  Events,
  InboxRow,
  ListenerPage,
  Message,
  Note,
} from "./protocol";

export interface Typing {
  author: Message["author"];
  name: string | null;
  until: number;
}

export interface Conversation {
  readonly id: string;
  /** Seq 1 … n without holes. */
  readonly messages: readonly Message[];
  /** Arrived before their predecessors; shown once those are here. */
  readonly early: readonly Message[];
  /** The highest seq that anybody told us of. */
  readonly known: number;
  readonly loaded: boolean;
  readonly typing: Typing | null;
  /** The listener's view. */
  readonly state: ConversationState | null;
  /** The agent's view. */
  readonly row: InboxRow | null;
  readonly card: ContextCard | null;
  readonly notes: readonly Note[];
}

export type Happening =
  | { type: "listener_page"; page: ListenerPage }
  | { type: "agent_page"; page: AgentPage }
  | { type: "stored"; seq: number }
  | { type: "clock"; now: number }
  | { [E in keyof Events]: { type: E; event: Events[E]; now: number } }[keyof Events];

const TYPING_LASTS = 5_000;

export function emptyConversation(id: string): Conversation {
  return {
    id,
    messages: [],
    early: [],
    known: 0,
    loaded: false,
    typing: null,
    state: null,
    row: null,
    card: null,
    notes: [],
  };
}

export const lastSeq = (conversation: Conversation): number => conversation.messages.at(-1)?.seq ?? 0;
export const lastNote = (conversation: Conversation): number => conversation.notes.at(-1)?.note_seq ?? 0;
export const isBehind = (conversation: Conversation): boolean => conversation.known > lastSeq(conversation);

/** Returns the same object when nothing changed, also for other conversations and for names it does not know. */
export function reduce(conversation: Conversation, happening: Happening): Conversation {
  switch (happening.type) {
    case "listener_page":
      return withState(loaded(withMessages(conversation, happening.page.messages)), happening.page.state);
    case "agent_page": {
      const { page } = happening;
      const read = withNotes(loaded(withMessages(conversation, page.messages)), page.notes);
      return { ...withRow(read, page.row), card: page.card };
    }
    case "stored":
      return withKnown(conversation, happening.seq);
    case "clock":
      return conversation.typing && conversation.typing.until <= happening.now
        ? { ...conversation, typing: null }
        : conversation;
    case "message_posted":
      return happening.event.conversation_id === conversation.id
        ? withMessages(conversation, [happening.event.message])
        : conversation;
    case "conversation_changed":
      return happening.event.state.conversation_id === conversation.id
        ? withState(conversation, happening.event.state)
        : conversation;
    case "inbox_changed":
      return happening.event.row.conversation_id === conversation.id
        ? withRow(conversation, happening.event.row)
        : conversation;
    case "note_added":
      return happening.event.conversation_id === conversation.id
        ? withNotes(conversation, [happening.event.note])
        : conversation;
    case "typing_started": {
      const { event, now } = happening;
      if (event.conversation_id !== conversation.id) return conversation;
      return { ...conversation, typing: { author: event.author, name: event.author_name, until: now + TYPING_LASTS } };
    }
    case "tips_told": {
      const tip = happening.event.tips[conversation.id];
      return typeof tip === "number" ? withKnown(conversation, tip) : conversation;
    }
    default:
      return conversation;
  }
}

function withMessages(conversation: Conversation, arrived: readonly Message[]): Conversation {
  const have = lastSeq(conversation);
  const fresh = arrived.filter((message) => message.seq > have);
  if (fresh.length === 0) return conversation;

  const bySeq = new Map([...conversation.early, ...fresh].map((message) => [message.seq, message]));
  const messages = [...conversation.messages];
  for (let seq = have + 1, next = bySeq.get(seq); next; seq += 1, next = bySeq.get(seq)) {
    messages.push(next);
    bySeq.delete(seq);
  }
  const early = [...bySeq.values()].filter((message) => message.seq > messages.length);
  const known = Math.max(conversation.known, ...fresh.map((message) => message.seq));
  // Who has just been heard is no longer writing.
  const typing = fresh.some((message) => message.author === conversation.typing?.author) ? null : conversation.typing;
  return { ...conversation, messages, early, known, typing };
}

function withNotes(conversation: Conversation, arrived: readonly Note[]): Conversation {
  const fresh = arrived.filter((note) => !conversation.notes.some((known) => known.note_seq === note.note_seq));
  if (fresh.length === 0) return conversation;
  return { ...conversation, notes: [...conversation.notes, ...fresh].sort((a, b) => a.note_seq - b.note_seq) };
}

function withState(conversation: Conversation, state: ConversationState): Conversation {
  if (conversation.state && conversation.state.version > state.version) return conversation;
  return withKnown({ ...conversation, state }, state.last_seq);
}

function withRow(conversation: Conversation, row: InboxRow): Conversation {
  if (conversation.row && conversation.row.version > row.version) return conversation;
  return withKnown({ ...conversation, row }, row.last_seq);
}

function withKnown(conversation: Conversation, seq: number): Conversation {
  return seq > conversation.known ? { ...conversation, known: seq } : conversation;
}

function loaded(conversation: Conversation): Conversation {
  return conversation.loaded ? conversation : { ...conversation, loaded: true };
}
