/**
 * The port to the native host: opened on the first request, greeted with `hello`, answers matched
 * by id, closed after a minute without use (an open port keeps the worker and the host alive). The
 * caller decides whether and when to retry.
 */

import type { HostReply, HostStatus } from "../../messages";
import { PROTOCOLS, type HelloRequest, type Request } from "../../contract/protocol";
import { isRecord } from "../../messages/shape";
import { fitTo } from "./fitting";
import { failureOf, type LinkFailure } from "./host-errors";
import { errorOf, hostOf, INVALID_REPLY, replyOf } from "./replies";

/** The part of `chrome.runtime.Port` that is used; Firefox sets the error on the port itself. */
export interface Port {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: (port: Port) => void): void };
  error?: { message: string } | null;
}

export interface LinkDependencies {
  connect: () => Port;
  /** The browser's message on a port that closed. */
  lastError: (port: Port) => string | undefined;
  hello: () => Promise<HelloRequest>;
  /** Called when the status of the link changes. */
  onStatus: (status: HostStatus, version: string | null) => void;
}

/** The host could not be reached, or ended before it answered. */
export class LinkError extends Error {
  constructor(
    readonly status: LinkFailure,
    /** The host had greeted: it ended, or fell silent, over this very request. */
    readonly greeted: boolean,
  ) {
    super(status);
  }
}

const ANSWER_MS = 30_000;
const IDLE_MS = 60_000;

interface Pending {
  resolve: (reply: Record<string, unknown>) => void;
  reject: (error: LinkError) => void;
  timer: ReturnType<typeof setTimeout>;
}

interface Session {
  port: Port;
  pending: Map<number, Pending>;
  greeted: boolean;
  version: string | null;
  closing: boolean;
  /** Why the session ended. */
  ended: LinkFailure | null;
  ready: Promise<void>;
}

/** Which side is too old; null when both speak a common protocol. */
function misfitOf(protocol: number | null): "outdated" | "ahead" | null {
  if (protocol === null || protocol < PROTOCOLS.from) return "outdated";
  return protocol > PROTOCOLS.to ? "ahead" : null;
}

export class HostLink {
  private session: Session | null = null;
  private lastId = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;
  /**
   * The last host ended over a request, so the next one's hello does not prove that it works.
   */
  private doubted = false;

  constructor(private readonly dependencies: LinkDependencies) {}

  /** Returns the host's answer; throws LinkError on failure. */
  async request<T extends Request["type"]>(request: Request & { type: T }): Promise<HostReply<T>> {
    const session = this.session ?? this.open();
    await session.ready;
    const reply = await this.ask(session, fitTo(request, session.version));
    if (this.doubted) this.dependencies.onStatus("connected", session.version);
    this.doubted = false;
    if (reply["ok"] === true) {
      const answer = replyOf<T>(request.type, reply);
      return answer === undefined ? { ok: false, error: INVALID_REPLY } : { ok: true, reply: answer };
    }
    const error = errorOf(reply["error"]);
    // The host may use only the directory that it found at its start; a directory created later
    // needs a new host.
    if (error.code === "storage") this.close();
    return { ok: false, error };
  }

  /**
   * Closes the port once no request is pending; the next request opens a new one with a new
   * hello.
   */
  close(): void {
    const { session } = this;
    if (session === null) return;
    session.closing = true;
    if (session.greeted && session.pending.size === 0) this.end(session, "crashed", false);
  }

  private open(): Session {
    const pending = new Map<number, Pending>();
    const port = this.dependencies.connect();
    const session: Session = {
      port,
      pending,
      greeted: false,
      version: null,
      closing: false,
      ended: null,
      ready: Promise.resolve(),
    };
    this.session = session;
    port.onMessage.addListener((message) => this.receive(session, message));
    port.onDisconnect.addListener((closed) => {
      this.end(session, failureOf(this.dependencies.lastError(closed)), true);
    });
    session.ready = this.greet(session);
    return session;
  }

  private async greet(session: Session): Promise<void> {
    const reply = await this.ask(session, await this.dependencies.hello());
    const host = hostOf(reply);
    const misfit = reply["ok"] === true ? misfitOf(host.protocol) : null;
    if (misfit !== null) {
      this.dependencies.onStatus(misfit, host.version);
      this.end(session, misfit, false);
      throw new LinkError(misfit, false);
    }
    // A host that greets with an error, such as a full disk, answers requests with it again.
    session.greeted = true;
    session.version = host.version;
    // Open pages ask again on "connected", so a host that ends over each request must not be
    // reported.
    if (!this.doubted) this.dependencies.onStatus("connected", host.version);
  }

  private ask(session: Session, request: Request): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      if (this.session !== session) {
        reject(new LinkError(session.ended ?? "crashed", false));
        return;
      }
      const id = ++this.lastId;
      const timer = setTimeout(() => this.end(session, "crashed", true), ANSWER_MS);
      session.pending.set(id, { resolve, reject, timer });
      clearTimeout(this.idle);
      try {
        session.port.postMessage({ id, ...request });
      } catch {
        this.end(session, "crashed", true);
      }
    });
  }

  private receive(session: Session, message: unknown): void {
    if (!isRecord(message)) return;
    // A frame that the host could not parse is answered without an id; answers come in order.
    const id = message["id"] === null ? session.pending.keys().next().value : message["id"];
    const pending = typeof id === "number" ? session.pending.get(id) : undefined;
    if (pending === undefined) return;
    session.pending.delete(id as number);
    clearTimeout(pending.timer);
    pending.resolve(message);
    if (session.pending.size > 0) return;
    clearTimeout(this.idle);
    // The hello's answer is followed by the request that caused it.
    const idle = session.closing && session.greeted ? 0 : IDLE_MS;
    this.idle = setTimeout(() => this.close(), idle);
  }

  /** `tell`: report the status; a host that ends while idle has not failed. */
  private end(session: Session, status: LinkFailure, tell: boolean): void {
    if (this.session !== session) return;
    this.session = null;
    session.ended = status;
    clearTimeout(this.idle);
    session.port.disconnect();
    if (session.greeted && session.pending.size > 0) this.doubted = true;
    if (tell && (!session.greeted || session.pending.size > 0)) this.dependencies.onStatus(status, null);
    for (const { reject, timer } of session.pending.values()) {
      clearTimeout(timer);
      reject(new LinkError(status, session.greeted));
    }
    session.pending.clear();
  }
}
