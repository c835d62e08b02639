/**
 * The background takes readings from content scripts, keeps them until the host acknowledges them,
 * answers the extension's own pages and updates the badge. The browser may stop it at any idle
 * moment, so all state that matters is in storage.
 */

import type {
  ArchiveStep,
  ChangedMessage,
  ContentAnswer,
  HostAnswer,
  HostStatus,
  PageMessage,
  PageReading,
  ReadingMessage,
  ReadyMessage,
  Self,
  StatusReply,
  StructureMessage,
  WakeMessage,
} from "../messages";
import type { PageKind } from "../contract/pages";
import { localDay, localMoment } from "../text/format";
import { pagesRead } from "../messages/pages";
import { askSystem } from "../platform/system";
import { sourceFor } from "../messages/program";
import { carriesSomething, gaveSomething } from "../messages/reading";
import {
  PROTOCOLS,
  type Day,
  type HelloRequest,
  type HostError,
  type Moment,
  type ProfileRef,
  type Request,
  type StateReply,
} from "../contract/protocol";
import { RULES_VERSION } from "../reader/rules";
import { LINKEDIN_PATTERN } from "../manifest";
import { countActs } from "./acts";
import { attribute, broken, keyOf, knownTo, type Source } from "./account";
import { healthAfter, healthToTell, isEmpty } from "./health";
import { delayAfter, LONGEST_MS } from "./backoff";
import { badgeFor, showBadge } from "./badge";
import { checkBeside, checkOpened, checkReading, isOwnPage, linkedInTab, type CheckedReading } from "./check";
import { dispositionOf, withoutRefused } from "./host-errors";
import { FirstRun } from "./first-run";
import { hold } from "./held";
import { jarOf, together } from "./jars";
import { HostLink, LinkError, type Port } from "./link";
import { observationOf, presence, signOutOf, typedReplies } from "./observation";
import { Outbox, type Entry } from "./outbox";
import { Mutex } from "./mutex";
import { localShelf, sessionShelf, type Local, type Session } from "./storage";
import { countVisits } from "./visits";

export interface Dependencies {
  connect: () => Port;
  lastError: (port: Port) => string | undefined;
  now: () => Date;
  uuid: () => string;
  /** In [0, 1). */
  random: () => number;
  browser: string;
}

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
/** Characters of a report on a page's structure. */
const LONGEST_REPORT = 1_000_000;
/** LinkedIn says that the larger archive takes up to a day. */
const ARCHIVE_TAKES_MS = 86_400_000;
/** Storage keys about LinkedIn's number; each entry holds the key of its profile. */
const ABOUT_SSI = ["official", "noAccess"] as const;
const NOT_READ: ContentAnswer = { read: false, taken: false, known: null };

/** Errors shown to the user whatever the request. */
const HEARD: ReadonlySet<string> = new Set(["storage", "newer_schema", "internal"]);

/** Requests about one account. */
const ABOUT_ONE: ReadonlySet<Request["type"]> = new Set([
  "state",
  "history",
  "activity",
  "export",
  "why",
  "goal",
]);

export class Background {
  private readonly local = localShelf();
  private readonly session = sessionShelf();
  private readonly firstRun = new FirstRun(this.local, this.session);
  private readonly outbox = new Outbox(chrome.storage.local);
  private readonly serial = new Mutex();
  private readonly showing = new Mutex();
  private readonly link: HostLink;
  private delivering = false;
  private retry: ReturnType<typeof setTimeout> | undefined;
  /** Bumped on delete; replies to older requests are discarded. */
  private generation = 0;
  /** The state last announced to open pages. */
  private told = "";
  /** The page health last sent to the host. */
  private greetedWith = "";
  /**
   * Request types that failed last time. A good answer to another type does not clear the error
   * shown.
   */
  private readonly failing = new Set<Request["type"]>();

  constructor(private readonly dependencies: Dependencies) {
    this.link = new HostLink({
      connect: dependencies.connect,
      lastError: dependencies.lastError,
      hello: () => this.hello(),
      onStatus: (status, version) => void this.serial.run(() => this.linkIs(status, version)),
    });
  }

  /** Adds every listener synchronously, because an event may wake the worker. */
  listen(): void {
    chrome.runtime.onMessage.addListener((message: unknown, sender, answer: (value: unknown) => void) => {
      const task = this.receive(message, sender);
      if (task === null) return false;
      task.then(answer, () => answer(undefined));
      return true;
    });
    chrome.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === "install") void this.firstRun.installed();
      void this.start();
    });
    chrome.tabs.onRemoved.addListener((tab, { isWindowClosing }) => {
      void this.firstRun.removed(tab, isWindowClosing);
    });
    chrome.runtime.onStartup.addListener(() => void this.start());
    // Content scripts share a process with LinkedIn's scripts and need nothing that is stored.
    void chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
    chrome.permissions.onAdded.addListener(() => void this.changed());
    chrome.permissions.onRemoved.addListener(() => void this.changed());
    void this.deliver();
  }

  /** The browser does not keep the badge, and a new day may change the number. */
  private async start(): Promise<void> {
    await this.changed();
    const { agreed } = await this.local.get("agreement");
    if (agreed) await this.ask({ type: "state" }).catch(() => undefined);
  }

  private receive(message: unknown, sender: chrome.runtime.MessageSender): Promise<unknown> | null {
    const type = (message as { type?: unknown } | null)?.type;
    if (type === "ready" || type === "reading") {
      const tab = linkedInTab(sender, chrome.runtime.id);
      if (tab === null) return null;
      const content = message as ReadyMessage | ReadingMessage;
      return this.serial.run(() =>
        content.type === "ready" ? this.ready(content, tab) : this.read(content, tab),
      );
    }
    if (!isOwnPage(sender, chrome.runtime.id, chrome.runtime.getURL(""))) return null;
    void this.firstRun.heard(sender);
    return this.answer(message as PageMessage);
  }

  // ---- readings -------------------------------------------------------------------------------

  private async wanted(): Promise<boolean> {
    const { agreed } = await this.local.get("agreement");
    return agreed && !(await this.local.get("paused"));
  }

  private async ready(message: ReadyMessage, tab: number): Promise<ContentAnswer> {
    const opened = checkOpened(message, this.dependencies.now().getTime());
    if (opened === null || !(await this.wanted())) return NOT_READ;
    const ready = { read: true, taken: false };
    if (!this.apart) return { ...ready, known: await this.knownTo(tab, opened) };
    await this.meet(tab, checkBeside(message));
    const siblings = { tab, channel: await this.channel() };
    return { ...ready, known: await this.knownTo(tab, opened), siblings };
  }

  /** Notes which tabs share a session, so that a name given by one holds for all. */
  private async meet(tab: number, beside: number[]): Promise<void> {
    if (beside.length === 0) return;
    const jars = together(await this.session.get("jars"), [tab, ...beside]);
    await this.session.set({ jars });
    const { owners } = await this.session.get("attribution");
    if (jarOf(jars, tab).some((one) => owners[one] !== undefined)) await this.release(tab);
  }

  private async channel(): Promise<string> {
    const known = await this.session.get("channel");
    if (known !== "") return known;
    const channel = this.dependencies.uuid();
    await this.session.set({ channel });
    return channel;
  }

  private async read(message: ReadingMessage, tab: number): Promise<ContentAnswer> {
    if (!(await this.wanted())) return NOT_READ;
    const now = this.dependencies.now();
    const checked = checkReading(message, now.getTime());
    if (checked === null) return { read: true, taken: false, known: null };
    const { reading, opened } = checked;
    if (reading.status === "signed_out") await this.signedOut(opened, now);
    else if (reading.status === "ok" || reading.status === "unknown_markup") {
      if (await this.signedIn(checked, await this.sourceOf(tab, opened), now)) await this.release(tab);
    }
    return { read: true, taken: true, known: await this.knownTo(tab, opened) };
  }

  /**
   * True in Firefox, where a tab may be in another container and the extension cannot see which.
   */
  private get apart(): boolean {
    return this.dependencies.browser === "firefox";
  }

  private async sourceOf(tab: number, opened: number): Promise<Source> {
    return { tab, opened, jar: this.apart ? jarOf(await this.session.get("jars"), tab) : null };
  }

  private async knownTo(tab: number, opened: number): Promise<Self | null> {
    const source = await this.sourceOf(tab, opened);
    return knownTo(source, await this.session.get("attribution"), await this.local.get("accounts"));
  }

  private async signedOut(opened: number, now: Date): Promise<void> {
    const before = await this.session.get("attribution");
    if (opened < before.brokenAt || before.signedOut) return;
    await this.breakOff(now, true);
    await this.changed();
    void this.deliver();
  }

  /**
   * From here on nobody is known to be signed in, and readings that wait for a profile are dropped.
   */
  private async breakOff(now: Date, signedOut: boolean): Promise<void> {
    const attribution = broken(await this.session.get("attribution"), now.getTime(), signedOut);
    await this.session.set({ attribution, held: {}, ...nothingSeen() });
    for (const name of ABOUT_SSI) {
      if ((await this.local.get(name))?.key === null) await this.local.set({ [name]: null });
    }
    await this.outbox.add(signOutOf(this.dependencies.uuid(), localMoment(now)));
  }

  /**
   * Stores the readings that were held until this tab's session was named, each at its own moment.
   */
  private async release(tab: number): Promise<void> {
    for (const one of jarOf(await this.session.get("jars"), tab)) {
      const { [one]: readings = [], ...held } = await this.session.get("held");
      if (readings.length === 0) continue;
      await this.session.set({ held });
      for (const reading of readings) {
        const at = new Date(reading.ms);
        await this.signedIn(this.asOf(at, reading), await this.sourceOf(one, reading.opened), at);
      }
    }
  }

  /** The host gives waiting readings to the user now named, so the held copies are not needed. */
  private async adopted(tabs: number[]): Promise<void> {
    if (tabs.length === 0) return;
    const held = Object.entries(await this.session.get("held"));
    await this.session.set({ held: Object.fromEntries(held.filter(([tab]) => !tabs.includes(Number(tab)))) });
  }

  /**
   * Removes the events of a past day: only today's are remembered, so older ones could count twice.
   */
  private asOf(at: Date, checked: CheckedReading): CheckedReading {
    if (localDay(at) === localDay(this.dependencies.now())) return checked;
    return { ...checked, acts: [], reading: { ...checked.reading, visits: [] } };
  }

  /** Stores the reading for its account or holds it; true when it named its tab's user. */
  private async signedIn(checked: CheckedReading, source: Source, now: Date): Promise<boolean> {
    const { reading, settled, acts } = checked;
    const before = await this.session.get("attribution");
    const result = attribute(reading.self, source, before, await this.local.get("accounts"));
    const { verdict, attribution, accounts } = result;
    await this.session.set({ attribution });
    const mayBeAnothers = verdict.kind === "held" || (verdict.kind === "waiting" && this.apart);
    if (mayBeAnothers) {
      const held = await this.session.get("held");
      await this.session.set({ held: hold(held, source.tab, { ...checked, ms: now.getTime() }) });
    }
    if (verdict.kind === "dropped" || verdict.kind === "held") return false;
    const profile = verdict.kind === "known" ? verdict.profile : undefined;
    const confirmed = verdict.kind === "known" && verdict.confirmed;
    if (verdict.kind === "known") {
      await this.local.set({ accounts });
      await this.belongsTo(verdict.profile, attribution.current?.key ?? null, verdict.switched);
      if (!verdict.switched) await this.adopted(before.waiting);
      if (verdict.switched) {
        await this.session.set(nothingSeen());
        await this.outbox.add(signOutOf(this.dependencies.uuid(), localMoment(now)));
      }
    }

    const at = localMoment(now);
    const known = pagesRead({ pages: await this.local.get("pages"), health: await this.local.get("health") });
    const filled = isEmpty(reading, settled) && known[reading.page] === undefined;
    await this.noteHealth(reading, settled, at);
    const today = localDay(now);
    // Saved before they are queued: if the worker dies, an act may get lost but never counts twice.
    const visited = countVisits(await this.session.get("visits"), reading.visits, today);
    const acted = countActs(await this.session.get("acts"), acts, {
      ms: now.getTime(),
      today,
      opened: source.opened,
    });
    await this.session.set({ visits: visited.memory, acts: acted.memory });
    const events = [...visited.events, ...acted.events];
    const active = await this.activeOn(today, profile?.key ?? "");
    const own = profile === undefined || profile.key === attribution.current?.key;
    if (own) await this.noteSsi(reading, profile?.key ?? null, at);
    if (gaveSomething(reading) && own) {
      await this.local.set({ pages: { ...(await this.local.get("pages")), [reading.page]: at } });
    }
    const { since } = await this.local.get("agreement");
    const observation = observationOf(reading, {
      request: this.dependencies.uuid(),
      at,
      profile,
      events,
      active: active.due ? presence(since, today) : null,
      filled,
    });
    const says = carriesSomething(observation) || filled;
    if ((says || confirmed) && (await this.hasProgram())) {
      await this.outbox.add(observation);
      await this.local.set({ active: active.memory });
    }
    await this.changed();
    void this.deliver();
    return verdict.kind === "known";
  }

  /** Stores LinkedIn's number, or the fact that LinkedIn shows none. */
  private async noteSsi({ official, noAccess }: PageReading, key: string | null, at: Moment): Promise<void> {
    if (official !== undefined) {
      await this.local.set({ official: { key, at, official }, noAccess: null });
    } else if (noAccess === true) {
      const before = await this.local.get("noAccess");
      const since = before?.key === key ? before.since : at;
      await this.local.set({ noAccess: { key, since, seen: at } });
    }
  }

  /** True where the program can run; elsewhere a queue would only grow. */
  private async hasProgram(): Promise<boolean> {
    const { status } = await this.session.get("link");
    return status === "connected" || sourceFor(await askSystem()) !== null;
  }

  private async noteHealth(reading: PageReading, settled: boolean, at: string): Promise<void> {
    const [health, pages] = await Promise.all([this.local.get("health"), this.local.get("pages")]);
    const readBefore = pages[reading.page] !== undefined;
    const after = healthAfter(health[reading.page], reading, { at, settled, readBefore });
    await this.local.set({ health: { ...health, [reading.page]: after } });
  }

  /** Whether the presence of `key` on `today` is due, and the memory after it was sent. */
  private async activeOn(
    today: string,
    key: string,
  ): Promise<{ due: boolean; memory: { day: string; keys: string[] } }> {
    const told = await this.local.get("active");
    const keys = told.day === today ? told.keys : [];
    return { due: !keys.includes(key), memory: { day: today, keys: [...new Set([...keys, key])] } };
  }

  /**
   * Assigns what is shown to its account: LinkedIn's number without an owner becomes the first
   * user's, and another account's last state is removed.
   */
  private async belongsTo(profile: ProfileRef, current: string | null, switched: boolean): Promise<void> {
    const names = [profile.key, ...(profile.aliases ?? [])];
    if (current !== profile.key) return;
    for (const name of ABOUT_SSI) {
      const known = await this.local.get(name);
      if (known === null || known.key === profile.key) continue;
      const own = known.key === null ? !switched : names.includes(known.key);
      await this.local.set({ [name]: own ? { ...known, key: profile.key } : null });
    }
    const lastKey = await this.local.get("lastKey");
    if (lastKey !== null && !names.includes(lastKey))
      await this.local.set({ cached: null, pages: {}, health: {} });
    await this.local.set({ lastKey: profile.key });
  }

  // ---- the host -------------------------------------------------------------------------------

  private async hello(): Promise<HelloRequest> {
    const [pages, health] = await Promise.all([this.local.get("pages"), this.local.get("health")]);
    this.greetedWith = newsOf(pages, health);
    return {
      type: "hello",
      client: {
        name: "bussola",
        version: chrome.runtime.getManifest().version,
        browser: this.dependencies.browser,
        instance: await this.instance(),
        ...(await this.since()),
        protocol: PROTOCOLS,
        rules: RULES_VERSION,
        pages,
        health: healthToTell(health),
        ...pinnedOf(await onToolbar()),
      },
    };
  }

  /**
   * Greets again when pages have answered differently since the last hello; `bussola doctor`
   * reads it.
   */
  private async greetAgain(): Promise<void> {
    const news = newsOf(await this.local.get("pages"), await this.local.get("health"));
    if (news !== this.greetedWith) await this.link.request(await this.hello());
  }

  private async instance(): Promise<string> {
    const known = await this.local.get("instance");
    if (known !== "") return known;
    const instance = this.dependencies.uuid();
    await this.local.set({ instance });
    return instance;
  }

  /** Never in the future: the host rejects such a day, which a clock set back leaves behind. */
  private async since(): Promise<{ since?: string }> {
    const { since } = await this.local.get("agreement");
    const today = localDay(this.dependencies.now());
    return since === null ? {} : { since: since < today ? since : today };
  }

  private async linkIs(status: HostStatus, version: string | null): Promise<void> {
    const link = await this.session.get("link");
    await this.session.set({ link: { ...link, status, version: version ?? link.version } });
    if (status !== "missing" && status !== "unknown") await this.local.set({ programSeen: true });
    await this.changed();
  }

  /** Schedules the next automatic attempt. */
  private async putOff(): Promise<void> {
    const { now, random } = this.dependencies;
    const link = await this.session.get("link");
    const failures = link.failures + 1;
    const wait = delayAfter(failures, random());
    await this.session.set({ link: { ...link, failures, retryAt: now().getTime() + wait } });
    this.later(wait);
  }

  private later(wait: number): void {
    clearTimeout(this.retry);
    if (wait <= LONGEST_TIMER_MS) this.retry = setTimeout(() => void this.deliver(), wait);
  }

  private async inTouch(): Promise<void> {
    const link = await this.session.get("link");
    if (link.failures > 0) await this.session.set({ link: { ...link, failures: 0, retryAt: 0 } });
  }

  /** Sends the queue in order until it is empty or the host cannot be reached. */
  private async deliver(): Promise<void> {
    if (this.delivering) return;
    this.delivering = true;
    try {
      let delivered = false;
      while (await this.deliverNext()) delivered = true;
      if (delivered) await this.greetAgain().catch(() => undefined);
    } finally {
      this.delivering = false;
    }
  }

  private async deliverNext(): Promise<boolean> {
    const { agreed } = await this.local.get("agreement");
    const { retryAt } = await this.session.get("link");
    // After the clock was set back, the wait is no longer than the longest delay.
    const left = retryAt - this.dependencies.now().getTime();
    const wait = left > LONGEST_MS ? 0 : left;
    if (!agreed || (await this.outbox.count()) === 0) return false;
    if (wait > 0) {
      this.later(wait);
      return false;
    }
    const entry = await this.outbox.next();
    if (entry === null) return false;
    const generation = this.generation;
    let answer: HostAnswer<"observe">;
    try {
      answer = await this.link.request(entry.request);
    } catch (error) {
      const crashed = error instanceof LinkError && error.greeted;
      await this.serial.run(() => this.unsent(entry, crashed));
      return false;
    }
    return this.serial.run(() => this.settle(entry, answer, generation));
  }

  private async unsent(entry: Entry, crashed: boolean): Promise<void> {
    await this.outbox.unsent(entry, crashed);
    const age = this.dependencies.now().getTime() - Date.parse(entry.request.at);
    if (entry.crashes >= PATIENCE.crashes && age >= PATIENCE.ms) {
      await this.refuse(entry, { code: "internal", message: "the host ended over it" });
    }
    await this.putOff();
    await this.changed();
  }

  private async settle(entry: Entry, answer: HostAnswer<"observe">, generation: number): Promise<boolean> {
    if (answer.ok) {
      await this.outbox.sent(entry);
      this.failing.clear();
      await this.local.set({ error: null });
      await this.inTouch();
      if (await this.isShown(entry.request.profile?.key)) await this.keep(answer.reply, generation);
      await this.changed();
      return true;
    }
    if (dispositionOf(answer.error.code) === "refused") {
      await this.refuse(entry, answer.error as HostError);
      await this.changed();
      return true;
    }
    await this.outbox.unsent(entry, false);
    await this.local.set({ error: answer.error as HostError });
    await this.putOff();
    await this.changed();
    return false;
  }

  private async refuse(entry: Entry, last: HostError): Promise<void> {
    const rest = withoutRefused(entry.request, last);
    await (rest === null ? this.outbox.sent(entry) : this.outbox.shortened(entry, rest));
    const before = await this.local.get("refused");
    await this.local.set({ refused: { count: (before?.count ?? 0) + 1, last } });
  }

  /** Caches a state for the next first paint, unless data was deleted since it was requested. */
  private async keep(reply: StateReply, generation: number): Promise<void> {
    if (generation !== this.generation) return;
    await this.local.set({ cached: { state: reply.state, badge: reply.badge } });
  }

  /** True for the account shown: a queued observation of another one must not replace its state. */
  private async isShown(key: string | undefined): Promise<boolean> {
    const shown = await this.shownKey();
    if (key === undefined || shown === null || key === shown) return true;
    const account = (await this.local.get("accounts")).find((known) => keyOf(known) === shown);
    return account?.vanities.includes(key) ?? false;
  }

  /** The account that badge and popup show when a request names none. */
  private async shownKey(): Promise<string | null> {
    const { current } = await this.session.get("attribution");
    return current?.key ?? (await this.local.get("lastKey"));
  }

  /** Sends a request of a page's, or the background's own, to the host and returns its answer. */
  private async ask<T extends Request["type"]>(asked: Request & { type: T }): Promise<HostAnswer<T>> {
    const request = await this.addressed(asked);
    const generation = this.generation;
    let answer: HostAnswer<T>;
    try {
      answer = await this.link.request<T>(request);
    } catch (error) {
      const status = error instanceof LinkError ? error.status : "crashed";
      await this.serial.run(() => this.putOff());
      return { ok: false, error: { code: "no_host", message: status } };
    }
    if (!answer.ok) {
      const { error } = answer;
      if (HEARD.has(error.code)) {
        this.failing.add(request.type);
        await this.local.set({ error: error as HostError });
        await this.changed();
      }
      // Deleted from the command line or another browser, or still in the queue.
      if (answer.error.code === "unknown_profile" && request.type === "state") {
        await this.serial.run(async () => {
          await this.inTouch();
          await this.local.set({ cached: null });
        });
        await this.changed();
        void this.deliver();
      }
      return answer;
    }
    await this.serial.run(async () => {
      await this.inTouch();
      this.failing.delete(request.type);
      // A queued observation reports on its own whether it can be stored.
      if (this.failing.size === 0 && (await this.outbox.count()) === 0) await this.local.set({ error: null });
      const shown = asked.type === "state" && !("profile" in asked) && !("at" in asked);
      if (shown) await this.keep(answer.reply as StateReply, generation);
    });
    await this.changed();
    void this.deliver();
    return answer;
  }

  /** A request without a profile is about the account shown in this browser profile. */
  private async addressed<R extends Request>(request: R): Promise<R> {
    if (!ABOUT_ONE.has(request.type) || "profile" in request) return request;
    const key = await this.shownKey();
    return key === null ? request : { ...request, profile: { key } };
  }

  // ---- the extension's own pages --------------------------------------------------------------

  private answer(message: PageMessage): Promise<unknown> | null {
    switch (message.type) {
      case "status":
        return this.status();
      case "agree":
        return this.serial.run(() => this.agree(message.agreed)).then(() => this.status());
      case "pause":
        return this.serial.run(() => this.pause(message.paused)).then(() => this.status());
      case "reconnect":
        return this.reconnect();
      case "typed":
        return this.serial.run(() => this.typed(message.day, message.count));
      case "archive":
        return this.serial.run(() => this.archive(message.step));
      case "report":
        return this.report(message.page);
      case "host":
        return message.request.type === "forget" ? this.forget(message.request) : this.ask(message.request);
      default:
        return null;
    }
  }

  /**
   * Remembers that the archive was asked for until the reminder was shown or an archive was
   * imported.
   */
  private async archive(step: ArchiveStep): Promise<void> {
    const archiveAsked = step === "asked" ? this.dependencies.now().getTime() : null;
    await this.local.set({ archiveAsked });
  }

  private async agree(agreed: boolean): Promise<void> {
    const before = await this.local.get("agreement");
    if (before.agreed === agreed) return;
    const now = this.dependencies.now();
    // Coverage starts again: between withdrawal and this day nothing was counted.
    await this.local.set({ agreement: { agreed, since: agreed ? localDay(now) : before.since } });
    if (!agreed) await this.breakOff(now, false);
    // The next hello sends the host the day.
    this.link.close();
    await this.wake();
    await this.changed();
    void this.deliver();
  }

  private async pause(paused: boolean): Promise<void> {
    if ((await this.local.get("paused")) === paused) return;
    await this.local.set({ paused });
    // A sign-out would go unseen until reading resumes.
    if (paused) await this.breakOff(this.dependencies.now(), false);
    await this.wake();
    await this.changed();
    void this.deliver();
  }

  /** Makes the content scripts of open tabs ask again whether they may read. */
  private async wake(): Promise<void> {
    const message: WakeMessage = { type: "wake" };
    const tabs = await chrome.tabs.query({ url: LINKEDIN_PATTERN });
    for (const { id } of tabs)
      if (id !== undefined) chrome.tabs.sendMessage(id, message).catch(() => undefined);
  }

  /** Queues InMail replies typed by the user for the account shown; false without one. */
  private async typed(day: Day, count: number): Promise<boolean> {
    const now = this.dependencies.now();
    const key = await this.shownKey();
    const { agreed } = await this.local.get("agreement");
    if (!agreed || key === null || day > localDay(now)) return false;
    await this.outbox.add(
      typedReplies({ request: this.dependencies.uuid(), at: localMoment(now), key, day, count }),
    );
    await this.changed();
    void this.deliver();
    return true;
  }

  /** The structure of the page of this kind that was looked at last; null when none is open. */
  private async report(page: PageKind): Promise<string | null> {
    if (!(await this.wanted())) return null;
    const message: StructureMessage = { type: "structure", page };
    const tabs = await chrome.tabs.query({ url: LINKEDIN_PATTERN });
    for (const { id } of tabs.sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))) {
      if (id === undefined) continue;
      const answer: unknown = await chrome.tabs.sendMessage(id, message).catch(() => null);
      if (typeof answer === "string" && answer.length <= LONGEST_REPORT) return answer;
    }
    return null;
  }

  /** Contacts the host now, whatever the delay; the status says how that went. */
  private async reconnect(): Promise<StatusReply> {
    this.failing.clear();
    await this.ask({ type: "state" });
    // The queue runs this after the outcome of the attempt was stored.
    return this.serial.run(() => this.status());
  }

  private async forget(request: Request & { type: "forget" }): Promise<HostAnswer<"forget">> {
    this.generation += 1;
    await this.serial.run(() =>
      request.profile === undefined ? this.forgetAll() : this.forgetProfile(request.profile.key),
    );
    const answer = await this.ask(request);
    await this.ask({ type: "state" });
    return answer;
  }

  private async forgetAll(): Promise<void> {
    await this.outbox.forget("all");
    await this.local.remove(
      "accounts",
      "lastKey",
      "active",
      "pages",
      "health",
      ...ABOUT_SSI,
      "cached",
      "error",
      "refused",
    );
    await this.session.remove("visits", "acts", "attribution", "held");
    await this.changed();
  }

  private async forgetProfile(key: string): Promise<void> {
    const accounts = await this.local.get("accounts");
    const account = accounts.find((known) => keyOf(known) === key || known.vanities.includes(key));
    const names = [
      key,
      ...(account?.vanities ?? []),
      ...(account?.memberId !== undefined ? [account.memberId] : []),
    ];
    const named = (other: string | null | undefined): boolean => names.some((name) => name === other);
    await this.outbox.forget(names);
    const [lastKey, official, noAccess, active, cached, attribution] = await Promise.all([
      this.local.get("lastKey"),
      this.local.get("official"),
      this.local.get("noAccess"),
      this.local.get("active"),
      this.local.get("cached"),
      this.session.get("attribution"),
    ]);
    await this.local.set({
      accounts: accounts.filter((known) => known !== account),
      active: { ...active, keys: active.keys.filter((told) => !names.includes(told)) },
      ...(named(lastKey) ? { lastKey: null, pages: {}, health: {} } : {}),
      ...(named(official?.key) ? { official: null } : {}),
      ...(named(noAccess?.key) ? { noAccess: null } : {}),
      ...(named(cached?.state.profile?.key) ? { cached: null } : {}),
    });
    if (named(attribution.current?.key)) {
      await this.session.set({ attribution: { ...attribution, current: null, owners: {} } });
    }
    await this.changed();
  }

  // ---- what is shown --------------------------------------------------------------------------

  private async status(): Promise<StatusReply> {
    const [
      agreement,
      paused,
      link,
      attribution,
      official,
      noAccess,
      pages,
      health,
      cached,
      error,
      refused,
      archiveAsked,
      programSeen,
      waiting,
      permitted,
      pinned,
    ] = await Promise.all([
      this.local.get("agreement"),
      this.local.get("paused"),
      this.session.get("link"),
      this.session.get("attribution"),
      this.local.get("official"),
      this.local.get("noAccess"),
      this.local.get("pages"),
      this.local.get("health"),
      this.local.get("cached"),
      this.local.get("error"),
      this.local.get("refused"),
      this.local.get("archiveAsked"),
      this.local.get("programSeen"),
      this.outbox.count(),
      chrome.permissions.contains({ origins: [LINKEDIN_PATTERN] }),
      onToolbar(),
    ]);
    const { current, signedOut } = attribution;
    const isOwn = (known: { key: string | null } | null): boolean =>
      known !== null && !signedOut && (current === null || known.key === current.key);
    return {
      agreed: agreement.agreed,
      since: agreement.since,
      paused,
      signedOut,
      host: link.status,
      hostVersion: link.version,
      // Before `programSeen` was stored, a cached state was the only proof.
      programSeen: programSeen || cached !== null,
      extensionVersion: chrome.runtime.getManifest().version,
      error,
      waiting,
      refused,
      pages,
      health,
      official:
        official !== null && isOwn(official) ? { at: official.at, official: official.official } : null,
      noAccess: isOwn(noAccess) ? noAccess : null,
      archiveDue:
        archiveAsked !== null && this.dependencies.now().getTime() - archiveAsked >= ARCHIVE_TAKES_MS,
      permitted,
      pinned,
      cached,
    };
  }

  /**
   * Updates badge and open pages from storage. A page answers by asking the host again, which ends
   * here too, so a state that differs only in its moment is not announced.
   */
  private changed(): Promise<void> {
    return this.showing.run(async () => {
      const status = await this.status();
      const system = await askSystem();
      await showBadge(badgeFor({ ...status, system }, this.dependencies.now()));
      const { cached } = status;
      const news = JSON.stringify({ ...status, cached: cached && { ...cached.state, at: null } });
      if (news === this.told) return;
      this.told = news;
      // With no page open the message has no receiver.
      const message: ChangedMessage = { type: "changed", state: status.cached?.state ?? null };
      chrome.runtime.sendMessage(message).catch(() => undefined);
    });
  }
}

/** The health and times that `bussola doctor` shows, to the day. */
function newsOf(pages: Local["pages"], health: Local["health"]): string {
  const days = Object.entries(pages).map(([page, at]) => [page, at.slice(0, 10)]);
  const answers = Object.entries(health).map(([page, { visit, misses, trace }]) => {
    return [page, visit.slice(0, 10), misses, trace];
  });
  return JSON.stringify([days, answers]);
}

/** Acts and visits of another account start empty. */
const nothingSeen = (): Pick<Session, "visits" | "acts"> => ({
  visits: { day: "", seen: {} },
  acts: { since: 0, counted: {} },
});

const pinnedOf = (pinned: boolean | null): { pinned?: boolean } => (pinned === null ? {} : { pinned });

/** Whether the icon is pinned to the toolbar; null where the browser cannot say. */
async function onToolbar(): Promise<boolean | null> {
  const settings = await chrome.action.getUserSettings?.();
  return settings?.isOnToolbar ?? null;
}
