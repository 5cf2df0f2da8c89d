import { expect, test } from "vitest";
import { FakeWire, settled } from "../testing/fake-wire";
import { Connection } from "./connection";

function aConnection(wire: FakeWire, renew: () => Promise<boolean> = async () => true, online = true) {
  return new Connection(wire, { renew, online: () => online, delay: async () => {} });
}
const ok = { ok: true };

test("an acknowledgement is the answer", async () => {
  const wire = new FakeWire(() => ({ ok: true, conversation_id: "c1" }));
  const connection = aConnection(wire);
  wire.connect();
  expect(await connection.request("start_conversation", { client_conversation_id: "x" })).toEqual({
    ok: true,
    conversation_id: "c1",
  });
});

test.each([[undefined], [null], [[]], [{}], [{ ok: "yes" }]])("%j is no answer", async (reply) => {
  const wire = new FakeWire(() => reply);
  const connection = aConnection(wire);
  wire.connect();
  expect(await connection.request("type", { conversation_id: "c1" })).toEqual({ ok: "unknown" });
});

test("nothing is sent into a closed socket", async () => {
  const wire = new FakeWire(() => ok);
  const connection = aConnection(wire);
  expect(await connection.request("type", { conversation_id: "c1" })).toEqual({ ok: "unknown" });
  expect(wire.sent).toEqual([]);
});

test("every connect and every return to the page asks to join again", () => {
  const wire = new FakeWire(() => ok);
  const connection = aConnection(wire);
  let resumed = 0;
  connection.onResume(() => (resumed += 1));
  wire.connect();
  wire.drop();
  wire.connect();
  connection.returned();
  expect(resumed).toBe(3);
});

test("returning to a page without a connection connects at once", () => {
  const wire = new FakeWire(() => ok);
  const connection = aConnection(wire);
  wire.connect();
  wire.drop();
  connection.returned();
  expect(wire.connected).toBe(true);
});

test("two commands without an answer mean a socket that only looks open", async () => {
  const wire = new FakeWire(() => undefined);
  const connection = aConnection(wire);
  wire.connect();
  await connection.request("type", { conversation_id: "c1" });
  expect(wire.connects).toBe(1);
  await connection.request("type", { conversation_id: "c1" });
  expect(wire.connects).toBe(2);
  expect(connection.status.get()).toBe("online");
});

test("a refused socket gets new credentials and connects again", async () => {
  const wire = new FakeWire(() => ok);
  let renewed = 0;
  const connection = aConnection(wire, async () => (renewed += 1) > 0);
  wire.active = false;
  wire.tell("connect_error");
  await settled();
  expect(renewed).toBe(1);
  expect(connection.status.get()).toBe("online");
});

test("without hope for credentials it stops and says so", async () => {
  const wire = new FakeWire(() => ok);
  const connection = aConnection(wire, async () => false);
  wire.active = false;
  wire.tell("connect_error");
  await settled();
  expect(connection.status.get()).toBe("refused");
  connection.returned();
  expect(wire.connects).toBe(0);
});

test("credentials that cannot be asked for now are asked for again", async () => {
  const wire = new FakeWire(() => ok);
  let tries = 0;
  const connection = aConnection(wire, async () => {
    tries += 1;
    if (tries < 3) throw new Error("no network");
    return true;
  });
  connection.begin();
  await settled();
  expect(tries).toBe(3);
  expect(connection.status.get()).toBe("online");
});

test("being offline is told apart from losing the connection", () => {
  const wire = new FakeWire(() => ok);
  const offline = aConnection(wire, undefined, false);
  wire.connect();
  wire.drop();
  expect(offline.status.get()).toBe("offline");
});
