// The flow's tests: which fail and at which line, and the steps that none of them reaches.
import * as api from "./api.js";
import { button, count, el, fileName, fill } from "./dom.js";

export class Tests {
  constructor(panel, onRun, onStep) {
    Object.assign(this, { panel, onRun, onStep, result: null });
  }

  async run(view) {
    const asked = (this.asked = view);
    if (!this.result || this.flow !== view.id) this.panel.replaceChildren(el("p", { class: "empty", role: "status" }, "Running the tests …"));
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
    fill(
      this.panel,
      el("h3", {}, failed.length ? `${count(failed.length, "test")} of ${tests.length} failed` : `${count(tests.length, "test")} passed`),
      el("div", { class: "step-actions" }, button("Run again", () => this.run(view))),
      tests.length === 0 && el("p", { class: "empty" }, "No test comes by this flow. Try it, then save the conversation as a test."),
      failed.length > 0 && el("ul", { class: "problems" }, failed.map(failure)),
      problems.length > 0 && [el("h3", {}, "Test files with problems"), el("ul", { class: "problems" }, problems.map((each) => el("li", { class: "problem" }, each)))],
      el("h3", {}, missing.length ? `${count(missing.length, "step")} of ${steps} that no test reaches` : "Every step is reached"),
      missing.length > 0 && el("p", { class: "quiet-text" }, "Dashed and shaded in the picture."),
      missing.length > 0 && el("ul", { class: "plain" }, missing.map((id) => el("li", {}, el("button", { type: "button", class: "link", on: { click: () => this.onStep(id) } }, id)))),
      tests.length > failed.length && passed(tests.filter((test) => !test.failures.length)),
    );
  }
}

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

const passed = (tests) =>
  el(
    "details",
    { class: "pretend" },
    el("summary", {}, `${count(tests.length, "test")} passed`),
    el("ul", { class: "plain" }, tests.map((test) => el("li", {}, `${test.name} `, el("span", { class: "place" }, `${fileName(test.file)}:${test.line}`)))),
  );
