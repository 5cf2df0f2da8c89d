// The chosen step: its lines of YAML, every text that it may say, and ways from here.
import { button, byId, el, fileName, fill, icon, list, quiet } from "./dom.js";
import { rich } from "./rich.js";

export function showStep(view, id, { onClose, onSource, onTry, onFlow }) {
  const card = byId("step");
  const step = view?.steps?.[id];
  card.hidden = !step;
  if (!step) return;
  const called = view.boxes.find((box) => box.id === id && box.kind === "call")?.text;
  fill(
    card,
    el(
      "header",
      {},
      el("h3", {}, id),
      el("span", { class: "quiet-text" }, `${fileName(view.file)}:${step.line}`),
      icon("×", "Close the step", onClose),
    ),
    el(
      "div",
      { class: "step-actions" },
      button("Try from here", () => onTry(id)),
      !view.isKept && button("Show in the source", () => onSource(step.line)),
      called && button("Open this flow", () => onFlow(called)),
    ),
    el("pre", { tabindex: "0", role: "region", "aria-label": `Lines of ${id}` }, el("code", {}, dedented(step.yaml))),
    ...step.says.map(text),
    ...outcome(step.outcome),
  );
}

const text = (said) =>
  el(
    "article",
    { class: "said" },
    quiet(`${said.response} · ${fileName(said.file)}:${said.line}`, said.condition && ` · if ${said.condition}`),
    el("div", { class: "bubble" }, rich(said.text)),
    said.buttons.length > 0 && list("choices", said.buttons.map((title) => el("span", { class: "choice" }, title))),
  );

function outcome(given) {
  if (!given || typeof given !== "object") return [];
  const pairs = Object.entries(given).map(([name, value]) => [el("dt", {}, name), el("dd", {}, String(value))]);
  return [el("dl", { class: "facts" }, pairs)];
}

function dedented(lines) {
  const indent = Math.min(...lines.filter((line) => line.trim()).map((line) => line.search(/\S/)), 40);
  const first = lines[0]?.search(/\S/) ?? 0;
  return lines.map((line) => line.slice(Math.min(indent, first))).join("\n");
}
