// The file with line numbers: problems stand below their lines, the chosen step is marked.
import { el, emptyNote, fileName, quiet } from "./dom.js";
import { coded, sentence } from "./problems.js";

const TOKEN = /(#.*$)|("(?:[^"\\]|\\.)*"|'[^']*')|(^\s*(?:- )?[\w.-]+(?=:(?:\s|$)))/g;
const KINDS = ["comment", "text", "key"];

export function showSource(panel, view) {
  const problems = byLine(view.problems);
  const rows = view.source.map((text, index) => line(text, index + 1, problems.get(index + 1) ?? []));
  panel.replaceChildren(
    el("h3", {}, fileName(view.file)),
    quiet("Read-only: write in your own editor, this page follows."),
    view.source.length ? el("ol", { class: "source" }, rows) : emptyNote("This file is empty."),
  );
}

function byLine(problems) {
  const found = new Map();
  for (const each of problems) found.set(each.line, [...(found.get(each.line) ?? []), each]);
  return found;
}

const line = (text, number, problems) =>
  el(
    "li",
    { class: problems.length ? "wrong" : null, data: { line: number }, tabindex: "-1" },
    el("code", {}, tokens(text)),
    problems.map(remark),
  );

const remark = ({ code, message, remedy }) =>
  el("p", { class: "remark" }, `${code} `, coded([message, remedy].filter(Boolean).map(sentence).join(" ")));

function tokens(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(TOKEN)) {
    // A hash is a comment only after a space.
    if (found[1] && found.index > 0 && !/\s/.test(text[found.index - 1])) continue;
    parts.push(text.slice(end, found.index), el("span", { class: KINDS[found.slice(1).findIndex(Boolean)] }, found[0]));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end) || " "];
}

export function markLines(panel, first, last) {
  for (const row of panel.querySelectorAll("[data-line]")) {
    row.classList.toggle("chosen", Number(row.dataset.line) >= first && Number(row.dataset.line) <= last);
  }
}

export function goToLine(panel, number) {
  const row = panel.querySelector(`[data-line="${number}"]`);
  row?.scrollIntoView({ block: "center" });
  row?.focus({ preventScroll: true });
}
