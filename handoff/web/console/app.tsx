// The console's frame: three panes on a desk, one at a time on a phone, and the keys that work everywhere.
import { useEffect, useState } from "preact/hooks";
import { ConnectionBanner } from "../shared/banner";
import type { ArticleCard } from "../shared/protocol";
import { useStore } from "../shared/store";
import type { Attention } from "./attention";
import { ContextCardView } from "./context-card";
import { ConversationPane } from "./conversation-pane";
import type { Desk } from "./desk";
import { HelpDialog } from "./help-dialog";
import { groups } from "./inbox";
import { InboxPane } from "./inbox-pane";
import type { DialogName, Mode } from "./modes";
import { replyHint } from "./reply-box";
import { ResolveDialog } from "./resolve-dialog";
import type { Shortcuts } from "./shortcuts";
import { ToastList } from "./toast-list";
import { TopBar } from "./top-bar";
import { TransferDialog } from "./transfer-dialog";

/** On a phone the conversation and its card take turns. */
type Shown = "conversation" | "card";

interface Props {
  desk: Desk;
  attention: Attention;
  shortcuts: Shortcuts;
  onLogout: () => void;
}

export function ConsoleApp({ desk, attention, shortcuts, onLogout }: Props) {
  const current = useStore(desk.current);
  const inbox = useStore(desk.inbox);
  const status = useStore(desk.connection.status);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const [shown, setShown] = useState<Shown>("conversation");
  // Counts, so that the same wish twice moves the focus twice.
  const [writing, setWriting] = useState<{ mode: Mode; count: number }>({ mode: "reply", count: 0 });
  const row = current === null ? undefined : inbox.rows[current];
  const mine = row?.assignee_id === desk.me && (row.status === "assigned" || row.status === "awaiting_listener");

  // Whoever goes by keyboard goes along: there and, when a conversation is left, back to where it was opened.
  const go = (id: string | null, focuses = false) => {
    if (focuses) focusSoon(id === null ? `[data-conversation="${current}"]` : "[role=log]");
    desk.open(id);
    setShown("conversation");
    setWriting({ mode: "reply", count: 0 });
  };
  const insert = (id: string, article: ArticleCard) => {
    desk.insert(id, article);
    setShown("conversation");
    write("reply");
  };
  const write = (mode: Mode) => setWriting(({ count }) => ({ mode, count: count + 1 }));

  useEffect(() => {
    const step = (by: number) => {
      const order = groups(Object.values(inbox.rows), desk.me).flatMap((group) => group.rows);
      const at = order.findIndex((each) => each.conversation_id === current);
      const next = order[at < 0 ? 0 : Math.min(order.length - 1, Math.max(0, at + by))];
      if (next) go(next.conversation_id);
    };
    const keyed = (event: KeyboardEvent) => {
      const act = shortcuts.act(event);
      if (act === null) return;
      event.preventDefault();
      if (act === "help") setDialog("help");
      else if (act === "next") step(1);
      else if (act === "previous") step(-1);
      else if (act === "mute") attention.toggle();
      else if (act === "search") document.querySelector<HTMLElement>('[data-testid="inbox-search"]')?.focus();
      else if (act === "back") go(null, true);
      else if (row === undefined) return;
      else if (act === "articles") {
        setShown("card");
        focusSoon('[data-testid="article-search"]');
      } else if (act === "accept") void desk.accept(row.conversation_id).then((done) => done && write("reply"));
      else if (act === "reply" || act === "note") write(act);
      else if (mine && act === "hand_back") void desk.handBack(row.conversation_id);
      else if (mine && (act === "resolve" || act === "transfer")) setDialog(act);
    };
    window.addEventListener("keydown", keyed);
    return () => window.removeEventListener("keydown", keyed);
  });

  return (
    <div class={`console shows-${row ? shown : "inbox"}`}>
      <TopBar desk={desk} attention={attention} onHelp={() => setDialog("help")} onLogout={onLogout} />
      <ConnectionBanner status={status} />
      <main class="panes">
        <h1 class="visually-hidden">Support desk</h1>
        <InboxPane desk={desk} current={current} onOpen={go} />
        {row ? (
          <>
            <ConversationPane
              key={row.conversation_id}
              desk={desk}
              row={row}
              writing={writing}
              onMode={write}
              onDialog={setDialog}
              onBack={() => go(null, true)}
              onCard={() => setShown("card")}
            />
            <ContextCardView
              desk={desk}
              id={row.conversation_id}
              onBack={() => setShown("conversation")}
              onOpen={go}
              onInsert={replyHint(row, desk.me)?.blocks === true ? null : (article) => insert(row.conversation_id, article)}
            />
          </>
        ) : (
          <Nothing
            loaded={inbox.loaded}
            waiting={Object.values(inbox.rows).filter((each) => each.status === "queued").length}
          />
        )}
      </main>
      {dialog === null && <ToastList toasts={desk.toasts} />}
      {dialog === "help" && <HelpDialog shortcuts={shortcuts} toasts={desk.toasts} onClose={() => setDialog(null)} />}
      {dialog === "resolve" && row && (
        <ResolveDialog desk={desk} id={row.conversation_id} onClose={() => setDialog(null)} />
      )}
      {dialog === "transfer" && row && (
        <TransferDialog desk={desk} id={row.conversation_id} onClose={() => setDialog(null)} />
      )}
    </div>
  );
}

/** When it is drawn: on a phone it may be hidden until then. */
function focusSoon(what: string): void {
  setTimeout(() => document.querySelector<HTMLElement>(what)?.focus());
}

function Nothing({ loaded, waiting }: { loaded: boolean; waiting: number }) {
  return (
    <section class="nothing">
      <div>
        <h2>{loaded ? (waiting > 0 ? "Somebody is waiting" : "All quiet") : "Opening the desk…"}</h2>
        {loaded && (
          <p>
            {waiting > 0
              ? "Take the conversation at the top of the inbox: it is the most urgent, or has waited longest."
              : "Nobody waits for a person. You hear a sound as soon as somebody does."}
          </p>
        )}
        {loaded && (
          <p class="nothing-keys">
            <kbd>j</kbd> <kbd>k</kbd> walk through the inbox, <kbd>?</kbd> shows all keys
          </p>
        )}
      </div>
    </section>
  );
}
