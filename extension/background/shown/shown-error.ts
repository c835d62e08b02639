/** The host's error that the user must see. */

import type { HostError, Request } from "../../contract/protocol";
import type { Context } from "../context";

/** Errors shown to the user whatever the request. */
const HEARD: ReadonlySet<string> = new Set(["storage", "newer_schema", "internal"]);

export class ShownError {
  /**
   * Request types that failed last time. A good answer to another type does not clear the error.
   */
  private readonly failing = new Set<Request["type"]>();

  constructor(private readonly context: Context) {}

  async show(error: HostError): Promise<void> {
    await this.context.local.set({ error });
  }

  /** Forgets which requests failed; the error stays until the next answer. */
  retry(): void {
    this.failing.clear();
  }

  async clear(): Promise<void> {
    this.failing.clear();
    await this.context.local.set({ error: null });
  }

  /** Notes a failed request; true when its error is shown. */
  async failed(type: Request["type"], error: HostError): Promise<boolean> {
    if (!HEARD.has(error.code)) return false;
    this.failing.add(type);
    await this.show(error);
    return true;
  }

  async succeeded(type: Request["type"]): Promise<void> {
    this.failing.delete(type);
    // A queued observation reports on its own whether it can be stored.
    if (this.failing.size === 0 && (await this.context.outbox.count()) === 0) await this.clear();
  }
}
