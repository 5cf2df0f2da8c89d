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

export function Log({ tail, said, loaded, label, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  const [missed, setMissed] = useState(false);

  const toEnd = (smooth: boolean) => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.current?.scrollTo({ top: box.current.scrollHeight, behavior: smooth && !calm ? "smooth" : "auto" });
  };
  useLayoutEffect(() => {
    if (sticks.current) toEnd(false);
    else setMissed(true);
  }, [tail]);
  useLayoutEffect(() => {
    if (said === "") return;
    sticks.current = true;
    toEnd(false);
  }, [said]);
  useLayoutEffect(() => {
    const content = box.current?.firstElementChild;
    if (!content) return;
    // Also when the keyboard of a phone or an opened article changes the height, not only with a new message.
    const watcher = new ResizeObserver(() => sticks.current && toEnd(false));
    watcher.observe(content);
    if (box.current) watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);

  return (
    <div class="log-frame">
      <div
        ref={box}
        class="log"
        role="log"
        tabIndex={0}
        aria-label={label}
        // History is not news: only what comes after it is read out.
        aria-live={loaded ? "polite" : "off"}
        aria-relevant="additions"
        onScroll={() => {
          const log = box.current;
          if (!log) return;
          sticks.current = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
          if (sticks.current) setMissed(false);
        }}
      >
        <div class="log-items">{children}</div>
      </div>
      {missed && (
        <button type="button" class="to-end" onClick={() => toEnd(true)}>
          <Down /> New messages
        </button>
      )}
    </div>
  );
}
