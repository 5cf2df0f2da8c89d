// Keeps what has been written and not yet sent, per conversation. Never sends anything.
import type { Keep } from "./keep";

export class Drafts {
  private readonly prefix: string;

  constructor(
    owner: string,
    private readonly keep: Keep,
  ) {
    this.prefix = `soundcheck:draft:${owner}:`;
  }

  read(place: string): string {
    return this.keep.get(this.prefix + place) ?? "";
  }

  write(place: string, text: string): void {
    if (text === "") this.keep.remove(this.prefix + place);
    else this.keep.set(this.prefix + place, text);
  }

  move(from: string, to: string): void {
    const text = this.read(from);
    if (text === "") return;
    this.write(to, text);
    this.write(from, "");
  }

  places(): string[] {
    return this.keep.keys(this.prefix).map((key) => key.slice(this.prefix.length));
  }

  clear(): void {
    for (const key of this.keep.keys(this.prefix)) this.keep.remove(key);
  }
}
