import { afterEach, expect, test, vi } from "vitest";
import { memoryKeep } from "../shared/keep";
import type { Host } from "./host";
import { Session, subjectOf } from "./session";

afterEach(() => vi.unstubAllGlobals());

const host: Host = {
  embedded: true,
  identity: async () => null,
  diagnostics: async () => null,
  close: () => {},
  unread: () => {},
  loggedOut: () => {},
};
const KEY = "soundcheck:token:anonymous";
const issued = () => Response.json({ token: "fresh", listener: { listener_id: "l1", name: null, identified: false } });

async function loggedIn() {
  const keep = memoryKeep();
  keep.set(KEY, "secret");
  return { keep, session: await Session.of(host, keep) };
}

const token = (claims: unknown) => `x.${btoa(JSON.stringify(claims)).replace(/=+$/, "")}.y`;

test("each account has its own place in the browser, and strangers share none with them", () => {
  expect(subjectOf(token({ sub: "42" }))).toBe("sub-42");
  expect(subjectOf(token({ sub: "43" }))).not.toBe(subjectOf(token({ sub: "42" })));
  expect(subjectOf(null)).toBe("anonymous");
});

test.each(["", "not a token", "a.b.c", token({ sub: 1 }), token(null)])("%j speaks of nobody", (identity) => {
  expect(subjectOf(identity)).toBe("anonymous");
});

test("a logout takes the token out of the browser at once and ends it at the gateway", async () => {
  const { keep, session } = await loggedIn();
  const asked = vi.fn(async (_url: string, _options: RequestInit) => new Response(null, { status: 204 }));
  vi.stubGlobal("fetch", asked);
  const done = session.forget();
  expect(keep.get(KEY)).toBeNull();
  await done;
  expect(asked.mock.calls[0]?.[1]).toMatchObject({ method: "DELETE", headers: { Authorization: "Bearer secret" } });
});

test("a gateway that is away keeps nobody from logging out", async () => {
  const { keep, session } = await loggedIn();
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("no network")));
  await session.forget();
  expect(keep.get(KEY)).toBeNull();
});

test("the connection that ends with the token brings no new one back, not even one that was on its way", async () => {
  const { keep, session } = await loggedIn();
  vi.stubGlobal("fetch", async () => issued());
  const onItsWay = session.renew();
  await session.forget();
  expect(await onItsWay).toBe(false);
  expect(await session.renew()).toBe(false);
  expect(keep.get(KEY)).toBeNull();
});
