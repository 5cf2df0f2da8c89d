// Hands the frame back to the host page; alone in a window there is nothing to close.
import { Close } from "../shared/icons";
import type { Desk } from "./desk";

export function CloseButton({ desk }: { desk: Desk }) {
  if (!desk.host.embedded) return null;
  return (
    <button
      type="button"
      class="icon-button"
      data-testid="close"
      aria-label="Close support"
      onClick={() => desk.host.close()}
    >
      <Close />
    </button>
  );
}
