// Keeps the open conversation in the address: a reload stays there, Back leads to the inbox, and a colleague can be sent it.
// Whether there is such a conversation, the gateway says.
import type { Store } from "../shared/store";

/** What of the desk has a place. */
export interface Placed {
  readonly current: Store<string | null>;
  open(id: string | null): void;
}

export function keepPlace(desk: Placed): void {
  const named = () => location.hash.slice(1) || null;
  desk.open(named());
  let before = desk.current.get();
  desk.current.subscribe(() => {
    const now = desk.current.get();
    const came = before;
    before = now;
    if (now === named()) return;
    // Walking through the inbox leaves no trail: Back leads out of it, not through it.
    if (now !== null && came === null) history.pushState({ fromInbox: true }, "", `#${now}`);
    else if (now !== null) history.replaceState(history.state, "", `#${now}`);
    else if (history.state?.fromInbox) history.back();
    else history.replaceState(null, "", location.pathname);
  });
  window.addEventListener("popstate", () => desk.open(named()));
}
