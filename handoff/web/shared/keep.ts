// Where a page keeps things across reloads: localStorage, or memory when the browser forbids it. Knows no meaning of keys.

export interface Keep {
  readonly durable: boolean;
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(prefix: string): string[];
}

export function memoryKeep(): Keep {
  const values = new Map<string, string>();
  return {
    durable: false,
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
    keys: (prefix) => [...values.keys()].filter((key) => key.startsWith(prefix)),
  };
}

export function storageKeep(storage: Storage): Keep {
  // A full storage must not stop anybody from writing: what no longer fits is at least kept until the page goes.
  const overflow = memoryKeep();
  return {
    durable: true,
    get: (key) => overflow.get(key) ?? storage.getItem(key),
    set: (key, value) => {
      try {
        storage.setItem(key, value);
        overflow.remove(key);
      } catch {
        overflow.set(key, value);
      }
    },
    remove: (key) => {
      overflow.remove(key);
      storage.removeItem(key);
    },
    keys: (prefix) => [
      ...new Set([...Object.keys(storage).filter((key) => key.startsWith(prefix)), ...overflow.keys(prefix)]),
    ],
  };
}

/** localStorage where it works; private windows and third-party frames may refuse it already when it is named. */
export function browserKeep(): Keep {
  try {
    const storage = window.localStorage;
    storage.setItem("soundcheck:probe", "1");
    storage.removeItem("soundcheck:probe");
    return storageKeep(storage);
  } catch {
    return memoryKeep();
  }
}
