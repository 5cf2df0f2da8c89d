// Which messages the listener has seen, per conversation, and how many they have not. Kept in the browser alone.
import { lastSeq, type Conversation } from "../shared/conversation";
import type { Keep } from "../shared/keep";

export class Seen {
  private readonly prefix: string;

  constructor(
    owner: string,
    private readonly keep: Keep,
  ) {
    this.prefix = `soundcheck:seen:${owner}:`;
  }

  upTo(id: string): number {
    return Number(this.keep.get(this.prefix + id) ?? 0);
  }

  mark(id: string, seq: number): void {
    if (seq > this.upTo(id)) this.keep.set(this.prefix + id, String(seq));
  }

  /** Whoever answered has seen what they answered to, also on another device. */
  unread(conversation: Conversation): number {
    const seen = this.upTo(conversation.id);
    if (!conversation.loaded) return seen > 0 && (conversation.state?.last_seq ?? 0) > seen ? 1 : 0;
    const answered = conversation.messages.findLast((message) => message.author === "listener")?.seq ?? 0;
    return Math.max(0, lastSeq(conversation) - Math.max(seen, answered));
  }

  clear(): void {
    for (const key of this.keep.keys(this.prefix)) this.keep.remove(key);
  }
}
