// Shows the toasts in a region that is read out.
import { Close } from "../shared/icons";
import { useStore } from "../shared/store";
import type { Toasts } from "./toasts";

export function ToastList({ toasts }: { toasts: Toasts }) {
  const shown = useStore(toasts.shown);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.map((toast) => (
        <p key={toast.id} class="toast" data-testid="toast">
          {toast.text}
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => toasts.dismiss(toast.id)}>
            <Close />
          </button>
        </p>
      ))}
    </div>
  );
}
