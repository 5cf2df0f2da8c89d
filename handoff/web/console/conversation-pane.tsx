// One conversation as the agent sees it: listener, bot, agents and internal notes told apart, and what can be done with it.
import { emptyConversation } from "../shared/conversation";
import { Back, Page, Person, Swap } from "../shared/icons";
import { Log } from "../shared/log";
import { MessageView, OutgoingView, TypingLine } from "../shared/message";
import type { InboxRow, Message } from "../shared/protocol";
import { useStore } from "../shared/store";
import { chosenTitle, timeline } from "../shared/timeline";
import { dayLabel } from "../shared/time";
import { withoutAddresses } from "./articles";
import type { DialogName, Mode } from "./modes";
import type { Desk } from "./desk";
import { NoteView, OutgoingNote } from "./note";
import { ReplyBox } from "./reply-box";

interface Props {
  desk: Desk;
  row: InboxRow;
  writing: { mode: Mode; count: number };
  onMode: (mode: Mode) => void;
  onDialog: (name: DialogName) => void;
  onBack: () => void;
  onCard: () => void;
}

export function ConversationPane({ desk, row, writing, onMode, onDialog, onBack, onCard }: Props) {
  const id = row.conversation_id;
  const conversation = useStore(desk.reader.conversations)[id] ?? emptyConversation(id);
  const entries = useStore(desk.outbox.entries).filter((entry) => entry.lane === id);
  const { messages, typing } = conversation;
  const nameOf = (author: Message["author"], name: string | null) =>
    author === "listener" ? row.listener_name : author === "bot" ? "Assistant" : (name ?? "Agent");
  const items = timeline(conversation, entries);
  const takeBack = (entryId: string, mode: Mode) => {
    const place = `${mode}:${id}`;
    const draft = desk.drafts.read(place);
    const old = desk.edit(entryId);
    desk.drafts.write(place, draft.trim() === "" ? old : `${old}\n${draft}`);
    onMode(mode);
  };

  return (
    <section class="pane conversation" aria-label={`Conversation with ${row.listener_name}`}>
      <header class="pane-head">
        <button
          type="button"
          class="icon-button only-phone"
          data-testid="back"
          aria-label="Back to the inbox"
          onClick={onBack}
        >
          <Back />
        </button>
        <div class="pane-names">
          <h2 title={row.listener_name}>
            <bdi>{row.listener_name}</bdi>
          </h2>
          <p>
            {row.topic_title ?? "Topic not known yet"}
            {row.ticket_number && ` · ${row.ticket_number}`} · <StatusWords row={row} me={desk.me} />
          </p>
        </div>
        <Actions desk={desk} row={row} onAccepted={() => onMode("reply")} onDialog={onDialog} />
        <button
          type="button"
          class="icon-button only-phone"
          data-testid="show-card"
          aria-label="What is known"
          onClick={onCard}
        >
          <Page />
        </button>
      </header>
      <Log
        tail={`${items.at(-1)?.key ?? ""}:${items.length}`}
        said={entries.at(-1)?.id ?? ""}
        loaded={conversation.loaded}
        label={`Conversation with ${row.listener_name}`}
      >
        {!conversation.loaded && <p class="empty">Loading the conversation…</p>}
        {items.map((item) => {
          switch (item.type) {
            case "day":
              return (
                <p key={item.key} class="day">
                  <span>{dayLabel(item.at, Date.now())}</span>
                </p>
              );
            case "note":
              return <NoteView key={item.key} note={item.note} />;
            case "outgoing":
              return item.entry.kind === "note" ? (
                <OutgoingNote
                  key={item.key}
                  entry={item.entry}
                  onRetry={() => desk.outbox.retry(item.entry.id)}
                  onEdit={() => takeBack(item.entry.id, "note")}
                />
              ) : (
                <OutgoingView
                  key={item.key}
                  entry={item.entry}
                  text={withoutAddresses(item.entry.text)}
                  side="agent"
                  onRetry={() => desk.outbox.retry(item.entry.id)}
                  onDrop={() => desk.outbox.drop(item.entry.id)}
                  onEdit={() => takeBack(item.entry.id, "reply")}
                />
              );
            case "message":
              return (
                <MessageView
                  key={item.key}
                  message={item.message}
                  opens={item.opens}
                  side="agent"
                  name={nameOf(item.message.author, item.message.author_name)}
                >
                  <Offered message={item.message} chosen={chosenTitle(item.message, messages, [])} />
                </MessageView>
              );
          }
        })}
        {typing && <TypingLine author={typing.author} name={nameOf(typing.author, typing.name)} />}
      </Log>
      <ReplyBox key={id} desk={desk} row={row} writing={writing} onMode={onMode} />
    </section>
  );
}

function StatusWords({ row, me }: { row: InboxRow; me: string }) {
  const whose = row.assignee_id === me ? "yours" : `with ${row.assignee_name ?? "a colleague"}`;
  const words: Record<InboxRow["status"], string> = {
    with_bot: "with the bot",
    queued: "waiting for a person",
    assigned: whose,
    awaiting_listener: `${whose}, waiting for the listener`,
    resolved: "resolved",
    closed: "closed",
  };
  return (
    <span data-testid="conversation-status" data-status={row.status}>
      {words[row.status]}
    </span>
  );
}

interface ActionsProps {
  desk: Desk;
  row: InboxRow;
  onAccepted: () => void;
  onDialog: (name: DialogName) => void;
}

function Actions({ desk, row, onAccepted, onDialog }: ActionsProps) {
  const id = row.conversation_id;
  if (row.status === "queued" || row.status === "with_bot") {
    const waits = row.status === "queued";
    return (
      // A key of its own: else the pressed button lives on as "Hand back", with the focus on it.
      <div key="open" class="pane-actions">
        <button
          type="button"
          class={waits ? "button" : "button quiet"}
          data-testid={waits ? "accept" : "take-over"}
          title={waits ? "Accept (a)" : "Take over (a)"}
          onClick={() => void desk.accept(id).then((done) => done && onAccepted())}
        >
          <Person /> {waits ? "Accept" : "Take over"}
        </button>
      </div>
    );
  }
  if (row.assignee_id !== desk.me || row.status === "resolved" || row.status === "closed") return null;
  return (
    <div key="mine" class="pane-actions">
      <button
        type="button"
        class="button quiet"
        data-testid="hand-back"
        title="Hand back to the bot (b)"
        onClick={() => void desk.handBack(id)}
      >
        Hand back
      </button>
      <button
        type="button"
        class="button quiet"
        data-testid="transfer"
        title="Transfer (t)"
        onClick={() => onDialog("transfer")}
      >
        <Swap /> Transfer
      </button>
      <button
        type="button"
        class="button"
        data-testid="resolve"
        title="Resolve (e)"
        onClick={() => onDialog("resolve")}
      >
        Resolve
      </button>
    </div>
  );
}

/** What the listener was offered and what they took: words here, as agents do not press listeners' buttons. */
function Offered({ message, chosen }: { message: Message; chosen: string | null }) {
  const articles = message.article ? [message.article] : message.linked_articles;
  if (articles.length > 0)
    return (
      <>
        {articles.map(({ slug, title, summary }) => (
          <a key={slug} class="offered-article" href={`/help/${slug}`} target="_blank" rel="noopener">
            <Page />
            <span>
              <strong>{title}</strong>
              <small>{summary}</small>
            </span>
          </a>
        ))}
      </>
    );
  if (message.buttons.length === 0) return null;
  return (
    <ul class="offered" aria-label="Answers offered">
      {message.buttons.map((button, index) => (
        <li key={index} class={button.title === chosen ? "picked" : ""}>
          {button.title}
          {button.title === chosen && <span class="visually-hidden"> (chosen)</span>}
        </li>
      ))}
    </ul>
  );
}
