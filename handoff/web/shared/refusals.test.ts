import { expect, test } from "vitest";
import { explain } from "./refusals";

const refusal = (code: string, message: string) => ({ ok: false, code, message, retry_after_ms: null }) as never;

test("a full agent reads how many they have, which only the gateway knows", () => {
  expect(explain(refusal("at_capacity", "You have 4 of 4 conversations."))).toBe("You have 4 of 4 conversations.");
});

test("a code of a newer gateway is told in the gateway's words", () => {
  expect(explain(refusal("on_strike", "Nobody works today."))).toBe("Nobody works today.");
});
