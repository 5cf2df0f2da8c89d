// Resolving asks why it happened and how to avoid it: the listener reads both, and the insights count the causes.
import { useRef, useState } from "preact/hooks";
import type { Desk } from "./desk";
import { Dialog } from "./dialog";

export function ResolveDialog({ desk, id, onClose }: { desk: Desk; id: string; onClose: () => void }) {
  const card = desk.reader.get(id).card;
  // What was begun here survives a look at the conversation; before that, the card knows best.
  const begun = (part: string) => desk.drafts.read(`${part}:${id}`);
  const [cause, setCause] = useState(begun("cause") || (card?.cause ?? ""));
  const [prevention, setPrevention] = useState(begun("prevention") || (card?.prevention ?? ""));
  const [busy, setBusy] = useState(false);
  const done = useRef(false);
  const submit = async () => {
    if (cause.trim() === "") return;
    setBusy(true);
    done.current = await desk.resolve(id, cause.trim(), prevention.trim());
    setBusy(false);
    if (!done.current) return;
    for (const part of ["cause", "prevention"]) desk.drafts.write(`${part}:${id}`, "");
    onClose();
  };
  return (
    <Dialog
      title="Resolve the conversation"
      toasts={desk.toasts}
      onClose={onClose}
      focusAfter={() => (done.current ? document.querySelector<HTMLElement>("[role=log]") : null)}
    >
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>The listener reads both sentences, and is then asked how it was.</p>
        <label class="field">
          <span>Why did it happen?</span>
          <textarea
            rows={3}
            dir="auto"
            required
            autofocus
            maxLength={2000}
            data-testid="resolve-cause"
            placeholder="Downloads were limited to Wi-Fi."
            value={cause}
            onInput={(event) => {
              setCause(event.currentTarget.value);
              desk.drafts.write(`cause:${id}`, event.currentTarget.value);
            }}
          />
        </label>
        <label class="field">
          <span>How can they avoid it next time? (optional)</span>
          <textarea
            rows={3}
            dir="auto"
            maxLength={2000}
            data-testid="resolve-prevention"
            placeholder="Let downloads finish before you leave the Wi-Fi."
            value={prevention}
            onInput={(event) => {
              setPrevention(event.currentTarget.value);
              desk.drafts.write(`prevention:${id}`, event.currentTarget.value);
            }}
          />
        </label>
        <div class="dialog-actions">
          <button type="button" class="button quiet" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button" data-testid="resolve-confirm" disabled={busy || cause.trim() === ""}>
            {busy ? "Resolving…" : "Resolve"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
