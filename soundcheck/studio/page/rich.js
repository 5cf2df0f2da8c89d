// The little Markdown that texts of flows use, as elements: paragraphs, bold, and links that are only shown.
import { el } from "./dom.js";

const MARK = /\*\*(.+?)\*\*|\[([^\]]+)\]\([^)]*\)/g;

export const rich = (text) => text.split(/\n{2,}/).map((paragraph) => el("p", {}, lines(paragraph)));

const lines = (paragraph) =>
  paragraph.split("\n").flatMap((line, index) => (index ? [el("br"), ...marked(line)] : marked(line)));

function marked(line) {
  const parts = [];
  let end = 0;
  for (const found of line.matchAll(MARK)) {
    parts.push(line.slice(end, found.index), found[1] ? el("strong", {}, found[1]) : el("u", {}, found[2]));
    end = found.index + found[0].length;
  }
  return [...parts, line.slice(end)];
}
