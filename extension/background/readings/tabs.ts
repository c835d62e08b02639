/**
 * The tabs that readings come from. In Firefox tabs of different containers have different accounts,
 * so a tab's readings are held until a tab of the same container names the user.
 */

import type { Self } from "../../messages";
import { knownTo, setBack, type Source } from "./account";
import type { Context } from "../context";
import { hold, type HeldReading } from "./held";
import { jarOf, together } from "./jars";

export class Tabs {
  constructor(private readonly context: Context) {}

  /**
   * True in Firefox, where a tab may be in another container and the extension cannot see which.
   */
  get apart(): boolean {
    return this.context.browser === "firefox";
  }

  async sourceOf(tab: number, opened: number): Promise<Source> {
    return { tab, opened, jar: this.apart ? await this.jarOf(tab) : null };
  }

  /** Corrects the time of a sign-out when the clock was set back since. */
  async follow(now: number): Promise<void> {
    const { session } = this.context;
    const attribution = await session.get("attribution");
    const corrected = setBack(attribution, now);
    if (corrected !== attribution) await session.set({ attribution: corrected });
  }

  /** The account of a document, as earlier pages named it. */
  async knownTo(tab: number, opened: number): Promise<Self | null> {
    const { local, session } = this.context;
    const source = await this.sourceOf(tab, opened);
    return knownTo(source, await session.get("attribution"), await local.get("accounts"));
  }

  /** Notes which tabs share a session; true when one of them has named the user. */
  async meet(tab: number, beside: number[]): Promise<boolean> {
    if (beside.length === 0) return false;
    const { session } = this.context;
    const jars = together(await session.get("jars"), [tab, ...beside]);
    await session.set({ jars });
    const { owners } = await session.get("attribution");
    return jarOf(jars, tab).some((one) => owners[one] !== undefined);
  }

  /** The name of the channel on which tabs of one container find each other. */
  async channel(): Promise<string> {
    const { session, uuid } = this.context;
    const known = await session.get("channel");
    if (known !== "") return known;
    const channel = uuid();
    await session.set({ channel });
    return channel;
  }

  async hold(tab: number, reading: HeldReading): Promise<void> {
    const { session } = this.context;
    await session.set({ held: hold(await session.get("held"), tab, reading) });
  }

  /** The tabs known to share this one's session, this one included. */
  async jarOf(tab: number): Promise<number[]> {
    return jarOf(await this.context.session.get("jars"), tab);
  }

  /** Returns the readings held for a tab and holds them no longer. */
  async take(tab: number): Promise<HeldReading[]> {
    const { [tab]: readings = [] } = await this.context.session.get("held");
    if (readings.length > 0) await this.drop([tab]);
    return readings;
  }

  /** Drops the readings held for these tabs. */
  async drop(tabs: number[]): Promise<void> {
    if (tabs.length === 0) return;
    const { session } = this.context;
    const held = Object.entries(await session.get("held"));
    await session.set({ held: Object.fromEntries(held.filter(([tab]) => !tabs.includes(Number(tab)))) });
  }
}
