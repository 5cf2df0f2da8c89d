// What is wrong in the file, where, and how to mend it; a problem leads to its line.
import { count, el, emptyNote, fileName, link, list } from "./dom.js";

export function showProblems(panel, view, overview, goToLine, choose) {
  const here = view.problems.map((problem) =>
    el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: problem.isWarning ? "problem warning" : "problem", on: { click: () => goToLine(problem.line) } },
        el("span", { class: "place" }, `${place(view, problem)} `, el("code", {}, problem.code), problem.isWarning && " warning"),
        el("strong", {}, coded(sentence(problem.message))),
        problem.remedy && el("span", { class: "remedy" }, coded(sentence(problem.remedy))),
      ),
    ),
  );
  const title = here.length ? `${count(here.length, "problem")} in ${fileName(view.file)}` : "No problem in this file";
  panel.replaceChildren(
    el("h3", {}, title),
    here.length ? el("ol", { class: "problems" }, here) : emptyNote("Whatever you save is checked at once."),
    ...elsewhere(view, overview, choose),
  );
}

const place = (view, { line, column }) => `${fileName(view.file)}:${line}:${column}`;

function elsewhere(view, overview, choose) {
  const files = new Map();
  for (const { file, id, problems } of [...overview.flows, ...overview.files]) {
    if (problems && file !== view.file) files.set(file, [id ?? `file:${file}`, problems]);
  }
  if (!files.size) return [];
  const links = [...files].map(([file, [id, number]]) => link(`${fileName(file)}: ${number}`, () => choose(id)));
  return [el("h3", {}, "In other files"), list("plain", links)];
}

export const sentence = (text) => {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(begun) ? begun : `${begun}.`;
};

/** Names in backticks, as code. */
export const coded = (text) => text.split("`").map((part, index) => (index % 2 ? el("code", {}, part) : part));
