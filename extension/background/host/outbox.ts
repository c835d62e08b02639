/**
 * Observations that the host has not acknowledged, in order, each under a key of its own in
 * `storage.local`: adding one writes one key, and a stopped worker or a crashed browser loses none.
 * Bounded; `trim` decides what is dropped.
 */

import type { ObserveRequest } from "../../contract/protocol";
import { Mutex } from "../mutex";

export interface Entry {
  /** Increases with each entry; gives the order. */
  sequence: number;
  request: ObserveRequest;
  /** How often the host ended while it worked on this entry. */
  crashes: number;
}

export const LIMITS = { entries: 500, bytes: 4 * 1024 * 1024 };

const PREFIX = "outbox.";

const keyOf = (sequence: number): string => PREFIX + String(sequence).padStart(12, "0");
const sizeOf = (entry: Entry): number => JSON.stringify(entry).length;

/** The page kind of an observation that reports a sign-out. */
export const SIGNED_OUT = "signed_out";

/**
 * A sign-out matters only for observations that wait for a profile. With none between two sign-outs
 * the second is redundant.
 */
function withoutIdleMarkers(entries: Entry[]): Entry[] {
  let marked = false;
  return entries.filter(({ request }) => {
    if (request.page === SIGNED_OUT) {
      const idle = marked;
      marked = true;
      return !idle;
    }
    if (request.profile === undefined) marked = false;
    return true;
  });
}

/**
 * Drops entries until the rest is within the limits: the oldest first, those with LinkedIn's own
 * number last, because no later page shows that number again. A sign-out stays while it separates
 * two accounts' readings. The first entry stays while `sending`, since the host may be storing it.
 */
export function trim(entries: Entry[], limits = LIMITS, sending = false): Entry[] {
  let kept = withoutIdleMarkers(entries);
  const sizes = new Map(kept.map((entry) => [entry, sizeOf(entry)]));
  const over = (): boolean =>
    kept.length > limits.entries ||
    kept.reduce((sum, entry) => sum + (sizes.get(entry) ?? 0), 0) > limits.bytes;
  while (over()) {
    const candidates = sending ? kept.slice(1) : kept;
    const counts = candidates.filter(({ request }) => request.page !== SIGNED_OUT);
    const victim = counts.find(({ request }) => request.official === undefined) ?? counts[0];
    if (victim === undefined) break;
    kept = withoutIdleMarkers(kept.filter((entry) => entry !== victim));
  }
  return kept;
}

export class Outbox {
  private entries: Entry[] | null = null;
  private sending: Entry | null = null;
  private lastSequence = 0;
  /** Serialises changes, so that memory and storage agree. */
  private readonly changes = new Mutex();

  constructor(
    private readonly area: chrome.storage.StorageArea,
    private readonly limits = LIMITS,
  ) {}

  private async load(): Promise<Entry[]> {
    if (this.entries === null) {
      const all = await this.area.get(null);
      this.entries ??= Object.entries(all)
        .filter(([key]) => key.startsWith(PREFIX))
        .map(([, value]) => value as Entry)
        .sort((a, b) => a.sequence - b.sequence);
      this.lastSequence = Math.max(this.lastSequence, this.entries.at(-1)?.sequence ?? 0);
    }
    return this.entries;
  }

  private async replace(next: Entry[]): Promise<void> {
    const before = await this.load();
    const staying = new Set(next);
    const gone = before.filter((entry) => !staying.has(entry)).map((entry) => keyOf(entry.sequence));
    this.entries = next;
    if (gone.length > 0) await this.area.remove(gone);
  }

  /** Durable once resolved. */
  add(request: ObserveRequest): Promise<void> {
    return this.changes.run(async () => {
      const entries = await this.load();
      const sequence = ++this.lastSequence;
      const entry: Entry = { sequence, request, crashes: 0 };
      await this.area.set({ [keyOf(sequence)]: entry });
      entries.push(entry);
      await this.replace(trim(entries, this.limits, this.sending !== null));
    });
  }

  /** The entry to send next. It is not dropped for lack of room until `sent` or `unsent`. */
  async next(): Promise<Entry | null> {
    const [first] = await this.load();
    this.sending = first ?? null;
    return this.sending;
  }

  /** Removes an entry that the host has stored or will never accept. */
  sent(entry: Entry): Promise<void> {
    return this.changes.run(async () => {
      this.sending = null;
      await this.replace((await this.load()).filter((other) => other !== entry));
    });
  }

  /** Replaces an entry that the host accepts only in part by `request`, to be sent at once. */
  shortened(entry: Entry, request: ObserveRequest): Promise<void> {
    return this.changes.run(async () => {
      this.sending = null;
      if (!(await this.load()).includes(entry)) return;
      entry.request = request;
      await this.area.set({ [keyOf(entry.sequence)]: entry });
    });
  }

  /** Keeps an entry for a retry; `crashed`: the host ended over it. */
  unsent(entry: Entry, crashed: boolean): Promise<void> {
    return this.changes.run(async () => {
      this.sending = null;
      if (!crashed || !(await this.load()).includes(entry)) return;
      entry.crashes += 1;
      await this.area.set({ [keyOf(entry.sequence)]: entry });
    });
  }

  async count(): Promise<number> {
    return (await this.load()).length;
  }

  /** Removes the entries of these profiles, or all, including those without a profile. */
  forget(keys: string[] | "all"): Promise<void> {
    const keeps = ({ request: { profile } }: Entry): boolean =>
      keys !== "all" &&
      (profile === undefined || ![profile.key, ...(profile.aliases ?? [])].some((key) => keys.includes(key)));
    return this.changes.run(async () => this.replace((await this.load()).filter(keeps)));
  }
}
