// What the conversation is about, for the agent to correct. A choice is sent when it is made, not while one looks around.
import { useRef, useState } from "preact/hooks";
import type { ContextCard, TopicGroup } from "../shared/protocol";
import { useStore } from "../shared/store";
import type { Desk } from "./desk";

const KEYS_REST = 900;

export function TopicSelect({ desk, id, card }: { desk: Desk; id: string; card: ContextCard }) {
  const { topics } = useStore(desk.inbox);
  // What was chosen and is not on the card yet. A refusal takes it back.
  const [chosen, setChosen] = useState<string | null>(null);
  const waiting = useRef<{ topic: string; timer: ReturnType<typeof setTimeout> } | null>(null);
  const byKey = useRef(false);
  const known = base(card.topic);
  const send = async () => {
    if (waiting.current === null) return;
    const { topic, timer } = waiting.current;
    clearTimeout(timer);
    waiting.current = null;
    if (topic !== known) await desk.setTopic(id, topic);
    if (waiting.current === null) setChosen(null);
  };
  const choose = (topic: string) => {
    clearTimeout(waiting.current?.timer);
    setChosen(topic);
    // Arrow keys change a closed list step by step: only where they come to rest is a choice.
    waiting.current = { topic, timer: setTimeout(() => void send(), byKey.current ? KEYS_REST : 0) };
  };
  return (
    <>
      <select
        class="topic-select"
        data-testid="topic"
        aria-label="Topic"
        value={chosen ?? known ?? ""}
        onKeyDown={() => (byKey.current = true)}
        onPointerDown={() => (byKey.current = false)}
        onChange={(event) => choose(event.currentTarget.value)}
        onBlur={() => void send()}
      >
        {known === null && (
          <option value="" disabled>
            Not known
          </option>
        )}
        {known !== null && !offers(topics, known) && <option value={known}>{card.topic_title}</option>}
        {topics.map((group) => (
          <optgroup key={group.title} label={group.title}>
            {group.topics.map(({ topic, title }) => (
              <option key={topic} value={topic}>
                {title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {card.is_topic_corrected ? (
        <small>{card.bot_topic_title ? `The bot took it for: ${card.bot_topic_title}` : "Said by an agent"}</small>
      ) : (
        card.topic_confidence !== null && (
          <span class="confidence">
            <meter min={0} max={1} value={card.topic_confidence} aria-label="Confidence" />{" "}
            {Math.round(card.topic_confidence * 100)} % sure
          </span>
        )
      )}
    </>
  );
}

/** An intent may be finer than its topic: `offline_downloads/limit_reached`. */
export function base(topic: string | null): string | null {
  return topic === null ? null : (topic.split("/")[0] ?? topic);
}

function offers(groups: readonly TopicGroup[], topic: string): boolean {
  return groups.some((group) => group.topics.some((each) => each.topic === topic));
}
