import { expect, test } from "vitest";
import { subjectOf } from "./session";

const token = (claims: unknown) => `x.${btoa(JSON.stringify(claims)).replace(/=+$/, "")}.y`;

test("each account has its own place in the browser, and strangers share none with them", () => {
  expect(subjectOf(token({ sub: "42" }))).toBe("sub-42");
  expect(subjectOf(token({ sub: "43" }))).not.toBe(subjectOf(token({ sub: "42" })));
  expect(subjectOf(null)).toBe("anonymous");
});

test.each(["", "not a token", "a.b.c", token({ sub: 1 }), token(null)])("%j speaks of nobody", (identity) => {
  expect(subjectOf(identity)).toBe("anonymous");
});
