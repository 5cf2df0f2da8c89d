import { expect, test } from "vitest";
import { aRow } from "../testing/build";
import type { InboxRow } from "../shared/protocol";
import { groups, isOverdue, matches, moods, preview } from "./inbox";

const ids = (rows: InboxRow[]) =>
  Object.fromEntries(groups(rows, "me").map((group) => [group.name, group.rows.map((row) => row.conversation_id)]));
const at = (minute: number) => `2026-11-25T09:${String(minute).padStart(2, "0")}:00.000Z`;

test("every conversation is in the group of whoever has it", () => {
  const rows = [
    aRow("bot"),
    aRow("queued", { status: "queued", waiting_since: at(1) }),
    aRow("mine", { status: "assigned", assignee_id: "me" }),
    aRow("theirs", { status: "awaiting_listener", assignee_id: "jo" }),
    aRow("done", { status: "resolved", assignee_id: "me" }),
    aRow("silent", { last_seq: 0 }),
  ];
  expect(ids(rows)).toEqual({
    waiting: ["queued"],
    mine: ["mine"],
    with_bot: ["bot"],
    colleagues: ["theirs"],
    resolved: ["done"],
  });
});

test("the longest waiting comes first", () => {
  const rows = [3, 1, 2].map((minute) => aRow(`w${minute}`, { status: "queued", waiting_since: at(minute) }));
  expect(ids(rows).waiting).toEqual(["w1", "w2", "w3"]);
});

test("who waits stands in the order in which they are told their place: the more urgent first", () => {
  const rows = (["normal", "urgent", "low", "high"] as const).map((urgency, minute) =>
    aRow(urgency, { status: "queued", urgency, waiting_since: at(minute) }),
  );
  expect(ids(rows).waiting).toEqual(["urgent", "high", "normal", "low"]);
});

test("of mine, those in which the listener waits for me come first", () => {
  const rows = [
    aRow("answered", { status: "awaiting_listener", assignee_id: "me" }),
    aRow("asks", { status: "assigned", assignee_id: "me", waiting_since: at(5) }),
  ];
  expect(ids(rows).mine).toEqual(["asks", "answered"]);
});

test("a promise that has passed is overdue only while somebody waits", () => {
  const now = Date.parse(at(10));
  expect(isOverdue(aRow("a", { waiting_since: at(1), first_response_due: at(5) }), now)).toBe(true);
  expect(isOverdue(aRow("a", { waiting_since: at(1), first_response_due: at(15) }), now)).toBe(false);
  expect(isOverdue(aRow("a", { first_response_due: at(5) }), now)).toBe(false);
});

test.each([
  ["agent", "Hello, **see** [Songs skip](https://desk/help/playback/skips) first", "Hello, see Songs skip first"],
  ["bot", "See [Songs skip](https://desk/he", "See Songs skip"],
  ["listener", "I pressed [this](now)", "I pressed [this](now)"],
] as const)("the last line of the %s is words, not Markdown", (last_author, line, words) => {
  expect(preview(aRow("a", { last_author, preview: line }))).toBe(words);
});

test("who is leaving, and who is upset, is said in words while something can be done", () => {
  const row = aRow("a", { status: "queued", is_leaving: true, is_upset: true });
  expect(moods(row)).toEqual(["Leaving", "Upset"]);
  expect(moods(aRow("b", { status: "queued" }))).toEqual([]);
  expect(moods({ ...row, status: "resolved" })).toEqual([]);
  expect(matches(row, "upset")).toBe(true);
});

test("a search finds words in any order and anywhere in the row", () => {
  const row = aRow("a", {
    listener_name: "Priya Raman",
    ticket_number: "T-1007",
    topic_title: "Charge not recognised",
  });
  expect(matches(aRow("c1", { topic: "billing_unexpected_charge", topic_title: "Unexpected charge" }), "billing")).toBe(true);
  expect(matches(row, "")).toBe(true);
  expect(matches(row, "charge priya")).toBe(true);
  expect(matches(row, "t-1007")).toBe(true);
  expect(matches(row, "priya lyrics")).toBe(false);
});
