// The listener's words for what the gateway says in one: statuses, authors, places in the queue. Pure.
import type { ConversationState, Message, QueuePlace } from "../shared/protocol";
import { aboutMinutes } from "../shared/time";

export function statusWords(state: ConversationState): string {
  switch (state.status) {
    case "with_bot":
      return "With the assistant";
    case "queued":
      return "Waiting for a person";
    case "assigned":
      return `With ${state.assignee_name ?? "support"}`;
    case "awaiting_listener":
      return "Waiting for you";
    case "resolved":
      return "Solved";
    case "closed":
      return "Ended";
  }
}

/** Whose name stands above the conversation. One that an agent has solved stays theirs. */
export function answers(state: ConversationState | null): { author: "bot" | "agent"; name: string } {
  if (state?.status === "queued") return { author: "agent", name: "Support team" };
  if (state?.assignee_name) return { author: "agent", name: state.assignee_name };
  return { author: "bot", name: "Assistant" };
}

export function authorName(author: Message["author"], name: string | null): string {
  if (author === "listener") return "You";
  if (author === "bot") return "Assistant";
  return name ?? "Support";
}

/** Where what was asked can be found again: only an account is the same on every device. */
export function keptWords(identified: boolean): string {
  return identified ? "What you ask here stays here, on all your devices." : "What you ask here stays here, in this browser.";
}

export function placeWords(queue: QueuePlace): string {
  if (queue.position <= 1) return queue.agents_online === 0 ? "You are first in the queue." : "You are next.";
  return `You are number ${queue.position} in the queue.`;
}

/** An estimate only where there is an honest one; and no one is told to sit and wait for an empty desk. */
export function waitWords(queue: QueuePlace): string {
  if (queue.agents_online === 0) return "Nobody is at the desk right now. We answer here as soon as somebody is back.";
  if (queue.wait_seconds === null) return "We cannot say how long it takes, but you keep your place.";
  return `Expected wait: ${aboutMinutes(queue.wait_seconds)}.`;
}
