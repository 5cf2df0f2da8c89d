// The only place where the gateway's HTML becomes part of a page: sanitised once more here, inserted as a fragment.
// Everything else that people wrote is given to Preact as text.
import DOMPurify from "dompurify";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ArticleCard } from "./protocol";

const TEXT_TAGS = [
  "p",
  "br",
  "strong",
  "em",
  "a",
  "code",
  "pre",
  "ul",
  "ol",
  "li",
  "blockquote",
  "h2",
  "h3",
  "h4",
  "hr",
];
const TABLE_TAGS = ["table", "thead", "tbody", "tr", "th", "td"];

/** A ticket's number, which a line must not break in two. */
const NUMBER = /\b(T-\d+)\b/;

export function safeFragment(html: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: [...TEXT_TAGS, ...TABLE_TAGS],
    ALLOWED_ATTR: ["href", "title", "start"],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|\/(?!\/))/i,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of fragment.querySelectorAll("a")) {
    // A link must neither replace the frame it is in nor reach back into this window.
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer nofollow ugc");
  }
  return fragment;
}

/** What is said beside the cards of the linked articles: a line that is nothing but such a link stands on its card. */
export function besideCards(html: string, cards: readonly ArticleCard[]): DocumentFragment {
  const fragment = safeFragment(html);
  if (cards.length === 0) return fragment;
  for (const block of fragment.querySelectorAll("p, li")) {
    for (const line of linesOf(block)) if (isOnlyCard(line, cards)) for (const node of line) node.remove();
    trimBreaks(block);
    if (block.textContent?.trim() === "") block.remove();
  }
  for (const list of fragment.querySelectorAll("ul, ol")) if (list.childElementCount === 0) list.remove();
  return fragment;
}

function linesOf(block: Element): ChildNode[][] {
  const lines: ChildNode[][] = [[]];
  for (const node of block.childNodes) {
    if (node.nodeName === "BR") lines.push([]);
    lines.at(-1)?.push(node);
  }
  return lines;
}

function isOnlyCard(line: readonly ChildNode[], cards: readonly ArticleCard[]): boolean {
  const said = line.filter((node) => node.textContent?.trim());
  const [only] = said;
  if (!only || said.length > 1) return false;
  const address = only instanceof HTMLAnchorElement ? only.href : only.nodeName === "#text" ? only.textContent : null;
  return address !== null && cards.some(({ slug }) => pathOf(address.trim()) === `/help/${slug}`);
}

function pathOf(address: string): string | null {
  try {
    return new URL(address).pathname;
  } catch {
    return null;
  }
}

function trimBreaks(block: Element): void {
  for (const end of ["firstChild", "lastChild"] as const)
    while (block[end]?.nodeName === "BR" || block[end]?.textContent === "\n") block[end]?.remove();
}

const NONE: readonly ArticleCard[] = [];

export function RichText({ html, cards = NONE }: { html: string; cards?: readonly ArticleCard[] }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.replaceChildren(besideCards(html, cards)), [html, cards]);
  return <div ref={box} class="rich" />;
}

/** The first letter that has a direction decides which way the text runs, whatever the page does. */
export function PlainText({ text }: { text: string }) {
  return (
    <div class="plain" dir="auto">
      {text.split(NUMBER).map((part, index) => (index % 2 === 0 ? part : <span key={index} class="number">{part}</span>))}
    </div>
  );
}
