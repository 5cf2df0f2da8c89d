// One conversation as the listener sees it: who answers, what was said, what can be done next, and the composer.
import { useRef, useState } from "preact/hooks";
import { emptyConversation } from "../shared/conversation";
import { Composer } from "../shared/composer";
import { Back, Person } from "../shared/icons";
import { Log } from "../shared/log";
import { Avatar, MessageView, OutgoingView, TypingLine } from "../shared/message";
import { isUnstarted } from "../shared/outbox";
import { useStore } from "../shared/store";
import { chosenTitle, openQuestion, timeline } from "../shared/timeline";
import { dayLabel } from "../shared/time";
import { CloseButton } from "./close-button";
import { ArticleCardView } from "./article";
import { Choices } from "./choices";
import type { Desk } from "./desk";
import { focusWriting } from "./focus";
import { Ending } from "./ending";
import { QueueBanner } from "./queue-banner";
import { answers, authorName, statusWords } from "./words";

export function ConversationScreen({ desk, id }: { desk: Desk; id: string }) {
  const all = useStore(desk.reader.conversations);
  const entries = useStore(desk.outbox.entries).filter((entry) => entry.lane === id);
  const conversation = all[id] ?? emptyConversation(id);
  const { state, messages, typing } = conversation;
  const [text, setText] = useState(() => desk.drafts.read(id));
  const [asking, setAsking] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);

  const write = (value: string) => {
    setText(value);
    desk.drafts.write(id, value);
    if (value !== "") desk.typing(id);
  };
  const items = timeline(conversation, entries);
  const question = openQuestion(messages, entries);
  const answering = state === null || state.status === "with_bot" || state.status === "resolved";
  // A question dies with the ownership of whoever asked it: the bot's at the handoff, the desk's at the reopening.
  const asker = state?.status === "resolved" ? "system" : "bot";
  const closed = state?.status === "closed";
  const human = state?.status === "assigned" || state?.status === "awaiting_listener";
  const queued = state?.status === "queued";
  const who = answers(state);
  const placeholder = human
    ? `Write to ${state.assignee_name ?? "support"}…`
    : state?.status === "resolved"
      ? "Anything else?"
      : messages.length > 0
        ? "Write a message…"
        : "Describe the problem…";
  const talk = async () => {
    setAsking(true);
    await desk.talkToPerson(id);
    setAsking(false);
    focusWriting(box.current);
  };

  return (
    <main class="conversation">
      <header class="top">
        <button
          type="button"
          class="icon-button"
          data-testid="back"
          aria-label="Back to all conversations"
          onClick={() => desk.home()}
        >
          <Back />
        </button>
        <Avatar author={who.author} name={who.name} />
        <div class="top-names">
          <h1 tabIndex={-1} title={who.name}>
            {who.name}
          </h1>
          <p data-testid="status" data-status={state?.status ?? "new"}>
            {state ? statusWords(state) : "Answers at once"}
          </p>
        </div>
        <CloseButton desk={desk} />
      </header>
      {queued && <QueueBanner desk={desk} state={state} />}
      <Log
        tail={`${items.at(-1)?.key ?? ""}:${items.length}`}
        said={entries.at(-1)?.id ?? ""}
        loaded={conversation.loaded || isUnstarted(id)}
        label="Conversation"
      >
        {isUnstarted(id) && items.length === 0 && (
          <p class="welcome">
            Tell us what happens, on which device, and since when. The more you say, the fewer questions you get.
          </p>
        )}
        {!isUnstarted(id) && !conversation.loaded && items.length === 0 && <p class="empty">Loading the conversation…</p>}
        {items.map((item) => {
          if (item.type === "day")
            return (
              <p key={item.key} class="day">
                <span>{dayLabel(item.at, Date.now())}</span>
              </p>
            );
          if (item.type === "outgoing") {
            const asked = messages.find((message) => message.seq === item.entry.choice?.seq);
            return (
              <OutgoingView
                key={item.key}
                entry={item.entry}
                text={item.entry.choice ? (asked?.buttons[item.entry.choice.button]?.title ?? "…") : item.entry.text}
                side="listener"
                onRetry={() => desk.outbox.retry(item.entry.id)}
                onDrop={() => desk.outbox.drop(item.entry.id)}
                onEdit={() => {
                  if (closed) {
                    desk.sayElsewhere(item.entry.id);
                    return;
                  }
                  // What is being written now is not lost either.
                  const old = desk.edit(item.entry.id);
                  write(text.trim() === "" ? old : `${old}\n${text}`);
                  box.current?.focus();
                }}
              />
            );
          }
          if (item.type === "note") return null;
          const { message } = item;
          return (
            <MessageView
              key={item.key}
              message={message}
              opens={item.opens}
              side="listener"
              name={authorName(message.author, message.author_name)}
            >
              {[...(message.article ? [message.article] : []), ...message.linked_articles].map((article) => (
                <ArticleCardView key={article.slug} article={article} />
              ))}
              {message.buttons.length > 0 && (
                <Choices
                  question={message}
                  open={answering && message.seq === question && message.author === asker}
                  chosen={chosenTitle(message, messages, entries)}
                  onChoose={(button) => desk.choose(id, { seq: message.seq, button })}
                />
              )}
            </MessageView>
          );
        })}
        {typing && <TypingLine author={typing.author} name={authorName(typing.author, typing.name)} />}
        {state && <Ending desk={desk} state={state} />}
      </Log>
      {!closed && (
        <footer class="foot">
          <Composer
            box={box}
            value={text}
            label="Your message"
            placeholder={placeholder}
            sendLabel="Send"
            testid="composer"
            sendTestid="send"
            onChange={write}
            onSend={() => {
              desk.say(id, text);
              setText("");
            }}
          />
          {answering && (
            <button
              type="button"
              class="person-link"
              data-testid="talk-to-person"
              disabled={asking}
              onClick={() => void talk()}
            >
              <Person /> {asking ? "Calling a person…" : "Talk to a person"}
            </button>
          )}
        </footer>
      )}
    </main>
  );
}
