// The tab in which a draft is tried: it keeps the script, the server plays it, and everything here shows the result.
import * as api from "./api.js";
import { Chat } from "./chat.js";
import { button, el, fill } from "./dom.js";
import { pretendPanel } from "./pretend.js";
import { saveForm } from "./saving.js";

const empty = (flow) => ({ flow, step: null, scenario: null, known: {}, failing: [], inputs: [] });

export class Try {
  constructor(panel, onPlayed, onFlow) {
    this.panel = panel;
    this.onPlayed = onPlayed;
    this.onFlow = onFlow;
    this.script = empty("");
    this.played = null;
    this.chat = new Chat((input) => this.say(input));
    this.notice = el("p", { class: "notice", role: "status" });
    this.where = el("p", { class: "quiet-text", id: "where" });
    this.begin = el("div", { class: "begin" });
    this.pretending = el("div");
    this.known = el("details", { class: "pretend" });
    this.text = el("input", { type: "text", id: "say", autocomplete: "off", maxlength: "2000", "aria-label": "What the listener writes" });
    this.meaning = el("select", { id: "meaning" });
    this.back = button("Step back", () => this.play({ inputs: this.script.inputs.slice(0, -1) }));
    this.again = button("Start again", () => this.play({ flow: this.view.id, inputs: [], step: null }));
    this.saving = saveForm(() => this.script);
    const form = el(
      "form",
      { class: "composer", on: { submit: (event) => this.submit(event) } },
      el("div", { class: "line" }, this.text, el("button", { type: "submit", class: "button" }, "Send")),
      el("label", { class: "field inline" }, el("span", {}, "Means"), this.meaning),
    );
    panel.replaceChildren(
      el("div", { class: "step-actions" }, this.back, this.again, this.saving.open),
      this.saving.form, this.pretending, this.notice, this.begin, this.chat.log, this.where, form, this.known,
    );
  }

  /** A changed flow is replayed, also one that the conversation came by; any other one begins a new conversation. */
  async show(view, overview) {
    const cameBy = this.played?.visited.some(([flow]) => flow === view.id) && this.script.inputs.length > 0;
    if (this.script.flow !== view.id && !cameBy) this.script = empty(view.id);
    const { flow, step } = this.script;
    if (flow === view.id && step && !view.steps[step]) this.script = { ...this.script, step: null, inputs: [] };
    this.view = view;
    const isOpen = this.pretending.firstChild?.open ?? false;
    this.pretending.replaceChildren(pretendPanel(view, overview.scenarios, () => this.script, (script) => this.play(script)));
    this.pretending.firstChild.open = isOpen;
    const chosen = this.meaning.value;
    const options = [["", "what it is most like"], ...overview.intents.map((intent) => [intent, intent.replaceAll("_", " ")])];
    this.meaning.replaceChildren(...options.map(([value, words]) => el("option", { value, selected: value === chosen }, words)));
    const openings = view.intent
      ? view.openings.map((text) => ({ text, intent: view.intent }))
      : [{ text: view.name, payload: `/${view.id}` }];
    fill(
      this.begin,
      el("p", {}, "Write what a listener would, or begin with"),
      openings.map((input, index) => button(`“${input.text}”`, () => this.say(input), { id: index ? null : "begin" })),
    );
    await this.play({});
  }

  submit(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = "";
    this.say({ text, ...(this.meaning.value && { intent: this.meaning.value }) });
    this.meaning.value = "";
  }

  say(input) {
    return this.play({ inputs: [...this.script.inputs, input] });
  }

  from(step) {
    return this.play({ flow: this.view.id, step, inputs: [] });
  }

  /** A newer request makes an older answer worthless. */
  async play(part) {
    this.script = { ...this.script, ...part };
    const asked = (this.asked = this.script);
    this.panel.setAttribute("aria-busy", "true");
    try {
      const played = await api.play(asked);
      if (asked !== this.asked) return;
      this.played = played;
      const kept = asked.inputs.slice(0, asked.inputs.length - played.dropped);
      this.script = { ...asked, inputs: kept };
      this.notice.textContent = played.stopped && `${played.stopped} What came after it was taken back.`;
      this.render();
    } catch (refusal) {
      if (asked !== this.asked) return;
      this.notice.textContent = refusal.message;
    } finally {
      this.panel.removeAttribute("aria-busy");
    }
  }

  render() {
    const { played, script } = this;
    this.begin.hidden = played.exchanges.length > 0;
    this.back.disabled = !script.inputs.length;
    this.again.disabled = !played.exchanges.length;
    this.saving.open.disabled = !script.inputs.length || Boolean(script.step);
    this.chat.show(played.exchanges);
    const [flow, step] = played.current.at(-1) ?? [];
    const isElsewhere = flow && flow !== this.view.id && !flow.startsWith("pattern_");
    if (played.isOver) fill(this.where, "No flow is open any more.");
    else fill(this.where, isElsewhere && [`Now at ${step} of `, button(flow, () => this.onFlow(flow), { class: "link" })]);
    const rows = played.known.map((each) => [el("dt", {}, each.words), el("dd", {}, each.value)]);
    this.known.replaceChildren(el("summary", {}, `What is known now (${rows.length})`), el("dl", { class: "facts" }, rows));
    this.onPlayed(played);
  }
}
