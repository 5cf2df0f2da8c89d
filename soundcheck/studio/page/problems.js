// What is wrong in the file, where, and how to mend it; a problem leads to its line.
import { count, el, fileName } from "./dom.js";

export function showProblems(panel, view, overview, goToLine, choose) {
  const here = view.problems.map((problem) =>
    el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "problem", on: { click: () => goToLine(problem.line) } },
        el("span", { class: "place" }, `${fileName(view.file)}:${problem.line}:${problem.column} `, el("code", {}, problem.code)),
        el("strong", {}, coded(sentence(problem.message))),
        problem.remedy && el("span", { class: "remedy" }, coded(sentence(problem.remedy))),
      ),
    ),
  );
  panel.replaceChildren(
    el("h3", {}, here.length ? `${count(here.length, "problem")} in ${fileName(view.file)}` : "No problem in this file"),
    here.length ? el("ol", { class: "problems" }, here) : el("p", { class: "empty" }, "Whatever you save is checked at once."),
    ...elsewhere(view, overview, choose),
  );
}

function elsewhere(view, overview, choose) {
  const files = new Map();
  for (const each of overview.flows) if (each.problems && each.file !== view.file) files.set(each.file, [each.id, each.problems]);
  for (const each of overview.files) if (each.file !== view.file) files.set(each.file, [`file:${each.file}`, each.problems]);
  if (!files.size) return [];
  const links = [...files].map(([file, [id, number]]) =>
    el("li", {}, el("button", { type: "button", class: "link", on: { click: () => choose(id) } }, `${fileName(file)}: ${number}`)),
  );
  return [el("h3", {}, "In other files"), el("ul", { class: "plain" }, links)];
}

export const sentence = (text) => {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(begun) ? begun : `${begun}.`;
};

/** Names in backticks, as code. */
export const coded = (text) => text.split("`").map((part, index) => (index % 2 ? el("code", {}, part) : part));
