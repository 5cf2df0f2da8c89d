// The conversation with the draft: what was said, its buttons, and on demand why.
import { button, el, hidden, list } from "./dom.js";
import { rich } from "./rich.js";

export class Conversation {
  constructor(onSay) {
    this.onSay = onSay;
    this.shown = [];
    const attributes = { class: "conversation", id: "conversation", role: "log", tabindex: "0" };
    this.log = el("div", { ...attributes, "aria-label": "Conversation" });
  }

  /** Only what is different is made anew, so that nothing is read out twice. */
  show(exchanges) {
    const keys = exchanges.map((exchange) => JSON.stringify(exchange));
    let same = 0;
    while (same < keys.length && keys[same] === this.shown[same]) same += 1;
    const hadFocus = this.log.contains(document.activeElement) && document.activeElement !== this.log;
    while (this.log.children.length > same) this.log.lastChild.remove();
    for (const exchange of exchanges.slice(same)) this.log.append(this.exchange(exchange));
    this.shown = keys;
    [...this.log.children].forEach((item, index) => item.classList.toggle("last", index === exchanges.length - 1));
    if (same < keys.length) {
      this.log.scrollTop = this.log.scrollHeight;
      // A pressed button has gone; the next one is where its presser goes on.
      if (hadFocus) (this.log.lastChild?.querySelector(".choice") ?? this.log).focus({ preventScroll: true });
    }
  }

  exchange(exchange) {
    return el(
      "article",
      {},
      exchange.listener && el("div", { class: "listener" }, hidden("Listener: "), exchange.listener),
      exchange.listener && !exchange.pressed && heard(meaning(exchange)),
      exchange.actions.map((name) => heard(`Runs: ${name}`)),
      exchange.said.map((said) => this.said(said)),
      why(exchange),
    );
  }

  said(said) {
    const press = ({ title, payload }) => this.onSay({ text: title, payload });
    const choice = (offered) => button(offered.title, () => press(offered), { class: "choice" });
    return el(
      "div",
      { class: "said" },
      el("div", { class: "bubble" }, hidden("Bot: "), rich(said.text)),
      said.outcome && outcome(said.outcome),
      said.buttons.length > 0 && list("choices", said.buttons.map(choice)),
    );
  }
}

const heard = (text) => el("p", { class: "heard" }, text);

const meaning = ({ intent, confidence }) =>
  intent ? `Heard as ${words(intent)}, ${Math.round(confidence * 100)} %` : "Not like any example";

const outcome = ({ result, cause, prevention, article }) =>
  el(
    "div",
    { class: `outcome ${result}` },
    el("strong", {}, words(result)),
    [cause, prevention, article].filter(Boolean).map((text) => el("p", {}, text)),
  );

function why(exchange) {
  const changes = exchange.set.map((each) => el("li", {}, `${each.words}: ${each.value}`));
  return el(
    "details",
    { class: "why" },
    el("summary", {}, "Why", hidden(` this answer to “${exchange.listener || "the beginning"}”`)),
    el("ol", {}, exchange.why.map((sentence) => el("li", {}, sentence))),
    changes.length > 0 && [el("p", {}, "Noted"), el("ul", {}, changes)],
  );
}

const words = (name) => name.replaceAll("_", " ");
