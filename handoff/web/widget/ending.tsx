// What a listener can do when a conversation is solved or over: rate it once, say it is back, or begin a new one.
import { useState } from "preact/hooks";
import { Check } from "../shared/icons";
import type { ConversationState } from "../shared/protocol";
import type { Desk } from "./desk";
import { RatingForm } from "./rating";

export function Ending({ desk, state }: { desk: Desk; state: ConversationState }) {
  const [busy, setBusy] = useState(false);
  if (state.status !== "resolved" && state.status !== "closed") return null;
  const reopen = async () => {
    setBusy(true);
    await desk.reopen(state.conversation_id);
    setBusy(false);
  };
  return (
    <section class="ending" data-testid="ending" aria-label="How it ended">
      <p class="ending-title">
        <Check /> {state.status === "resolved" ? "Marked as solved" : "This conversation has ended"}
      </p>
      {(state.can_rate || state.rating) && <RatingForm desk={desk} state={state} />}
      <div class="ending-actions">
        {state.status === "resolved" && (
          <button type="button" class="button quiet" data-testid="reopen" disabled={busy} onClick={() => void reopen()}>
            The problem is back
          </button>
        )}
        <button type="button" class="button quiet" data-testid="start-new" onClick={() => desk.startNew()}>
          Start a new conversation
        </button>
      </div>
    </section>
  );
}
