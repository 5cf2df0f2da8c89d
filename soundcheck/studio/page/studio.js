// Brings the parts of the page together: what is chosen, what the files say now, and who has to show it.
import * as api from "./api.js";
import { byId, count, fileName } from "./dom.js";
import { showList, summary } from "./list.js";
import { Picture } from "./picture.js";
import { showProblems } from "./problems.js";
import { goToLine, markLines, showSource } from "./source.js";
import { showStep } from "./step.js";
import { Tabs } from "./tabs.js";
import { Tests } from "./tests.js";
import { Try } from "./try.js";

const state = { overview: null, view: null, chosen: decodeURIComponent(location.hash.slice(1)), step: null, number: 0 };
const picture = new Picture(byId("picture"), (id) => chooseStep(id, true));
const tabs = new Tabs({ problems: "Problems", source: "Source", try: "Try it", tests: "Tests" }, onTab);
const trying = new Try(tabs.panel("try"), light, choose);
const tests = new Tests(tabs.panel("tests"), light, (id) => {
  chooseStep(id, false);
  picture.reveal(id);
});

function onTab(id) {
  if (id === "tests" && state.view?.svg) tests.run(state.view);
  light();
}

/** While the tests are looked at, the picture shows what they reach; else the way of the conversation. */
function light() {
  if (!state.view?.svg) return;
  if (tabs.chosen === "tests") {
    picture.light({ unreached: tests.flow === state.view.id ? (tests.result?.missing ?? []) : [] });
    return;
  }
  const { played } = trying;
  if (!played) return;
  const here = (pairs) => pairs.filter(([flow]) => flow === state.view.id);
  const current = here(played.current).at(-1)?.[1] ?? null;
  const ways = here(played.ways).map(([, from, to]) => [from, to === "END" ? "_over" : to]);
  const first = state.view.arrows[0];
  const isStarted = played.started.some(([flow]) => flow === state.view.id);
  const beginning = isStarted ? [state.view.start] : [];
  picture.light({
    visited: [...beginning, ...here(played.visited).map(([, step]) => step), ...ways.map(([, to]) => to)],
    ways: isStarted ? [first, ...ways] : ways,
    current,
  });
  if (current && current !== state.current) picture.reveal(current);
  state.current = current;
}

function chooseStep(id, moveFocus) {
  state.step = id;
  picture.choose(id);
  showStep(state.view, id, {
    onClose: () => {
      const chosen = picture.boxes.get(id);
      chooseStep(null, false);
      chosen?.focus();
    },
    onSource: (line) => showLine(line),
    onTry: (step) => {
      tabs.show("try");
      trying.from(step);
    },
    onFlow: choose,
  });
  const step = state.view?.steps?.[id];
  markLines(tabs.panel("source"), step?.line ?? 0, step && !state.view.isKept ? step.lastLine : -1);
  if (!step || !moveFocus) return;
  // The card takes room from the picture, at times just where the step is.
  picture.reveal(id, true);
  byId("step").focus({ preventScroll: true });
}

function showLine(line) {
  tabs.show("source");
  goToLine(tabs.panel("source"), line);
}

function choose(id) {
  location.hash = encodeURIComponent(id);
}

window.addEventListener("hashchange", () => {
  state.chosen = decodeURIComponent(location.hash.slice(1));
  state.step = null;
  setList(false);
  refresh(false);
});

/** Fetches everything that may have changed. `keepPlace` is for a changed file: what is looked at stays in view. */
async function refresh(keepPlace) {
  const asked = (state.asked = {});
  try {
    const overview = await api.overview();
    const known = overview.flows.some((flow) => flow.id === state.chosen) || state.chosen.startsWith("file:");
    const chosen = known ? state.chosen : (overview.flows.find((flow) => flow.problems)?.id ?? overview.flows[0]?.id);
    if (asked !== state.asked) return;
    Object.assign(state, { overview, chosen: chosen ?? "" });
    showOverview();
    if (!chosen) return showNothing("There is no flow to show yet.");
    const isFile = chosen.startsWith("file:");
    const view = isFile ? await api.file(chosen.slice(5)) : await api.flow(chosen);
    if (asked !== state.asked) return;
    if (!view.svg) showFile(view);
    else showFlow(view, keepPlace);
    banner("");
  } catch (refusal) {
    if (asked !== state.asked) return;
    if (state.view && keepPlace) banner(refusal.message);
    else showNothing(refusal.message);
  }
}

function showOverview() {
  const words = summary(state.overview);
  if (byId("summary").textContent !== words) byId("summary").textContent = words;
  byId("summary").classList.toggle("bad", state.overview.problems > 0);
  showList(state.overview, state.chosen, byId("search").value, choose);
}

function showFlow(view, keepPlace) {
  const isSame = keepPlace && state.view?.id === view.id;
  state.view = view;
  heading(view.name, `${view.description} · ${fileName(view.file)}`);
  byId("kept").hidden = !view.isKept;
  picture.show(view, isSame);
  showTexts(view);
  chooseStep(view.steps[state.step] ? state.step : null, false);
  if (!tabs.chosen) tabs.show(view.problems.length ? "problems" : "try");
  trying.show(view, state.overview);
  if (tabs.chosen === "tests") tests.run(view);
}

function showFile(view) {
  state.view = { ...view, name: view.name ?? fileName(view.file) };
  heading(state.view.name, count(view.problems.length, "problem"));
  byId("kept").hidden = true;
  picture.nothing("There is no picture yet. The problems say why.");
  showTexts(view);
  chooseStep(null, false);
  tabs.show("problems");
}

function showTexts(view) {
  showProblems(tabs.panel("problems"), view, state.overview, showLine, choose);
  showSource(tabs.panel("source"), view);
  tabs.mark("problems", view.problems.length, view.problems.length === 1 ? "problem" : "problems");
}

function showNothing(words) {
  state.view = null;
  heading("No picture", "");
  picture.nothing(words);
  chooseStep(null, false);
}

function heading(name, more) {
  byId("flow-name").textContent = name;
  byId("flow-file").textContent = more;
  document.title = `${name} · Studio`;
}

function banner(words) {
  byId("banner").textContent = words;
  byId("banner").hidden = !words;
}

function setList(isOpen) {
  byId("list-toggle").setAttribute("aria-expanded", String(isOpen));
  byId("list").classList.toggle("open", isOpen);
}

byId("list-toggle").addEventListener("click", () => setList(!byId("list").classList.contains("open")));
byId("search").addEventListener("input", () => state.overview && showOverview());
byId("zoom-in").addEventListener("click", () => picture.scale(1.25));
byId("zoom-out").addEventListener("click", () => picture.scale(0.8));
byId("zoom-fit").addEventListener("click", () => picture.fit());
api.watch((number) => {
  if (number === null) return banner("The studio is not running. Start it again, and this page goes on.");
  banner("");
  // The first number only says that we are connected.
  refresh(state.view !== null);
});
