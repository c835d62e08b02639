/** Sends the queued observations to the host, in order, and tries again later while it is away. */

import type { HostError } from "../../contract/protocol";
import type { HostReply } from "../../messages";
import type { Context } from "../context";
import { dispositionOf, withoutRefused } from "./host-errors";
import { LinkError } from "./link";
import type { Entry } from "./outbox";
import type { Display } from "../shown/display";
import type { ShownError } from "../shown/shown-error";
import type { ShownState } from "../shown/shown-state";
import type { Contact } from "./contact";

/**
 * An observation that ends the host every time would block all others. It is given up after so many
 * crashes, and not before a day in which the host could have been repaired.
 */
const PATIENCE = { crashes: 12, ms: 24 * 3600_000 };
/**
 * The browser stops a worker without an open port after 30 s; a longer wait ends with the next
 * message.
 */
const LONGEST_TIMER_MS = 25_000;

export class Delivery {
  private delivering = false;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly context: Context,
    private readonly contact: Contact,
    private readonly display: Display,
    private readonly shownState: ShownState,
    private readonly shownError: ShownError,
  ) {}

  /** Sends the queue until it is empty or the host cannot be reached. */
  async deliver(): Promise<void> {
    if (this.delivering) return;
    this.delivering = true;
    try {
      while (await this.deliverQueue()) await this.showDelivered();
    } finally {
      this.delivering = false;
    }
  }

  /** Sends what the queue holds; true when anything was sent. */
  private async deliverQueue(): Promise<boolean> {
    let delivered = false;
    while (await this.deliverNext()) delivered = true;
    return delivered;
  }

  private async showDelivered(): Promise<void> {
    await this.contact.greetAgain().catch(() => undefined);
    await this.askShown().catch(() => undefined);
  }

  /** Stores the state that the observations changed. Their own replies lack the popup's extras. */
  private async askShown(): Promise<void> {
    const { generation } = this.shownState;
    const answer = await this.contact.request<"state">(await this.shownState.completed({ type: "state" }));
    if (!answer.ok) return;
    await this.context.serial.run(() => this.shownState.keep(answer.reply, generation));
    await this.display.changed();
  }

  /** Schedules the next attempt after one that failed. */
  async putOff(): Promise<void> {
    this.later(await this.contact.putOff());
  }

  private later(wait: number): void {
    clearTimeout(this.retry);
    if (wait <= LONGEST_TIMER_MS) this.retry = setTimeout(() => void this.deliver(), wait);
  }

  private async deliverNext(): Promise<boolean> {
    const { local, outbox, serial } = this.context;
    const { agreed } = await local.get("agreement");
    const wait = await this.contact.wait();
    if (!agreed || (await outbox.count()) === 0) return false;
    if (wait > 0) {
      this.later(wait);
      return false;
    }
    const entry = await outbox.next();
    if (entry === null) return false;
    let answer: HostReply<"observe">;
    try {
      answer = await this.contact.request(entry.request);
    } catch (error) {
      const crashed = error instanceof LinkError && error.greeted;
      await serial.run(() => this.unsent(entry, crashed));
      return false;
    }
    return serial.run(() => this.settle(entry, answer));
  }

  private async unsent(entry: Entry, crashed: boolean): Promise<void> {
    await this.context.outbox.unsent(entry, crashed);
    const age = this.context.now().getTime() - Date.parse(entry.request.at);
    if (entry.crashes >= PATIENCE.crashes && age >= PATIENCE.ms) {
      await this.refuse(entry, { code: "internal", message: "the host ended over it" });
    }
    await this.putOff();
    await this.display.changed();
  }

  /** Handles the answer to an entry; true when the next one can be sent. */
  private async settle(entry: Entry, answer: HostReply<"observe">): Promise<boolean> {
    const { outbox } = this.context;
    if (answer.ok) {
      await outbox.sent(entry);
      await this.shownError.clear();
      await this.contact.inTouch();
      await this.display.changed();
      return true;
    }
    if (dispositionOf(answer.error.code) === "refused") {
      await this.refuse(entry, answer.error);
      await this.display.changed();
      return true;
    }
    await outbox.unsent(entry, false);
    await this.shownError.show(answer.error);
    await this.putOff();
    await this.display.changed();
    return false;
  }

  private async refuse(entry: Entry, last: HostError): Promise<void> {
    const { local, outbox } = this.context;
    const rest = withoutRefused(entry.request, last);
    await (rest === null ? outbox.sent(entry) : outbox.shortened(entry, rest));
    const before = await local.get("refused");
    await local.set({ refused: { count: (before?.count ?? 0) + 1, last } });
  }
}
