// Where the agent writes, with a switch that cannot be overlooked: a reply to the listener or an internal note.
// Each has its own draft, so that changing the mode never turns one into the other.
import { useEffect, useReducer, useRef } from "preact/hooks";
import { Composer } from "../shared/composer";
import { Lock } from "../shared/icons";
import type { InboxRow } from "../shared/protocol";
import type { Mode } from "./modes";
import type { Desk } from "./desk";

interface Props {
  desk: Desk;
  row: InboxRow;
  writing: { mode: Mode; count: number };
  onMode: (mode: Mode) => void;
}

export function ReplyBox({ desk, row, writing, onMode }: Props) {
  const id = row.conversation_id;
  const { mode } = writing;
  const place = `${mode}:${id}`;
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0);
  // Read anew at every drawing: no moment in which the text of one mode stands in the other.
  const text = desk.drafts.read(place);
  const box = useRef<HTMLTextAreaElement>(null);
  const note = mode === "note";
  const hint = note ? null : replyHint(row, desk.me);
  const blocked = hint?.blocks === true;

  useEffect(() => {
    if (writing.count > 0) box.current?.focus();
  }, [place, writing.count]);

  const write = (value: string) => {
    desk.drafts.write(place, value);
    redraw();
    // Notes are nobody else's business, also while they are written.
    if (!note && value !== "") desk.typing(id);
  };
  const send = () => {
    if (note) desk.note(id, text);
    else desk.reply(id, text);
    write("");
  };
  return (
    <footer
      class={note ? "reply is-note" : "reply"}
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== "i" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        onMode(note ? "reply" : "note");
      }}
    >
      <div class="modes" role="group" aria-label="What you are writing">
        <button
          type="button"
          class="mode"
          data-testid="mode-reply"
          aria-pressed={!note}
          onClick={() => onMode("reply")}
        >
          Reply
        </button>
        <button
          type="button"
          class="mode mode-note"
          data-testid="mode-note"
          aria-pressed={note}
          onClick={() => onMode("note")}
        >
          <Lock /> Internal note
        </button>
        <span class="mode-hint">
          {note ? "Only agents see this" : (hint?.text ?? `Goes to ${row.listener_name}`)}
        </span>
      </div>
      <Composer
        box={box}
        value={text}
        label={note ? "Internal note, only agents see it" : `Reply to ${row.listener_name}`}
        placeholder={note ? "Write an internal note…" : "Write a reply…"}
        sendLabel={note ? "Save note" : "Send reply"}
        testid="reply-box"
        sendTestid="reply-send"
        disabled={blocked}
        onChange={write}
        onSend={send}
      />
      <p class="reply-keys">
        <kbd>Enter</kbd> {note ? "saves" : "sends"} · <kbd>Shift</kbd> <kbd>Enter</kbd> new line · <kbd>Ctrl</kbd>{" "}
        <kbd>I</kbd> switches
      </p>
    </footer>
  );
}

/** What a reply would do beyond being said, or why it cannot be. */
export function replyHint(row: InboxRow, me: string): { text: string; blocks: boolean } | null {
  switch (row.status) {
    case "with_bot":
    case "queued":
      return { text: "Replying takes the conversation over", blocks: false };
    case "resolved":
      return { text: "Resolved. It opens again when the listener comes back", blocks: true };
    case "closed":
      return { text: "Closed for good", blocks: true };
    default:
      return row.assignee_id === me
        ? null
        : { text: `Answered by ${row.assignee_name ?? "a colleague"}`, blocks: true };
  }
}
