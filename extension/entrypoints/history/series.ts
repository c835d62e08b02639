/** The host's history as chart columns and table rows. Pure: days in, numbers out. */

import { LIMITS } from "../../contract/limits";
import { addDays, dayOf, dayTime, daysBetween } from "../../text/format";
import {
  PILLARS,
  type Correction,
  type Day,
  type GroupMove,
  type HistoryReply,
  type HistoryRequest,
  type Pillar,
  type State,
} from "../../contract/protocol";

export const RANGES = ["month", "quarter", "year", "all"] as const;
export type Range = (typeof RANGES)[number];

/** Days in each range, today included; null for all. */
const LENGTHS: Readonly<Record<Range, number | null>> = { month: 28, quarter: 91, year: 365, all: null };

/** First day of a range that ends today; null for all. */
export function firstDay(range: Range, today: Day): Day | null {
  const length = LENGTHS[range];
  return length === null ? null : addDays(today, 1 - length);
}

/**
 * The request for a range: days where the chart can show them, else the step that the host chooses.
 */
export function queryFor(range: Range, today: Day): Pick<HistoryRequest, "from" | "to" | "step"> {
  const from = firstDay(range, today);
  return from === null ? { step: "auto" } : { from, to: today, step: "day" };
}

const LINES = ["total", ...PILLARS] as const;
/** The index or one of its pillars. */
export type Line = (typeof LINES)[number];

/** Values by day: null where nothing was known, undefined where the host sent no such day. */
export type Values = (number | null | undefined)[];

/** The values that are known. */
export function known(values: Values): number[] {
  return values.filter((value) => typeof value === "number");
}

export const GROUPS = ["industry", "network"] as const;
/** The groups that LinkedIn compares the user with. */
export type Group = (typeof GROUPS)[number];

/** Columns for the charts; `x` in seconds since 1970 at midnight UTC of each day, ascending. */
export interface Columns {
  days: Day[];
  x: number[];
  lines: Record<Line, Values>;
  /** LinkedIn's own totals, on their days. */
  official: Values;
  /** The averages of industry and network, as read on those days. */
  averages: Record<Group, Record<Line, Values>>;
  /** "Top N %" of each on those days: lower is better. */
  ranks: Record<Group, Values>;
  /** Where the line was redrawn, and where LinkedIn's averages moved, by index in `days`. */
  corrections: Map<number, Correction>;
  moves: Map<number, GroupMove>;
  /** The state of the newest number. */
  latest: State | null;
}

function perGroup<T>(of: (group: Group) => T): Record<Group, T> {
  return Object.fromEntries(GROUPS.map((group) => [group, of(group)])) as Record<Group, T>;
}

function perLine<T>(of: (line: Line) => T): Record<Line, T> {
  return Object.fromEntries(LINES.map((line) => [line, of(line)])) as Record<Line, T>;
}

/** One row per day that has a snapshot or a reading. A day read twice keeps its last reading. */
export function columnsOf(history: HistoryReply, latest: State | null = null): Columns {
  const readings = new Map(history.official.map((reading) => [dayOf(reading.at), reading]));
  const places = new Map(history.series.day.map((day, index) => [day, index]));
  const { corrections = [], group_moves: moves = [] } = history;
  const marked = [...corrections, ...moves].map(({ day }) => day);
  const days = [...new Set([...places.keys(), ...readings.keys(), ...marked])].sort();
  const byPlace = <T extends { day: Day }>(notes: T[]): Map<number, T> =>
    new Map(notes.map((note) => [days.indexOf(note.day), note]));
  const column = (line: Line): Values =>
    days.map((day) => {
      const place = places.get(day);
      return place === undefined ? undefined : history.series[line][place];
    });
  return {
    days,
    x: days.map((day) => dayTime(day) / 1000),
    lines: perLine(column),
    official: days.map((day) => readings.get(day)?.total),
    averages: perGroup((group) =>
      perLine((line) =>
        days.map((day) => {
          const reading = readings.get(day)?.[group];
          return line === "total" ? reading?.average : reading?.pillars?.[line];
        }),
      ),
    ),
    ranks: perGroup((group) => days.map((day) => readings.get(day)?.[group]?.rank_pct)),
    corrections: byPlace(corrections),
    moves: byPlace(moves),
    latest,
  };
}

/** True if LinkedIn showed its number on the day of this point. */
export function isByLinkedIn({ official }: Columns, index: number): boolean {
  return typeof official[index] === "number";
}

/** The points that LinkedIn showed, newest first. */
export function readingsOf(columns: Columns): number[] {
  return [...columns.days.keys()].filter((index) => isByLinkedIn(columns, index)).reverse();
}

/** The points with a note, the largest corrections first, moves of the averages last. */
export function notedOf({ corrections, moves }: Columns): number[] {
  const size = (index: number): number => Math.abs(corrections.get(index)?.points ?? 0);
  const noted = [...new Set([...corrections.keys(), ...moves.keys()])];
  return noted.sort((one, other) => size(other) - size(one));
}

/** The members of `indices` that lie at least `apart` from all earlier ones that are kept. */
export function spaced(indices: number[], placeOf: (index: number) => number, apart: number): number[] {
  const kept: number[] = [];
  return indices.filter((index) => {
    const place = placeOf(index);
    const isFree = kept.every((other) => Math.abs(other - place) >= apart);
    if (isFree) kept.push(place);
    return isFree;
  });
}

/** The first day with an index, from which changes count; without an index the first day of all. */
export function firstKnownDay({ days, lines }: Columns): Day | undefined {
  const place = lines.total.findIndex((value) => typeof value === "number");
  return days[Math.max(0, place)];
}

/** Index of the point for the day, week or month with this day. Null if there is none. */
export function pointOf({ days }: Columns, day: Day): number | null {
  const found = days.findIndex((candidate) => candidate >= day);
  return found > 0 || days[0] === day ? found : null;
}

/** The parts of a line with both ends shown by LinkedIn; the rest is an estimate. */
export function shownLine(columns: Columns, line: Line): Values {
  const { days } = columns;
  const isNext = (index: number): boolean =>
    isByLinkedIn(columns, index) &&
    isByLinkedIn(columns, index + 1) &&
    daysBetween(days[index] ?? "", days[index + 1] ?? "") === 1;
  return columns.lines[line].map((value, index) => (isNext(index - 1) || isNext(index) ? value : null));
}

/** The smallest range that holds all days, for a first visit. */
export function fittingRange(days: Day[], today: Day): Range {
  const length = daysBetween(days[0] ?? today, today) + 1;
  return RANGES.find((range) => length <= (LENGTHS[range] ?? Infinity)) ?? "year";
}

/** First and last day on the x axis: the range, without the days before the first known one. */
export function axisDays(columns: Columns, range: Range, today: Day): { from: Day; to: Day } {
  const first = columns.days[0] ?? today;
  const start = firstDay(range, today) ?? first;
  const from = start < first ? first : start;
  return { from, to: today };
}

export type Unit = "day" | "week" | "month";

/** The unit of the table's rows: days for four weeks, weeks up to a year, months beyond. */
export function unitOf(days: Day[]): Unit {
  const [first, last] = [days[0], days[days.length - 1]];
  const length = first && last ? daysBetween(first, last) : 0;
  if (length <= 31) return "day";
  return length <= 400 ? "week" : "month";
}

/** First day of the week (Monday, as in ISO 8601) or month that contains `day`. */
export function bucketOf(day: Day, unit: Unit): Day {
  if (unit === "day") return day;
  if (unit === "month") return `${day.slice(0, 8)}01`;
  const weekday = (new Date(dayTime(day)).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

/** Last day of the bucket that begins on `from`. */
export function bucketEnd(from: Day, unit: Unit): Day {
  if (unit === "day") return from;
  if (unit === "week") return addDays(from, 6);
  return addDays(bucketOf(addDays(from, 31), "month"), -1);
}

export interface Row {
  from: Day;
  to: Day;
  /** The values of the bucket's last known day. */
  values: Record<Line, number | null>;
  /** True if LinkedIn showed these values on that day. */
  byLinkedIn: boolean;
  /** Days on which LinkedIn's own number was read. */
  readings: Day[];
  /** The largest correction of the line in the bucket, if any. */
  corrected: Correction | null;
  moves: GroupMove[];
  /** Averages, of the total and of each pillar, and rank as last read. */
  beside: Record<Group, { averages: Record<Line, number | undefined>; rank: number | undefined }>;
}

/** The columns by day, week or month, newest first. */
export function rowsOf(columns: Columns, unit: Unit): Row[] {
  const rows = new Map<Day, Row>();
  columns.days.forEach((day, index) => {
    const from = bucketOf(day, unit);
    const row = rows.get(from) ?? {
      from,
      to: bucketEnd(from, unit),
      values: { total: null, brand: null, people: null, insights: null, relationships: null },
      byLinkedIn: false,
      readings: [],
      corrected: null,
      moves: [],
      beside: perGroup(() => ({ averages: perLine(() => undefined), rank: undefined })),
    };
    for (const line of LINES) row.values[line] = columns.lines[line][index] ?? row.values[line];
    if (typeof columns.lines.total[index] === "number") row.byLinkedIn = isByLinkedIn(columns, index);
    if (isByLinkedIn(columns, index)) row.readings.push(day);
    const correction = columns.corrections.get(index);
    if (correction && Math.abs(correction.points) > (row.corrected ? Math.abs(row.corrected.points) : -1))
      row.corrected = correction;
    const move = columns.moves.get(index);
    if (move) row.moves.push(move);
    for (const group of GROUPS) {
      const { averages, rank } = row.beside[group];
      row.beside[group] = {
        averages: perLine((line) => columns.averages[group][line][index] ?? averages[line]),
        rank: columns.ranks[group][index] ?? rank,
      };
    }
    rows.set(from, row);
  });
  return [...rows.values()].reverse();
}

/** Points above a good index that the chart has at least. */
const ROOM = 5;

/** The chart's scale: whole twenties around the values and the line at a good index, within 0–100. */
export function scaleOf(columns: Columns): { min: number; max: number } {
  const averages = GROUPS.flatMap((group) => columns.averages[group].total);
  const values = known([...columns.lines.total, ...columns.official, ...averages]);
  const low = values.reduce((least, value) => Math.min(least, value), 100);
  const high = values.reduce((most, value) => Math.max(most, value), LIMITS.good + ROOM);
  const min = Math.max(0, Math.floor((Math.min(low, 45) - 5) / 20) * 20);
  const max = Math.min(100, Math.ceil((high + 2) / 20) * 20);
  return { min, max };
}

/** Least height of a pillar's scale in points, so that a small change does not look large. */
const LEAST_POINTS = 4;

/** A pillar's own scale in whole points around its values, within 0–25. */
export function pillarScale(columns: Columns, pillar: Pillar): { min: number; max: number } {
  const values = known(columns.lines[pillar]);
  if (values.length === 0) return { min: 0, max: LIMITS.pillar };
  const least = values.reduce((low, value) => Math.min(low, value), LIMITS.pillar);
  const most = values.reduce((high, value) => Math.max(high, value), 0);
  const [low, high] = [Math.floor(least), Math.ceil(most)];
  const room = Math.max(0, LEAST_POINTS - (high - low));
  const min = Math.min(Math.max(0, low - Math.floor(room / 2)), LIMITS.pillar - LEAST_POINTS);
  return { min, max: Math.max(high, min + LEAST_POINTS) };
}

/** The scale of the ranks, in per cent, the best on top: whole tens, and at least 20. */
export function rankScale(columns: Columns): { best: number; worst: number } {
  const ranks = known(GROUPS.flatMap((group) => columns.ranks[group]));
  const worst = Math.min(100, Math.max(20, Math.ceil((Math.max(0, ...ranks) + 1) / 10) * 10));
  return { best: 0, worst };
}
