import { expect, test } from "vitest";
import { heard } from "./bridge";

const OTHER = {};
const event = (change: Partial<MessageEvent>) =>
  ({ origin: "https://host.example", source: OTHER, data: { soundcheck: "close" }, ...change }) as MessageEvent;
const hear = (change: Partial<MessageEvent>) => heard(event(change), "https://host.example", OTHER);

test("what the other side says is heard", () => {
  expect(hear({})).toEqual({ soundcheck: "close" });
});

test.each([
  ["another origin", { origin: "https://host.example.evil.example" }],
  ["the same host on another port", { origin: "https://host.example:8443" }],
  ["a frame that has no origin", { origin: "null" }],
  ["another window of the same origin", { source: {} as Window }],
  ["a window that is gone", { source: null }],
  ["a text", { data: "close" }],
  ["nothing", { data: null }],
  ["somebody else's message", { data: { type: "close" } }],
  ["a name that is no text", { data: { soundcheck: { toString: "close" } } }],
])("%s is not", (_, change) => {
  expect(hear(change)).toBeNull();
});
