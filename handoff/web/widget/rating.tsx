// The rating of one resolution: five named stars as radio buttons, then an optional comment. The first score counts.
// What was sent goes away from under the focus, which then is on the thanks.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Star } from "../shared/icons";
import { bringIntoSight } from "../shared/log";
import type { ConversationState, Rating } from "../shared/protocol";
import type { Desk } from "./desk";

const SCORES: { score: Rating["score"]; label: string }[] = [
  { score: 1, label: "Very poor" },
  { score: 2, label: "Poor" },
  { score: 3, label: "Okay" },
  { score: 4, label: "Good" },
  { score: 5, label: "Excellent" },
];

export function RatingForm({ desk, state }: { desk: Desk; state: ConversationState }) {
  const [score, setScore] = useState<Rating["score"] | null>(state.rating?.score ?? null);
  const [comment, setComment] = useState("");
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const rated = state.rating?.score ?? null;
  useLayoutEffect(() => {
    // With a score comes a field and the button that sends it.
    if (score !== null) bringIntoSight(box.current);
  }, [score]);
  const send = async () => {
    if (score === null) return;
    setBusy(true);
    await desk.rate(state.conversation_id, rated ?? score, comment.trim() || null);
    setBusy(false);
    box.current?.focus();
  };
  const shown = rated ?? score ?? 0;
  return (
    <div
      ref={box}
      class="rating-box"
      data-testid="rating"
      role="group"
      aria-label={rated === null ? "Your rating" : "Thank you for your rating"}
      tabIndex={-1}
    >
      {state.rating && state.rating.comment !== null ? (
        <p class="thanks">Thank you. We read every comment.</p>
      ) : (
        <form
          class="rating"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <fieldset disabled={busy || rated !== null}>
            <legend>{rated === null ? "How was it?" : "Thank you for your rating."}</legend>
            <div class="stars">
              {SCORES.map((each) => (
                <label key={each.score} title={each.label}>
                  <input
                    type="radio"
                    name={`rating-${state.conversation_id}`}
                    value={each.score}
                    checked={shown === each.score}
                    aria-label={`${each.score} of 5, ${each.label}`}
                    onChange={() => setScore(each.score)}
                  />
                  <Star full={each.score <= shown} />
                </label>
              ))}
              <span class="star-word" aria-hidden="true">
                {SCORES.find((each) => each.score === shown)?.label}
              </span>
            </div>
          </fieldset>
          {shown > 0 && (
            <>
              <label class="field">
                <span>What made the difference? (optional)</span>
                <textarea
                  rows={2}
                  dir="auto"
                  maxLength={1000}
                  data-testid="rating-comment"
                  value={comment}
                  onInput={(event) => setComment(event.currentTarget.value)}
                />
              </label>
              <button
                type="submit"
                class="button"
                data-testid="rating-send"
                disabled={busy || (rated !== null && comment.trim() === "")}
              >
                {rated === null ? "Send rating" : "Add comment"}
              </button>
            </>
          )}
        </form>
      )}
    </div>
  );
}
