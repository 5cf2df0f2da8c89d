// Asks the host page's own functions who the listener is and what the app reports. A function that fails is as good as none.

/** What a host page may put on `window.soundcheck` before the script, and what it finds there afterwards. */
export interface SoundcheckGlobal {
  identity?: () => Promise<string> | string;
  diagnostics?: () => Promise<Record<string, unknown>> | Record<string, unknown>;
  open?: () => void;
  close?: () => void;
  /** Resolves when nothing of the listener is left in this browser; rejects when the widget does not say so. */
  logout?: () => Promise<void>;
}

declare global {
  interface Window {
    soundcheck?: SoundcheckGlobal;
  }
}

export interface HostApp {
  identity(): Promise<unknown>;
  diagnostics(): Promise<unknown>;
}

/** The protocol's limit; a larger bundle would be refused and the conversation with it. */
const MAX_DIAGNOSTICS = 32_000;

export function readApp(given: SoundcheckGlobal): HostApp {
  return {
    identity: () => attempt(() => given.identity?.()),
    diagnostics: async () => {
      // Through JSON, as a report may hold what cannot be posted to a frame, such as functions.
      const json = JSON.stringify((await attempt(() => given.diagnostics?.())) ?? null);
      return new Blob([json]).size <= MAX_DIAGNOSTICS ? (JSON.parse(json) as unknown) : null;
    },
  };
}

async function attempt(task: () => unknown): Promise<unknown> {
  try {
    return (await task()) ?? null;
  } catch (error) {
    console.warn("soundcheck: the page's own function failed", error);
    return null;
  }
}
