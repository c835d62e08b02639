/** Requests of pages, and the background's own, to the host. */

import type { Request, StateReply } from "../../contract/protocol";
import { STATE_EXTRAS, type HostAnswer, type HostReply } from "../../messages";
import type { Context } from "../context";
import { LinkError } from "./link";
import type { Display } from "../shown/display";
import type { ShownError } from "../shown/shown-error";
import type { ShownState } from "../shown/shown-state";
import type { Contact } from "./contact";
import type { Delivery } from "./delivery";

/** The request with all that is stored of a state. */
function withExtras<R extends Request>(asked: R): R {
  const others = asked.type === "state" ? (asked.with ?? []) : [];
  return { ...asked, with: [...new Set([...STATE_EXTRAS, ...others])] };
}

/** True for a request for the state that badge and popup show. */
const isOfShown = (asked: Request): boolean =>
  asked.type === "state" && !("profile" in asked) && !("at" in asked);

/** Requests about one account. */
const ABOUT_ONE: ReadonlySet<Request["type"]> = new Set([
  "state",
  "history",
  "activity",
  "export",
  "why",
  "goal",
]);

export class Questions {
  constructor(
    private readonly context: Context,
    private readonly contact: Contact,
    private readonly delivery: Delivery,
    private readonly display: Display,
    private readonly shownState: ShownState,
    private readonly shownError: ShownError,
  ) {}

  /** Sends a request to the host and returns its answer; a missing host is an answer too. */
  async ask<T extends Request["type"]>(asked: Request & { type: T }): Promise<HostAnswer<T>> {
    const { serial } = this.context;
    const isShown = isOfShown(asked);
    // What is stored must not depend on which page asked last: each change is announced to all.
    const request = await this.addressed(isShown ? withExtras(asked) : asked);
    const { generation } = this.shownState;
    let answer: HostReply<T>;
    try {
      answer = await this.contact.request<T>(request);
    } catch (error) {
      const status = error instanceof LinkError ? error.status : "crashed";
      await serial.run(() => this.delivery.putOff());
      return { ok: false, error: { code: "no_host", message: status } };
    }
    if (!answer.ok) {
      const { error } = answer;
      if (await this.shownError.failed(request.type, error)) await this.display.changed();
      // Deleted from the command line or another browser, or still in the queue.
      if (error.code === "unknown_profile" && request.type === "state") await this.unknownProfile();
      return answer;
    }
    const { reply } = answer;
    await serial.run(async () => {
      await this.contact.inTouch();
      await this.shownError.succeeded(request.type);
      if (isShown) await this.shownState.keep(reply as StateReply, generation);
    });
    await this.display.changed();
    void this.delivery.deliver();
    return answer;
  }

  /** Contacts the host now, whatever the delay. */
  async reconnect(): Promise<void> {
    this.shownError.retry();
    await this.ask({ type: "state" });
  }

  private async unknownProfile(): Promise<void> {
    await this.context.serial.run(async () => {
      await this.contact.inTouch();
      await this.context.local.set({ cached: null });
    });
    await this.display.changed();
    void this.delivery.deliver();
  }

  /** A request without a profile is about the account shown in this browser profile. */
  private async addressed<R extends Request>(request: R): Promise<R> {
    if (!ABOUT_ONE.has(request.type) || "profile" in request) return request;
    const key = await this.shownState.key();
    return key === null ? request : { ...request, profile: { key } };
  }
}
