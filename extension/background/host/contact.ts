/** Contact with the host: the hello, the status of the link, the time of the next attempt. */

import { PROTOCOLS, type HelloRequest, type Request } from "../../contract/protocol";
import type { HostReply, HostStatus } from "../../messages";
import { RULES_VERSION } from "../../reader/rules";
import { localDay } from "../../text/format";
import { delayAfter, LONGEST_MS } from "./backoff";
import type { Context } from "../context";
import { healthToSend } from "../readings/health";
import { HostLink } from "./link";
import { onToolbar, type Display } from "../shown/display";
import type { Local } from "../storage";

/** The health and times that `bussola doctor` shows, to the day. */
function newsOf(pages: Local["pages"], health: Local["health"]): string {
  const days = Object.entries(pages).map(([page, at]) => [page, at.slice(0, 10)]);
  const answers = Object.entries(health).map(([page, { visit, misses, trace }]) => {
    return [page, visit.slice(0, 10), misses, trace];
  });
  return JSON.stringify([days, answers]);
}

const pinnedOf = (pinned: boolean | null): { pinned?: boolean } => (pinned === null ? {} : { pinned });

export class Contact {
  private readonly link: HostLink;
  /** The page health last sent to the host. */
  private greetedWith = "";

  constructor(
    private readonly context: Context,
    private readonly display: Display,
  ) {
    this.link = new HostLink({
      connect: context.connect,
      lastError: context.lastError,
      hello: () => this.hello(),
      onStatus: (status, version) => void context.serial.run(() => this.linkIs(status, version)),
    });
  }

  /** Returns the host's answer; throws LinkError when it cannot be reached. */
  request<T extends Request["type"]>(request: Request & { type: T }): Promise<HostReply<T>> {
    return this.link.request<T>(request);
  }

  /** The next request greets again. */
  close(): void {
    this.link.close();
  }

  private async hello(): Promise<HelloRequest> {
    const { local, browser } = this.context;
    const { pages, health, pillarNames } = await local.pick("pages", "health", "pillarNames");
    this.greetedWith = newsOf(pages, health);
    return {
      type: "hello",
      client: {
        name: "bussola",
        version: chrome.runtime.getManifest().version,
        browser,
        instance: await this.instance(),
        ...(await this.since()),
        protocol: PROTOCOLS,
        rules: RULES_VERSION,
        pages,
        health: healthToSend(health),
        ...(pillarNames ? { pillars: pillarNames } : {}),
        ...pinnedOf(await onToolbar()),
      },
    };
  }

  /**
   * Greets again when pages have answered differently since the last hello; `bussola doctor`
   * reads it.
   */
  async greetAgain(): Promise<void> {
    const { pages, health } = await this.context.local.pick("pages", "health");
    if (newsOf(pages, health) !== this.greetedWith) await this.link.request(await this.hello());
  }

  private async instance(): Promise<string> {
    const { local, uuid } = this.context;
    const known = await local.get("instance");
    if (known !== "") return known;
    const instance = uuid();
    await local.set({ instance });
    return instance;
  }

  /** Never in the future: the host rejects such a day, which a clock set back leaves behind. */
  private async since(): Promise<{ since?: string }> {
    const { since } = await this.context.local.get("agreement");
    const today = localDay(this.context.now());
    return since === null ? {} : { since: since < today ? since : today };
  }

  private async linkIs(status: HostStatus, version: string | null): Promise<void> {
    const { local, session } = this.context;
    const link = await session.get("link");
    await session.set({ link: { ...link, status, version: version ?? link.version } });
    if (status !== "missing" && status !== "unknown") await local.set({ programSeen: true });
    await this.display.changed();
  }

  /** Stores the time of the next automatic attempt; returns the milliseconds until then. */
  async putOff(): Promise<number> {
    const { session, now, random } = this.context;
    const link = await session.get("link");
    const failures = link.failures + 1;
    const wait = delayAfter(failures, random());
    await session.set({ link: { ...link, failures, retryAt: now().getTime() + wait } });
    return wait;
  }

  /** Milliseconds until the next automatic attempt; 0 or less when it is due. */
  async wait(): Promise<number> {
    const { retryAt } = await this.context.session.get("link");
    const left = retryAt - this.context.now().getTime();
    // After the clock was set back, the wait is no longer than the longest delay.
    return left > LONGEST_MS ? 0 : left;
  }

  /** The host has answered: failed attempts no longer count. */
  async inTouch(): Promise<void> {
    const { session } = this.context;
    const link = await session.get("link");
    if (link.failures > 0) await session.set({ link: { ...link, failures: 0, retryAt: 0 } });
  }
}
