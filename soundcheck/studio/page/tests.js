// The flow's tests: which fail and at which line, and the steps that none of them reaches.
import * as api from "./api.js";
import { button, count, el, emptyNote, fileName, fill, link, list, quiet } from "./dom.js";

export class Tests {
  constructor(panel, onRun, onStep) {
    Object.assign(this, { panel, onRun, onStep, result: null });
  }

  async run(view) {
    const asked = (this.asked = view);
    if (!this.result || this.flow !== view.id) fill(this.panel, emptyNote("Running the tests …"));
    try {
      const result = await api.tests(view.id);
      if (asked !== this.asked) return;
      this.flow = view.id;
      this.result = result;
      this.render(view);
      this.onRun(result);
    } catch (refusal) {
      this.panel.replaceChildren(el("p", { role: "alert", class: "notice" }, refusal.message));
    }
  }

  render(view) {
    const { tests, missing, problems } = this.result;
    const failed = tests.filter((test) => test.failures.length);
    const steps = Object.keys(view.steps).length;
    const passed = tests.filter((test) => !test.failures.length);
    const title = failed.length
      ? `${count(failed.length, "test")} of ${tests.length} failed`
      : `${count(tests.length, "test")} passed`;
    const untested = missing.length
      ? `${count(missing.length, "step")} of ${steps} without a test`
      : "Every step is reached";
    fill(
      this.panel,
      el("h3", {}, title),
      el("div", { class: "step-actions" }, button("Run again", () => this.run(view))),
      tests.length === 0 && emptyNote("No test comes by this flow. Try it, then save the conversation as a test."),
      failed.length > 0 && el("ul", { class: "problems" }, failed.map(failure)),
      problems.length > 0 && unreadable(problems),
      el("h3", {}, untested),
      missing.length > 0 && quiet("No test comes by them. They are dashed and shaded in the picture."),
      missing.length > 0 && list("plain", missing.map((id) => link(id, () => this.onStep(id)))),
      passed.length > 0 && names(passed),
    );
  }
}

const unreadable = (problems) => [
  el("h3", {}, "Test files with problems"),
  el("ul", { class: "problems" }, problems.map((each) => el("li", { class: "problem" }, each))),
];

const failure = (test) =>
  el(
    "li",
    { class: "problem" },
    el("strong", {}, test.name),
    test.failures.map((each) => [
      el("span", { class: "place" }, `${fileName(each.file)}:${each.line}`),
      el("span", {}, `Expected: ${each.expected}`),
      el("span", {}, `Actual: ${each.actual}`),
    ]),
  );

function names(tests) {
  const place = (test) => el("span", { class: "place" }, `${fileName(test.file)}:${test.line}`);
  const entries = tests.map((test) => el("span", {}, `${test.name} `, place(test)));
  const summary = el("summary", {}, `${count(tests.length, "test")} passed`);
  return el("details", { class: "pretend" }, summary, list("plain", entries));
}
