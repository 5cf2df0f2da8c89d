// The frame's side of the conversation with the host page: who is the listener, what does their app report, open and close.
// On its own in a tab, the widget has no host: nobody vouches for the listener, and there is nothing to close.
import { heard, type ToFrame, type ToHost } from "../shared/bridge";
import { newId } from "../shared/ids";

export interface Host {
  readonly embedded: boolean;
  identity(): Promise<string | null>;
  diagnostics(): Promise<Record<string, unknown> | null>;
  close(): void;
  unread(count: number): void;
  loggedOut(): void;
}

interface Listeners {
  opened(): void;
  closed(): void;
  logout(): void;
}

/** A host may need a moment to ask its backend for a token; longer, and the listener is better served as anonymous. */
const ANSWER_WITHIN = 8_000;

export function connectHost(listeners: Listeners): Host {
  // The host's script names its page's origin. A page that lies only loses: we speak to no other origin than this one,
  // and which origins may frame us at all the gateway says with frame-ancestors.
  const origin = new URLSearchParams(location.search).get("host");
  if (window.parent === window || origin === null) return noHost;

  const waiting = new Map<string, (value: unknown) => void>();
  const tell = (message: ToHost) => window.parent.postMessage(message, origin);
  window.addEventListener("message", (event) => {
    const message = heard<ToFrame>(event, origin, window.parent);
    if (!message) return;
    if (message.soundcheck === "answer") waiting.get(message.id)?.(message.value);
    else if (message.soundcheck === "opened") listeners.opened();
    else if (message.soundcheck === "closed") listeners.closed();
    else if (message.soundcheck === "logout") listeners.logout();
  });
  const ask = (what: "identity" | "diagnostics") =>
    new Promise<unknown>((resolve) => {
      const id = newId();
      const done = (value: unknown) => {
        waiting.delete(id);
        resolve(value);
      };
      waiting.set(id, done);
      setTimeout(() => done(null), ANSWER_WITHIN);
      tell({ soundcheck: "ask", id, what });
    });

  tell({ soundcheck: "ready" });
  return {
    embedded: true,
    identity: async () => {
      const value = await ask("identity");
      return typeof value === "string" && value !== "" ? value : null;
    },
    diagnostics: async () => {
      const value = await ask("diagnostics");
      return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
    },
    close: () => tell({ soundcheck: "close" }),
    unread: (count) => tell({ soundcheck: "unread", count }),
    loggedOut: () => tell({ soundcheck: "logged_out" }),
  };
}

const noHost: Host = {
  embedded: false,
  identity: async () => null,
  diagnostics: async () => null,
  close: () => {},
  unread: () => {},
  loggedOut: () => {},
};
