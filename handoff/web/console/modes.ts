// What the agent is at: writing for the listener or for colleagues, and which dialog is open.
export type Mode = "reply" | "note";
export type DialogName = "help" | "resolve" | "transfer";
