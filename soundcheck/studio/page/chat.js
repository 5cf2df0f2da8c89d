// The conversation with the draft: what was said, its buttons, and on demand why.
import { el } from "./dom.js";
import { rich } from "./rich.js";

export class Chat {
  constructor(onSay) {
    this.onSay = onSay;
    this.shown = [];
    this.log = el("div", { class: "chat", id: "chat", role: "log", "aria-label": "Conversation", tabindex: "0" });
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
      exchange.user && el("div", { class: "listener" }, hidden("Listener: "), exchange.user),
      exchange.intent && !exchange.pressed && el("p", { class: "heard" }, `Heard as ${words(exchange.intent)}, ${Math.round(exchange.confidence * 100)} %`),
      exchange.user && !exchange.intent && !exchange.pressed && el("p", { class: "heard" }, "Not like any example"),
      exchange.actions.map((name) => el("p", { class: "heard" }, `Runs: ${name}`)),
      exchange.said.map((said) => this.said(said)),
      why(exchange),
    );
  }

  said(said) {
    const press = (button) => this.onSay({ text: button.title, payload: button.payload });
    const outcome = said.outcome;
    return el(
      "div",
      { class: "said" },
      el("div", { class: "bubble" }, hidden("Bot: "), rich(said.text)),
      outcome && el("div", { class: `outcome ${outcome.result}` }, el("strong", {}, words(outcome.result)), rich([outcome.cause, outcome.prevention, outcome.article].filter(Boolean).join("\n\n"))),
      said.buttons.length > 0 &&
        el("ul", { class: "choices" }, said.buttons.map((button) => el("li", {}, el("button", { type: "button", class: "choice", on: { click: () => press(button) } }, button.title)))),
    );
  }
}

function why(exchange) {
  const changes = exchange.set.map((each) => el("li", {}, `${each.words}: ${each.value}`));
  return el(
    "details",
    { class: "why" },
    el("summary", {}, "Why", hidden(` this answer to “${exchange.user || "the beginning"}”`)),
    el("ol", {}, exchange.why.map((sentence) => el("li", {}, sentence))),
    changes.length > 0 && [el("p", {}, "Noted"), el("ul", {}, changes)],
  );
}

const hidden = (text) => el("span", { class: "visually-hidden" }, text);
const words = (name) => name.replaceAll("_", " ");
