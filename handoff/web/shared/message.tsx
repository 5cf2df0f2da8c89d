// How one message looks to its reader: who wrote it, when, and whether it has arrived. Buttons and articles are children.
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { Alert, Bars, Check, Clock } from "./icons";
import type { Entry } from "./outbox";
import type { Message, Refusal } from "./protocol";
import { explain } from "./refusals";
import { besideCards, PlainText, RichText } from "./text";
import { clockTime, fullTime } from "./time";

type Side = "listener" | "agent";

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? "") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : "")).toUpperCase() || "?";
}

export function Avatar({ author, name }: { author: Message["author"]; name: string }) {
  return (
    <span class={`avatar avatar-${author}`} aria-hidden="true">
      {author === "bot" ? <Bars /> : initials(name)}
    </span>
  );
}

interface MessageProps {
  message: Message;
  opens: boolean;
  /** Who looks at it: their own messages stand on the right. */
  side: Side;
  name: string;
  children?: ComponentChildren;
}

export function MessageView({ message, opens, side, name, children }: MessageProps) {
  const speaks = useMemo(() => hasWords(message), [message]);
  const shared = {
    "data-testid": "message",
    "data-author": message.author,
    "data-kind": message.kind,
    "data-seq": message.seq,
    "data-state": "sent",
  };
  if (message.kind === "notice" || message.author === "system") {
    return (
      <div class="notice" {...shared}>
        {message.html ? <RichText html={message.html} /> : <PlainText text={message.text} />}
        <time dateTime={message.at} title={fullTime(message.at)}>
          {clockTime(message.at)}
        </time>
        {children}
      </div>
    );
  }
  const own = side === message.author || (side === "agent" && message.author === "bot");
  return (
    <div class={`message by-${message.author}${own ? " own" : ""}${opens ? " opens" : ""}`} {...shared}>
      {!own && <div class="message-avatar">{opens && <Avatar author={message.author} name={name} />}</div>}
      <div class="message-body">
        {opens && (
          <div class="message-head">
            <span class={side === message.author ? "visually-hidden" : "message-name"}>{name}</span>
            {message.author === "bot" && <span class="tag">Bot</span>}
            <time dateTime={message.at} title={fullTime(message.at)}>
              {clockTime(message.at)}
            </time>
          </div>
        )}
        {!opens && <span class="visually-hidden">{name}: </span>}
        {speaks && (
          <div class="bubble">
            {message.html ? (
              <RichText html={message.html} cards={message.linked_articles} />
            ) : (
              <PlainText text={message.text} />
            )}
          </div>
        )}
        {children}
        {side === message.author && (
          <span class="mark is-sent" title="Sent">
            <Check />
            <span class="visually-hidden">Sent</span>
          </span>
        )}
      </div>
    </div>
  );
}

function hasWords({ kind, text, html, linked_articles }: Message): boolean {
  if (kind === "article" || text === "") return false;
  return html === null || linked_articles.length === 0 || besideCards(html, linked_articles).textContent?.trim() !== "";
}

/** The same again would be refused the same way. */
const HOPELESS = new Set<Refusal["code"]>(["stale_choice", "closed", "too_large", "not_found"]);

interface OutgoingProps {
  entry: Entry;
  text: string;
  side: Side;
  onRetry: () => void;
  onEdit: () => void;
  onDrop: () => void;
}

export function OutgoingView({ entry, text, side, onRetry, onEdit, onDrop }: OutgoingProps) {
  const state = entry.failed ? "failed" : "pending";
  return (
    <div
      class={`message own opens by-${side} is-${state}`}
      data-testid="message"
      data-author={side}
      data-kind={entry.choice ? "choice" : "text"}
      data-seq=""
      data-state={state}
    >
      <div class="message-body">
        <div class="bubble">
          <PlainText text={text} />
        </div>
        {entry.failed ? (
          <div class="failure" role="alert">
            <p>
              <Alert /> <strong>Not sent.</strong> {explain(entry.failed)}
            </p>
            <div class="failure-actions">
              {!HOPELESS.has(entry.failed.code) && (
                <button type="button" class="link" data-testid="retry" onClick={onRetry}>
                  Try again
                </button>
              )}
              {entry.choice ? (
                <button type="button" class="link" onClick={onDrop}>
                  Remove
                </button>
              ) : (
                <button type="button" class="link" data-testid="edit-failed" onClick={onEdit}>
                  {entry.failed.code === "closed" ? "Say it in a new conversation" : "Edit"}
                </button>
              )}
            </div>
          </div>
        ) : (
          <span class="mark">
            <Clock /> Sending…
          </span>
        )}
      </div>
    </div>
  );
}

export function TypingLine({ author, name }: { author: Message["author"]; name: string }) {
  return (
    <div class={`message by-${author} opens typing`} data-testid="typing">
      <div class="message-avatar">
        <Avatar author={author} name={name} />
      </div>
      <div class="bubble">
        <span class="visually-hidden">{name} is typing</span>
        <span class="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      </div>
    </div>
  );
}
