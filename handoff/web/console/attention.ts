// Makes sure that nobody who waits is missed: a sound, the number in the title and on the tab's icon.
// Who waits, the inbox says; how it looks in the page, the views.
import type { Keep } from "../shared/keep";
import { Store } from "../shared/store";
import type { Desk } from "./desk";
import { isMyTurn } from "./inbox";

const MUTED = "soundcheck:muted";
/** Until somebody takes the conversation, but seldom enough to work beside it. */
const REPEAT_EVERY = 30_000;

export class Attention {
  readonly muted: Store<boolean>;
  private context: AudioContext | null = null;
  private waiting = new Set<string>();
  private turns = new Set<string>();
  private primed = false;

  constructor(
    private readonly desk: Desk,
    private readonly keep: Keep,
  ) {
    this.muted = new Store(keep.get(MUTED) === "1");
    desk.inbox.subscribe(() => this.look());
    // Browsers let a page sound only after a gesture on it.
    for (const gesture of ["pointerdown", "keydown"])
      window.addEventListener(gesture, () => this.unlock(), { once: true });
    setInterval(() => {
      if (this.waiting.size > 0 && this.atWork()) this.play();
    }, REPEAT_EVERY);
  }

  toggle(): void {
    const muted = !this.muted.get();
    this.muted.set(muted);
    this.keep.set(MUTED, muted ? "1" : "0");
    if (!muted) this.play();
  }

  private look(): void {
    const inbox = this.desk.inbox.get();
    if (!inbox.loaded) return;
    const queued = Object.values(inbox.rows).filter((row) => row.status === "queued");
    const mine = Object.values(inbox.rows).filter((row) => row.assignee_id === this.desk.me && isMyTurn(row));
    // An answer of a listener is only news where nobody is looking.
    const unseen = mine.filter((row) => document.hidden || row.conversation_id !== this.desk.current.get());
    const isNew =
      queued.some((row) => !this.waiting.has(row.conversation_id)) ||
      unseen.some((row) => !this.turns.has(row.conversation_id));
    this.turns = new Set(mine.map((row) => row.conversation_id));
    this.waiting = new Set(queued.map((row) => row.conversation_id));
    // Who waited already when the page was opened is seen at a glance.
    if (isNew && this.primed && this.atWork()) this.play();
    this.primed = true;
    document.title = queued.length > 0 ? `(${queued.length}) waiting · Soundcheck` : "Support desk · Soundcheck";
    showOnTab(queued.length);
  }

  private atWork(): boolean {
    return this.desk.inbox.get().agents[this.desk.me]?.presence === "online";
  }

  private unlock(): void {
    this.context ??= new AudioContext();
    void this.context.resume();
  }

  private play(): void {
    const { context } = this;
    if (this.muted.get() || !context || context.state !== "running") return;
    // Two soft notes, a fourth apart.
    [587.33, 783.99].forEach((pitch, index) => {
      const start = context.currentTime + index * 0.16;
      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.type = "sine";
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(0.18, start + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.001, start + 0.5);
      tone.connect(volume).connect(context.destination);
      tone.start(start);
      tone.stop(start + 0.55);
    });
  }
}

function showOnTab(count: number): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!icon) return;
  const bars = '<path d="M6 13v6M12 8v16M18 11v11M24 14v5" stroke="#fff" stroke-width="3.4" stroke-linecap="round"/>';
  const badge =
    count > 0
      ? `<circle cx="23" cy="9" r="9" fill="#c2182b"/><text x="23" y="13.5" font-family="sans-serif" font-size="13" font-weight="700" text-anchor="middle" fill="#fff">${Math.min(count, 9)}</text>`
      : "";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#4a30bd"/>${bars}${badge}</svg>`;
  icon.href = `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
