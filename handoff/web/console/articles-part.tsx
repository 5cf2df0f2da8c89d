// Articles beside a conversation: what probably answers it, or what the agent looks for; one press puts a link in the reply.
import { useEffect, useState } from "preact/hooks";
import { Page, Search } from "../shared/icons";
import type { ArticleCard, ContextCard } from "../shared/protocol";
import { findArticles, type Found } from "./articles";
import { base } from "./topic-select";

type Shown = { state: "looking" | "failed" } | ({ state: "found" } & Found);

interface Props {
  card: ContextCard;
  /** Null where nobody here may reply. */
  onInsert: ((article: ArticleCard) => void) | null;
}

/** Of what is only likely, no more than somebody reads in passing. */
const MOST_LIKELY = 3;
/** While somebody types, every letter is not yet a question. */
const REST = 300;

export function ArticlesPart({ card, onInsert }: Props) {
  const [search, setSearch] = useState("");
  const [tries, setTries] = useState(0);
  const [shown, setShown] = useState<Shown>({ state: "looking" });
  const words = search.trim();
  const text = words || card.problem;
  // What is typed may be about anything; only the listener's own words are known to be about the topic.
  const topic = words ? null : base(card.topic);
  const platform = card.facts.find((fact) => fact.slot === "platform")?.value ?? null;

  useEffect(() => {
    let asked = true;
    const look = async () => {
      try {
        const found = await findArticles({ text, topic, platform });
        if (asked) setShown({ state: "found", ...found });
      } catch {
        if (asked) setShown({ state: "failed" });
      }
    };
    const timer = setTimeout(() => void look(), words ? REST : 0);
    return () => {
      asked = false;
      clearTimeout(timer);
    };
  }, [text, topic, platform, tries]);

  const known = new Set(card.articles_shown.map((article) => article.slug));
  const found = shown.state === "found" ? shown.articles : [];
  const articles = words ? found : found.filter((article) => !known.has(article.slug)).slice(0, MOST_LIKELY);
  return (
    <section class="card-part">
      <h2>{words ? "Articles found" : "Likely articles"}</h2>
      <label class="search">
        <Search />
        <span class="visually-hidden">Find an article</span>
        <input
          type="search"
          data-testid="article-search"
          dir="auto"
          placeholder="Find an article…"
          maxLength={200}
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </label>
      <div role="status">
        {shown.state === "looking" && <p class="empty">Looking…</p>}
        {shown.state === "failed" && (
          <p class="empty">
            The articles could not be searched.{" "}
            <button type="button" class="link" onClick={() => setTries(tries + 1)}>
              Try again
            </button>
          </p>
        )}
        {shown.state === "found" && articles.length === 0 && (
          <p class="empty">{words ? "Nothing fits these words." : known.size > 0 ? "No other article seems to fit." : "No article seems to fit yet."}</p>
        )}
        {shown.state === "found" && words !== "" && shown.asked !== words && <p class="empty">Found for “{shown.asked}”.</p>}
      </div>
      {articles.length > 0 && (
        <ul class="card-articles" data-testid="found-articles">
          {articles.map((article) => (
            <li key={article.slug}>
              <a href={`/help/${article.slug}`} target="_blank" rel="noopener" title={article.summary}>
                <Page /> {article.title}
              </a>
              {onInsert && (
                <button
                  type="button"
                  class="link"
                  data-testid="insert-article"
                  aria-label={`Put “${article.title}” into the reply`}
                  onClick={() => onInsert(article)}
                >
                  Insert
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
