/** What the background stores of a reading for itself, beside the observation for the host. */

import type { Moment, ProfileRef } from "../../contract/protocol";
import type { PageReading } from "../../messages";
import { pagesRead } from "../../messages/pages";
import { gaveSomething } from "../../messages/reading";
import type { Context } from "../context";
import { healthAfter, isEmpty } from "./health";

/** Storage keys about LinkedIn's number; each entry holds the key of its profile. */
export const ABOUT_SSI = ["official", "noAccess"] as const;

export class Notes {
  constructor(private readonly context: Context) {}

  /** Stores LinkedIn's number and its names of the pillars, or the fact that LinkedIn shows none. */
  async noteSsi(
    { official, pillarNames, noAccess }: PageReading,
    key: string | null,
    at: Moment,
  ): Promise<void> {
    const { local } = this.context;
    if (official !== undefined) {
      await local.set({
        official: { key, at, official },
        noAccess: null,
        ...(pillarNames ? { pillarNames } : {}),
      });
    } else if (noAccess === true) {
      const before = await local.get("noAccess");
      const since = before?.key === key ? before.since : at;
      await local.set({ noAccess: { key, since, seen: at } });
    }
  }

  /** Removes what LinkedIn showed to a user who was never named. */
  async dropUnowned(): Promise<void> {
    const { local } = this.context;
    for (const name of ABOUT_SSI) {
      if ((await local.get(name))?.key === null) await local.set({ [name]: null });
    }
  }

  /** Stores how the page answered; true for the first visit on which it filled without a count. */
  async noteHealth(reading: PageReading, settled: boolean, at: Moment): Promise<boolean> {
    const { local } = this.context;
    const { health, pages } = await local.pick("health", "pages");
    const filled = isEmpty(reading, settled) && pagesRead({ pages, health })[reading.page] === undefined;
    const readBefore = pages[reading.page] !== undefined;
    const after = healthAfter(health[reading.page], reading, { at, settled, readBefore });
    await local.set({ health: { ...health, [reading.page]: after } });
    return filled;
  }

  /** Stores that the page gave something. */
  async notePage(reading: PageReading, at: Moment): Promise<void> {
    const { local } = this.context;
    if (gaveSomething(reading))
      await local.set({ pages: { ...(await local.get("pages")), [reading.page]: at } });
  }

  /** Whether the presence of `key` on `today` is due, and the memory after it was sent. */
  async activeOn(
    today: string,
    key: string,
  ): Promise<{ due: boolean; memory: { day: string; keys: string[] } }> {
    const stored = await this.context.local.get("active");
    const keys = stored.day === today ? stored.keys : [];
    return { due: !keys.includes(key), memory: { day: today, keys: [...new Set([...keys, key])] } };
  }

  /**
   * Assigns what is shown to its account: LinkedIn's number without an owner becomes the first
   * user's, and another account's last state is removed.
   */
  async assign(profile: ProfileRef, current: string | null, switched: boolean): Promise<void> {
    const { local } = this.context;
    const names = [profile.key, ...(profile.aliases ?? [])];
    if (current !== profile.key) return;
    for (const name of ABOUT_SSI) {
      const known = await local.get(name);
      if (known === null || known.key === profile.key) continue;
      const own = known.key === null ? !switched : names.includes(known.key);
      await local.set({ [name]: own ? { ...known, key: profile.key } : null });
    }
    const lastKey = await local.get("lastKey");
    if (lastKey !== null && !names.includes(lastKey))
      await local.set({ cached: null, pages: {}, health: {} });
    await local.set({ lastKey: profile.key });
  }
}
