// Where the console's parts meet: who is signed in, connection, model, attention, view.
import { render } from "preact";
import { browserKeep } from "../shared/keep";
import { browserLocks } from "../shared/outbox";
import { connect } from "../shared/socket";
import { currentAccount, logout, type Account } from "./account";
import { Attention } from "./attention";
import { ConsoleApp } from "./app";
import { Desk } from "./desk";
import { Login } from "./login";
import { keepPlace } from "./place";
import { Shortcuts } from "./shortcuts";
import { Toasts } from "./toasts";
import { Opening, Unreachable } from "./unreachable";
import "../../entrypoints/templates/help/colours.css";
import "../shared/theme.css";
import "../shared/messages.css";
import "../shared/text.css";
import "../shared/composer.css";
import "./console.css";
import "./inbox.css";
import "./conversation.css";
import "./context.css";
import "./dialogs.css";
import "./login.css";
import "../shared/print.css";

const root = document.getElementById("console") as HTMLElement;
const keep = browserKeep();

/** Who asks is usually told at once, and a page that flashes by only startles. */
const PATIENCE = 600;

async function begin(): Promise<void> {
  const opening = setTimeout(() => render(<Opening />, root), PATIENCE);
  try {
    const account = await currentAccount().finally(() => clearTimeout(opening));
    if (account) work(account);
    else render(<Login onSignedIn={work} />, root);
  } catch {
    render(<Unreachable onRetry={() => void begin()} />, root);
  }
}

function work(account: Account): void {
  let csrf = account.csrf;
  const connection = connect(
    "/agent",
    () => ({ csrf }),
    async () => {
      const now = await currentAccount();
      if (now === null || now.agent.agent_id !== account.agent.agent_id) {
        // Signed out here or elsewhere. What is written and unsent stays in this browser for the next sign-in.
        connection.close();
        render(<Login onSignedIn={() => location.reload()} ended />, root);
        return false;
      }
      csrf = now.csrf;
      return true;
    },
  );
  const desk = new Desk(account, connection, new Toasts(), keep, browserLocks);
  keepPlace(desk);
  const attention = new Attention(desk, keep);
  const shortcuts = new Shortcuts(keep);
  window.addEventListener("storage", () => desk.outbox.refresh());
  const leave = async () => {
    connection.close();
    await logout({ ...account, csrf }).catch(() => undefined);
    location.reload();
  };
  render(<ConsoleApp desk={desk} attention={attention} shortcuts={shortcuts} onLogout={() => void leave()} />, root);
}

void begin();
