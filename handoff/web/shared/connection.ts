// Carries commands and their acknowledgements over one socket and says when pages must join again.
// What a refusal means, and whether to send again, it leaves to the outbox and the models.
import type { Commands, Events, Refusal } from "./protocol";
import { Store } from "./store";

/** No acknowledgement, or an empty one: the command may or may not have been carried out. */
export interface Unknown {
  ok: "unknown";
}
export type Answer<N extends keyof Commands> = Commands[N]["reply"] | Refusal | Unknown;
export type Status = "connecting" | "online" | "reconnecting" | "offline" | "refused";

/** What we use of a Socket.IO client's socket; tests bring their own. */
export interface Wire {
  readonly connected: boolean;
  /** False when the server refused us and the client library will not try again by itself. */
  readonly active: boolean;
  connect(): unknown;
  disconnect(): unknown;
  on(event: string, listener: (argument: never) => void): unknown;
  timeout(ms: number): {
    emit(event: string, command: unknown, ack: (error: Error | null, reply?: unknown) => void): unknown;
  };
}

export interface Options {
  /** Get new credentials; false when refused and the person must sign in; throws when nobody could be asked. */
  renew(): Promise<boolean>;
  online?: () => boolean;
  delay?: (ms: number) => Promise<void>;
}

const ACK_TIMEOUT = 5_000;
/** One lost acknowledgement happens; two in a row mean a socket that only looks open. */
const SILENCE_LIMIT = 2;
const RENEW_DELAYS = [0, 1_000, 2_000, 5_000, 15_000, 30_000];

export class Connection {
  readonly status = new Store<Status>("connecting");
  private readonly resumed = new Set<() => void>();
  private silent = 0;
  private renewals = 0;
  private renewing = false;
  private wasOnline = false;
  /** We closed the socket ourselves, so its end says nothing about our credentials. */
  private closing = false;

  constructor(
    private readonly wire: Wire,
    private readonly options: Options,
  ) {
    wire.on("connect", () => {
      this.silent = 0;
      this.wasOnline = true;
      this.status.set("online");
      this.resume();
    });
    wire.on("disconnect", () => {
      if (this.closing) return;
      this.lost();
      // The server closed this socket on purpose (signed out elsewhere, restarted); the library leaves that to us.
      if (!wire.active) void this.renew();
    });
    wire.on("connect_error", () => {
      this.lost();
      if (!wire.active) void this.renew();
    });
  }

  on<E extends keyof Events>(name: E, listener: (event: Events[E]) => void): void {
    this.wire.on(name, listener as (argument: never) => void);
  }

  /** Called at every connect and every return to the page: join what is shown, drain what is waiting. */
  onResume(listener: () => void): () => void {
    this.resumed.add(listener);
    return () => this.resumed.delete(listener);
  }

  request<N extends keyof Commands>(name: N, command: Commands[N]["command"]): Promise<Answer<N>> {
    if (!this.wire.connected) return Promise.resolve({ ok: "unknown" });
    return new Promise((resolve) => {
      this.wire.timeout(ACK_TIMEOUT).emit(name, command, (error, reply) => {
        const answer = error ? null : readAnswer<N>(reply);
        if (answer === null) {
          this.unanswered();
          resolve({ ok: "unknown" });
          return;
        }
        this.silent = 0;
        if (answer.ok === true) this.renewals = 0;
        if (answer.ok === false && answer.code === "unauthenticated") void this.renew();
        resolve(answer);
      });
    });
  }

  /** The page is looked at again, or the device found its network. */
  returned(): void {
    if (this.wire.connected) this.resume();
    else if (this.status.get() !== "refused") this.reconnect();
  }

  /** Gets the first credentials, then connects. */
  begin(): void {
    void this.renew();
  }

  close(): void {
    this.closing = true;
    this.wire.disconnect();
  }

  private resume(): void {
    for (const listener of [...this.resumed]) listener();
  }

  private unanswered(): void {
    this.silent += 1;
    if (this.silent >= SILENCE_LIMIT && this.wire.connected) this.reconnect();
  }

  private reconnect(): void {
    this.silent = 0;
    this.closing = true;
    this.wire.disconnect();
    this.closing = false;
    this.lost();
    this.wire.connect();
  }

  private lost(): void {
    const online = this.options.online?.() ?? true;
    if (!online) this.status.set("offline");
    else this.status.set(this.wasOnline ? "reconnecting" : "connecting");
  }

  private async renew(): Promise<void> {
    if (this.renewing) return;
    this.renewing = true;
    try {
      while (!(await this.renewOnce()));
    } finally {
      this.renewing = false;
    }
  }

  /** True when there is nothing left to try: we connect again, or the person has to sign in. */
  private async renewOnce(): Promise<boolean> {
    await (this.options.delay ?? sleep)(RENEW_DELAYS[Math.min(this.renewals, RENEW_DELAYS.length - 1)] ?? 0);
    this.renewals += 1;
    try {
      if (await this.options.renew()) this.reconnect();
      else this.status.set("refused");
      return true;
    } catch {
      // Not refused, only out of reach.
      this.lost();
      return false;
    }
  }
}

function readAnswer<N extends keyof Commands>(reply: unknown): Exclude<Answer<N>, Unknown> | null {
  if (typeof reply !== "object" || reply === null || !("ok" in reply)) return null;
  if (reply.ok !== true && reply.ok !== false) return null;
  return reply as Exclude<Answer<N>, Unknown>;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
