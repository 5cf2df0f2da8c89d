// The order in which a conversation is read: days, messages, the notes between them, and what is still on its way.
// Pure; how each item looks is the view's matter.
import type { Conversation } from "./conversation";
import type { Entry } from "./outbox";
import type { Message, Note } from "./protocol";
import { dayKey } from "./time";

export type Item =
  | { type: "day"; key: string; at: string }
  | { type: "message"; key: string; message: Message; opens: boolean }
  | { type: "note"; key: string; note: Note }
  | { type: "outgoing"; key: string; entry: Entry; opens: boolean };

/** Messages of one author less than this apart are one group with one name above it. */
const GROUP_SPAN = 5 * 60_000;

export function timeline(conversation: Conversation, outgoing: readonly Entry[]): Item[] {
  const items: Item[] = [];
  let day = "";
  let before: Message | null = null;

  const notes = [...conversation.notes];
  const notesUpTo = (seq: number) => {
    while (notes[0] && notes[0].after_seq <= seq) {
      const note = notes.shift() as Note;
      items.push({ type: "note", key: `note-${note.note_seq}`, note });
      before = null;
    }
  };
  const dayOf = (at: string) => {
    if (dayKey(at) === day) return;
    day = dayKey(at);
    items.push({ type: "day", key: `day-${day}`, at });
    before = null;
  };

  notesUpTo(0);
  for (const message of conversation.messages) {
    dayOf(message.at);
    items.push({ type: "message", key: messageKey(message), message, opens: !continues(before, message) });
    before = message;
    notesUpTo(message.seq);
  }
  notesUpTo(Number.MAX_SAFE_INTEGER);

  const stored = new Set<string | null>([
    ...conversation.messages.map((message) => message.client_message_id),
    ...conversation.notes.map((note) => note.client_note_id),
  ]);
  for (const entry of outgoing) {
    if (stored.has(entry.id)) continue;
    dayOf(entry.at);
    items.push({ type: "outgoing", key: entry.id, entry, opens: true });
  }
  return items;
}

/** The same key before and after the acknowledgement, so that a sent message stays where it is on the screen. */
function messageKey(message: Message): string {
  return message.client_message_id ?? `seq-${message.seq}`;
}

function continues(before: Message | null, message: Message): boolean {
  return (
    before !== null &&
    before.kind !== "notice" &&
    before.author === message.author &&
    before.author_name === message.author_name &&
    Date.parse(message.at) - Date.parse(before.at) < GROUP_SPAN
  );
}

/** The seq of the question whose buttons may be pressed: the latest one, until the listener says anything after it. */
export function openQuestion(messages: readonly Message[], outgoing: readonly Entry[]): number | null {
  const question = messages.findLast((message) => message.buttons.length > 0);
  if (!question) return null;
  const answered = messages.some((message) => message.author === "listener" && message.seq > question.seq);
  return answered || outgoing.some((entry) => entry.failed === null) ? null : question.seq;
}

/** Which button of a question was pressed, by its title: also before the acknowledgement, and after a reload. */
export function chosenTitle(
  question: Message,
  messages: readonly Message[],
  outgoing: readonly Entry[],
): string | null {
  const choice = messages.find((message) => message.choice_of === question.seq);
  if (choice) return choice.text;
  const pending = outgoing.find((entry) => entry.choice?.seq === question.seq && entry.failed === null);
  return pending?.choice ? (question.buttons[pending.choice.button]?.title ?? null) : null;
}
