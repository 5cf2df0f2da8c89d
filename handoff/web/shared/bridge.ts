// What the host page's script and the widget's frame say to each other, and how each recognises the other.
// Both check origin and source of every message and ignore everything that is not one of these shapes.

export type ToHost =
  | { soundcheck: "ready" }
  | { soundcheck: "close" }
  | { soundcheck: "logged_out" }
  | { soundcheck: "unread"; count: number }
  | { soundcheck: "ask"; id: string; what: "identity" | "diagnostics" };

export type ToFrame =
  | { soundcheck: "opened" }
  | { soundcheck: "closed" }
  | { soundcheck: "logout" }
  | { soundcheck: "answer"; id: string; value: unknown };

/** The message of an event that really comes from the other side, or null. */
export function heard<M extends ToHost | ToFrame>(event: MessageEvent, origin: string, source: unknown): M | null {
  if (event.origin !== origin || event.source !== source) return null;
  const data: unknown = event.data;
  if (typeof data !== "object" || data === null || !("soundcheck" in data)) return null;
  return typeof data.soundcheck === "string" ? (data as M) : null;
}
