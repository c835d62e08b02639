/**
 * Protocol 1 between the extension and `bussola-host`, as TypeScript sees it. One JSON message per
 * frame, UTF-8, at most 1 MiB each way. Every request carries an integer `id` below 2^53; the reply
 * repeats it with `ok` and the request's `type`. Ids of signals, pillars and advice are for
 * programs; `_locales` holds their texts.
 */

export const HOST_NAME = "org.bussola.host";
/** The protocols that this build speaks; the host picks the newest that it speaks too. */
export const PROTOCOLS = { from: 1, to: 1 } as const;

export const PILLARS = ["brand", "people", "insights", "relationships"] as const;
export type Pillar = (typeof PILLARS)[number];

export type Bound = "exact" | "at_least" | "approximate";
export type Source = "page" | "typed" | "local" | "archive" | "api";
/** `YYYY-MM-DD`, the user's own calendar day. */
export type Day = string;
/** RFC 3339 with the user's own offset, `Z` only where that is the user's zone. */
export type Moment = string;

export interface Gauge {
  signal: string;
  value: number;
  bound: Bound;
}

/**
 * Counts per day over the covered span `from`…`to` (both included); a covered day left out is 0.
 */
export interface Tally {
  signal: string;
  from: Day;
  to: Day;
  days: Record<Day, number>;
  bound?: Bound;
}

/** Adds to a day's local count; a negative count undoes. */
export interface LocalEvent {
  signal: string;
  day: Day;
  count: number;
}

export type PillarValues = Record<Pillar, number>;

export interface GroupReading {
  /** "Top N %": 1–100, lower is better. */
  rank_pct?: number;
  average?: number;
  pillars?: PillarValues;
  week_change?: number;
}

/** The numbers on LinkedIn's own SSI page. */
export interface Official {
  total: number;
  pillars: PillarValues;
  industry?: GroupReading;
  network?: GroupReading;
}

/** LinkedIn's SSI page says that the user has no SSI. */
export interface NoAccess {
  /** The first time after the last official reading. */
  since: Moment;
  seen: Moment;
}

export interface ProfileRef {
  key: string;
  aliases?: string[];
  label?: string;
}

export interface HelloRequest {
  type: "hello";
  client: {
    name: string;
    version: string;
    browser: string;
    instance?: string;
    since?: Day;
    protocol?: { from: number; to: number };
    /**
     * For `bussola doctor`: the reader's rules version, whether the icon is pinned, each page's
     * last reading, and how each page has answered (anchor or reason by signal).
     */
    rules?: number;
    pinned?: boolean;
    pages?: Record<string, Moment>;
    health?: Record<
      string,
      { visit: Moment; misses: number; found: Record<string, string>; missed: Record<string, string> }
    >;
  };
}

export interface ObserveRequest {
  type: "observe";
  /** Unique id; a retry with the same one is answered, not stored twice. */
  request: string;
  profile?: ProfileRef;
  /** Page kind (`reader/pages`); `signed_out` drops what waits for a key. */
  page: string;
  source?: "page" | "typed";
  lang: string;
  at: Moment;
  gauges: Gauge[];
  tallies: Tally[];
  events?: LocalEvent[];
  official?: Official;
  /** LinkedIn's SSI page says that the user has no SSI. */
  no_access?: true;
  /** The page had filled, so what it does not show the user does not have. */
  filled?: boolean;
}

export interface StateRequest {
  type: "state";
  profile?: { key: string };
  at?: Moment;
  /** Answers for the host to store. */
  set?: { phone: "yes" | "no" };
}

export interface HistoryRequest {
  type: "history";
  profile?: { key: string };
  from?: Day;
  to?: Day;
  step: "auto" | "day" | "week" | "month";
}

export interface ExportRequest {
  type: "export";
  profile?: { key: string };
  format: "json" | "csv";
  cursor?: string;
}

export type ForgetRequest = { type: "forget"; profile: { key: string } } | { type: "forget"; all: true };

export interface ProfilesRequest {
  type: "profiles";
}

/** Asks why the number moved between the ends of two days; without them, over the last week. */
export interface WhyRequest {
  type: "why";
  profile?: { key: string };
  from?: Day;
  to?: Day;
}

/** Asks for the weekly goal at the moment `at`; `set` changes it, null clears it. */
export interface GoalRequest {
  type: "goal";
  profile?: { key: string };
  at?: Moment;
  set?: { signal: string; count: number } | null;
}

export type Request =
  | HelloRequest
  | ObserveRequest
  | StateRequest
  | HistoryRequest
  | ExportRequest
  | ForgetRequest
  | ProfilesRequest
  | WhyRequest
  | GoalRequest;

export type Kind = "official" | "anchored" | "estimate" | "learning";

/** One source's value of a signal that several sources report. */
export interface Account {
  source: Source;
  value: number;
  bound: Bound;
  seen_at: Moment;
  /** Covered days of the window; tallies only. */
  days?: number;
  differs_from: Source[];
}

export interface SignalState {
  id: string;
  value: number | null;
  bound: Bound;
  points: number;
  max: number;
  seen_at: Moment | null;
  source: Source | null;
  /** Points of an average user, counted while the signal is not scored. */
  assumed?: number;
  projected_from_days?: number;
  learning?: boolean;
  /** The day from which a learning signal is scored. */
  known_on?: Day;
  /** Two or more. */
  sources?: Account[];
}

export interface PillarState {
  id: Pillar;
  /** The pillar's part of the number shown; null while learning. */
  score: number | null;
  estimate: number;
  max: 25;
  signals: SignalState[];
}

export interface OfficialState extends Official {
  at: Moment;
}

export interface Advice {
  id: string;
  signal: string;
  pillar: Pillar;
  /** How many times to do the act (5 comments). */
  step: number;
  /** Points it would add, at most what the pillars have left. */
  gain: number;
  /** In `keep_…` advice: points that are lost without it. */
  keeps?: number;
  effort: number;
  link: string;
}

/** A page, or the archive, with signals never seen. Opening it is no act and gains nothing. */
export interface Unseen {
  /** `see_` and the page. */
  id: string;
  signal: string;
  pillar: Pillar;
  /** Points that depend on what it shows. */
  points: number;
  link: string;
}

/** Counts of a signal that soon leave the 90 days. */
export interface Leaving {
  signal: string;
  pillar: Pillar;
  count: number;
  /** The days on which they leave, i.e. no longer count. */
  first: Day;
  last: Day;
  /** Points lost without new ones. */
  points: number;
  /** New ones after which nothing is lost. */
  needed: number;
}

/** Acts of a pillar in the last seven days, compared with the user's earlier weeks. */
export interface Usual {
  pillar: Pillar;
  week: number;
  /** Median of the earlier weeks, and their quartiles. */
  usual: number;
  low: number;
  high: number;
  /** The last seven days compared with the quartiles; earlier hosts omit it. */
  verdict?: "less" | "same" | "more";
  /** How many weeks were seen, 4–13. */
  weeks: number;
}

export interface Milestone {
  id: string;
  day: Day;
}

/** The numbers that the report of a closed week showed until the moment `at`. */
export interface ShownWeek {
  monday: Day;
  at: Moment;
  kind: Kind;
  total: number;
  pillars: PillarValues;
  typical_error: number | null;
  /** Since the Sunday before, or the first day that was seen. */
  change: number | null;
  changes: Record<Pillar, number | null>;
}

export interface State {
  profile: { key: string; label: string } | null;
  at: Moment;
  kind: Kind;
  total: number | null;
  typical_error: number | null;
  /** How far the number may be off, in points. */
  error?: number | null;
  /** Whether the user is on LinkedIn on a phone too; null: not asked yet; absent: an older host. */
  phone?: "yes" | "no" | null;
  /**
   * For estimates, shown or not: the range under most weights, and the error of the group's mean.
   */
  range?: { low: number; high: number; group_error: number };
  pillars: PillarState[];
  coverage: { points: number; of: number; signals: number; of_signals: number };
  official: OfficialState | null;
  /** Absent where LinkedIn shows an SSI, and from hosts before 0.3.0. */
  no_access?: NoAccess;
  /** At the end of a closed week, from hosts of 0.3.0 on. */
  shown_week?: ShownWeek;
  week_delta: number | null;
  /** The day that week_delta compares with. */
  week_from?: Day;
  /** A smaller week_delta, in points, is not shown as a change. */
  week_error?: number;
  /** The day of the first observation. */
  first_seen?: Day;
  advice: Advice[];
  /** The most points per minute first; hosts before 0.3.0 put them into `advice`. */
  unseen?: Unseen[];
  /** The largest loss first. */
  leaving?: Leaving[];
  /** Omits pillars of which too little was seen. */
  usual?: Usual[];
  milestones: Milestone[];
}

export interface Badge {
  text: string;
  /** `#rrggbb`. */
  color: string;
  /** The number, its age and its typical error, in English; the background translates it. */
  title: string;
}

export interface HelloReply {
  host: { version: string; protocol: number; locks?: string[] };
  model: { id: string; window_days: number };
  profiles: { key: string; label: string; last_seen: Moment }[];
}

export interface StateReply {
  state: State;
  badge: Badge;
}

/** Why the line was redrawn: LinkedIn's number, the age of it, another model. */
export type CorrectionCause = "reading" | "age" | "model";

export interface Correction {
  day: Day;
  cause: CorrectionCause;
  /** Above 0 where Bussola's number was too low. */
  points: number;
}

/** LinkedIn's average of a group moved by far more than it usually does. */
export interface GroupMove {
  day: Day;
  group: "industry" | "network";
  from: number;
  to: number;
}

export interface HistoryReply {
  series: { day: Day[] } & Record<"total" | Pillar, (number | null)[]>;
  official: OfficialState[];
  /** Both sorted by day; absent when empty. */
  corrections?: Correction[];
  group_moves?: GroupMove[];
}

export interface ExportReply {
  data: string;
  cursor: string | null;
}

export interface ForgetReply {
  /** `copies`: backups and set-aside databases that may still hold the profile. */
  forgotten: { profiles: number; rows: number; copies?: number };
}

export interface ProfilesReply {
  profiles: { key: string; label: string; aliases: string[]; first_seen: Moment; last_seen: Moment }[];
}

/**
 * done: counts that entered the window, or the change of a level or rate; left: counts that left
 * it; small: changes too small for a row; rest: what no act explains. Earlier hosts also send
 * "seen".
 */
export type WhyCause = "done" | "left" | "small" | "rest";

export interface WhyItem {
  /** Null where no signal explains the change. */
  signal: string | null;
  pillar: Pillar;
  /** Points of the number shown. */
  delta: number;
  cause: WhyCause;
  /** How many were done or left. */
  count?: number;
  /** First and last day of the counts that left. */
  first?: Day;
  last?: Day;
  /** The signal's values at both ends; null where it was not scored. */
  from?: number | null;
  to?: number | null;
}

export interface Why {
  from: Day;
  to: Day;
  kind_from: Kind;
  kind_to: Kind;
  total_from: number | null;
  total_to: number | null;
  /** Sum over the pillars; null while a number is missing. */
  total_delta: number | null;
  /**
   * Points; a smaller change counts as steady. Hosts before 0.3.0 omit error, turn and corrected.
   */
  error?: number;
  turn?: "up" | "down" | "steady";
  /**
   * The official reading in between that Bussola missed by most; below 0 where Bussola was too
   * high.
   */
  corrected?: { day: Day; points: number };
  group_moves?: GroupMove[];
  /** The later number rests on a newer official reading. */
  reading_between: boolean;
  phone?: "yes" | "no";
  pillars: { id: Pillar; delta: number | null }[];
  /** The largest act first, what no act explains last; changes below ±0.1 points are omitted. */
  items: WhyItem[];
}

export interface WhyReply {
  why: Why;
}

export interface Goal {
  signal: string;
  count: number;
  /** Since Monday; may exceed `count`. */
  done: number;
  /** The day it was set. */
  since: Day;
}

export interface GoalReply {
  goal: Goal | null;
  /** Monday and Sunday. */
  week: { from: Day; to: Day };
  /** A goal worth setting; null without one. */
  proposal: { signal: string; pillar: Pillar; count: number; gain: number; link: string } | null;
}

export interface Replies {
  hello: HelloReply;
  observe: StateReply;
  state: StateReply;
  history: HistoryReply;
  export: ExportReply;
  forget: ForgetReply;
  profiles: ProfilesReply;
  why: WhyReply;
  goal: GoalReply;
}

export type ErrorCode =
  | "bad_frame"
  | "too_large"
  | "bad_json"
  | "bad_request"
  | "unknown_type"
  | "unknown_signal"
  | "out_of_range"
  | "unknown_profile"
  | "storage"
  | "busy"
  | "newer_schema"
  | "internal";

export interface HostError {
  code: ErrorCode;
  message: string;
  field?: string;
}
