/**
 * The background's storage. `local` outlives the browser, `session` is in memory and ends with it.
 * The browser may stop the background at any moment, so no other module keeps state that matters.
 * Only the background writes; pages ask it by message.
 */

import type { DisplaySettings, Found, PageHealth, PillarNames } from "../messages";
import type { PageKind } from "../contract/pages";
import type { Day, HostError, Moment, NoAccess, Official, StateReply } from "../contract/protocol";
import type { ActsMemory } from "./readings/acts";
import type { Account, Attribution } from "./readings/account";
import type { LinkMemory } from "./host/backoff";
import type { Held } from "./readings/held";
import type { Jars } from "./readings/jars";
import type { VisitMemory } from "./readings/visits";

export interface Local {
  agreement: { agreed: boolean; since: Day | null };
  paused: boolean;
  /** Random id of this browser profile, to tell it from others that use the same host. */
  instance: string;
  /** The user's own accounts used in this browser profile. */
  accounts: Account[];
  /** The account of the last reading that could be attributed. */
  lastKey: string | null;
  /** Profiles that have their presence on `day` queued. */
  active: { day: Day; keys: string[] };
  pages: Partial<Record<PageKind, Moment>>;
  health: Partial<Record<PageKind, PageHealth>>;
  /** LinkedIn's number; `key` is null while its account is unknown. */
  official: { key: string | null; at: Moment; official: Official } | null;
  /** LinkedIn's SSI page says that the user has no SSI; cleared when it shows one. */
  noAccess: (NoAccess & { key: string | null }) | null;
  /** LinkedIn's names of the pillars. */
  pillarNames: PillarNames | null;
  found: Found;
  /** When LinkedIn was asked for the archive, milliseconds since 1970; null after the reminder. */
  archiveAsked: number | null;
  cached: StateReply | null;
  error: HostError | null;
  refused: { count: number; last: HostError } | null;
  /** The program was reached from this browser at least once. */
  programSeen: boolean;
  display: DisplaySettings;
  /** The user closed the welcome page. */
  welcomeClosed: boolean;
}

export interface Session {
  attribution: Attribution;
  /** Readings of tabs that have named nobody yet. */
  held: Held;
  jars: Jars;
  /**
   * Name of the channel on which tabs of one jar find each other; random, so that no page can
   * listen.
   */
  channel: string;
  visits: VisitMemory;
  acts: ActsMemory;
  link: LinkMemory;
  /** Tabs that have shown the welcome page. */
  welcomeTabs: number[];
}

const LOCAL: Omit<Local, "instance"> = {
  agreement: { agreed: false, since: null },
  paused: false,
  accounts: [],
  lastKey: null,
  active: { day: "", keys: [] },
  pages: {},
  health: {},
  official: null,
  noAccess: null,
  pillarNames: null,
  found: {},
  archiveAsked: null,
  cached: null,
  error: null,
  refused: null,
  programSeen: false,
  display: { badge: true, theme: "system", labels: {} },
  welcomeClosed: false,
};

const SESSION: Session = {
  attribution: { current: null, brokenAt: 0, ambiguous: false, signedOut: false, owners: {}, waiting: [] },
  held: {},
  jars: [],
  channel: "",
  visits: { day: "", seen: {} },
  acts: { since: 0, counted: {} },
  link: { status: "unknown", version: null, failures: 0, retryAt: 0 },
  welcomeTabs: [],
};

/** A storage area with typed keys; a key never written has its default. */
export class TypedStorage<T extends object> {
  constructor(
    private readonly area: chrome.storage.StorageArea,
    private readonly defaults: { [K in keyof T]: () => T[K] },
  ) {}

  async get<K extends keyof T & string>(key: K): Promise<T[K]> {
    return (await this.pick(key))[key];
  }

  /** Several values by one read of the storage. */
  async pick<K extends keyof T & string>(...keys: K[]): Promise<Pick<T, K>> {
    const found = await this.area.get<Partial<T>>(keys);
    const values = keys.map((key) => [key, found[key] ?? this.defaults[key]()]);
    return Object.fromEntries(values) as Pick<T, K>;
  }

  async set(values: Partial<T>): Promise<void> {
    await this.area.set(values);
  }

  async remove(...keys: (keyof T & string)[]): Promise<void> {
    await this.area.remove(keys);
  }
}

function copies<T extends object>(values: T): { [K in keyof T]: () => T[K] } {
  const entries = Object.entries(values).map(([key, value]) => [
    key,
    () => structuredClone(value) as unknown,
  ]);
  return Object.fromEntries(entries) as { [K in keyof T]: () => T[K] };
}

export function localShelf(): TypedStorage<Local> {
  return new TypedStorage<Local>(chrome.storage.local, { ...copies(LOCAL), instance: () => "" });
}

export function sessionShelf(): TypedStorage<Session> {
  return new TypedStorage<Session>(chrome.storage.session, copies(SESSION));
}
