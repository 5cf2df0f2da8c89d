// Where the widget's parts meet: host, session, connection, model, view.
import { render } from "preact";
import { browserKeep } from "../shared/keep";
import { browserLocks } from "../shared/outbox";
import { connect } from "../shared/socket";
import { App, Opening } from "./app";
import { Desk, type Place } from "./desk";
import { connectHost } from "./host";
import { Session } from "./session";
import "../../entrypoints/templates/help/colours.css";
import "../shared/theme.css";
import "../shared/messages.css";
import "../shared/text.css";
import "../shared/composer.css";
import "./widget.css";
import "./home.css";
import "./conversation.css";
import "./standing.css";
import "../shared/print.css";

const root = document.getElementById("widget") as HTMLElement;
const keep = browserKeep();
let desk: Desk | null = null;
let open = window.parent === window;

const host = connectHost({
  opened: () => {
    open = true;
    desk?.setVisible(true);
  },
  closed: () => {
    open = false;
    desk?.setVisible(false);
  },
  logout: () => void leave(),
});

async function leave(): Promise<void> {
  desk?.forgetAll();
  const ended = session?.forget();
  // Told so early that we do not know yet whose things these are: then nobody's may stay.
  if (!session) for (const key of keep.keys("soundcheck:")) keep.remove(key);
  if (keep.durable) sessionStorage.clear();
  await ended;
  host.loggedOut();
  // Nothing of this listener may stay in memory either, so the frame begins anew.
  location.reload();
}

let session: Session | null = null;

async function begin(): Promise<void> {
  render(<Opening />, root);
  const mine = await Session.of(host, keep);
  session = mine;
  const connection = connect(
    "/listener",
    () => ({ token: mine.token }),
    () => mine.renew(),
  );
  const model = new Desk(mine.owner, connection, host, keep, browserLocks, placeOf(mine.owner));
  desk = model;
  model.setVisible(open);
  // Another tab wrote, sent or failed something.
  window.addEventListener("storage", () => model.outbox.refresh());
  document.addEventListener("visibilitychange", () => model.setVisible(open));
  render(
    <App desk={model} name={() => (mine.listener?.identified ? mine.listener.name : null)} durable={keep.durable} />,
    root,
  );
}

function placeOf(owner: string): Place {
  const key = `soundcheck:place:${owner}`;
  return {
    read: () => (keep.durable ? sessionStorage.getItem(key) : null),
    write: (current) => {
      if (!keep.durable) return;
      if (current === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, current);
    },
  };
}

void begin();
