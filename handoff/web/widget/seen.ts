// Which messages the listener has seen, per conversation, and how many they have not. Kept in the browser alone.
import type { Conversation } from "../shared/conversation";
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

  /** Their own messages are never news to them, also those from another device. */
  unread(conversation: Conversation): number {
    const seen = this.upTo(conversation.id);
    if (conversation.loaded) {
      return conversation.messages.filter((message) => message.seq > seen && message.author !== "listener").length;
    }
    return seen > 0 && (conversation.state?.last_seq ?? 0) > seen ? 1 : 0;
  }

  clear(): void {
    for (const key of this.keep.keys(this.prefix)) this.keep.remove(key);
  }
}
