// The flows by topic, each with the number of problems in its file; files that hold nothing readable come first.
import { byId, count, el, fileName, fill, hidden } from "./dom.js";

/** What was chosen last: the list is moved only to show another one. */
let seen = null;

export function showList(overview, chosen, query, choose) {
  const root = byId("list-items");
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  const wanted = query.trim().toLowerCase();
  const fits = (...texts) => texts.some((text) => text.toLowerCase().includes(wanted));
  const topics = new Map();
  for (const flow of overview.flows.filter((each) => fits(each.name, each.id, each.topic, each.file))) {
    topics.set(flow.topic, [...(topics.get(flow.topic) ?? []), flow]);
  }
  const files = overview.files.filter((each) => fits(each.file));
  const unread = files.map((each) => entry(`file:${each.file}`, fileName(each.file), each.problems, chosen, choose));
  const shown = (flows) => flows.map((each) => entry(each.id, each.name, each.problems, chosen, choose));
  const sorted = [...topics.entries()].sort(([first], [second]) => first.localeCompare(second));
  // Most topics have one flow, whose name says the same as the topic's.
  const single = sorted.filter(([, flows]) => flows.length === 1).flatMap(([, flows]) => flows);
  const several = sorted.filter(([, flows]) => flows.length > 1);
  fill(
    root,
    unread.length > 0 && group("Not readable", unread),
    single.length > 0 && group("Topics", shown(single.sort((first, second) => first.name.localeCompare(second.name)))),
    several.map(([topic, flows]) => group(topic, shown(flows))),
    !unread.length && !sorted.length && nothing(overview, wanted),
  );
  if (chosen !== seen) root.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  seen = chosen;
  if (focused) root.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
}

const group = (topic, entries) => el("section", { class: "topic" }, el("h2", {}, topic), el("ul", {}, entries));

function entry(id, name, problems, chosen, choose) {
  const words = ` ${problems === 1 ? "problem" : "problems"}`;
  const badge = problems > 0 && el("span", { class: "badge" }, String(problems), hidden(words));
  const current = id === chosen ? "true" : null;
  const attributes = { type: "button", data: { id }, "aria-current": current, on: { click: () => choose(id) } };
  return el("li", {}, el("button", attributes, el("span", {}, name), badge));
}

function nothing(overview, wanted) {
  const words = wanted
    ? `No flow is called “${wanted}”.`
    : "There are no flows yet. Save a file that ends in .yml in the folder of the flows, and it appears here.";
  return el("p", { class: "empty" }, words);
}

export const summary = (overview) =>
  overview.problems
    ? `${count(overview.problems, "problem")} in ${count(new Set(withProblems(overview)).size, "file")}`
    : `${count(overview.flows.length, "flow")}, no problem`;

const withProblems = ({ flows, files }) =>
  [...flows, ...files].filter((each) => each.problems).map((each) => each.file);
