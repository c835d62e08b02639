/**
 * Attributes a reading to an account. One account's counts must never reach another's, and most
 * pages do not name the signed-in user. Pure: state in, state out.
 *
 * The account cannot change within one document, so the time at which a document was opened says
 * whether it belongs before or after a sign-out or a switch. A reading that cannot be attributed is
 * stored without a profile until a page names the first account, which takes it over unless the user
 * signs out before; after that it is dropped.
 *
 * This holds where all tabs share one session, as in a Chromium profile. Firefox tabs may be in
 * different containers, and an extension without the `cookies` permission cannot see which. There a
 * page without a name waits for a name from its own tab or from a tab that shares its cookies
 * (`jars.ts`). Before the first name the host may hold the pages of one container; a name from
 * another container drops them.
 */

import type { Self } from "../../messages";
import type { ProfileRef } from "../../contract/protocol";

/** One of the user's own accounts. The member id is stable; the vanity name may change. */
export interface Account {
  memberId?: string;
  vanities: string[];
}

export interface Attribution {
  /** The signed-in account, named since the last break; `tabs` have named it since. */
  current: { key: string; tabs: number[] } | null;
  /** Time of the last sign-out, switch or pause (milliseconds since 1970). */
  brokenAt: number;
  /** Two accounts were named with no sign-out between. */
  ambiguous: boolean;
  signedOut: boolean;
  /** Key of the account that each tab has named since the last break; used in Firefox only. */
  owners: Record<number, string>;
  /**
   * Tabs with pages that wait at the host for a name since the last break; used in Firefox only.
   */
  waiting: number[];
}

export interface Source {
  tab: number;
  /** When the document was opened (milliseconds since 1970). */
  opened: number;
  /** The tabs known to share this one's cookies, this one included; null where all tabs do. */
  jar: number[] | null;
}

export type Verdict =
  /**
   * `confirmed`: the host may not know the account yet; `switched`: readings that wait at the host
   * belong to another account.
   */
  | { kind: "known"; profile: ProfileRef; confirmed: boolean; switched: boolean }
  | { kind: "waiting" }
  /** Held until the page's own tab names somebody. */
  | { kind: "held" }
  | { kind: "dropped" };

export interface Attributed {
  verdict: Verdict;
  attribution: Attribution;
  accounts: Account[];
}

const MOST_ACCOUNTS = 20;
/** The host takes 8 aliases; the newest names are kept. */
const MOST_VANITIES = 7;

export function keyOf(account: Account): string {
  return account.memberId ?? account.vanities[0] ?? "";
}

function profileOf(account: Account): ProfileRef {
  const key = keyOf(account);
  const aliases = account.vanities.filter((vanity) => vanity !== key);
  const label = account.vanities[0];
  return {
    key,
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(label !== undefined ? { label } : {}),
  };
}

/** Adds what this page says of its account, which becomes the first in the result. */
function learn(accounts: Account[], self: Self): { accounts: Account[]; learned: boolean } {
  const { memberId, vanity } = self;
  const byId = memberId === undefined ? undefined : accounts.find((known) => known.memberId === memberId);
  // A vanity name may pass to another member, so the id that a page gives outweighs the name.
  const byName = accounts.find(
    (known) =>
      vanity !== undefined &&
      known.vanities.includes(vanity) &&
      (memberId === undefined || known.memberId === undefined || known.memberId === memberId),
  );
  const id = memberId ?? byName?.memberId;
  const names = [vanity, ...(byId?.vanities ?? []), ...(byName?.vanities ?? [])];
  const vanities = [...new Set(names.filter((name) => name !== undefined))].slice(0, MOST_VANITIES);
  const account: Account = { ...(id !== undefined ? { memberId: id } : {}), vanities };
  const others = accounts
    .filter((known) => known !== byId && known !== byName)
    .map((known) => ({ ...known, vanities: known.vanities.filter((name) => !vanities.includes(name)) }))
    .filter((known) => keyOf(known) !== "");
  const before = byId ?? byName;
  const learned =
    before === undefined ||
    before.memberId !== id ||
    vanities.some((name) => !before.vanities.includes(name));
  return { accounts: [account, ...others].slice(0, MOST_ACCOUNTS), learned };
}

/** True when both keys name one account. */
function same(accounts: Account[], one: string, other: string): boolean {
  if (one === other) return true;
  const names = (account: Account): string[] => [keyOf(account), ...account.vanities];
  return accounts.some((account) => names(account).includes(one) && names(account).includes(other));
}

const accountOf = (accounts: Account[], key: string): Account | undefined =>
  accounts.find((known) => keyOf(known) === key || known.vanities.includes(key));

/** The account that is surely signed in in a tab; undefined when unknown. */
function ownerOf({ tab, jar }: Source, attribution: Attribution, accounts: Account[]): Account | undefined {
  const { current, ambiguous, owners } = attribution;
  const sure = current !== null && (!ambiguous || current.tabs.includes(tab));
  const keys = jar === null ? (sure ? [current.key] : []) : jar.flatMap((one) => owners[one] ?? []);
  const named = new Set(keys.map((key) => accountOf(accounts, key)));
  return named.size === 1 ? [...named][0] : undefined;
}

/** The verdict on a page that names nobody. */
function unnamed(source: Source, attribution: Attribution, accounts: Account[]): Verdict {
  const account = ownerOf(source, attribution, accounts);
  if (account) return { kind: "known", profile: profileOf(account), confirmed: false, switched: false };
  const nobody = attribution.current === null && !attribution.ambiguous;
  if (source.jar === null) return { kind: nobody ? "waiting" : "dropped" };
  return { kind: nobody && sharesWaiting(source.jar, attribution) ? "waiting" : "held" };
}

/** True when the readings that wait at the host, if any, come from this session. */
function sharesWaiting(jar: number[], { waiting }: Attribution): boolean {
  return waiting.length === 0 || jar.some((tab) => waiting.includes(tab));
}

/**
 * The tabs' owners once `tab` has named `key`. `changed`: its session named another account before,
 * so all earlier names are dropped.
 */
function ownersAfter(
  { tab, jar }: Source,
  { owners }: Attribution,
  accounts: Account[],
  key: string,
): { owners: Attribution["owners"]; changed: boolean } {
  if (jar === null) return { owners: {}, changed: false };
  const before = jar.flatMap((one) => owners[one] ?? []);
  const changed = before.some((other) => !same(accounts, other, key));
  return { owners: { ...(changed ? {} : owners), [tab]: key }, changed };
}

export function attribute(
  self: Self | null,
  source: Source,
  attribution: Attribution,
  accounts: Account[],
): Attributed {
  const past = source.opened < attribution.brokenAt;
  if (self === null || (self.memberId === undefined && self.vanity === undefined)) {
    if (past) return { verdict: { kind: "dropped" }, attribution, accounts };
    const verdict = unnamed(source, attribution, accounts);
    const seen = attribution.current === null ? { ...attribution, signedOut: false } : attribution;
    const waits = verdict.kind === "waiting" && source.jar !== null;
    const waiting = waits ? [...new Set([...seen.waiting, source.tab])] : seen.waiting;
    return { verdict, attribution: { ...seen, waiting }, accounts };
  }

  const { accounts: next, learned } = learn(accounts, self);
  const account = next[0] as Account;
  const key = keyOf(account);
  const profile = profileOf(account);
  // A page opened before the break still names its own user, but not the one who is signed in now.
  if (past) {
    return {
      verdict: { kind: "known", profile, confirmed: learned, switched: false },
      attribution,
      accounts: next,
    };
  }
  const { current } = attribution;
  const stayed = current !== null && same(next, current.key, key);
  const switched = current !== null && !stayed;
  const tabs = stayed ? [...new Set([...current.tabs, source.tab])] : [source.tab];
  const { owners, changed } = ownersAfter(source, attribution, next, key);
  // The readings that wait at the host come from another session, so nobody may take them over.
  const foreign = source.jar !== null && !sharesWaiting(source.jar, attribution);
  // With containers, another account in another tab does not break this session.
  const breaks = source.jar === null ? switched : changed;
  return {
    verdict: { kind: "known", profile, confirmed: learned || !stayed, switched: switched || foreign },
    attribution: {
      current: { key, tabs },
      brokenAt: breaks ? source.opened : attribution.brokenAt,
      ambiguous: attribution.ambiguous || switched,
      signedOut: false,
      owners,
      waiting: [],
    },
    accounts: next,
  };
}

/** The account signed in in a document, as earlier pages named it; null when that is not sure. */
export function knownTo(source: Source, attribution: Attribution, accounts: Account[]): Self | null {
  if (source.opened < attribution.brokenAt) return null;
  const account = ownerOf(source, attribution, accounts);
  if (account === undefined) return null;
  const { memberId, vanities } = account;
  const [vanity] = vanities;
  return { ...(memberId !== undefined ? { memberId } : {}), ...(vanity !== undefined ? { vanity } : {}) };
}

/** How far two readings of one clock may differ, in milliseconds. */
const SKEW_MS = 60_000;

/** True for a moment that a clock has shown which was set back since. */
export const isAhead = (moment: number, now: number): boolean => moment > now + SKEW_MS;

/** A sign-out in the future counts as one of now: otherwise every page until then would precede it. */
export const setBack = (attribution: Attribution, now: number): Attribution =>
  isAhead(attribution.brokenAt, now) ? { ...attribution, brokenAt: now } : attribution;

/**
 * The state after a sign-out, or after a pause that may have hidden one: nobody is signed in, and
 * every open document belongs to the time before.
 */
export function broken(attribution: Attribution, at: number, signedOut: boolean): Attribution {
  const ambiguous = !signedOut && attribution.ambiguous;
  return { current: null, brokenAt: at, ambiguous, signedOut, owners: {}, waiting: [] };
}
