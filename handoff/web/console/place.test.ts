// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { Store } from "../shared/store";
import { keepPlace } from "./place";

test("a reload stays, Back leads to the inbox however many were walked through, and leaving is the same", async () => {
  history.replaceState(null, "", "/console/#c1");
  const current = new Store<string | null>(null);
  const open = (id: string | null) => current.set(id);
  keepPlace({ current, open });
  expect(current.get()).toBe("c1");

  open(null);
  expect(location.href).toMatch(/\/console\/$/);
  open("c2");
  open("c3");
  expect(location.hash).toBe("#c3");
  history.back();
  await vi.waitFor(() => expect(current.get()).toBeNull());
  expect(location.hash).toBe("");

  open("c4");
  const length = history.length;
  open(null);
  await vi.waitFor(() => expect(location.hash).toBe(""));
  expect(history.length).toBe(length);
});
