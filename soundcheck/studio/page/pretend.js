// What is pretended while a flow is tried: a scenario of the demo, single facts over it, and actions that fail.
import { el } from "./dom.js";

export function pretendPanel(view, scenarios, script, onChange) {
  const change = (part) => onChange({ ...script(), ...part });
  const story = el("p", { class: "quiet-text" });
  const storyOf = (id) => scenarios.find((each) => each.id === id)?.story ?? "App and account report nothing.";
  const tell = (id) => story.replaceChildren(storyOf(id));
  tell(script().scenario);
  const scenario = select(
    [["", "Nobody we know"], ...scenarios.map(({ id, title }) => [id, title])],
    script().scenario ?? "",
    (value) => {
      tell(value);
      change({ scenario: value || null });
    },
  );
  return el(
    "details",
    { class: "pretend", id: "pretend" },
    el("summary", {}, "Pretend"),
    el("label", { class: "field" }, el("span", {}, "Listener"), scenario),
    story,
    view.facts.length > 0 && el("div", { class: "grid" }, view.facts.map((fact) => factField(fact, script, change))),
    view.actions.length > 0 &&
      el(
        "fieldset",
        {},
        el("legend", {}, "These actions fail"),
        view.actions.map((name) => failing(name, script, change)),
      ),
  );
}

function factField(fact, script, change) {
  const words = fact.words.charAt(0).toUpperCase() + fact.words.slice(1);
  const set = (value) => {
    const known = { ...script().known };
    if (value === undefined || value === "") delete known[fact.slot];
    else known[fact.slot] = value;
    change({ known });
  };
  const now = script().known[fact.slot];
  const field = fact.free ? freeField(fact, now, set) : choiceField(fact, now, set);
  return el("label", { class: "field", data: { slot: fact.slot } }, el("span", {}, words), field);
}

function freeField(fact, now, set) {
  const list = `values-${fact.slot}`;
  const known = fact.values.map((each) => el("option", { value: each.value }));
  const on = { change: (event) => set(event.target.value.trim()) };
  return [
    el("input", { type: "text", value: now ?? "", placeholder: "as reported", list, on }),
    el("datalist", { id: list }, known),
  ];
}

function choiceField(fact, now, set) {
  const position = fact.values.findIndex((each) => each.value === now);
  const options = [["", "As reported"], ...fact.values.map((each, index) => [String(index), each.words])];
  return select(options, position < 0 ? "" : String(position), (index) => set(fact.values[index]?.value));
}

function failing(name, script, change) {
  const toggle = (event) => {
    const others = script().failing.filter((other) => other !== name);
    change({ failing: event.target.checked ? [...others, name] : others });
  };
  const words = name.replace("action_", "").replaceAll("_", " ");
  const box = el("input", { type: "checkbox", checked: script().failing.includes(name), on: { change: toggle } });
  return el("label", { class: "check" }, box, words.charAt(0).toUpperCase() + words.slice(1));
}

function select(options, chosen, onChoose) {
  const items = options.map(([value, words]) => el("option", { value, selected: value === chosen }, words));
  return el("select", { on: { change: (event) => onChoose(event.target.value) } }, items);
}
