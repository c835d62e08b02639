/** Answers the extension's own pages. */

import type { PageKind } from "../../contract/pages";
import { LIMITS } from "../../contract/limits";
import type { Day, ForgetRequest, Request } from "../../contract/protocol";
import type {
  Answers,
  ArchiveStep,
  DisplaySettings,
  HostAnswer,
  Message,
  PageMessage,
  StatusReply,
} from "../../messages";
import { printable } from "../../messages/shape";
import { localDay, localMoment } from "../../text/format";
import { isReading, type Context } from "../context";
import type { Contact } from "../host/contact";
import type { Delivery } from "../host/delivery";
import type { Questions } from "../host/questions";
import { typedReplies } from "../readings/observation";
import type { Readings } from "../readings/readings";
import type { Display } from "../shown/display";
import { relabelled, withLabel } from "../shown/labels";
import type { ShownState } from "../shown/shown-state";
import { structureOf, wakeAll } from "./content-scripts";
import { forgetAll, forgetProfile } from "./forget";

type Handlers = {
  [T in PageMessage["type"]]: (message: Message<T>) => Promise<Answers[T]>;
};

export class Requests {
  private readonly handlers: Handlers = {
    status: () => this.display.status(),
    agree: ({ agreed }) => this.change(() => this.agree(agreed)),
    pause: ({ paused }) => this.change(() => this.pause(paused)),
    reconnect: () => this.reconnect(),
    typed: ({ day, count }) => this.context.serial.run(() => this.typed(day, count)),
    archive: ({ step }) => this.context.serial.run(() => this.archive(step)),
    report: ({ page }) => this.report(page),
    display: ({ change }) => this.change(() => this.show(change)),
    label: ({ key, label }) => this.change(() => this.label(key, label)),
    host: ({ request }) => (request.type === "forget" ? this.forget(request) : this.ask(request)),
  };

  constructor(
    private readonly context: Context,
    private readonly contact: Contact,
    private readonly delivery: Delivery,
    private readonly questions: Questions,
    private readonly readings: Readings,
    private readonly display: Display,
    private readonly shownState: ShownState,
  ) {}

  /** Null for a message of an unknown type. */
  answer<T extends PageMessage["type"]>(message: Message<T>): Promise<Answers[T]> | null {
    const { type } = message as { type: T };
    return Object.hasOwn(this.handlers, type) ? this.handlers[type](message) : null;
  }

  /**
   * Remembers that the archive was asked for until the reminder was shown or an archive was
   * imported.
   */
  private async archive(step: ArchiveStep): Promise<void> {
    const archiveAsked = step === "asked" ? this.context.now().getTime() : null;
    await this.context.local.set({ archiveAsked });
  }

  private async show(change: Partial<DisplaySettings>): Promise<void> {
    const { local } = this.context;
    await local.set({ display: { ...(await local.get("display")), ...change } });
    await this.display.changed();
  }

  private async label(key: string, label: string): Promise<void> {
    const { labels } = await this.context.local.get("display");
    await this.show({ labels: withLabel(labels, key, printable(label.trim(), LIMITS.label)) });
  }

  private async ask<R extends Request>(request: R): Promise<HostAnswer<R["type"]>> {
    const answer = await this.questions.ask<R["type"]>(request);
    if (!answer.ok) return answer;
    const { labels } = await this.context.local.get("display");
    return { ok: true, reply: relabelled(answer.reply, labels) };
  }

  private async agree(agreed: boolean): Promise<void> {
    const { local, now: clock } = this.context;
    const before = await local.get("agreement");
    if (before.agreed === agreed) return;
    const now = clock();
    // Coverage starts again: between withdrawal and this day nothing was counted.
    await local.set({ agreement: { agreed, since: agreed ? localDay(now) : before.since } });
    if (!agreed) await this.readings.breakOff(now, false);
    // The next hello sends the host the day.
    this.contact.close();
    await this.readingChanged();
  }

  private async pause(paused: boolean): Promise<void> {
    const { local, now } = this.context;
    if ((await local.get("paused")) === paused) return;
    await local.set({ paused });
    // A sign-out would go unseen until reading resumes.
    if (paused) await this.readings.breakOff(now(), false);
    await this.readingChanged();
  }

  private async change(task: () => Promise<void>): Promise<StatusReply> {
    await this.context.serial.run(task);
    return this.display.status();
  }

  private async readingChanged(): Promise<void> {
    await wakeAll();
    await this.display.changed();
    void this.delivery.deliver();
  }

  /** Queues InMail replies typed by the user for the account shown; false without one. */
  private async typed(day: Day, count: number): Promise<boolean> {
    const { local, outbox, uuid } = this.context;
    const now = this.context.now();
    const key = await this.shownState.key();
    const { agreed } = await local.get("agreement");
    if (!agreed || key === null || day > localDay(now)) return false;
    await outbox.add(typedReplies({ request: uuid(), at: localMoment(now), key, day, count }));
    await this.display.changed();
    void this.delivery.deliver();
    return true;
  }

  private async report(page: PageKind): Promise<string | null> {
    return (await isReading(this.context)) ? structureOf(page) : null;
  }

  /** Contacts the host now; the status says how that went. */
  private async reconnect(): Promise<StatusReply> {
    await this.questions.reconnect();
    // The queue runs this after the outcome of the attempt was stored.
    return this.context.serial.run(() => this.display.status());
  }

  private async forget(request: ForgetRequest): Promise<HostAnswer<"forget">> {
    const { serial } = this.context;
    this.shownState.outdate();
    await serial.run(async () => {
      await (request.profile === undefined
        ? forgetAll(this.context)
        : forgetProfile(this.context, request.profile.key));
      await this.display.changed();
    });
    const answer = await this.questions.ask(request);
    await this.questions.ask({ type: "state" });
    return answer;
  }
}
