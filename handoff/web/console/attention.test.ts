// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";
import { aRow } from "../testing/build";
import { memoryKeep } from "../shared/keep";
import type { InboxRow } from "../shared/protocol";
import { Store } from "../shared/store";
import { Attention } from "./attention";
import type { Desk, Inbox } from "./desk";

let sounds: number;

/** Stands for the browser's: counts the tones it is asked for, of which a signal has two. */
class FakeAudio {
  state = "running";
  currentTime = 0;
  destination = {};
  resume = async () => {};
  createOscillator() {
    sounds += 0.5;
    return { frequency: { value: 0 }, connect: () => ({ connect: () => {} }), start: () => {}, stop: () => {} };
  }
  createGain() {
    return { gain: { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} } };
  }
}

beforeEach(() => {
  sounds = 0;
  vi.stubGlobal("AudioContext", FakeAudio);
  document.head.replaceChildren(Object.assign(document.createElement("link"), { rel: "icon" }));
});

function aConsole(presence: "online" | "away" = "online") {
  const inbox = new Store<Inbox>({ loaded: false, rows: {}, agents: {}, topics: [] });
  const desk = { inbox, current: new Store<string | null>(null), me: "me" } as unknown as Desk;
  const keep = memoryKeep();
  const attention = new Attention(desk, keep);
  const me = { agent_id: "me", name: "Maya", presence, open_conversations: 0, capacity: 4 };
  const show = (...rows: InboxRow[]) =>
    inbox.set({
      loaded: true,
      rows: Object.fromEntries(rows.map((row) => [row.conversation_id, row])),
      agents: { me },
      topics: [],
    });
  window.dispatchEvent(new Event("pointerdown"));
  return { attention, desk, keep, show };
}
const queued = (id: string) => aRow(id, { status: "queued", waiting_since: "2026-11-25T09:00:00.000Z" });
const turn = (id: string) =>
  aRow(id, { status: "assigned", assignee_id: "me", waiting_since: "2026-11-25T09:00:00.000Z" });

test("who comes to wait is heard once and stands in the title and on the tab", () => {
  const { show } = aConsole();
  show();
  show(queued("a"));
  show(queued("a"));
  expect(sounds).toBe(1);
  expect(document.title).toBe("(1) waiting · Soundcheck");
  expect(decodeURIComponent(document.querySelector("link")?.href ?? "")).toContain(">1</text>");

  show();
  expect(document.title).toBe("Support desk · Soundcheck");
});

test("who waited already when the console was opened makes no sound", () => {
  const { show } = aConsole();
  show(queued("a"));
  expect(sounds).toBe(0);
});

test("away is left in peace", () => {
  const { show } = aConsole("away");
  show();
  show(queued("a"));
  expect(sounds).toBe(0);
});

test("an answer in the conversation one is looking at makes no sound, elsewhere it does", () => {
  const { desk, show } = aConsole();
  show();
  desk.current.set("a");
  show(turn("a"));
  expect(sounds).toBe(0);
  show(turn("a"), turn("b"));
  expect(sounds).toBe(1);
});

test("silence is remembered", () => {
  const { attention, desk, keep, show } = aConsole();
  attention.toggle();
  show();
  show(queued("a"));
  expect(sounds).toBe(0);
  expect(new Attention(desk, keep).muted.get()).toBe(true);
});
