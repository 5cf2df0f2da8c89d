// For tests: a socket whose other end is a function, with the faults of a real one: deaf, mute, closed.
import type { Wire } from "../shared/connection";

type Ack = (error: Error | null, reply?: unknown) => void;
type Server = (event: string, command: never) => unknown;

export class FakeWire implements Wire {
  connected = false;
  active = true;
  readonly sent: { event: string; command: unknown }[] = [];
  connects = 0;
  private readonly listeners = new Map<string, ((argument: never) => void)[]>();

  /** What the server answers; `undefined` is a lost acknowledgement. */
  constructor(public server: Server = () => undefined) {}

  on(event: string, listener: (argument: never) => void): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  tell(event: string, argument?: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) listener(argument as never);
  }

  connect(): void {
    this.connects += 1;
    this.active = true;
    this.connected = true;
    this.tell("connect");
  }

  disconnect(): void {
    this.drop(false);
  }

  drop(active = true): void {
    if (!this.connected) return;
    this.connected = false;
    this.active = active;
    this.tell("disconnect");
  }

  timeout(): { emit(event: string, command: unknown, ack: Ack): void } {
    return {
      emit: (event, command, ack) => {
        this.sent.push({ event, command });
        void Promise.resolve(this.server(event, command as never)).then((reply) =>
          reply === undefined ? ack(new Error("operation has timed out")) : ack(null, reply),
        );
      },
    };
  }
}

export const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 0));
