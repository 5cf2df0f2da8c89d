// Instants in words, in the reader's own zone and language. All take `now`, so that they can be tested without a clock.

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const dayAndMonth = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const short = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

const MINUTE = 60_000;

/** Two instants of one calendar day of the reader have the same key. */
export function dayKey(at: string): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

function daysBetween(at: string, now: number): number {
  const start = (instant: Date) => Date.UTC(instant.getFullYear(), instant.getMonth(), instant.getDate());
  return Math.round((start(new Date(now)) - start(new Date(at))) / 86_400_000);
}

export function dayLabel(at: string, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return dayAndMonth.format(new Date(at));
}

export function clockTime(at: string): string {
  return clock.format(new Date(at));
}

export function fullTime(at: string): string {
  return full.format(new Date(at));
}

/** For lists: `now`, `5 min`, `14:05`, `Yesterday`, `3 Nov`. */
export function ago(at: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(at)) / MINUTE);
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes} min`;
  const days = daysBetween(at, now);
  if (days === 0) return clockTime(at);
  return days === 1 ? "Yesterday" : short.format(new Date(at));
}

/** A wait that ticks: `0:42`, `12:05`, `1 h 20 min`. */
export function waited(since: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  if (seconds >= 86_400) return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3600)} h`;
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** An estimate never pretends to be exact: it is rounded up to whole minutes. */
export function aboutMinutes(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 1) return "about a minute";
  if (minutes < 60) return `about ${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? "about an hour" : `about ${hours} hours`;
}

/** When a promise falls due: `by 14:05`, `by tomorrow 9:00`, `by Friday, 27 November 9:00`. */
export function dueLabel(at: string, now: number): string {
  const days = -daysBetween(at, now);
  if (days <= 0) return `by ${clockTime(at)}`;
  return days === 1 ? `by tomorrow, ${clockTime(at)}` : `by ${dayAndMonth.format(new Date(at))}, ${clockTime(at)}`;
}
