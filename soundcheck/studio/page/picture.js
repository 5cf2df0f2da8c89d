// The picture of a flow: steps that can be chosen, the way a conversation took, and its size on the page.
import { el } from "./dom.js";

const KINDS = {
  start: "Beginning",
  question: "Question",
  remedy: "Remedy",
  say: "Says",
  action: "Action",
  set: "Notes",
  branch: "Branch",
  call: "Calls another flow",
  person: "A person",
  resolved: "Outcome",
  informed: "Outcome",
  over: "End",
};
const MARKS = {
  "has-problem": "has a problem",
  current: "the conversation is here",
  visited: "on the way of the conversation",
  unreached: "no test comes here",
};
// Otherwise an arrow's head would grow with its line.
const HEAD = { markerUnits: "userSpaceOnUse", markerWidth: 10, markerHeight: 10 };
const STEP = 1.25;
const [LEAST, READABLE, MOST] = [0.1, 0.6, 3];
const MARGIN = 16;
const ARROWS = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] };

export class Picture {
  constructor(frame, onChoose) {
    this.frame = frame;
    this.onChoose = onChoose;
    this.zoom = 1;
    this.boxes = new Map();
    frame.addEventListener("keydown", (event) => this.key(event));
    frame.addEventListener("pointerdown", (event) => this.drag(event));
    frame.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  /** The server's drawing is parsed as a picture, never as a page. */
  show(view, keepPlace) {
    const focused = this.frame.contains(document.activeElement) && document.activeElement.dataset.step;
    const parsed = new DOMParser().parseFromString(view.svg, "image/svg+xml").documentElement;
    const svg = document.importNode(parsed, true);
    this.svg = svg;
    svg.removeAttribute("aria-labelledby");
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", `Steps of ${view.name}`);
    svg.querySelector(":scope > title")?.remove();
    const taken = svg.querySelector("marker").cloneNode(true);
    taken.id = "head-taken";
    for (const [name, value] of Object.entries(HEAD)) taken.setAttribute(name, value);
    svg.querySelector("defs").append(taken);
    this.boxes = new Map();
    [...svg.querySelectorAll("g[class]")].forEach((group, index) => this.prepare(group, view.boxes[index], view));
    this.ways = [...svg.querySelectorAll("path.way")].map((path, index) => [path, view.arrows[index]]);
    this.frame.replaceChildren(svg);
    this.crop();
    if (keepPlace) this.resize(this.zoom);
    else this.fit(READABLE);
    if (focused) this.boxes.get(focused)?.focus({ preventScroll: true });
  }

  /** The name and the description are above the picture already. */
  crop() {
    const steps = this.svg.querySelector(":scope > g");
    const { x, y, width, height } = steps.getBBox();
    const { e, f } = steps.transform.baseVal[0].matrix;
    this.size = [width + 2 * MARGIN, height + 2 * MARGIN];
    this.svg.setAttribute("viewBox", [x + e - MARGIN, y + f - MARGIN, ...this.size].join(" "));
  }

  nothing(words) {
    this.boxes = new Map();
    this.ways = [];
    this.svg = null;
    this.frame.replaceChildren(el("p", { class: "empty" }, words));
  }

  prepare(group, box, view) {
    const step = view.steps[box.id];
    const isWithin = ({ line }) => step && line >= step.line && line <= step.lastLine;
    this.boxes.set(box.id, group);
    group.box = box;
    group.dataset.step = box.id;
    group.querySelector("title").textContent = step ? box.id : box.title;
    // The lines of a version that stands in are not those of the problems.
    group.classList.toggle("has-problem", !view.isKept && view.problems.some(isWithin));
    if (!step) return;
    group.setAttribute("role", "button");
    group.setAttribute("tabindex", box.id === Object.keys(view.steps)[0] ? "0" : "-1");
    group.addEventListener("click", () => this.onChoose(box.id));
    group.addEventListener("focus", () => this.rove(group));
    this.describe(group);
  }

  describe(group) {
    const { kind, title, text } = group.box;
    const marks = Object.keys(MARKS).filter((mark) => group.classList.contains(mark)).map((mark) => MARKS[mark]);
    group.setAttribute("aria-label", [`${KINDS[kind]}: ${title}`, text, ...marks].filter(Boolean).join(". "));
  }

  rove(group) {
    for (const other of this.boxes.values()) {
      if (other.hasAttribute("role")) other.setAttribute("tabindex", other === group ? "0" : "-1");
    }
  }

  choose(id) {
    for (const [step, group] of this.boxes) {
      if (group.hasAttribute("role")) group.setAttribute("aria-pressed", String(step === id));
    }
    const chosen = this.boxes.get(id);
    if (chosen?.hasAttribute("role")) this.rove(chosen);
    return chosen;
  }

  /** The way of a conversation, or what the tests reach; both by the ids of steps. */
  light({ visited = [], ways = [], current = null, unreached = [] }) {
    for (const [id, group] of this.boxes) {
      group.classList.toggle("visited", visited.includes(id));
      group.classList.toggle("current", id === current);
      group.classList.toggle("unreached", unreached.includes(id));
      if (group.hasAttribute("role")) this.describe(group);
    }
    for (const [path, [from, to]] of this.ways ?? []) {
      const isTaken = ways.some(([source, target]) => source === from && target === to);
      path.classList.toggle("taken", isTaken);
      path.setAttribute("marker-end", isTaken ? "url(#head-taken)" : "url(#head)");
      if (isTaken) path.parentNode.insertBefore(path, path.parentNode.querySelector("rect.label, g"));
    }
  }

  /** Scrolls the picture only: on a small screen the page must not jump away from the conversation. */
  reveal(id, onlyIfHidden = false) {
    const box = this.boxes.get(id)?.getBoundingClientRect();
    const frame = this.frame.getBoundingClientRect();
    if (!box) return;
    const isWithin = (low, high) => box[low] >= frame[low] && box[high] <= frame[high];
    if (onlyIfHidden && isWithin("left", "right") && isWithin("top", "bottom")) return;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    this.frame.scrollBy(x - frame.left - frame.width / 2, y - frame.top - frame.height / 2);
  }

  resize(zoom) {
    if (!this.svg) return;
    this.zoom = Math.min(MOST, Math.max(LEAST, zoom));
    this.svg.setAttribute("width", Math.round(this.size[0] * this.zoom));
    this.svg.setAttribute("height", Math.round(this.size[1] * this.zoom));
  }

  /** Keeps the middle in the middle. */
  scale(factor) {
    const { frame } = this;
    const [x, y] = [frame.scrollLeft + frame.clientWidth / 2, frame.scrollTop + frame.clientHeight / 2];
    const before = this.zoom;
    this.resize(this.zoom * factor);
    const grown = this.zoom / before;
    frame.scrollTo(x * grown - frame.clientWidth / 2, y * grown - frame.clientHeight / 2);
  }

  /** All of it, but no smaller than `least`; what does not fit then begins with the beginning. */
  fit(least = LEAST) {
    if (!this.svg) return;
    const { clientWidth, clientHeight } = this.frame;
    this.resize(Math.max(least, Math.min(1, clientWidth / this.size[0], clientHeight / this.size[1])));
    const first = this.svg.querySelector("g.start")?.getBoundingClientRect();
    const frame = this.frame.getBoundingClientRect();
    const aside = first ? first.left + first.width / 2 - frame.left - frame.width / 2 : 0;
    this.frame.scrollTo(this.frame.scrollLeft + aside, 0);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const group = event.target.closest?.("g[role]");
    const larger = () => this.scale(STEP);
    const zooms = { "+": larger, "=": larger, "-": () => this.scale(1 / STEP), 0: () => this.fit() };
    if (event.key in zooms) zooms[event.key]();
    else if (group && (event.key === "Enter" || event.key === " ")) this.onChoose(group.dataset.step);
    else if (group && event.key in ARROWS) this.neighbour(group, ARROWS[event.key])?.focus();
    else return;
    event.preventDefault();
  }

  /** The nearest step in a direction; what lies aside counts double. */
  neighbour(group, [dx, dy]) {
    const middle = (each) => {
      const box = each.getBBox();
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    const [x, y] = middle(group);
    let nearest = null;
    let least = Infinity;
    for (const other of this.boxes.values()) {
      const [otherX, otherY] = middle(other);
      const along = (otherX - x) * dx + (otherY - y) * dy;
      const aside = Math.abs((otherX - x) * dy) + Math.abs((otherY - y) * dx);
      const distance = along + 2 * aside;
      if (other.hasAttribute("role") && along > 1 && distance < least) [nearest, least] = [other, distance];
    }
    return nearest;
  }

  drag(event) {
    if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest("g[role]")) return;
    const { frame } = this;
    const [x, y] = [event.clientX + frame.scrollLeft, event.clientY + frame.scrollTop];
    const move = (moved) => frame.scrollTo(x - moved.clientX, y - moved.clientY);
    const end = () => {
      window.removeEventListener("pointermove", move);
      frame.classList.remove("dragging");
    };
    frame.classList.add("dragging");
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end, { once: true });
  }

  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.scale(event.deltaY < 0 ? 1.1 : 1 / 1.1);
  }
}
