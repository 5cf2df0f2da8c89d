// @vitest-environment jsdom
// Where the keyboard is after an act of the agent that takes its own button away.
import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Connection } from "../shared/connection";
import { memoryKeep } from "../shared/keep";
import { aMessage, aRow } from "../testing/build";
import { FakeWire } from "../testing/fake-wire";
import { ConsoleApp } from "./app";
import { Attention } from "./attention";
import { Desk } from "./desk";
import { Shortcuts } from "./shortcuts";
import { Toasts } from "./toasts";

/** Effects run after the next paint, for which Preact waits as long as this. */
const drawn = () => new Promise((done) => setTimeout(done, 60));
const find = (testid: string) => document.querySelector<HTMLElement>(`[data-testid=${testid}]`);

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", class { observe() {} disconnect() {} });
  vi.stubGlobal("AudioContext", class { resume = async () => {}; });
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  Element.prototype.scrollIntoView = () => {};
  Element.prototype.scrollTo = () => {};
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

afterEach(() => {
  render(null, document.body);
  vi.unstubAllGlobals();
});

async function atWork(row: ReturnType<typeof aRow>) {
  let now = row;
  const wire = new FakeWire((name) => {
    if (name === "accept_conversation") now = { ...now, version: now.version + 1, status: "assigned", assignee_id: "a1" };
    if (name === "resolve_conversation") now = { ...now, version: now.version + 1, status: "resolved" };
    if (name === "open_inbox")
      return { ok: true, me: { agent_id: "a1", name: "Maya", presence: "online" }, colleagues: [], rows: [now], topics: [] };
    if (name === "open_conversation") return { ok: true, row: now, card: null, messages: [aMessage(1)], notes: [], more: false };
    setTimeout(() => wire.tell("inbox_changed", { row: now }));
    return { ok: true, version: now.version };
  });
  const connection = new Connection(wire, { renew: async () => true, delay: async () => {} });
  const account = { agent: { agent_id: "a1", name: "Maya", email: "maya@example.com" }, csrf: "x" };
  const keep = memoryKeep();
  const desk = new Desk(account, connection, new Toasts(), keep, (_, task) => task());
  const shortcuts = new Shortcuts(keep);
  render(
    <ConsoleApp desk={desk} attention={new Attention(desk, keep)} shortcuts={shortcuts} onLogout={() => {}} />,
    document.body,
  );
  wire.connect();
  await drawn();
  find("inbox-row")?.click();
  await drawn();
}

test.each(["button", "key"])("whoever accepts by %s may write at once, and a second press hands nothing back", async (by) => {
  await atWork(aRow("c1", { status: "queued" }));
  const accept = find("accept");
  accept?.focus();

  if (by === "button") accept?.click();
  else window.document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
  await drawn();

  expect(find("hand-back")).not.toBe(accept);
  expect(document.activeElement).toBe(find("reply-box"));
});

test("who opens a conversation by keyboard is in it, and after Escape back where they opened it", async () => {
  await atWork(aRow("c1", { status: "queued" }));
  expect(document.activeElement?.getAttribute("role")).toBe("log");

  document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  await drawn();

  expect(find("accept")).toBeNull();
  expect(document.activeElement).toBe(find("inbox-row"));
});

test("after resolving, the keyboard is in the conversation", async () => {
  await atWork(aRow("c1", { status: "assigned", assignee_id: "a1" }));
  find("resolve")?.focus();
  find("resolve")?.click();
  await drawn();
  const cause = find("resolve-cause") as HTMLTextAreaElement;
  cause.value = "Nothing was wrong.";
  cause.dispatchEvent(new Event("input", { bubbles: true }));
  await drawn();

  find("resolve-confirm")?.click();
  await drawn();

  expect(find("resolve")).toBeNull();
  expect(document.activeElement?.getAttribute("role")).toBe("log");
});
