// Gives a conversation to a colleague or back to the queue. Shows who can take it; the gateway decides.
import { useState } from "preact/hooks";
import type { AgentSummary } from "../shared/protocol";
import { useStore } from "../shared/store";
import type { Desk } from "./desk";
import { Dialog } from "./dialog";

const PRESENCE: Record<AgentSummary["presence"], string> = { online: "online", away: "away", offline: "offline" };
const RANK: Record<AgentSummary["presence"], number> = { online: 0, away: 1, offline: 2 };

export function TransferDialog({ desk, id, onClose }: { desk: Desk; id: string; onClose: () => void }) {
  const { agents } = useStore(desk.inbox);
  const [to, setTo] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const colleagues = Object.values(agents)
    .filter((agent) => agent.agent_id !== desk.me)
    .sort((a, b) => RANK[a.presence] - RANK[b.presence] || a.name.localeCompare(b.name));
  const submit = async () => {
    setBusy(true);
    const done = await desk.transfer(id, to);
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog title="Transfer the conversation" toasts={desk.toasts} onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <fieldset class="people">
          <legend class="visually-hidden">To whom</legend>
          <label>
            <input
              type="radio"
              name="to"
              checked={to === null}
              data-testid="transfer-queue"
              onChange={() => setTo(null)}
            />
            <span>
              <strong>Back to the queue</strong>
              <small>It keeps its original place</small>
            </span>
          </label>
          {colleagues.map((agent) => (
            <label key={agent.agent_id}>
              <input
                type="radio"
                name="to"
                checked={to === agent.agent_id}
                disabled={agent.presence === "offline" || agent.open_conversations >= agent.capacity}
                data-testid="transfer-agent"
                onChange={() => setTo(agent.agent_id)}
              />
              <span>
                <strong>{agent.name}</strong>
                <small>
                  {PRESENCE[agent.presence]} · {agent.open_conversations} of {agent.capacity} open
                </small>
              </span>
            </label>
          ))}
        </fieldset>
        <p class="empty">Leave an internal note first, so that nobody has to ask the listener again.</p>
        <div class="dialog-actions">
          <button type="button" class="button quiet" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button" data-testid="transfer-confirm" disabled={busy}>
            {busy ? "Transferring…" : "Transfer"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
