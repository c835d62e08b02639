/** The last state of the account shown, stored for the next first paint. */

import type { StateReply } from "../../contract/protocol";
import { keyOf } from "../readings/account";
import type { Context } from "../context";

export class ShownState {
  private deletions = 0;

  constructor(private readonly context: Context) {}

  /** Changes when data is deleted: replies to older requests are not stored. */
  get generation(): number {
    return this.deletions;
  }

  outdate(): void {
    this.deletions += 1;
  }

  /** Stores a state, unless data was deleted since it was requested. */
  async keep(reply: StateReply, generation: number): Promise<void> {
    if (generation !== this.deletions) return;
    await this.context.local.set({ cached: { state: reply.state, badge: reply.badge } });
  }

  /** The account that badge and popup show when a request names none. */
  async key(): Promise<string | null> {
    const { current } = await this.context.session.get("attribution");
    return current?.key ?? (await this.context.local.get("lastKey"));
  }

  /** True for the account shown: a queued observation of another one must not replace its state. */
  async isOf(key: string | undefined): Promise<boolean> {
    const shown = await this.key();
    if (key === undefined || shown === null || key === shown) return true;
    const account = (await this.context.local.get("accounts")).find((known) => keyOf(known) === shown);
    return account?.vanities.includes(key) ?? false;
  }
}
