/** Requests of pages, and the background's own, to the host. */

import type { Request, StateReply } from "../../contract/protocol";
import type { HostAnswer, HostReply } from "../../messages";
import type { Context } from "../context";
import { forgetProfile, namesOf } from "../requests/forget";
import { LinkError } from "./link";
import type { Display } from "../shown/display";
import type { ShownError } from "../shown/shown-error";
import { isOfShown, type ShownState } from "../shown/shown-state";
import type { Contact } from "./contact";
import type { Delivery } from "./delivery";

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
    const request = await this.shownState.completed(asked);
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
      if (error.code === "unknown_profile" && request.type === "state")
        await this.unknownProfile("profile" in request ? request.profile?.key : undefined);
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

  /**
   * An account that the host has shown before was deleted elsewhere, unless counts for it still
   * wait: the browser's copy goes too.
   */
  private async unknownProfile(key: string | undefined): Promise<void> {
    const { local, outbox, serial } = this.context;
    await serial.run(async () => {
      await this.contact.inTouch();
      const { accounts, cached } = await local.pick("accounts", "cached");
      const shown = cached?.state.profile?.key;
      const wasKnown = key !== undefined && shown !== undefined && namesOf(accounts, key).includes(shown);
      if (wasKnown && (await outbox.count()) === 0) await forgetProfile(this.context, key);
      await local.set({ cached: null });
    });
    await this.display.changed();
    void this.delivery.deliver();
  }
}
