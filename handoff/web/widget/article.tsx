// An article in the conversation: a card that opens in place, reads its body once, and closes again.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Chevron, Close, Page } from "../shared/icons";
import { bringIntoSight } from "../shared/log";
import type { ArticleCard } from "../shared/protocol";
import { RichText } from "../shared/text";

type Body = { state: "closed" | "loading" | "failed" } | { state: "open"; html: string };

export async function readArticle(slug: string): Promise<string> {
  const path = slug.split("/").map(encodeURIComponent).join("/");
  const response = await fetch(`/api/articles/${path}`);
  if (!response.ok) throw new Error(`article: ${response.status}`);
  return ((await response.json()) as { html: string }).html;
}

export function ArticleCardView({ article }: { article: ArticleCard }) {
  const [body, setBody] = useState<Body>({ state: "closed" });
  const opener = useRef<HTMLButtonElement>(null);
  const card = useRef<HTMLElement>(null);
  const open = async () => {
    setBody({ state: "loading" });
    try {
      setBody({ state: "open", html: await readArticle(article.slug) });
    } catch {
      setBody({ state: "failed" });
    }
  };
  const close = () => {
    setBody({ state: "closed" });
    opener.current?.focus();
  };
  const shown = body.state === "open";
  useLayoutEffect(() => {
    if (shown) bringIntoSight(card.current);
  }, [shown]);
  return (
    <article
      ref={card}
      class={shown ? "article-card is-open" : "article-card"}
      data-testid="article-card"
      aria-label={article.title}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !shown) return;
        event.preventDefault();
        close();
      }}
    >
      <button
        ref={opener}
        type="button"
        class="article-opener"
        aria-expanded={shown}
        onClick={() => (shown ? close() : void open())}
      >
        <Page />
        <span>
          <strong>{article.title}</strong>
          {!shown && <small>{article.summary}</small>}
        </span>
        <span class="chevron">
          <Chevron />
        </span>
      </button>
      {body.state === "loading" && <p class="empty">Opening…</p>}
      {body.state === "failed" && <p class="empty">The article could not be opened. Tap its title to try again.</p>}
      {shown && (
        // Whoever opened it reads on: the log, which reads out what is new, must not begin with all of it.
        <div class="article-body" aria-live="off">
          <RichText html={body.html} />
          <button type="button" class="link" onClick={close}>
            <Close /> Close the article
          </button>
        </div>
      )}
    </article>
  );
}
