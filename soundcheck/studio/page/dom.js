// Builds elements without markup in strings, so that no text of a file can become markup.

/** `on` holds listeners, `data` data attributes; null and false attributes are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === "data") {
      Object.assign(node.dataset, value);
    } else if (value === true) {
      node.setAttribute(name, "");
    } else if (value !== false && value != null) {
      node.setAttribute(name, value);
    }
  }
  node.append(...some(children));
  return node;
}

/** Puts children in the place of those before; nothing and false are left out. */
export const fill = (node, ...children) => node.replaceChildren(...some(children));

const some = (children) => children.flat(2).filter((child) => child != null && child !== false);

export const byId = (id) => document.getElementById(id);

export const button = (words, onClick, attributes = {}) =>
  el("button", { type: "button", class: "button quiet", on: { click: onClick }, ...attributes }, words);

export const link = (words, onClick) => button(words, onClick, { class: "link" });

export const icon = (sign, words, onClick) => button(sign, onClick, { class: "icon-button", "aria-label": words });

export const quiet = (...words) => el("p", { class: "quiet-text" }, ...words);

export const emptyNote = (words) => el("p", { class: "empty" }, words);

/** A list of `kind` whose entries have no look of their own. */
export const list = (kind, entries) => el("ul", { class: kind }, entries.map((entry) => el("li", {}, entry)));

export const hidden = (words) => el("span", { class: "visually-hidden" }, words);

export const count = (number, one, several = `${one}s`) => `${number} ${number === 1 ? one : several}`;

/** How a path is told: the end says most. */
export const fileName = (path) => path.split("/").pop();
