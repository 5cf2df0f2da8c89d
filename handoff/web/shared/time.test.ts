import { expect, test } from "vitest";
import { aboutMinutes, ago, dayLabel, waited } from "./time";

const NOW = new Date(2026, 10, 25, 12, 0, 0).getTime();
const before = (ms: number) => new Date(NOW - ms).toISOString();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test("days are named by the reader's calendar, not by 24 hours", () => {
  expect(dayLabel(before(11 * HOUR), NOW)).toBe("Today");
  expect(dayLabel(before(13 * HOUR), NOW)).toBe("Yesterday");
  expect(dayLabel(before(48 * HOUR), NOW)).toMatch(/23/);
});

test("a wait counts up", () => {
  expect(waited(before(42_000), NOW)).toBe("0:42");
  expect(waited(before(12 * MINUTE + 5_000), NOW)).toBe("12:05");
  expect(waited(before(80 * MINUTE), NOW)).toBe("1 h 20 min");
  // A clock that is behind the gateway's never shows less than nothing.
  expect(waited(before(-5_000), NOW)).toBe("0:00");
});

test("an estimate is rounded up and never exact", () => {
  expect(aboutMinutes(20)).toBe("about a minute");
  expect(aboutMinutes(181)).toBe("about 4 minutes");
  expect(aboutMinutes(3_600)).toBe("about an hour");
});

test("lists say when in as few letters as possible", () => {
  expect(ago(before(10_000), NOW)).toBe("now");
  expect(ago(before(5 * MINUTE), NOW)).toBe("5 min");
  expect(ago(before(20 * HOUR), NOW)).toBe("Yesterday");
});
