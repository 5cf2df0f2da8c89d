// Says every refusal of the gateway in words that tell the reader what to do. Decides nothing else.
import type { Refusal } from "./protocol";

/** Numbers and names only the gateway knows: what it says of these is told as it is. */
type Told = "at_capacity";

const WORDS: Record<Exclude<Refusal["code"], Told>, string> = {
  bad_request: "That could not be sent the way it is. Change it and try again.",
  unauthenticated: "Your sign-in has run out. We are renewing it.",
  not_found: "This conversation is not available any more.",
  too_large: "That is too long. Shorten it and send it again.",
  rate_limited: "That was a lot at once. We will send it in a moment.",
  conflict: "Something changed in the meantime. Look at the latest state and try again.",
  already_assigned: "A colleague was faster and has this conversation.",
  invalid_transition: "That is not possible any more, because the conversation has moved on.",
  stale_choice: "That answer belongs to an older question. Please answer the latest one.",
  closed: "This conversation has ended. Start a new one and we will go on there.",
  unavailable: "Support cannot be reached right now. We keep trying.",
};

export function explain(refusal: Refusal): string {
  const words: Partial<Record<string, string>> = WORDS;
  return words[refusal.code] ?? refusal.message;
}

export const NO_ANSWER = "No answer from support yet. Check your connection and try again.";
