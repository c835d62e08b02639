/** Sentences of the history page. Pure except for the catalogue. */

import {
  dayOf,
  dayRange,
  daysBetween,
  fullDay,
  monthOf,
  number,
  pastDay,
  percent,
  shortDay,
  signed,
} from "../../text/format";
import { t } from "../../text/i18n";
import { dayIndexText, decimalsOf, indexText, isShownToday, surenessNote } from "../../text/index-value";
import type { Day, OfficialState, Pillar, State } from "../../contract/protocol";
import { LIMITS } from "../../contract/limits";
import { correctionText, groupMoveText } from "../../text/why";
import type { Columns, Line, Range, Row, Unit } from "./series";
import { firstDay, GROUPS, isByLinkedIn, pillarScale } from "./series";

/** A line that starts at most this many days after its range counts as covering it. */
const SHORT_DAYS = 3;

/** "47 of 100". */
export function headline(state: State | null, today: Day): string {
  if (!state) return t("popup_history");
  return state.total === null
    ? t(state.official === null ? "number_none" : "number_lost")
    : t("total_of_100", indexText(state.total, isShownToday(state.kind, state.official, today)));
}

/**
 * First day and change of a line's known values since a day, or since LinkedIn's value became too
 * old: what does not continue from it is not compared with what does. Null before a second day.
 */
function changeSince(columns: Columns, line: Line, since: Day): { from: Day; delta: number } | null {
  const { days, lines, corrections } = columns;
  const aged = [...corrections.values()].filter(({ cause }) => cause === "age").map(({ day }) => day);
  const first = [since, ...aged].reduce((latest, day) => (day > latest ? day : latest));
  const points = days.flatMap((day, index) => {
    const value = lines[line][index] ?? null;
    return value === null || day < first ? [] : [{ day, value }];
  });
  const [start] = points;
  const last = points[points.length - 1];
  return start && last && start.day < last.day ? { from: start.day, delta: last.value - start.value } : null;
}

/** "industry 34, network 38", where they were read. */
function averages(official: OfficialState | null): string[] {
  const { industry, network } = official ?? {};
  return [
    industry?.average === undefined ? "" : t("average_industry", number(industry.average)),
    network?.average === undefined ? "" : t("average_network", number(network.average)),
  ].filter((part) => part !== "");
}

/** The line under the headline: profile, change over the range, averages. */
export function subline(state: State | null, columns: Columns, range: Range, today: Day): string {
  const parts: string[] = [];
  if (state?.profile) parts.push(state.profile.label);
  if (state?.kind === "estimate") parts.unshift(t("index_estimate"));
  const change = changeSince(columns, "total", state?.first_seen ?? "");
  if (change && state && state.week_delta !== null) {
    const delta = signed(change.delta, decimalsOf(state.kind, state.typical_error));
    const start = firstDay(range, today);
    const whole = start !== null && daysBetween(start, change.from) <= SHORT_DAYS;
    const since = shortDay(change.from, today);
    parts.push(whole ? t(`history_in_${range}`, delta) : t("history_since", delta, since));
  }
  return [...parts, averages(state?.official ?? null).join(", ")].filter((part) => part !== "").join(" · ");
}

/** The certainty of the newest number, if it is among these days. */
export function surenessIn({ latest }: Columns, from: Day, to: Day): string {
  const day = latest === null ? "" : dayOf(latest.at);
  return latest !== null && day >= from && day <= to ? surenessNote(latest) : "";
}

/** All values of one point, for the pointer, the keyboard and the screen reader. */
export function readout(columns: Columns, index: number): string {
  const day = columns.days[index];
  if (day === undefined) return "";
  const total = columns.lines.total[index] ?? null;
  const official = columns.official[index] ?? null;
  const averages = GROUPS.map((group) => {
    const average = columns.averages[group].total[index] ?? null;
    return average === null ? "" : t(`average_${group}`, number(average));
  });
  return [
    fullDay(day),
    total === null ? t("history_no_total") : dayIndexText(total, isByLinkedIn(columns, index)),
    surenessIn(columns, day, day),
    official === null ? "" : t("history_read", number(official)),
    ...averages,
    ...notesOf(
      {
        corrected: columns.corrections.get(index) ?? null,
        moves: [columns.moves.get(index)].filter((move) => move !== undefined),
      },
      day,
    ),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

/** "Industry top 9% · Network top 22% · LinkedIn, Nov 20, 2026", as last read at a point. */
export function rankReadout(columns: Columns, index: number): string {
  const read = new Map<Day, string[]>();
  for (const group of GROUPS) {
    const ranks = columns.ranks[group].slice(0, index + 1);
    const place = ranks.findLastIndex((rank) => typeof rank === "number");
    const [day, rank] = [columns.days[place], ranks[place]];
    if (day === undefined || typeof rank !== "number") continue;
    const words = `${t(`rank_${group}`)} ${t("rank_top", percent(rank / 100))}`;
    read.set(day, [...(read.get(day) ?? []), words]);
  }
  return [...read].flatMap(([day, words]) => [...words, t("rank_read", shortDay(day))]).join(" · ");
}

/** "31 · top 9%": average and rank of a table row, where they were read. */
export function besideText({ averages, rank }: Row["beside"][keyof Row["beside"]]): string {
  const { total } = averages;
  return [
    total === undefined ? "" : number(total),
    rank === undefined ? "" : t("rank_top", percent(rank / 100)),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

/** "+4 since Sep 20 · scale from 16 to 20 of 25 points": a pillar's chart in words. */
export function pillarWords(columns: Columns, pillar: Pillar, today: Day): string {
  const { min, max } = pillarScale(columns, pillar);
  const scale = t("history_pillar_scale", number(min), number(max), number(LIMITS.pillar));
  const change = changeSince(columns, pillar, "");
  if (!change) return scale;
  return `${t("history_since", signed(change.delta, 0), shortDay(change.from, today))} · ${scale}`;
}

/** "industry 7.6, network 11.3": the averages of a pillar's chart, for users who cannot see it. */
export function pillarAverages(row: Row, pillar: Pillar): string {
  const known = GROUPS.flatMap((group) => {
    const average = row.beside[group].averages[pillar];
    return average === undefined ? [] : t(`average_${group}`, number(average, 1));
  });
  return known.join(", ");
}

/** The first cell of a table row: a day, a week or a month. */
export function rowLabel(row: Row, unit: Unit, today: Day): string {
  if (unit === "day") return fullDay(row.from);
  if (unit === "month") return monthOf(row.from);
  const year = row.to.slice(0, 4);
  // A range over two years already names both.
  const isNamed = row.from.slice(0, 4) !== year || year === today.slice(0, 4);
  return isNamed ? dayRange(row.from, row.to) : `${dayRange(row.from, row.to)} ${year}`;
}

/** Marks a row with a reading: "LinkedIn's value", with the day where the row has a single one. */
export function readingTag(row: Row, unit: Unit, today: Day): string {
  const last = row.readings[row.readings.length - 1];
  if (last === undefined) return "";
  return unit === "day" || row.readings.length > 1 || last === today
    ? t("table_read")
    : t("table_read_on", pastDay(last, today));
}

/** Why the line was redrawn, and how LinkedIn's averages moved. */
export function notesOf({ corrected, moves }: Pick<Row, "corrected" | "moves">, today: Day): string[] {
  const correction = corrected ? correctionText(corrected) : "";
  return [correction, ...moves.map((move) => groupMoveText(move, today))];
}
