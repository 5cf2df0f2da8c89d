// The one script of the host page: a launcher, the frame it opens, and the answers to the frame's questions.
// It holds no token and no message; those live in the frame's own origin.
import { heard, type ToFrame, type ToHost } from "../shared/bridge";
import { readApp, type HostApp } from "./host-app";
import { Launcher } from "./launcher";
import { fitToKeyboard } from "./viewport";

// `currentScript` is only there while the script runs for the first time.
const script = document.currentScript as HTMLScriptElement | null;
const gateway = new URL(script?.src ?? location.href).origin;
/** So that the host's next page shows what was open on this one. */
const OPEN = "soundcheck:open";
/** Somebody who has asked before may have an answer: only then the frame is loaded before it is opened. */
const USED = "soundcheck:used";
/** The frame may have to load first, and ends its token at the gateway. */
const LOGOUT_WITHIN = 15_000;

class Embed {
  private readonly launcher: Launcher;
  private frame: HTMLIFrameElement | null = null;
  private ready = false;
  private open = false;
  private leaving: { promise: Promise<void>; done: () => void } | null = null;

  constructor(private readonly app: HostApp) {
    this.launcher = new Launcher(() => this.toggle());
    window.addEventListener("message", (event) => this.hear(event));
    fitToKeyboard(this.launcher.panel);
    if (remembered(sessionStorage, OPEN)) this.show();
    else if (remembered(localStorage, USED)) whenIdle(() => this.load());
  }

  toggle(): void {
    if (this.open) this.hide();
    else this.show();
  }

  show(): void {
    this.load();
    if (this.open) return;
    this.open = true;
    remember(sessionStorage, OPEN, true);
    remember(localStorage, USED, true);
    this.launcher.setOpen(true);
    this.frame?.focus();
    this.tell({ soundcheck: "opened" });
  }

  hide(): void {
    if (!this.open) return;
    this.open = false;
    remember(sessionStorage, OPEN, false);
    this.launcher.setOpen(false);
    this.launcher.focus();
    this.tell({ soundcheck: "closed" });
  }

  /** Resolves when nothing of the listener is left in this browser; rejects when the frame does not say so in time. */
  logout(): Promise<void> {
    this.hide();
    if (!this.frame && !remembered(localStorage, USED)) return Promise.resolve();
    this.load();
    this.launcher.setUnread(0);
    if (!this.leaving) {
      let done = () => {};
      this.leaving = { promise: new Promise((resolve) => (done = resolve)), done };
      // A frame that is still loading hears it as soon as it is ready.
      this.tell({ soundcheck: "logout" });
    }
    return inTime(this.leaving.promise);
  }

  private load(): void {
    if (this.frame) return;
    this.frame = document.createElement("iframe");
    this.frame.title = "Support";
    this.frame.allow = "autoplay";
    this.frame.src = `${gateway}/widget/?host=${encodeURIComponent(location.origin)}`;
    this.launcher.panel.append(this.frame);
  }

  private hear(event: MessageEvent): void {
    const message = heard<ToHost>(event, gateway, this.frame?.contentWindow);
    if (!message) return;
    if (message.soundcheck === "ready") this.becameReady();
    else if (message.soundcheck === "close") this.hide();
    else if (message.soundcheck === "logged_out") this.forgot();
    else if (message.soundcheck === "unread") this.launcher.setUnread(Number(message.count) || 0);
    else if (message.soundcheck === "ask") void this.answer(message.id, message.what);
  }

  private becameReady(): void {
    this.ready = true;
    if (this.leaving) this.tell({ soundcheck: "logout" });
    else if (this.open) this.tell({ soundcheck: "opened" });
  }

  /** The frame holds nothing any more and begins anew. */
  private forgot(): void {
    this.ready = false;
    remember(localStorage, USED, this.open);
    this.leaving?.done();
    this.leaving = null;
  }

  private async answer(id: string, what: "identity" | "diagnostics"): Promise<void> {
    const value = what === "identity" || what === "diagnostics" ? await this.app[what]() : null;
    this.tell({ soundcheck: "answer", id, value });
  }

  private tell(message: ToFrame): void {
    // Until the frame has said that it is there, its window is still an empty page of this origin.
    if (this.ready) this.frame?.contentWindow?.postMessage(message, gateway);
  }
}

function inTime(logout: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error("soundcheck: the widget cannot be reached, so the listener may still be logged in")),
      LOGOUT_WITHIN,
    );
    void logout.then(() => {
      clearTimeout(late);
      resolve();
    });
  });
}

function remembered(storage: Storage, key: string): boolean {
  try {
    return storage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function remember(storage: Storage, key: string, on: boolean): void {
  try {
    if (on) storage.setItem(key, "1");
    else storage.removeItem(key);
  } catch {
    // A page that forbids storage only loses the convenience.
  }
}

function whenIdle(task: () => void): void {
  // Safari has no requestIdleCallback.
  if ("requestIdleCallback" in window) requestIdleCallback(task);
  else setTimeout(task, 1_500);
}

function begin(): void {
  const given = window.soundcheck ?? {};
  const embed = new Embed(readApp(given));
  window.soundcheck = Object.assign(given, {
    open: () => embed.show(),
    close: () => embed.hide(),
    logout: () => embed.logout(),
  });
}

if (document.body) begin();
else document.addEventListener("DOMContentLoaded", begin);
