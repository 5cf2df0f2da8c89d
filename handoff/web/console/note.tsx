// An internal note in the log: a card of its own colour with a lock, so that nobody takes it for something said.
import { Alert, Clock, Lock } from "../shared/icons";
import type { Entry } from "../shared/outbox";
import type { Note } from "../shared/protocol";
import { explain } from "../shared/refusals";
import { PlainText } from "../shared/text";
import { clockTime, fullTime } from "../shared/time";

export function NoteView({ note }: { note: Note }) {
  return (
    <article
      class="note"
      data-testid="note"
      data-note-seq={note.note_seq}
      data-state="sent"
      aria-label={`Internal note of ${note.author_name}`}
    >
      <p class="note-head">
        <Lock /> <strong>Internal note</strong> · {note.author_name} ·{" "}
        <time dateTime={note.at} title={fullTime(note.at)}>
          {clockTime(note.at)}
        </time>
      </p>
      <PlainText text={note.text} />
    </article>
  );
}

export function OutgoingNote({ entry, onRetry, onEdit }: { entry: Entry; onRetry: () => void; onEdit: () => void }) {
  return (
    <article
      class="note"
      data-testid="note"
      data-state={entry.failed ? "failed" : "pending"}
      aria-label="Your internal note"
    >
      <p class="note-head">
        <Lock /> <strong>Internal note</strong> · you
      </p>
      <PlainText text={entry.text} />
      {entry.failed ? (
        <div class="failure" role="alert">
          <p>
            <Alert /> <strong>Not saved.</strong> {explain(entry.failed)}
          </p>
          <div class="failure-actions">
            <button type="button" class="link" onClick={onRetry}>
              Try again
            </button>
            <button type="button" class="link" onClick={onEdit}>
              Edit
            </button>
          </div>
        </div>
      ) : (
        <span class="mark">
          <Clock /> Saving…
        </span>
      )}
    </article>
  );
}
