// Sorts the inbox into the groups an agent works through, most urgent first. Pure.
import type { InboxRow } from "../shared/protocol";
import { withoutAddresses } from "./articles";

export type GroupName = "waiting" | "mine" | "with_bot" | "colleagues" | "resolved";

export interface Group {
  name: GroupName;
  title: string;
  rows: InboxRow[];
}

const TITLES: Record<GroupName, string> = {
  waiting: "Waiting",
  mine: "Mine",
  with_bot: "With the bot",
  colleagues: "With colleagues",
  resolved: "Resolved",
};

/** Who waits is told their place in this order: it is the one that the gateway counts by. */
const RANK: Record<InboxRow["urgency"], number> = { low: 0, normal: 1, high: 2, urgent: 3 };

export function groupOf(row: InboxRow, me: string): GroupName {
  if (row.status === "queued") return "waiting";
  if (row.status === "with_bot") return "with_bot";
  if (row.status === "resolved" || row.status === "closed") return "resolved";
  return row.assignee_id === me ? "mine" : "colleagues";
}

export function groups(rows: Iterable<InboxRow>, me: string): Group[] {
  const byName: Record<GroupName, InboxRow[]> = { waiting: [], mine: [], with_bot: [], colleagues: [], resolved: [] };
  for (const row of rows) {
    // Nothing has been said in it yet: nobody can do anything with it.
    if (row.last_seq > 0) byName[groupOf(row, me)].push(row);
  }
  byName.waiting.sort((a, b) => RANK[b.urgency] - RANK[a.urgency] || longestWaiting(a, b));
  byName.mine.sort((a, b) => Number(isMyTurn(b)) - Number(isMyTurn(a)) || longestWaiting(a, b));
  for (const name of ["with_bot", "colleagues", "resolved"] as const) byName[name].sort(newest);
  return (Object.keys(TITLES) as GroupName[]).map((name) => ({ name, title: TITLES[name], rows: byName[name] }));
}

/** The listener had the last word in a conversation of an agent. */
export function isMyTurn(row: InboxRow): boolean {
  return row.waiting_since !== null && (row.status === "assigned" || row.status === "awaiting_listener");
}

export function isOverdue(row: InboxRow, now: number): boolean {
  return row.waiting_since !== null && row.first_response_due !== null && Date.parse(row.first_response_due) < now;
}

/** What an agent should see before they choose whom to take, in words: colour alone says nothing to many. */
export function moods(row: InboxRow): string[] {
  if (row.status === "resolved" || row.status === "closed") return [];
  return [...(row.is_leaving ? ["Leaving"] : []), ...(row.is_upset ? ["Upset"] : [])];
}

/** One line of what was said last. Bot and agents write Markdown, whose signs only disturb in a line of a list. */
export function preview(row: InboxRow): string {
  if (row.last_author === "listener") return row.preview;
  return withoutAddresses(row.preview).replace(/\*\*|__|`/g, "");
}

/** Whether a row has all the words somebody looks for, wherever they stand in it; a topic is found by its id as well. */
export function matches(row: InboxRow, search: string): boolean {
  const text = [row.listener_name, row.topic, row.topic_title, row.ticket_number, row.assignee_name, row.preview]
    .concat(moods(row))
    .join(" ")
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function longestWaiting(a: InboxRow, b: InboxRow): number {
  return (a.waiting_since ?? a.started_at).localeCompare(b.waiting_since ?? b.started_at);
}

function newest(a: InboxRow, b: InboxRow): number {
  return b.started_at.localeCompare(a.started_at) || b.conversation_id.localeCompare(a.conversation_id);
}
