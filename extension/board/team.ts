/** What the server says about the team, read into plain values. */

import {
  BOUNDS,
  KINDS,
  PILLARS,
  type Count,
  type Day,
  type Kind,
  type Pillar,
  type TeamMember,
} from "../contract/protocol";
import { dayTime, daysBetween, timeDay } from "../text/format";
import {
  ANY_PART,
  COUNTS,
  GROUP_MIN,
  QUERIES,
  daysQuery,
  fieldsQuery,
  labelsQuery,
  partQuery,
  pastQuery,
  pillarQuery,
  searchQuery,
} from "./queries";
import { ask, askRange, type Series, type Server } from "./server";

const DAY_SECONDS = 86_400;
const WEEK_SECONDS = 7 * DAY_SECONDS;
/** Weeks before the last one. */
const GROUP_WEEKS = 52;
/** A server answers so many of 100,000 members within its limit of 30 s. */
const WEEKS_AT_ONCE = 14;
const MEMBER_WEEKS = 11;
const CHANGE_DAYS = 28;
/** After an older last day, a member has no change. */
const CURRENT_DAYS = 7;
/** Of larger teams, members are listed once they are searched for. */
export const LISTED_MAX = 1000;
export const FOUND_MAX = 100;
/** Members who get a line each. */
const DRAWN_MAX = 100;

/** The group at the end of a week; the figures are null with too few members. */
export interface Week {
  day: Day;
  members: number;
  quarters: { low: number; median: number; high: number } | null;
}

export interface Group {
  /** Members with an index of the last days. */
  members: number;
  /** The last one is now. */
  weeks: Week[];
  /** Members from 0, 10, … points up. */
  tens: number[];
  /** Medians; null with too few members. */
  pillars: Record<Pillar, number | null>;
  /** Median of each member's own change; null with too few members to compare. */
  change: { median: number; members: number } | null;
}

export interface Member extends TeamMember {
  /** The random name on the server. */
  id: string;
  hasLabel: boolean;
  /** Points; null where the numbers do not compare. */
  change: number | null;
}

export interface Team {
  day: Day;
  listed: number;
  /** Members who have sent nothing for a month. */
  silent: number;
  group: Group;
  /** Empty for a team that is too large to list. */
  members: Member[];
}

/** The last second of the day of `now`, UTC, by which all of its revisions are. */
export const endOf = (now: Date): number => dayTime(timeDay(now.getTime())) / 1000 + DAY_SECONDS - 1;

const dayAt = (seconds: number): Day => timeDay(seconds * 1000);

const only = (series: Series[]): number | null => series[0]?.points[0]?.[1] ?? null;

/* ---- the group ---- */

/** Values and how many members have each, in order, at one time. */
type Spread = [number, number][];

/** The spread at each time of the answer. */
function spreadsOf(series: Series[]): Map<number, Spread> {
  const spreads = new Map<number, Spread>();
  for (const { metric, points } of series)
    for (const [time, count] of points) {
      const spread = spreads.get(time) ?? [];
      spread.push([Number(metric["value"]), count]);
      spreads.set(time, spread);
    }
  for (const spread of spreads.values()) spread.sort(([a], [b]) => a - b);
  return spreads;
}

const membersOf = (spread: Spread): number => spread.reduce((sum, [, count]) => sum + count, 0);

/** The value of the member at `place` in the order, from 0. */
function valueAt(spread: Spread, place: number): number {
  let before = 0;
  for (const [value, count] of spread) {
    before += count;
    if (place < before) return value;
  }
  return spread[spread.length - 1]?.[0] ?? 0;
}

/** Interpolated between two members, as servers do. */
export function quantile(spread: Spread, share: number): number {
  const place = share * (membersOf(spread) - 1);
  const [low, high] = [valueAt(spread, Math.floor(place)), valueAt(spread, Math.ceil(place))];
  return low + (high - low) * (place - Math.floor(place));
}

const median = (spread: Spread): number | null =>
  membersOf(spread) >= GROUP_MIN ? quantile(spread, 0.5) : null;

/** The end of each week, also of those without members. */
function readWeeks(spreads: Map<number, Spread>, end: number): Week[] {
  return Array.from({ length: GROUP_WEEKS + 1 }, (_, index): Week => {
    const time = end - (GROUP_WEEKS - index) * WEEK_SECONDS;
    const spread = spreads.get(time) ?? [];
    const members = membersOf(spread);
    const [low = 0, middle = 0, high = 0] = [0.25, 0.5, 0.75].map((share) => quantile(spread, share));
    const quarters = members >= GROUP_MIN ? { low, median: middle, high } : null;
    return { day: dayAt(time), members, quarters };
  });
}

/** Members by tens; 100 points are among the nineties. */
function tensOf(spread: Spread): number[] {
  const tens = Array.from({ length: 10 }, () => 0);
  for (const [value, count] of spread) {
    const ten = Math.min(9, Math.max(0, Math.floor(value / 10)));
    tens[ten] = (tens[ten] ?? 0) + count;
  }
  return tens;
}

async function askSpread(server: Server, query: string, time: number): Promise<Spread> {
  return [...spreadsOf(await ask(server, query, time)).values()][0] ?? [];
}

async function askWeeks(server: Server, end: number): Promise<Map<number, Spread>> {
  const series: Series[] = [];
  for (let ago = GROUP_WEEKS; ago >= 0; ago -= WEEKS_AT_ONCE) {
    const [start, last] = [ago, Math.max(0, ago - WEEKS_AT_ONCE + 1)].map(
      (weeks) => end - weeks * WEEK_SECONDS,
    );
    const range = { start: start ?? end, end: last ?? end, step: WEEK_SECONDS };
    series.push(...(await askRange(server, QUERIES.indexes, range)));
  }
  return spreadsOf(series);
}

/** One question after the other: each visits every member, and a large team's server has to do it in time. */
async function readGroup(server: Server, end: number): Promise<Group> {
  const spreads = await askWeeks(server, end);
  const changes = await askSpread(server, QUERIES.changes, end);
  const pillars: Partial<Record<Pillar, number | null>> = {};
  for (const pillar of PILLARS) pillars[pillar] = median(await askSpread(server, pillarQuery(pillar), end));
  const indexes = spreads.get(end) ?? [];
  const change = median(changes);
  return {
    members: membersOf(indexes),
    weeks: readWeeks(spreads, end),
    tens: tensOf(indexes),
    pillars: pillars as Record<Pillar, number | null>,
    change: change === null ? null : { median: change, members: membersOf(changes) },
  };
}

/* ---- members ---- */

type Values = Map<string, number>;

/** The last value of each field, by member. */
function fieldsOf(series: Series[]): Map<string, Values> {
  const members = new Map<string, Values>();
  for (const { metric, points } of series) {
    const { member, __name__: name } = metric;
    const value = points[points.length - 1]?.[1];
    if (member === undefined || name === undefined || value === undefined) continue;
    const values = members.get(member) ?? new Map<string, number>();
    values.set(name.replace("bussola_", ""), value);
    members.set(member, values);
  }
  return members;
}

const kindOf = (values: Values | undefined): Kind | undefined => KINDS[values?.get("kind") ?? -1];

/** The index of a day that has one. */
function totalOf(values: Values | undefined): number | null {
  const kind = kindOf(values);
  return kind === undefined || kind === "learning" ? null : (values?.get("index") ?? null);
}

function changeOf(values: Values, before: Values | undefined, age: number): number | null {
  const [to, from] = [totalOf(values), totalOf(before)];
  const isSameScale = (kindOf(values) === "estimate") === (kindOf(before) === "estimate");
  return to === null || from === null || !isSameScale || age >= CURRENT_DAYS ? null : to - from;
}

function countsOf(values: Values): Count[] {
  return COUNTS.flatMap((signal) => {
    const bound = values.get(`${signal}_bound`);
    if (bound === undefined) return [];
    const known = BOUNDS[bound];
    const value = known === undefined ? null : (values.get(signal) ?? null);
    return [{ signal, value, bound: known ?? "exact", sources: [] }];
  });
}

/** A day without an index has no pillars, whether they are shared or not. */
function pillarsOf(values: Values): Pick<TeamMember, "pillars"> {
  if (kindOf(values) === "learning") return { pillars: null };
  const shared = PILLARS.map((pillar) => [pillar, values.get(pillar)] as const);
  if (shared.some(([, points]) => points === undefined)) return {};
  return { pillars: Object.fromEntries(shared) as Record<Pillar, number> };
}

/** The label that the member has had up to the last day; older ones were taken off. */
function labelOf(labels: Series[], id: string, lastDay: number): string | undefined {
  return labels.find(({ metric, points }) => metric["member"] === id && (points[0]?.[1] ?? 0) >= lastDay)
    ?.metric["label"];
}

/** The ends of the weeks after the last change between an estimate and a number of LinkedIn's scale. */
function weeksOf(series: Series[], id: string): { day: Day; total: number }[] {
  const of = (name: string) =>
    new Map(series.find(({ metric }) => metric["member"] === id && metric.__name__ === name)?.points);
  const [totals, kinds] = [of("bussola_index"), of("bussola_kind")];
  let weeks: { day: Day; total: number }[] = [];
  let isEstimate: boolean | null = null;
  for (const [time, number] of kinds) {
    const kind = KINDS[number];
    const total = totals.get(time);
    if (kind === undefined || kind === "learning" || total === undefined) continue;
    if (isEstimate !== null && isEstimate !== (kind === "estimate")) weeks = [];
    isEstimate = kind === "estimate";
    weeks.push({ day: dayAt(time), total });
  }
  return weeks;
}

interface Answers {
  fields: Series[];
  days: Series[];
  labels: Series[];
  before: Series[];
  weeks: Series[];
}

/** The members in the order of the server. */
export function readMembers({ fields, days, labels, before, weeks }: Answers, today: Day): Member[] {
  const earlier = fieldsOf(before);
  const last = new Map(days.map(({ metric, points }) => [metric["member"], points[0]?.[1] ?? 0]));
  return [...fieldsOf(fields)].map(([id, values]) => {
    const seconds = last.get(id) ?? 0;
    const day = dayAt(seconds);
    const label = labelOf(labels, id, seconds);
    const kind = kindOf(values);
    const error = values.get("error");
    const hasIndex = kind !== undefined && (values.has("index") || kind === "learning");
    return {
      ...{ id, day, label: label ?? "", hasLabel: label !== undefined },
      change: changeOf(values, earlier.get(id), daysBetween(day, today)),
      ...(hasIndex ? { kind, total: totalOf(values) } : {}),
      ...(error === undefined ? {} : { error }),
      ...pillarsOf(values),
      counts: countsOf(values),
      weeks: weeksOf(weeks, id),
    };
  });
}

/** `members` null: all. */
async function askMembers(
  server: Server,
  members: string[] | null,
  count: number,
  end: number,
): Promise<Member[]> {
  const range = { start: end - MEMBER_WEEKS * WEEK_SECONDS, end, step: WEEK_SECONDS };
  const [fields, days, labels, before, weeks] = await Promise.all([
    ask(server, fieldsQuery(members), end),
    ask(server, daysQuery(members), end),
    ask(server, labelsQuery(members), end),
    ask(server, pastQuery(members), end - CHANGE_DAYS * DAY_SECONDS),
    count <= DRAWN_MAX ? askRange(server, pastQuery(members), range) : [],
  ]);
  return readMembers({ fields, days, labels, before, weeks }, dayAt(end));
}

/** The members of a large team with `text` in their label. */
export async function findMembers(server: Server, text: string, now: Date): Promise<Member[]> {
  const end = endOf(now);
  const found = await ask(server, searchQuery(text, FOUND_MAX), end);
  const ids = [...new Set(found.flatMap(({ metric }) => metric["member"] ?? []))];
  return ids.length === 0 ? [] : askMembers(server, ids, ids.length, end);
}

/** Of a team that is too large to list: the members who share the same part, and no silent ones. */
async function readSize(server: Server, end: number): Promise<Pick<Team, "listed" | "silent">> {
  const count = async (query: string) => only(await ask(server, query, end)) ?? 0;
  for (const part of ANY_PART) {
    const members = await count(partQuery(part));
    if (members > LISTED_MAX) return { listed: members, silent: 0 };
  }
  const listed = await count(QUERIES.listed);
  return { listed, silent: (await count(QUERIES.ofYear)) - listed };
}

export async function readTeam(server: Server, now: Date): Promise<Team> {
  const end = endOf(now);
  const { listed, silent } = await readSize(server, end);
  const isListed = listed > 0 && listed <= LISTED_MAX;
  const group = await readGroup(server, end);
  const members = isListed ? await askMembers(server, null, listed, end) : [];
  return { day: dayAt(end), listed, silent, group, members };
}
