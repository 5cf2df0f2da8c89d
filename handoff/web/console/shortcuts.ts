// Which key does what, and when it does nothing: while somebody writes, in a dialog, or when switched off.
import type { Keep } from "../shared/keep";
import { Store } from "../shared/store";

export type Act =
  | "help"
  | "next"
  | "previous"
  | "accept"
  | "reply"
  | "note"
  | "articles"
  | "resolve"
  | "transfer"
  | "hand_back"
  | "mute"
  | "search"
  | "back";

export const KEYS: { key: string; act: Act; label: string }[] = [
  { key: "j", act: "next", label: "Next conversation" },
  { key: "k", act: "previous", label: "Previous conversation" },
  { key: "a", act: "accept", label: "Accept or take over" },
  { key: "r", act: "reply", label: "Write a reply" },
  { key: "n", act: "note", label: "Write an internal note" },
  { key: "f", act: "articles", label: "Find an article" },
  { key: "e", act: "resolve", label: "Resolve" },
  { key: "t", act: "transfer", label: "Transfer" },
  { key: "b", act: "hand_back", label: "Hand back to the bot" },
  { key: "/", act: "search", label: "Search the inbox" },
  { key: "m", act: "mute", label: "Sound on or off" },
  { key: "?", act: "help", label: "This help" },
  { key: "Escape", act: "back", label: "Leave the box, then the conversation" },
];

const OFF = "soundcheck:shortcuts-off";

export class Shortcuts {
  readonly on: Store<boolean>;

  constructor(private readonly keep: Keep) {
    this.on = new Store(keep.get(OFF) !== "1");
  }

  /** Single keys disturb people who dictate or whose hands miss keys, so they can be switched off. */
  setOn(on: boolean): void {
    this.on.set(on);
    this.keep.set(OFF, on ? "0" : "1");
  }

  act(event: KeyboardEvent): Act | null {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return null;
    if (document.querySelector("dialog[open]")) return null;
    const target = event.target as HTMLElement;
    const writing = target.matches("input, textarea, select");
    const found = KEYS.find((each) => each.key === event.key)?.act ?? null;
    if (found === "back") return writing ? (target.blur(), null) : found;
    return writing || !this.on.get() ? null : found;
  }
}
