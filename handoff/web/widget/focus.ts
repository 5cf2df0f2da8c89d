// Where the focus goes by itself. On a touch screen never into the composer: its keyboard would cover what was opened.

const touches = (): boolean => matchMedia("(pointer: coarse)").matches;

export function focusFirst(box: HTMLElement | null): void {
  const places = touches() ? "[data-focus-first], .top h1" : "[data-focus-first], .composer textarea";
  box?.querySelector<HTMLElement>(places)?.focus({ preventScroll: true });
}

export function focusWriting(box: HTMLElement | null): void {
  if (!touches()) box?.focus();
}
