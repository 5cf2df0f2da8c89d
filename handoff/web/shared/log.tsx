// The scrolling log of a conversation: stays at the newest line while the reader is there, and says so when they are not.
// What its items look like is given by the page.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Down } from "./icons";

interface Props {
  /** Changes with every new item. What only grows or shrinks the log, such as typing, is followed without a word. */
  tail: string;
  /** Changes when the reader says something: whatever they were looking at, they want to see that. */
  said: string;
  loaded: boolean;
  label: string;
  children: ComponentChildren;
}

const NEAR_END = 80;
/** What comes within this time belongs together. */
const TOGETHER = 2_000;
const EDGE = 10;

export function Log({ tail, said, loaded, label, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  const seen = useRef(new WeakSet<Element>());
  // A conversation that has just been started is read once more: what comes with that is news all the same.
  const wasLoaded = useRef(false);
  /** Where what came last begins, when it came, and whether its end is still to be seen. */
  const latest = useRef<{ first: Element | null; at: number; isUnread: boolean }>({ first: null, at: 0, isUnread: false });
  /** How far down we have scrolled by ourselves: any other place is the reader's choice. */
  const placed = useRef(0);
  const [missed, setMissed] = useState(false);

  const items = () => [...(box.current?.firstElementChild?.children ?? [])];
  /** To the end, but not past the beginning of what is unread: it is read from there. */
  const follow = () => {
    const log = box.current;
    if (!log) return;
    const end = log.scrollHeight - log.clientHeight;
    const { first } = latest.current;
    log.scrollTop = first instanceof HTMLElement && first.isConnected ? Math.min(end, first.offsetTop - EDGE) : end;
    placed.current = log.scrollTop;
    latest.current.isUnread = leftOf(log) > 2 * EDGE;
    setMissed(latest.current.isUnread);
  };
  const note = () => {
    const fresh = items().find((item) => !seen.current.has(item));
    if (!fresh) return;
    const { first, at, isUnread } = latest.current;
    const now = Date.now();
    // History is shown from its end: that is where one left off.
    if (!wasLoaded.current) latest.current = { first: null, at: now, isUnread: false };
    // Sent, and drawn anew as what is stored.
    else if (first?.isConnected === false) latest.current = { first: fresh, at, isUnread };
    else if (!isUnread && now - at > TOGETHER) latest.current = { first: fresh, at: now, isUnread };
    wasLoaded.current ||= loaded;
  };
  const before = useRef({ tail: "", said: "" });
  useLayoutEffect(() => {
    const isNew = tail !== before.current.tail;
    const hasSpoken = said !== "" && said !== before.current.said;
    before.current = { tail, said };
    if (hasSpoken) sticks.current = true;
    // What the reader says belongs to nothing that came before it.
    if (hasSpoken && isNew) latest.current = { first: null, at: 0, isUnread: false };
    if (isNew) note();
    if (sticks.current) follow();
    else setMissed(true);
  }, [tail, said]);
  useLayoutEffect(() => {
    for (const item of items()) seen.current.add(item);
  });
  useLayoutEffect(() => {
    const content = box.current?.firstElementChild;
    if (!content) return;
    // Also when the keyboard of a phone changes the height, not only with a new message.
    const watcher = new ResizeObserver(() => sticks.current && follow());
    watcher.observe(content);
    if (box.current) watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);

  const toEnd = () => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.current?.scrollTo({ top: box.current.scrollHeight, behavior: calm ? "auto" : "smooth" });
  };
  return (
    <div class="log-frame">
      <div
        ref={box}
        class="log"
        role="log"
        tabIndex={0}
        aria-label={label}
        // History is not news: only what comes after it is read out.
        aria-live={loaded || wasLoaded.current ? "polite" : "off"}
        aria-relevant="additions"
        onClick={(event) => {
          // Who opens something reads on there: it must not run away from them.
          if (event.target instanceof Element && event.target.closest("[aria-expanded]")) sticks.current = false;
        }}
        onScroll={() => {
          const log = box.current;
          if (!log || Math.abs(log.scrollTop - placed.current) < 2) return;
          sticks.current = leftOf(log) < NEAR_END;
          latest.current = { ...latest.current, first: null, isUnread: false };
          if (leftOf(log) <= 2 * EDGE) setMissed(false);
        }}
      >
        <div class="log-items">{children}</div>
      </div>
      {missed && (
        <button type="button" class="to-end" onClick={toEnd}>
          <Down /> New messages
        </button>
      )}
    </div>
  );
}

/** By how much the log goes on below what is seen, in pixels. */
function leftOf(log: HTMLElement): number {
  return log.scrollHeight - log.scrollTop - log.clientHeight;
}

/** Scrolls what has just grown within a log into sight: all of it, or from its beginning. */
export function bringIntoSight(grown: HTMLElement | null): void {
  const log = grown?.closest<HTMLElement>(".log");
  if (!grown || !log) return;
  const [inner, outer] = [grown.getBoundingClientRect(), log.getBoundingClientRect()];
  const by = Math.min(inner.bottom - outer.bottom, inner.top - outer.top);
  if (by > 0) log.scrollTop += by + (inner.bottom - inner.top < outer.height ? EDGE : -EDGE);
}
