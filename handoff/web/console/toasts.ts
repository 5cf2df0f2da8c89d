// Short reports of what did not work, or did. Each leaves by itself after a time in which it can be read twice.
import { newId } from "../shared/ids";
import { Store } from "../shared/store";

export interface Toast {
  id: string;
  text: string;
}

const STAYS = 8_000;

export class Toasts {
  readonly shown = new Store<readonly Toast[]>([]);

  show(text: string): void {
    const toast = { id: newId(), text };
    // The same sentence twice is one sentence.
    this.shown.update((shown) => [...shown.filter((each) => each.text !== text), toast]);
    setTimeout(() => this.dismiss(toast.id), STAYS);
  }

  dismiss(id: string): void {
    this.shown.update((shown) => shown.filter((toast) => toast.id !== id));
  }
}
