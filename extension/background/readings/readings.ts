/**
 * Takes what content scripts read: attributes each reading to an account, counts its acts and visits
 * once, and queues an observation for the host.
 */

import type { LocalEvent } from "../../contract/protocol";
import type { ContentAnswer, ReadingMessage, ReadyMessage } from "../../messages";
import { carriesSomething } from "../../messages/reading";
import { sourceFor } from "../../messages/program";
import { askSystem } from "../../platform/system";
import { localDay, localMoment } from "../../text/format";
import { attribute, broken, type Source, type Verdict } from "./account";
import { countActs } from "./acts";
import { checkBeside, checkOpened, checkReading, type CheckedReading } from "./check";
import { isReading, type Context } from "../context";
import type { Delivery } from "../host/delivery";
import { observationOf, presence, signOutOf } from "./observation";
import type { Display } from "../shown/display";
import type { Session } from "../storage";
import { countVisits } from "./visits";
import { Notes } from "./notes";
import { Tabs } from "./tabs";

const NOT_READ: ContentAnswer = { read: false, taken: false, known: null };

/** Acts and visits of another account start empty. */
const nothingSeen = (): Pick<Session, "visits" | "acts"> => ({
  visits: { day: "", seen: {} },
  acts: { since: 0, counted: {} },
});

export class Readings {
  private readonly notes: Notes;
  private readonly tabs: Tabs;

  constructor(
    private readonly context: Context,
    private readonly delivery: Delivery,
    private readonly display: Display,
  ) {
    this.notes = new Notes(context);
    this.tabs = new Tabs(context);
  }

  /** Answers a document whether it may read. */
  async ready(message: ReadyMessage, tab: number): Promise<ContentAnswer> {
    const now = this.context.now().getTime();
    const opened = checkOpened(message, now);
    if (opened === null || !(await isReading(this.context))) return NOT_READ;
    await this.tabs.follow(now);
    const ready = { read: true, taken: false };
    if (!this.tabs.apart) return { ...ready, known: await this.tabs.knownTo(tab, opened) };
    if (await this.tabs.meet(tab, checkBeside(message))) await this.release(tab);
    const siblings = { tab, channel: await this.tabs.channel() };
    return { ...ready, known: await this.tabs.knownTo(tab, opened), siblings };
  }

  async read(message: ReadingMessage, tab: number): Promise<ContentAnswer> {
    if (!(await isReading(this.context))) return NOT_READ;
    const now = this.context.now();
    const checked = checkReading(message, now.getTime());
    if (checked === null) return { read: true, taken: false, known: null };
    const { reading, opened } = checked;
    await this.tabs.follow(now.getTime());
    if (reading.status === "signed_out") await this.signedOut(opened, now);
    else if (reading.status === "ok" || reading.status === "unknown_markup") {
      if (await this.signedIn(checked, await this.tabs.sourceOf(tab, opened), now)) await this.release(tab);
    }
    return { read: true, taken: true, known: await this.tabs.knownTo(tab, opened) };
  }

  private async signedOut(opened: number, now: Date): Promise<void> {
    const before = await this.context.session.get("attribution");
    if (opened < before.brokenAt || before.signedOut) return;
    await this.breakOff(now, true);
    await this.display.changed();
    void this.delivery.deliver();
  }

  /**
   * From here on nobody is known to be signed in, and readings that wait for a profile are dropped.
   */
  async breakOff(now: Date, signedOut: boolean): Promise<void> {
    const { session } = this.context;
    const attribution = broken(await session.get("attribution"), now.getTime(), signedOut);
    await session.set({ attribution, held: {}, ...nothingSeen() });
    await this.notes.dropUnowned();
    await this.queueSignOut(now);
  }

  private async queueSignOut(now: Date): Promise<void> {
    await this.context.outbox.add(signOutOf(this.context.uuid(), localMoment(now)));
  }

  /**
   * Stores the readings that were held until this tab's session was named, each at its own moment.
   */
  private async release(tab: number): Promise<void> {
    for (const one of await this.tabs.jarOf(tab)) {
      for (const reading of await this.tabs.take(one)) {
        const at = new Date(reading.ms);
        await this.signedIn(this.asOf(at, reading), await this.tabs.sourceOf(one, reading.opened), at);
      }
    }
  }

  /**
   * Removes the events of a past day: only today's are remembered, so older ones could count twice.
   */
  private asOf(at: Date, checked: CheckedReading): CheckedReading {
    if (localDay(at) === localDay(this.context.now())) return checked;
    return { ...checked, acts: [], reading: { ...checked.reading, visits: [] } };
  }

  /** Stores the reading for its account or holds it; true when it named its tab's user. */
  private async signedIn(checked: CheckedReading, source: Source, now: Date): Promise<boolean> {
    const { local, session } = this.context;
    const before = await session.get("attribution");
    const result = attribute(checked.reading.self, source, before, await local.get("accounts"));
    const { verdict, attribution, accounts } = result;
    await session.set({ attribution });
    const mayBeAnothers = verdict.kind === "held" || (verdict.kind === "waiting" && this.tabs.apart);
    if (mayBeAnothers) await this.tabs.hold(source.tab, { ...checked, ms: now.getTime() });
    if (verdict.kind === "dropped" || verdict.kind === "held") return false;
    const current = attribution.current?.key ?? null;
    if (verdict.kind === "known") {
      await local.set({ accounts });
      await this.notes.assign(verdict.profile, current, verdict.switched);
      if (verdict.switched) {
        await session.set(nothingSeen());
        await this.queueSignOut(now);
      } else {
        // The host gives waiting readings to the user now named, so the held copies are not needed.
        await this.tabs.drop(before.waiting);
      }
    }
    await this.queue(checked, source, now, verdict, current);
    await this.display.changed();
    void this.delivery.deliver();
    return verdict.kind === "known";
  }

  /** Notes the reading and queues its observation, if it says anything. */
  private async queue(
    { reading, settled, acts }: CheckedReading,
    source: Source,
    now: Date,
    verdict: Verdict & { kind: "known" | "waiting" },
    current: string | null,
  ): Promise<void> {
    const { local, outbox, uuid } = this.context;
    const profile = verdict.kind === "known" ? verdict.profile : undefined;
    const confirmed = verdict.kind === "known" && verdict.confirmed;
    const at = localMoment(now);
    const today = localDay(now);
    const filled = await this.notes.noteHealth(reading, settled, at);
    const events = await this.countEvents({ reading, acts, opened: source.opened }, now);
    const active = await this.notes.activeOn(today, profile?.key ?? "");
    if (profile === undefined || profile.key === current) {
      await this.notes.noteSsi(reading, profile?.key ?? null, at);
      await this.notes.notePage(reading, at);
    }
    const { since } = await local.get("agreement");
    const observation = observationOf(reading, {
      request: uuid(),
      at,
      profile,
      events,
      active: active.due ? presence(since, today) : null,
      filled,
    });
    const says = carriesSomething(observation) || filled;
    if ((says || confirmed) && (await this.hasProgram())) {
      await outbox.add(observation);
      await local.set({ active: active.memory });
    }
  }

  /** The acts and visits that were not counted before. */
  private async countEvents(
    { reading, acts, opened }: Pick<CheckedReading, "reading" | "acts" | "opened">,
    now: Date,
  ): Promise<LocalEvent[]> {
    const { session } = this.context;
    const today = localDay(now);
    const visited = countVisits(await session.get("visits"), reading.visits, today);
    const acted = countActs(await session.get("acts"), acts, { ms: now.getTime(), today, opened });
    // Saved before they are queued: if the worker dies, an act may get lost but never counts twice.
    await session.set({ visits: visited.memory, acts: acted.memory });
    return [...visited.events, ...acted.events];
  }

  /** True where the program can run; elsewhere a queue would only grow. */
  private async hasProgram(): Promise<boolean> {
    const { status } = await this.context.session.get("link");
    return status === "connected" || sourceFor(await askSystem()) !== null;
  }
}
