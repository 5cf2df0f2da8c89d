// For tests: messages, states and rows with everything that a test does not care about filled in.
import type { ConversationState, InboxRow, ListenerPage, Message, Note } from "../shared/protocol";

export function aMessage(seq: number, change: Partial<Message> = {}): Message {
  return {
    seq,
    at: `2026-11-25T09:${String(seq).padStart(2, "0")}:00.000Z`,
    author: "bot",
    author_name: null,
    kind: "text",
    text: `message ${seq}`,
    html: null,
    buttons: [],
    choice_of: null,
    article: null,
    linked_articles: [],
    client_message_id: null,
    ...change,
  };
}

export function aState(change: Partial<ConversationState> = {}): ConversationState {
  return {
    conversation_id: "c1",
    version: 1,
    status: "with_bot",
    last_seq: 0,
    started_at: "2026-11-25T09:00:00.000Z",
    title: "",
    assignee_name: null,
    ticket: null,
    queue: null,
    can_rate: false,
    rating: null,
    ...change,
  };
}

export function aPage(messages: Message[], change: Partial<ListenerPage> = {}): ListenerPage {
  const last = messages.at(-1)?.seq ?? 0;
  return { ok: true, state: aState({ last_seq: last }), messages, more: false, ...change };
}

export function aNote(note_seq: number, after_seq: number): Note {
  return {
    note_seq,
    after_seq,
    at: "2026-11-25T09:30:00.000Z",
    author_name: "Maya",
    text: "Known",
    client_note_id: `n${note_seq}`,
  };
}

export function aRow(conversation_id: string, change: Partial<InboxRow> = {}): InboxRow {
  return {
    conversation_id,
    version: 1,
    status: "with_bot",
    last_seq: 1,
    listener_name: "Sam",
    topic: null,
    topic_title: null,
    urgency: "normal",
    ticket_number: null,
    assignee_id: null,
    assignee_name: null,
    preview: "",
    last_author: "listener",
    started_at: "2026-11-25T09:00:00.000Z",
    waiting_since: null,
    first_response_due: null,
    is_upset: false,
    is_leaving: false,
    ...change,
  };
}
