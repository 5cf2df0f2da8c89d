// All keys of the console, and the switch for the single ones.
import { useStore } from "../shared/store";
import { Dialog } from "./dialog";
import { KEYS, type Shortcuts } from "./shortcuts";
import type { Toasts } from "./toasts";

interface Props {
  shortcuts: Shortcuts;
  toasts: Toasts;
  onClose: () => void;
}

export function HelpDialog({ shortcuts, toasts, onClose }: Props) {
  const on = useStore(shortcuts.on);
  return (
    <Dialog title="Keyboard shortcuts" toasts={toasts} onClose={onClose}>
      <dl class="keys">
        {KEYS.map(({ key, label }) => (
          <div key={key}>
            <dt>
              <kbd>{key === "Escape" ? "Esc" : key}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Ctrl</kbd> <kbd>I</kbd>
          </dt>
          <dd>Switch between reply and internal note</dd>
        </div>
      </dl>
      <label class="check">
        <input type="checkbox" checked={on} onChange={(event) => shortcuts.setOn(event.currentTarget.checked)} />
        Single-key shortcuts
      </label>
    </Dialog>
  );
}
