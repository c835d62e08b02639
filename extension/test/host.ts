/** A native host for unit tests: a port that answers protocol 1, or fails as in each browser. */

import type { Port } from "../background/host/link";
import type { ObserveRequest, Request } from "../contract/protocol";
import { FakeEvent } from "./chrome";
import { replyOf } from "./samples";

type Received = Request & { id: number };
type Answer = Record<string, unknown> | null;

export class FakeHost {
  /** Everything received, over all connections. */
  readonly received: Received[] = [];
  /** Per request type: the answer's fields, or null for silence. */
  readonly answers: Record<string, (request: Received) => Answer> = {
    hello: () => ({ ok: true, host: { version: "0.1.0", protocol: 1 }, profiles: [] }),
    state: () => ({ ok: true, ...replyOf({}) }),
    observe: () => ({ ok: true, ...replyOf({}) }),
    profiles: () => ({ ok: true, profiles: [] }),
    forget: () => ({ ok: true, forgotten: { profiles: 1, rows: 1 } }),
  };
  connections = 0;
  open = false;
  /** The browser's message on the last failure. */
  words: string | undefined;
  private refusal: string | null = null;
  private messages = new FakeEvent<[unknown]>();
  private ends = new FakeEvent<[Port]>();

  connect(): Port {
    this.connections += 1;
    this.open = true;
    this.messages = new FakeEvent();
    this.ends = new FakeEvent();
    if (this.refusal !== null) {
      const words = this.refusal;
      queueMicrotask(() => this.end(words));
    }
    return {
      postMessage: (message) => this.receive(message as Received),
      disconnect: () => {
        this.open = false;
      },
      onMessage: this.messages,
      onDisconnect: this.ends,
    };
  }

  private receive(request: Received): void {
    if (!this.open) throw new Error("Attempting to use a disconnected port object");
    this.received.push(structuredClone(request));
    const answer = this.answers[request.type]?.(request) ?? null;
    if (answer !== null) queueMicrotask(() => this.say({ id: request.id, type: request.type, ...answer }));
  }

  say(message: unknown): void {
    if (this.open) this.messages.fire(message);
  }

  /** Ends the process. */
  end(words: string): void {
    if (!this.open) return;
    this.open = false;
    this.words = words;
    this.ends.fire({} as Port);
  }

  /** From now on opening a port fails. */
  refuse(words: string): void {
    this.refusal = words;
  }

  allow(): void {
    this.refusal = null;
  }

  idOf(type: string): number {
    return this.received.findLast((request) => request.type === type)?.id ?? -1;
  }

  get observed(): ObserveRequest[] {
    return this.received.filter(
      (request): request is Received & ObserveRequest => request.type === "observe",
    );
  }
}
