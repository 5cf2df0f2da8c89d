// A value that can be watched, and the hook that draws it. Leaves what the value means to its owner.
import { useEffect, useReducer } from "preact/hooks";

export interface Readable<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

export class Store<T> implements Readable<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: T) {}

  get(): T {
    return this.value;
  }

  set(value: T): void {
    if (value === this.value) return;
    this.value = value;
    for (const listener of [...this.listeners]) listener();
  }

  update(change: (value: T) => T): void {
    this.set(change(this.value));
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

export function useStore<T>(store: Readable<T>): T {
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => {
    // What was set between the first drawing and this effect would otherwise be missed.
    redraw();
    return store.subscribe(() => redraw());
  }, [store]);
  return store.get();
}
