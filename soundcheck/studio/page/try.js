// The tab in which a draft is tried: it keeps the script, the server plays it, and everything here shows the result.
import * as api from "./api.js";
import { Conversation } from "./conversation.js";
import { button, el, fill, link } from "./dom.js";
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
    this.conversation = new Conversation((input) => this.say(input));
    this.notice = el("p", { class: "notice", role: "status" });
    this.where = el("p", { class: "quiet-text", id: "where" });
    this.begin = el("div", { class: "begin" });
    this.pretending = el("div");
    this.known = el("details", { class: "pretend" });
    this.text = el("input", { type: "text", id: "say", autocomplete: "off", maxlength: "2000" });
    this.text.setAttribute("aria-label", "What the listener writes");
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
      this.saving.form, this.pretending, this.notice, this.begin, this.conversation.log, this.where, form, this.known,
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
    const pretend = pretendPanel(view, overview.scenarios, () => this.script, (script) => this.play(script));
    this.pretending.replaceChildren(pretend);
    this.pretending.firstChild.open = isOpen;
    const chosen = this.meaning.value;
    const option = (value, words) => el("option", { value, selected: value === chosen }, words);
    const intents = overview.intents.map((intent) => option(intent, intent.replaceAll("_", " ")));
    fill(this.meaning, option("", "what it is most like"), intents);
    const openings = view.intent
      ? view.openings.map((text) => ({ text, intent: view.intent }))
      : [{ text: view.name, payload: `/${view.id}` }];
    fill(
      this.begin,
      el("p", {}, "Write what a listener would, or begin with"),
      openings.map((first, index) => {
        const id = index ? null : "begin";
        return button(`“${first.text}”`, () => this.say(first), { id });
      }),
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
    this.conversation.show(played.exchanges);
    const [flow, step] = played.current.at(-1) ?? [];
    const isElsewhere = flow && flow !== this.view.id && !flow.startsWith("pattern_");
    const elsewhere = isElsewhere && [`Now at ${step} of `, link(flow, () => this.onFlow(flow))];
    fill(this.where, played.isOver ? "No flow is open any more." : elsewhere);
    const rows = played.known.map((each) => [el("dt", {}, each.words), el("dd", {}, each.value)]);
    const title = el("summary", {}, `What is known now (${rows.length})`);
    fill(this.known, title, el("dl", { class: "facts" }, rows));
    this.onPlayed(played);
  }
}
