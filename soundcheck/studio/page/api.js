// Asks the studio's server. What it refuses arrives as a Refusal whose message is for the writer.

export class Refusal extends Error {}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refusal("The studio does not answer. Is it still running?");
  }
  if (response.ok) return response.json();
  const text = await response.text();
  let said = text;
  try {
    said = JSON.parse(text).error;
  } catch {
    // Refusals of the web server itself are plain text.
  }
  throw new Refusal(said);
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const overview = () => ask("/api/overview");
export const flow = (id) => ask(`/api/flow?id=${encodeURIComponent(id)}`);
export const file = (name) => ask(`/api/file?name=${encodeURIComponent(name)}`);
export const play = (script) => post("/api/play", script);
export const tests = (id) => post("/api/tests", { flow: id });
export const save = (name, script) => post("/api/save", { name, script });

/** Calls back with each new number of the files, and with null while the server cannot be reached. */
export function watch(onChange) {
  const source = new EventSource("/api/changes");
  source.onmessage = (event) => onChange(Number(event.data));
  source.onerror = () => onChange(null);
}
