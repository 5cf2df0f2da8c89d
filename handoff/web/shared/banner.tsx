// Says that the connection is gone, why it does not matter, and nothing while all is well.
import { useEffect, useState } from "preact/hooks";
import type { Status } from "./connection";

const WORDS: Record<Exclude<Status, "online">, string> = {
  connecting: "Connecting… What you write is kept and sent.",
  reconnecting: "Connection lost. Reconnecting… What you write is kept and sent.",
  offline: "You are offline. What you write is kept and sent once you are back.",
  refused: "We could not sign you in. Reload the page to try again.",
};

/** Most drops heal within this time; a banner that flickers up and away only worries people. */
const PATIENCE = 1_200;

export function ConnectionBanner({ status }: { status: Status }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (status === "online") return;
    const timer = setTimeout(() => setLate(true), status === "offline" ? 0 : PATIENCE);
    return () => clearTimeout(timer);
  }, [status]);
  return (
    <div role="status" class="connection-slot">
      {status !== "online" && late && (
        <p class={`connection-banner is-${status}`} data-testid="connection-banner" data-status={status}>
          <span class="pulse" aria-hidden="true" /> {WORDS[status]}
        </p>
      )}
    </div>
  );
}
