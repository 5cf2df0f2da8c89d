// The inbox: groups with live counts, the waits ticking. Which row belongs where, inbox.ts decides.
import { useEffect, useRef, useState } from "preact/hooks";
import { useNow } from "../shared/clock";
import { Chevron, Search } from "../shared/icons";
import type { InboxRow } from "../shared/protocol";
import { useStore } from "../shared/store";
import { ago, waited } from "../shared/time";
import type { Desk } from "./desk";
import { groups, isMyTurn, isOverdue, matches, moods, preview, type Group, type GroupName } from "./inbox";

interface Props {
  desk: Desk;
  current: string | null;
  onOpen: (id: string, focuses: boolean) => void;
}

const EMPTY: Record<GroupName, string> = {
  waiting: "Nobody is waiting.",
  mine: "You have no open conversation.",
  with_bot: "The bot has nothing to do.",
  colleagues: "Your colleagues have no open conversations.",
  resolved: "Nothing resolved yet.",
};

const LAST_AUTHOR: Record<string, string> = { bot: "Bot: ", agent: "Agent: ", system: "", listener: "" };

export function InboxPane({ desk, current, onOpen }: Props) {
  const inbox = useStore(desk.inbox);
  const now = useNow();
  const [search, setSearch] = useState("");
  const all = Object.values(inbox.rows);
  const rows = all.filter((row) => matches(row, search));
  const waiting = all.filter((row) => row.status === "queued").length;
  const searching = search.trim() !== "";
  return (
    <nav class="inbox" data-testid="inbox" aria-label="Inbox">
      <label class="search">
        <Search />
        <span class="visually-hidden">Search the inbox</span>
        <input
          type="search"
          data-testid="inbox-search"
          dir="auto"
          placeholder="Name, ticket, topic…"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </label>
      <p class="visually-hidden" role="status">
        {inbox.loaded && (waiting === 0 ? "Nobody is waiting" : `${waiting} waiting for a person`)}
      </p>
      {!inbox.loaded && <p class="empty">Loading the inbox…</p>}
      <div role="status">
        {inbox.loaded && searching && rows.length === 0 && <p class="empty">Nothing here fits “{search.trim()}”.</p>}
      </div>
      {inbox.loaded &&
        groups(rows, desk.me).filter((group) => !searching || group.rows.length > 0).map((group) => (
          <InboxGroup
            key={group.name}
            group={group}
            current={current}
            now={now}
            onOpen={onOpen}
          />
        ))}
    </nav>
  );
}

interface GroupProps {
  group: Group;
  current: string | null;
  now: number;
  onOpen: (id: string, focuses: boolean) => void;
}

function InboxGroup({ group, current, now, onOpen }: GroupProps) {
  const [open, setOpen] = useState(true);
  return (
    <section class={`inbox-group is-${group.name}`} data-testid={`group-${group.name}`}>
      <h2>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span class={open ? "chevron" : "chevron shut"}>
            <Chevron />
          </span>
          {group.title}
          <span class="group-count" data-testid={`count-${group.name}`}>
            {group.rows.length}
          </span>
        </button>
      </h2>
      {open && group.rows.length === 0 && <p class="empty">{EMPTY[group.name]}</p>}
      {open && group.rows.length > 0 && (
        <ul>
          {group.rows.map((row) => (
            <li key={row.conversation_id}>
              <Row
                row={row}
                current={row.conversation_id === current}
                now={now}
                onOpen={(focuses) => onOpen(row.conversation_id, focuses)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  row: InboxRow;
  current: boolean;
  now: number;
  onOpen: (focuses: boolean) => void;
}

function Row({ row, current, now, onOpen }: RowProps) {
  const turn = isMyTurn(row);
  const overdue = isOverdue(row, now);
  const waiting = row.status === "queued" || turn;
  const box = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Walking by keys must not lead out of sight.
    if (current) box.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <button
      ref={box}
      type="button"
      class={`inbox-row${turn ? " is-turn" : ""}`}
      data-testid="inbox-row"
      data-conversation={row.conversation_id}
      data-status={row.status}
      aria-current={current ? "true" : undefined}
      // A press of a key is no click of a mouse: it counts none.
      onClick={(event) => onOpen(event.detail === 0)}
    >
      <span class="row-head">
        <strong dir="auto">{row.listener_name}</strong>
        {(row.urgency === "urgent" || row.urgency === "high") && (
          <span class={`urgency is-${row.urgency}`}>{row.urgency === "urgent" ? "Urgent" : "High"}</span>
        )}
        {waiting && row.waiting_since ? (
          <span class={overdue ? "row-wait overdue" : "row-wait"}>
            <span class="visually-hidden">{overdue ? "overdue, " : ""}waiting </span>
            {waited(row.waiting_since, now)}
          </span>
        ) : (
          <span class="row-time">{ago(row.started_at, now)}</span>
        )}
      </span>
      <span class="row-topic">
        {moods(row).map((mood) => (
          <span key={mood} class="mood">
            {mood}
          </span>
        ))}
        {row.topic_title ?? "Topic not known yet"}
        {row.assignee_name && ` · ${row.assignee_name}`}
        {row.status === "closed" && " · closed"}
      </span>
      <span class="row-preview">
        {LAST_AUTHOR[row.last_author ?? "system"]}
        <bdi>{preview(row)}</bdi>
      </span>
    </button>
  );
}
