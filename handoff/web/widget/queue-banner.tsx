// Tells who waits for a person where they stand, what was promised, and that they may go on with the assistant.
import { useState } from "preact/hooks";
import { Clock, Ticket } from "../shared/icons";
import type { ConversationState } from "../shared/protocol";
import { dueLabel, fullTime } from "../shared/time";
import type { Desk } from "./desk";
import { placeWords, waitWords } from "./words";

export function QueueBanner({ desk, state }: { desk: Desk; state: ConversationState }) {
  const [leaving, setLeaving] = useState(false);
  const { queue, ticket } = state;
  return (
    <section class="queue-banner" data-testid="queue-banner" aria-label="Waiting for a person">
      <div role="status">
        <p class="queue-place">{queue ? placeWords(queue) : "You are in the queue."}</p>
        {queue && (
          <p>
            <Clock /> {waitWords(queue)}
          </p>
        )}
        {ticket && (
          <p>
            <Ticket />
            <span>
              Ticket <strong class="number">{ticket.number}</strong>
              {ticket.first_response_due && (
                <span title={fullTime(ticket.first_response_due)}>
                  , first answer {dueLabel(ticket.first_response_due, Date.now())}
                </span>
              )}
            </span>
          </p>
        )}
      </div>
      <p class="queue-hint">
        You can close this and come back. Everything you write here reaches the person who takes over.
      </p>
      <button
        type="button"
        class="link"
        data-testid="leave-queue"
        disabled={leaving}
        onClick={async () => {
          setLeaving(true);
          await desk.leaveQueue(state.conversation_id);
          setLeaving(false);
        }}
      >
        Keep talking to the assistant instead
      </button>
    </section>
  );
}
