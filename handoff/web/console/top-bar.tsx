// The bar on top: whose desk it is, whether they get work, the sound, the help, the way out.
import { Bars, Bell, BellOff, Keyboard, Out } from "../shared/icons";
import type { AgentSummary } from "../shared/protocol";
import { useStore } from "../shared/store";
import type { Attention } from "./attention";
import type { Desk } from "./desk";

interface Props {
  desk: Desk;
  attention: Attention;
  onHelp: () => void;
  onLogout: () => void;
}

const PRESENCES: { value: AgentSummary["presence"]; label: string }[] = [
  { value: "online", label: "Online" },
  { value: "away", label: "Away" },
];

export function TopBar({ desk, attention, onHelp, onLogout }: Props) {
  const { agents } = useStore(desk.inbox);
  const muted = useStore(attention.muted);
  const me = agents[desk.me];
  const colleagues = Object.values(agents).filter(
    (agent) => agent.agent_id !== desk.me && agent.presence === "online",
  ).length;
  return (
    <header class="top-bar">
      <span class="brand">
        <Bars /> <span class="brand-name">Soundcheck</span>
      </span>
      <div
        class="presence"
        role="group"
        aria-label="Your presence"
        data-testid="presence"
        data-presence={me?.presence ?? "offline"}
      >
        {PRESENCES.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            class={`presence-choice is-${value}`}
            data-testid={`presence-${value}`}
            aria-pressed={me?.presence === value}
            disabled={!me}
            onClick={() => void desk.setPresence(value)}
          >
            <span class="presence-dot" aria-hidden="true" />
            {label}
          </button>
        ))}
      </div>
      <p class="top-facts">
        {me && `${me.open_conversations} of ${me.capacity} open`}
        {me && (
          <span class="top-colleagues">
            {" "}
            ·{" "}
            {colleagues === 0
              ? "no colleague online"
              : colleagues === 1
                ? "1 colleague online"
                : `${colleagues} colleagues online`}
          </span>
        )}
      </p>
      <span class="top-name">{desk.account.agent.name}</span>
      <button
        type="button"
        class="icon-button"
        data-testid="mute"
        aria-pressed={muted}
        aria-label="Mute the sound"
        title={muted ? "Sound is off" : "Sound is on"}
        onClick={() => attention.toggle()}
      >
        {muted ? <BellOff /> : <Bell />}
      </button>
      <button
        type="button"
        class="icon-button top-help"
        data-testid="help"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={onHelp}
      >
        <Keyboard />
      </button>
      <button
        type="button"
        class="icon-button"
        data-testid="logout"
        aria-label="Sign out"
        title="Sign out"
        onClick={onLogout}
      >
        <Out />
      </button>
    </header>
  );
}
