// The only place where the gateway's HTML becomes part of a page: sanitised once more here, inserted as a fragment.
// Everything else that people wrote is given to Preact as text.
import DOMPurify from "dompurify";
import { useLayoutEffect, useRef } from "preact/hooks";

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

export function RichText({ html, class: name }: { html: string; class?: string }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.replaceChildren(safeFragment(html)), [html]);
  return <div ref={box} class={`rich ${name ?? ""}`} />;
}

export function PlainText({ text }: { text: string }) {
  return <div class="plain">{text}</div>;
}
