/**
 * Validates the host's replies by shape, because the extension's pages show them. Ids of a later
 * host are accepted; links are checked where they are made (shared/advice.ts). Pure.
 */

import {
  PILLARS,
  type Account,
  type Advice,
  type Bound,
  type Correction,
  type CorrectionCause,
  type ErrorCode,
  type Goal,
  type GroupMove,
  type GroupReading,
  type HelloReply,
  type HostError,
  type Kind,
  type Leaving,
  type NoAccess,
  type ShownWeek,
  type OfficialState,
  type Pillar,
  type PillarState,
  type PillarValues,
  type Replies,
  type Request,
  type SignalState,
  type Source,
  type State,
  type StateReply,
  type Unseen,
  type Usual,
  type Why,
  type WhyCause,
  type WhyItem,
} from "../shared/protocol";
import {
  count,
  day,
  flag,
  line,
  list,
  maybe,
  moment,
  nullable,
  oneOf,
  printable,
  read,
  record,
  text,
  within,
  word,
  isRecord,
  type Shape,
} from "../shared/shape";

/** Characters of a name; the host keeps as many bytes. */
const NAME = 128;
const MESSAGE = 200;
const VERSION = 32;

/** Returned for an answer of unknown shape: the host has failed. */
export const MISSHAPEN: HostError = { code: "internal", message: "" };

const total = within(0, 100);
const points = within(0, 100);
const change = within(-100, 100);
const value = within(0, Number.MAX_SAFE_INTEGER);
const pillar = oneOf<Pillar>(...PILLARS);
// A later host may add kinds, which are kept as they are.
const kind = word as Shape<Kind>;
const source = word as Shape<Source>;
const cause = word as Shape<WhyCause>;
const bound = oneOf<Bound>("exact", "at_least", "approximate");

const quarter = within(0, 25);
const pillarValues = record<PillarValues>({
  brand: quarter,
  people: quarter,
  insights: quarter,
  relationships: quarter,
});

const group = record<GroupReading>({
  rank_pct: maybe(within(0, 100)),
  average: maybe(total),
  pillars: maybe(pillarValues),
  week_change: maybe(change),
});

const official = record<OfficialState>({
  at: moment,
  total,
  pillars: pillarValues,
  industry: maybe(group),
  network: maybe(group),
});

const account = record<Account>({
  source,
  value,
  bound,
  seen_at: moment,
  days: maybe(count),
  differs_from: list(source),
});

const signal = record<SignalState>({
  id: word,
  value: nullable(value),
  bound,
  points,
  max: points,
  seen_at: nullable(moment),
  source: nullable(source),
  assumed: maybe(points),
  projected_from_days: maybe(count),
  learning: maybe(flag),
  known_on: maybe(day),
  sources: maybe(list(account)),
});

const advice = record<Advice>({
  id: word,
  signal: word,
  pillar,
  step: count,
  gain: points,
  keeps: maybe(points),
  effort: value,
  link: text,
});

const unseen = record<Unseen>({ id: word, signal: word, pillar, points, link: text });

const leaving = record<Leaving>({
  signal: word,
  pillar,
  count,
  first: day,
  last: day,
  points,
  needed: count,
});

const usual = record<Usual>({
  pillar,
  week: value,
  usual: value,
  low: value,
  high: value,
  verdict: maybe(oneOf("less", "same", "more")),
  weeks: count,
});

const shownWeek = record<ShownWeek>({
  monday: day,
  at: moment,
  kind,
  total,
  pillars: pillarValues,
  typical_error: nullable(points),
  change: nullable(change),
  changes: record<ShownWeek["changes"]>({
    brand: nullable(change),
    people: nullable(change),
    insights: nullable(change),
    relationships: nullable(change),
  }),
});

const state = record<State>({
  profile: nullable(record<NonNullable<State["profile"]>>({ key: text, label: line(NAME) })),
  at: moment,
  kind,
  total: nullable(total),
  typical_error: nullable(points),
  error: maybe(nullable(points)),
  phone: maybe(nullable(oneOf("yes", "no"))),
  range: maybe(record<NonNullable<State["range"]>>({ low: points, high: points, group_error: points })),
  pillars: list(
    record<PillarState>({
      id: pillar,
      score: nullable(points),
      estimate: points,
      max: oneOf(25),
      signals: list(signal),
    }),
  ),
  coverage: record<State["coverage"]>({ points, of: points, signals: count, of_signals: count }),
  official: nullable(official),
  no_access: maybe(record<NoAccess>({ since: moment, seen: moment })),
  shown_week: maybe(shownWeek),
  week_delta: nullable(change),
  week_from: maybe(day),
  week_error: maybe(points),
  first_seen: maybe(day),
  advice: list(advice),
  unseen: maybe(list(unseen)),
  leaving: maybe(list(leaving)),
  usual: maybe(list(usual)),
  milestones: list(record<State["milestones"][number]>({ id: word, day })),
});

const stateReply = record<StateReply>({
  state,
  badge: record<StateReply["badge"]>({ text: line(4), color: line(7), title: line(MESSAGE) }),
});

const whyItem = record<WhyItem>({
  signal: nullable(word),
  pillar,
  delta: change,
  cause,
  count: maybe(count),
  first: maybe(day),
  last: maybe(day),
  from: maybe(nullable(value)),
  to: maybe(nullable(value)),
});

const groupMove = record<GroupMove>({
  day,
  group: oneOf("industry", "network"),
  from: total,
  to: total,
});

const delta = record<Why["pillars"][number]>({ id: pillar, delta: nullable(change) });

const why = record<Why>({
  from: day,
  to: day,
  kind_from: kind,
  kind_to: kind,
  total_from: nullable(total),
  total_to: nullable(total),
  total_delta: nullable(change),
  error: maybe(points),
  turn: maybe(oneOf("up", "down", "steady")),
  corrected: maybe(record<NonNullable<Why["corrected"]>>({ day, points: change })),
  group_moves: maybe(list(groupMove)),
  reading_between: flag,
  phone: maybe(oneOf("yes", "no")),
  pillars: list(delta),
  items: list(whyItem),
});

const goal = record<Goal>({ signal: word, count, done: count, since: day });

const profile = record<Replies["profiles"]["profiles"][number]>({
  key: text,
  label: line(NAME),
  aliases: list(text),
  first_seen: moment,
  last_seen: moment,
});

const column = list(nullable(total));

type Series = Replies["history"]["series"];

const history = record<Replies["history"]>({
  series: record<Series>({
    day: list(day),
    total: column,
    brand: column,
    people: column,
    insights: column,
    relationships: column,
  }),
  official: list(official),
  corrections: maybe(
    list(record<Correction>({ day, cause: word as Shape<CorrectionCause>, points: change })),
  ),
  group_moves: maybe(list(groupMove)),
});

const week = record<Replies["goal"]["week"]>({ from: day, to: day });

const proposal = record<NonNullable<Replies["goal"]["proposal"]>>({
  signal: word,
  pillar,
  count,
  gain: points,
  link: text,
});

const REPLIES: { [T in Request["type"]]: Shape<Replies[T]> } = {
  // Only the host of a greeting is read (`hostOf`).
  hello: (greeting) => greeting as HelloReply,
  observe: stateReply,
  state: stateReply,
  history,
  export: record<Replies["export"]>({ data: text, cursor: nullable(text) }),
  forget: record<Replies["forget"]>({
    forgotten: record<Replies["forget"]["forgotten"]>({
      profiles: count,
      rows: count,
      copies: maybe(count),
    }),
  }),
  profiles: record<Replies["profiles"]>({ profiles: list(profile) }),
  why: record<Replies["why"]>({ why }),
  goal: record<Replies["goal"]>({ goal: nullable(goal), week, proposal: nullable(proposal) }),
};

/** The reply to a request of this type; undefined when its shape is wrong. */
export function replyOf<T extends Request["type"]>(type: T, reply: unknown): Replies[T] | undefined {
  return read(REPLIES[type], reply);
}

/** The version and protocol of the host that greeted; null where it gives none. */
export function hostOf(reply: unknown): { version: string | null; protocol: number | null } {
  const host = isRecord(reply) && isRecord(reply["host"]) ? reply["host"] : {};
  const { version, protocol } = host;
  return { version: read(line(VERSION), version) ?? null, protocol: read(count, protocol) ?? null };
}

/** The valid part of an error; without a code it is a failure of the host. */
export function errorOf(error: unknown): HostError {
  const { code, message, field } = isRecord(error) ? error : {};
  const named = read(word, code) as ErrorCode | undefined;
  if (named === undefined) return MISSHAPEN;
  return {
    code: named,
    message: typeof message === "string" ? printable(message, MESSAGE) : "",
    ...(typeof field === "string" ? { field: printable(field, MESSAGE) } : {}),
  };
}
