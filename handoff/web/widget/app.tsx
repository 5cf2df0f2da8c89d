// The frame of the widget: which screen is shown, the keys that work everywhere, and the line that reports a refusal.
import { useEffect, useRef } from "preact/hooks";
import { ConnectionBanner } from "../shared/banner";
import { Bars, Close } from "../shared/icons";
import { useStore } from "../shared/store";
import { ConversationScreen } from "./conversation-screen";
import type { Desk } from "./desk";
import { focusFirst } from "./focus";
import { Home } from "./home";

interface Props {
  desk: Desk;
  name: () => string | null;
  durable: boolean;
}

export function App({ desk, name, durable }: Props) {
  const screen = useStore(desk.screen);
  const status = useStore(desk.connection.status);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const keyed = (event: KeyboardEvent) => {
      // Whoever handled Escape already, such as an open article, has marked it.
      if (event.key === "Escape" && !event.defaultPrevented) desk.host.close();
    };
    window.addEventListener("keydown", keyed);
    return () => window.removeEventListener("keydown", keyed);
  }, [desk]);

  useEffect(() => {
    // Opening, and going from screen to screen, puts the reader where they most likely want to be.
    focusFirst(box.current);
  }, [screen.current === null, screen.opened]);

  return (
    <div ref={box} class="widget" data-testid="widget">
      {screen.current === null ? (
        <Home desk={desk} name={name()} />
      ) : (
        // One that has just been started is still the same screen: the composer keeps its text and its focus.
        <ConversationScreen key={desk.laneOf(screen.current)} desk={desk} id={screen.current} />
      )}
      <div class="widget-notes">
        <ConnectionBanner status={status} />
        {!durable && (
          <p class="memory-warning">
            Your browser keeps nothing for this page: do not close it before your message is sent.
          </p>
        )}
        <div role="alert">
          {screen.notice !== null && (
            <p class="refusal" data-testid="refusal">
              {screen.notice}
              <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => desk.dismiss()}>
                <Close />
              </button>
            </p>
          )}
        </div>
      </div>
    </div>
  );
}

/** Shown while the host page is still finding out who the listener is. */
export function Opening() {
  return (
    <div class="widget" data-testid="widget">
      <main class="home">
        <header class="hero">
          <div class="hero-bar">
            <span class="brand">
              <Bars /> Soundcheck
            </span>
          </div>
          <h1>Tuning in…</h1>
        </header>
      </main>
    </div>
  );
}
