// @vitest-environment jsdom
import { expect, test } from "vitest";
import { aMessage, aState } from "../testing/build";
import { FakeWire, settled } from "../testing/fake-wire";
import { Connection } from "../shared/connection";
import { memoryKeep } from "../shared/keep";
import type { ConversationState, Message, PostMessage } from "../shared/protocol";
import { Desk } from "./desk";
import type { Host } from "./host";

/** A gateway of one listener: starts, stores, lists and reads; says nothing by itself. */
class Gateway {
  readonly conversations = new Map<string, { state: ConversationState; messages: Message[] }>();
  readonly starts: unknown[] = [];

  add(id: string, change: Partial<ConversationState> = {}, messages: Message[] = []): void {
    const state = aState({ conversation_id: id, last_seq: messages.length, ...change });
    this.conversations.set(id, { state, messages });
  }

  answer = (name: string, command: never): unknown => {
    const { conversation_id, ...rest } = command as Partial<PostMessage> & Record<string, unknown>;
    const found = this.conversations.get(conversation_id ?? "");
    if (name === "list_conversations")
      return { ok: true, conversations: [...this.conversations.values()].map((each) => each.state) };
    if (name === "start_conversation") {
      this.starts.push(rest);
      const id = `c-${String(rest["client_conversation_id"])}`;
      if (!this.conversations.has(id)) this.add(id);
      return { ok: true, conversation_id: id };
    }
    if (!found) return { ok: false, code: "not_found", message: "", retry_after_ms: null };
    if (name === "join_conversation") return { ok: true, state: found.state, messages: found.messages, more: false };
    if (name === "post_message") {
      const client_message_id = rest.client_message_id ?? null;
      found.messages.push(
        aMessage(found.messages.length + 1, { author: "listener", text: rest.text ?? "", client_message_id }),
      );
      found.state = { ...found.state, last_seq: found.messages.length, version: found.state.version + 1 };
      return { ok: true, seq: found.messages.length, at: "2026-11-25T09:30:00.000Z", duplicate: false };
    }
    return { ok: true, version: 2 };
  };
}

function aDesk(gateway: Gateway, { online = true, before = null as string | null } = {}) {
  const wire = new FakeWire(gateway.answer);
  const host: Host = {
    embedded: true,
    identity: async () => null,
    diagnostics: async () => ({ platform: "phone" }),
    close: () => {},
    unread: (count) => (badge.count = count),
    loggedOut: () => {},
  };
  const badge = { count: 0 };
  const connection = new Connection(wire, { renew: async () => true, delay: async () => {} });
  const place = { read: () => before, write: () => {} };
  const desk = new Desk("sam", connection, host, memoryKeep(), (_, task) => task(), place);
  if (online) wire.connect();
  return { desk, wire, badge };
}
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await settled();
}
const texts = (desk: Desk) => {
  const { current } = desk.screen.get();
  return current === null ? [] : desk.reader.get(current).messages.map((message) => message.text);
};

test("the first words start the conversation, with what the app reports, and stay on the screen", async () => {
  const gateway = new Gateway();
  const { desk } = aDesk(gateway);
  desk.startNew("My music stops");
  const lane = desk.screen.get().current ?? "";
  await quiet();

  expect(gateway.starts).toMatchObject([{ diagnostics: { platform: "phone" } }]);
  expect(texts(desk)).toEqual(["My music stops"]);
  expect(desk.laneOf(desk.screen.get().current ?? "")).toBe(lane);
});

test("looking at the list loses no draft of a conversation that was not started", () => {
  const { desk } = aDesk(new Gateway());
  desk.startNew();
  const lane = desk.screen.get().current ?? "";
  desk.drafts.write(lane, "half a thought");
  desk.home();
  desk.startNew();
  expect(desk.screen.get().current).toBe(lane);
});

test("what is said offline is said once the connection is there", async () => {
  const gateway = new Gateway();
  const { desk, wire } = aDesk(gateway, { online: false });
  desk.startNew("Hello?");
  await settled();
  expect(desk.outbox.entries.get()).toHaveLength(1);

  wire.connect();
  await quiet();
  expect(texts(desk)).toEqual(["Hello?"]);
});

test("a person can be asked for before anything was said", async () => {
  const gateway = new Gateway();
  const { desk, wire } = aDesk(gateway);
  desk.startNew();
  await desk.talkToPerson(desk.screen.get().current ?? "");
  expect(wire.sent.map((each) => each.event)).toContain("request_handoff");
});

test("a person who is asked for before the page is connected is called as soon as it is", async () => {
  const { desk, wire } = aDesk(new Gateway(), { online: false });
  desk.startNew();
  const called = desk.talkToPerson(desk.screen.get().current ?? "");
  await settled();
  expect(desk.screen.get().notice).toBeNull();

  wire.connect();
  expect(await called).toBe(true);
  expect(wire.sent.map((each) => each.event)).toContain("request_handoff");
});

test("a refusal is told in words and goes away when it is dismissed", async () => {
  const { desk } = aDesk(new Gateway());
  expect(await desk.reopen("not-mine")).toBe(false);
  expect(desk.screen.get().notice).toMatch(/not available/);
  desk.dismiss();
  expect(desk.screen.get().notice).toBeNull();
});

test("a remembered conversation that is gone leads back to the first view", async () => {
  const { desk } = aDesk(new Gateway(), { before: "gone" });
  await quiet();
  expect(desk.screen.get().current).toBeNull();
});

test("something new said into a solved conversation leads to where it goes on", async () => {
  const gateway = new Gateway();
  const question = aMessage(1, { author: "system", buttons: [{ title: "Same problem" }, { title: "Something new" }] });
  gateway.add("old", { status: "resolved" }, [question]);
  const { desk, wire } = aDesk(gateway, { before: "old" });
  await quiet();
  desk.choose("old", { seq: 1, button: 1 });
  await quiet();

  gateway.add("new", { started_at: "2026-11-25T10:00:00.000Z" }, [aMessage(1, { author: "listener" })]);
  const closed = aState({ conversation_id: "old", status: "closed", version: 9, last_seq: 2 });
  wire.tell("conversation_changed", { state: closed });
  await quiet();
  expect(desk.screen.get().current).toBe("new");
});

test("the launcher counts what came while the widget was closed, and nothing once it was seen", async () => {
  const gateway = new Gateway();
  gateway.add("c1", {}, [aMessage(1, { author: "listener" }), aMessage(2), aMessage(3)]);
  const { desk, badge } = aDesk(gateway, { before: "c1" });
  await quiet();
  expect(badge.count).toBe(2);
  desk.setVisible(true);
  expect(badge.count).toBe(0);
});

test("only an opening moves the focus, not every return to the tab", () => {
  const { desk } = aDesk(new Gateway());
  desk.setVisible(true);
  desk.setVisible(true);
  expect(desk.screen.get().opened).toBe(1);
});
