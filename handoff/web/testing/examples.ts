// For tests: the protocol's own examples, as its generated page shows them.
import { readFileSync } from "node:fs";
import type { Events } from "../shared/protocol";

const page = readFileSync(new URL("../../../docs/protocol.md", import.meta.url), "utf8");

/** The JSON under the heading of a command or an event. */
export function exampleOf<E extends keyof Events>(name: E): Events[E] {
  const found = new RegExp(`### \`${name}\`[^]*?\`\`\`json\n([^]*?)\n\`\`\``).exec(page);
  if (!found?.[1]) throw new Error(`docs/protocol.md shows no ${name}`);
  return JSON.parse(found[1]) as Events[E];
}
