// Who the listener is to the gateway: exchanges the host's identity for a token and keeps it per identity, so that two
// accounts on one machine never mix. Whether the token is still good, the gateway says.
import type { Keep } from "../shared/keep";
import type { Host } from "./host";

export interface Listener {
  listener_id: string;
  name: string | null;
  identified: boolean;
}

const TOKEN = "soundcheck:token:";
/** Whoever logs out leaves the page next: a gateway that does not answer must not keep them. */
const END_WITHIN = 4_000;

/** The account an identity token speaks of. Only a key in this browser; the gateway checks the signature. */
export function subjectOf(identity: string | null): string {
  if (identity === null) return "anonymous";
  try {
    const payload = (identity.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const claims: unknown = JSON.parse(atob(payload));
    if (typeof claims === "object" && claims !== null && "sub" in claims && typeof claims.sub === "string")
      return `sub-${claims.sub}`;
  } catch {
    // Not a token we can read: the gateway will refuse it, too.
  }
  return "anonymous";
}

export class Session {
  token: string | null;
  listener: Listener | null = null;
  private forgotten = false;

  private constructor(
    readonly owner: string,
    private identity: string | null,
    private readonly host: Host,
    private readonly keep: Keep,
  ) {
    this.token = keep.get(TOKEN + owner);
  }

  /** Knows the owner without asking the gateway, so that drafts and unsent messages show while that is away. */
  static async of(host: Host, keep: Keep): Promise<Session> {
    const identity = await host.identity();
    return new Session(subjectOf(identity), identity, host, keep);
  }

  /** False only when the gateway answered and refused; throws when it could not be reached. */
  async renew(): Promise<boolean> {
    if (this.forgotten) return false;
    let response = await this.post();
    if (response.status === 401 && this.identity !== null) {
      // Identity tokens live for minutes; the page may be open for days.
      this.identity = await this.host.identity();
      if (subjectOf(this.identity) !== this.owner) return false;
      response = await this.post();
    }
    if (response.status === 401 || response.status === 400) return false;
    if (!response.ok) throw new Error(`session: ${response.status}`);
    const body = (await response.json()) as { token: string; listener: Listener };
    // The gateway hangs up when a token ends: asking for the next one must not undo the logout.
    if (this.forgotten) return false;
    this.token = body.token;
    this.listener = body.listener;
    this.keep.set(TOKEN + this.owner, body.token);
    return true;
  }

  /** The token is gone from this browser at once; resolves when the gateway has ended it, or cannot be asked. */
  async forget(): Promise<void> {
    const { token } = this;
    this.forgotten = true;
    this.token = null;
    this.keep.remove(TOKEN + this.owner);
    if (token === null) return;
    await fetch("/api/listener/session", {
      method: "DELETE",
      headers: { Authorization: `Bearer ${token}` },
      keepalive: true,
      signal: AbortSignal.timeout(END_WITHIN),
    }).catch(() => undefined);
  }

  private post(): Promise<Response> {
    return fetch("/api/listener/session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ identity: this.identity, token: this.token }),
    });
  }
}
