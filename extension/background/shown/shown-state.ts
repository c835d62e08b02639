/** The last state of the account shown, stored for the next first paint. */

import type { Request, StateReply } from "../../contract/protocol";
import { STATE_EXTRAS } from "../../messages";
import type { Context } from "../context";
import { foundAfter } from "./milestones";

/** Requests about one account. */
const ABOUT_ONE: ReadonlySet<Request["type"]> = new Set([
  "state",
  "history",
  "activity",
  "export",
  "why",
  "goal",
  "share",
]);

/** True for a request for the state that badge and popup show. */
export const isOfShown = (asked: Request): boolean =>
  asked.type === "state" && !("profile" in asked) && !("at" in asked);

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
    const { local } = this.context;
    await local.set({ cached: reply, found: foundAfter(await local.get("found"), reply.state) });
  }

  /** The account that badge and popup show when a request names none. */
  async key(): Promise<string | null> {
    const { current } = await this.context.session.get("attribution");
    return current?.key ?? (await this.context.local.get("lastKey"));
  }

  /**
   * A request without a profile is about the account shown. One for the shown state asks for all
   * that is stored of it: each change is announced to all pages, whichever asked last.
   */
  async completed<R extends Request>(asked: R): Promise<R> {
    const more = "with" in asked ? (asked.with ?? []) : [];
    const request = isOfShown(asked) ? { ...asked, with: [...new Set([...STATE_EXTRAS, ...more])] } : asked;
    if (!ABOUT_ONE.has(request.type) || "profile" in request) return request;
    const key = await this.key();
    return key === null ? request : { ...request, profile: { key } };
  }
}
