// The first view: a greeting, a few ways to begin, and the conversations the listener already has.
import { useState } from "preact/hooks";
import type { Conversation } from "../shared/conversation";
import { Bars, Forward, Person, Send } from "../shared/icons";
import { useStore } from "../shared/store";
import { ago } from "../shared/time";
import { CloseButton } from "./close-button";
import type { Desk } from "./desk";
import { keptWords, statusWords } from "./words";

/** Said as the listener's own first message, so that the bot and an agent see what they meant. */
const STARTING_POINTS = [
  "My music stops or skips",
  "My downloads don't play offline",
  "A song is greyed out",
  "I can't log in",
  "I don't recognise a charge",
];

const SHOWN_AT_FIRST = 3;

export function Home({ desk, name }: { desk: Desk; name: string | null }) {
  useStore(desk.reader.conversations);
  const { listed } = useStore(desk.screen);
  const [all, setAll] = useState(false);
  const list = desk.list();
  return (
    <main class="home">
      <div class="home-scroll" tabIndex={-1}>
        <header class="hero">
          <div class="hero-bar">
            <span class="brand">
              <Bars /> Soundcheck
            </span>
            <CloseButton desk={desk} />
          </div>
          <h1>
            {name ? `Hi ${name.split(" ")[0]}.` : "Hi there."}
            <br />
            What's out of tune?
          </h1>
          <p>Ask in your own words. The assistant answers at once, and a person takes over whenever you want.</p>
          <div class="hero-wave" aria-hidden="true">
            {Array.from({ length: 28 }, (_, index) => (
              <i key={index} />
            ))}
          </div>
        </header>
        <div class="home-body">
          <button
            type="button"
            class="begin"
            data-testid="start-conversation"
            data-focus-first
            onClick={() => desk.startNew()}
          >
            <span>
              <strong>Start a conversation</strong>
              <small>We usually find the cause in a few questions</small>
            </span>
            <Send />
          </button>
          {list.length > 0 && (
            <section aria-labelledby="conversations">
              <h2 id="conversations">Your conversations</h2>
              <ul class="past">
                {(all ? list : list.slice(0, SHOWN_AT_FIRST)).map((conversation) => (
                  <Past key={conversation.id} desk={desk} conversation={conversation} />
                ))}
              </ul>
              {!all && list.length > SHOWN_AT_FIRST && (
                <button type="button" class="link" data-testid="all-conversations" onClick={() => setAll(true)}>
                  Show all {list.length}
                </button>
              )}
            </section>
          )}
          <section aria-labelledby="starting-points">
            <h2 id="starting-points">Often asked</h2>
            <ul class="starting-points">
              {STARTING_POINTS.map((text) => (
                <li key={text}>
                  <button type="button" data-testid="starting-point" onClick={() => desk.startNew(text)}>
                    {text}
                    <Forward />
                  </button>
                </li>
              ))}
            </ul>
          </section>
          {list.length === 0 && (
            <p class="empty">
              {listed
                ? keptWords(name !== null)
                : "Looking for your earlier conversations…"}
            </p>
          )}
        </div>
      </div>
      <footer class="home-foot">
        <button
          type="button"
          class="person-link"
          data-testid="talk-to-person"
          onClick={() => {
            desk.startNew();
            const lane = desk.screen.get().current;
            if (lane !== null) void desk.talkToPerson(lane);
          }}
        >
          <Person /> Talk to a person
        </button>
      </footer>
    </main>
  );
}

function Past({ desk, conversation }: { desk: Desk; conversation: Conversation }) {
  const { state } = conversation;
  if (!state) return null;
  const unread = desk.seen.unread(conversation);
  const last = conversation.messages.at(-1)?.at ?? state.started_at;
  return (
    <li>
      <button
        type="button"
        data-testid="past-conversation"
        data-status={state.status}
        onClick={() => desk.open(conversation.id)}
      >
        <span class="past-title" dir="auto">
          {state.title || "New conversation"}
        </span>
        <span class={`past-status is-${state.status}`}>{statusWords(state)}</span>
        <time dateTime={last}>{ago(last, Date.now())}</time>
        {unread > 0 && (
          <span class="unread">
            {unread}
            <span class="visually-hidden"> unread</span>
          </span>
        )}
      </button>
    </li>
  );
}
