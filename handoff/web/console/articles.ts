// Finds articles for an agent, and says how one looks in a reply.
import type { ArticleCard } from "../shared/protocol";

export interface Question {
  text: string;
  topic: string | null;
  platform: string | null;
}

export interface Found {
  articles: ArticleCard[];
  /** What was asked in the end: a question with slips of the keyboard is asked as it was meant. */
  asked: string;
}

export async function findArticles({ text, topic, platform }: Question): Promise<Found> {
  const query = new URLSearchParams({ q: text });
  if (topic !== null) query.set("topic", topic);
  if (platform !== null) query.set("platform", platform);
  const response = await fetch(`/api/agent/articles?${query}`);
  if (!response.ok) throw new Error(`articles: ${response.status}`);
  return (await response.json()) as Found;
}

/** A link that the listener can press, after whatever the agent has written already. */
export function withLink(draft: string, { title, slug }: ArticleCard, origin: string): string {
  const link = `[${title.replace(/[[\]]/g, "")}](${origin}/help/${slug})`;
  return draft.trim() === "" ? link : `${draft.trimEnd()}\n${link}`;
}

/** Links as they will be read: by their titles. A line that is cut off may end within an address. */
export function withoutAddresses(text: string): string {
  return text.replace(/\[([^\]]*)\]\([^)]*\)?/g, "$1");
}
