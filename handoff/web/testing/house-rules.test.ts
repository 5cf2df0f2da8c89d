import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const FOLDERS = ["shared", "widget", "console", "embed"];
const files = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(`../${folder}`, import.meta.url)).map((name) => `${folder}/${name}`),
).filter((name) => /\.(tsx?|css|html)$/.test(name) && !name.includes(".test."));
const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");

test.each(["innerHTML", "outerHTML", "insertAdjacentHTML", "dangerouslySetInnerHTML", "document.write", "eval("])(
  "no file says %s",
  (word) => {
    expect(files.filter((name) => read(name).includes(word))).toEqual([]);
  },
);

test("pages have no inline script, style or handler, which their CSP would refuse", () => {
  for (const name of files.filter((each) => each.endsWith(".html"))) {
    expect(read(name)).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=/);
  }
});

test("every module says what it decides, and none has grown past 300 lines", () => {
  for (const name of files.filter((each) => !each.endsWith(".html") && each !== "shared/protocol.ts")) {
    expect(read(name), name).toMatch(/^(\/\/|\/\*) \w/);
    expect(read(name).split("\n").length, name).toBeLessThanOrEqual(301);
  }
});
