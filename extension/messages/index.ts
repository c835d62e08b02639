/**
 * Messages inside the extension: content script → background, and extension pages → background. The
 * background checks sender, shape and ranges of what a content script sends, because its process
 * runs LinkedIn's scripts.
 */

import type { PageKind } from "../contract/pages";
import type {
  Day,
  Extra,
  Gauge,
  HostError,
  Moment,
  NoAccess,
  Official,
  PillarNames,
  Replies,
  Request,
  State,
  StateReply,
  Tally,
} from "../contract/protocol";
import type { System } from "../platform/system";

/** The result of a look at a page; "ok" also where the page holds no count of the user's. */
export type PageStatus = "ok" | "loading" | "signed_out" | "blocked" | "unknown_markup";

/** The signed-in account, as far as this page names it. Ids of the user's own account only. */
export interface Self {
  /** LinkedIn's stable member id (`ACoAA…`), when the page carries it. */
  memberId?: string;
  /** The vanity name in `/in/NAME/`, decoded and lower-cased. */
  vanity?: string;
}

/** A visit that counts as an act: a people search, a profile opened. */
export interface Visit {
  signal: "people_searches" | "advanced_searches" | "profiles_viewed";
  /** Distinguishes the acts of a day; held in memory, never stored or sent to the host. */
  subject: string;
}

/** An act of the user's that a page shows as done, or as undone (`on: false`). */
export interface Act {
  signal: "reactions" | "comments" | "invitations_sent";
  /** Distinguishes acts; held in memory, never stored or sent to the host. */
  subject: string;
  on: boolean;
  /** The user's day on which LinkedIn itself counts the act. */
  day: Day;
  /** When it happened (milliseconds since 1970), where the act's own id carries the time. */
  ms?: number;
}

/**
 * The anchor that gave a signal, or the reason why none did. Structure only: no text of the page.
 */
export interface Trace {
  signal: string;
  anchor: string | null;
  reason?: string;
}

/** How a kind of page has answered lately. Structure and times only. */
export interface PageHealth {
  visit: Moment;
  /** Consecutive visits that gave nothing although an earlier one did. */
  misses: number;
  /** Of the last look at a page that had filled. */
  trace: Trace[];
  /** When the page had filled without a count. */
  empty?: Moment;
}

/** LinkedIn's names of the pillars, in the language of the user's LinkedIn. */
export type { PillarNames };

/** The reader's result for one look at one page. */
export interface PageReading {
  page: PageKind;
  status: PageStatus;
  /** The page's own `<html lang>`. */
  lang: string;
  self: Self | null;
  gauges: Gauge[];
  tallies: Tally[];
  visits: Visit[];
  official?: Official;
  /** The names that LinkedIn's SSI page gives the pillars. */
  pillarNames?: PillarNames;
  /** LinkedIn's SSI page says that the user has no SSI. */
  noAccess?: true;
  trace: Trace[];
}

/**
 * From the content script: what a page shows. The background dates it by its own clock. `opened` is
 * when the document was opened (milliseconds since 1970), because the account cannot change within
 * a document.
 */
export interface ReadingMessage {
  type: "reading";
  opened: number;
  reading: PageReading;
  /** The page has had its time to fill and has given nothing; sent once a visit. */
  settled: boolean;
  /** Acts seen since the last message of this document. */
  acts: Act[];
}

/** From the content script: may it read? */
export interface ReadyMessage {
  type: "ready";
  opened: number;
  /** Tabs that share this one's cookies. */
  beside?: number[];
}

/** The answer to both: whether reading is wanted, and whether the reading was taken. */
export interface ContentAnswer {
  read: boolean;
  taken: boolean;
  /** The document's account, as earlier pages named it. */
  known: Self | null;
  /** In Firefox: the sender's tab, and the channel on which it finds tabs of its container. */
  siblings?: { tab: number; channel: string };
}

/** To content scripts, when the user asks: return the structure of a page of this kind, as text. */
export interface StructureMessage {
  type: "structure";
  page: PageKind;
}

/** To content scripts: reading was allowed or paused; ask again. */
export interface WakeMessage {
  type: "wake";
}

/**
 * outdated: the program is too old for this extension; ahead: the extension is too old for the
 * program.
 */
export type HostStatus = "unknown" | "connected" | "missing" | "forbidden" | "crashed" | "outdated" | "ahead";

/** The status that popup, history, options and welcome page need beside the host's replies. */
export interface Status extends StatusReply {
  /** The operating system, which each page asks the browser for. */
  system: System;
}

/** The colours of the extension's pages. */
export type Theme = "system" | "light" | "dark";

/** What the user chose in the options about how things are shown. */
export interface DisplaySettings {
  /** The index is written on the toolbar icon. */
  badge: boolean;
  theme: Theme;
  /** The user's own names of accounts, by key. */
  labels: Record<string, string>;
}

/** The part of the status that the background knows. */
export interface StatusReply {
  agreed: boolean;
  /** The day the user agreed. */
  since: string | null;
  paused: boolean;
  signedOut: boolean;
  host: HostStatus;
  hostVersion: string | null;
  /** The program was reached from this browser at least once. */
  programSeen: boolean;
  extensionVersion: string;
  /** The last host error that the user must see (full disk, newer database, …). */
  error: HostError | null;
  /** Number of observations that wait for the host. */
  waiting: number;
  /** Observations that the host rejected for good, and the error of the last one. */
  refused: { count: number; last: HostError } | null;
  /** When each page kind last gave a reading. */
  pages: Partial<Record<PageKind, Moment>>;
  /** How the pages that were visited have answered. */
  health: Partial<Record<PageKind, PageHealth>>;
  /** LinkedIn's number as last seen, kept so that it shows without a host. */
  official: { at: Moment; official: Official } | null;
  /**
   * LinkedIn's SSI page says that this account has no SSI; kept so that it shows without a host.
   */
  noAccess: (NoAccess & { key: string | null }) | null;
  /** LinkedIn's names of the pillars; null until its page has shown them. */
  pillarNames: PillarNames | null;
  found: Found;
  /** LinkedIn was asked for the archive, which should be ready by now; shown once. */
  archiveDue: boolean;
  /** LinkedIn's host permission is granted (in Firefox the user decides). */
  permitted: boolean;
  /** The icon is on the toolbar; null where the browser cannot say. */
  pinned: boolean | null;
  display: DisplaySettings;
  /** The last `state` reply with its extras, for a first paint without waiting. */
  cached: StateReply | null;
}

/** By account and milestone: the day on which it was found; "" where it is no news. */
export type Found = Record<string, Record<string, Day>>;

/** The user asked LinkedIn for the archive, was reminded of it, or imported one. */
export type ArchiveStep = "asked" | "reminded" | "imported";

/** A request for the host. */
export interface HostMessage<R extends Request = Request> {
  type: "host";
  request: R;
}

/** What the popup shows beyond the state itself, kept with it for the first frame. */
export const STATE_EXTRAS: Extra[] = ["counts", "today", "spark", "why", "goal", "profiles"];

/** From extension pages only; the background ignores one from a content script. */
export type PageMessage =
  | { type: "status" }
  | { type: "agree"; agreed: boolean }
  | { type: "pause"; paused: boolean }
  | { type: "reconnect" }
  | { type: "report"; page: PageKind }
  /** A day's InMail replies, typed in by hand. */
  | { type: "typed"; day: Day; count: number }
  | { type: "archive"; step: ArchiveStep }
  | { type: "display"; change: Partial<Omit<DisplaySettings, "labels">> }
  /** The user's own name of an account; an empty one restores LinkedIn's. */
  | { type: "label"; key: string; label: string }
  | HostMessage;

/** Messages to the background, of one type or of any. */
export type Message<T extends keyof Answers = keyof Answers> = Extract<
  PageMessage | ReadyMessage | ReadingMessage,
  { type: T }
>;

/** The background's answer to each type of message. */
export interface Answers {
  ready: ContentAnswer;
  reading: ContentAnswer;
  status: StatusReply;
  agree: StatusReply;
  pause: StatusReply;
  /** How the attempt to reach the host went. */
  reconnect: StatusReply;
  /** The structure of an open page of this kind, as text; null when none is open. */
  report: string | null;
  /** Whether there is an account to count them for. */
  typed: boolean;
  archive: void;
  display: StatusReply;
  label: StatusReply;
  host: HostAnswer<Request["type"]>;
}

/** The host's answer to a request. */
export type HostReply<T extends Request["type"]> =
  { ok: true; reply: Replies[T] } | { ok: false; error: HostError };

/** The same; a host that cannot be reached is an answer too. */
export type HostAnswer<T extends Request["type"]> =
  HostReply<T> | { ok: false; error: { code: "no_host"; message: string } };

/** From the background to open extension pages when something they show has changed. */
export interface ChangedMessage {
  type: "changed";
  state: State | null;
}
