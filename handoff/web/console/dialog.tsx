// A modal dialog: the browser's own, which traps the keyboard, closes on Escape and gives the focus back.
// Where what opened it will be gone, its owner says where the focus goes.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Close } from "../shared/icons";
import { ToastList } from "./toast-list";
import type { Toasts } from "./toasts";

interface Props {
  title: string;
  /** Outside of an open dialog nothing can be read or pressed, so what goes wrong is told inside. */
  toasts: Toasts;
  onClose: () => void;
  focusAfter?: () => HTMLElement | null;
  children: ComponentChildren;
}

export function Dialog({ title, toasts, onClose, focusAfter, children }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.showModal();
    return () => {
      const after = focusAfter?.() ?? before;
      if (after instanceof HTMLElement) after.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      class="dialog"
      aria-labelledby="dialog-title"
      onClose={onClose}
      onClick={(event) => {
        // A press beside the dialog lands on the dialog element itself.
        if (event.target === box.current) onClose();
      }}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id="dialog-title">{title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={onClose}>
            <Close />
          </button>
        </header>
        {children}
      </div>
      <ToastList toasts={toasts} />
    </dialog>
  );
}
