// Tabs as screen readers know them: arrow keys move, only the chosen tab is on the way of the Tab key.
import { byId, el } from "./dom.js";

export class Tabs {
  constructor(names, onShow) {
    this.onShow = onShow;
    this.tabs = new Map();
    for (const [id, words] of Object.entries(names)) {
      const mark = el("span", { class: "badge", hidden: true });
      const on = { click: () => this.show(id) };
      const names = { id: `tab-${id}`, "aria-controls": `panel-${id}` };
      const tab = el("button", { type: "button", role: "tab", ...names, on }, words, mark);
      const panel = el("div", { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `tab-${id}`, tabindex: "0" });
      this.tabs.set(id, { tab, panel, mark });
    }
    byId("tabs").replaceChildren(...[...this.tabs.values()].map(({ tab }) => tab));
    byId("panels").replaceChildren(...[...this.tabs.values()].map(({ panel }) => panel));
    byId("tabs").addEventListener("keydown", (event) => this.move(event));
  }

  panel = (id) => this.tabs.get(id).panel;

  show(id) {
    this.chosen = id;
    for (const [other, { tab, panel }] of this.tabs) {
      tab.setAttribute("aria-selected", String(other === id));
      tab.tabIndex = other === id ? 0 : -1;
      panel.hidden = other !== id;
    }
    this.onShow(id);
  }

  /** A number on the tab; nothing at zero. */
  mark(id, number, words) {
    const { mark } = this.tabs.get(id);
    mark.hidden = number === 0;
    mark.replaceChildren(String(number), el("span", { class: "visually-hidden" }, ` ${words}`));
  }

  move(event) {
    const ids = [...this.tabs.keys()];
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -ids.indexOf(this.chosen), End: -1 - ids.indexOf(this.chosen) };
    if (!(event.key in steps)) return;
    event.preventDefault();
    this.show(ids.at((ids.indexOf(this.chosen) + steps[event.key]) % ids.length));
    this.tabs.get(this.chosen).tab.focus();
  }
}
