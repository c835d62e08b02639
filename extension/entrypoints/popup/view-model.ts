/**
 * The data of the popup's number card, from the host's state or from LinkedIn's own reading. Pure.
 */

import { dayOf, daysBetween, direction } from "../../text/format";
import { decimalsOf, errorOf } from "../../text/index-value";
import { standingsOf, type Standing } from "../../text/next";
import { LIMITS } from "../../contract/limits";
import {
  PILLARS,
  type Kind,
  type Moment,
  type Official,
  type SignalState,
  type Spark,
  type State,
} from "../../contract/protocol";

export interface PillarFigure extends Standing {
  industry: number | null;
  network: number | null;
  signals: SignalState[];
}

export interface Figures {
  kind: Kind;
  /** 0–100; null while learning. */
  total: number | null;
  /** Sum of the pillars' points. */
  earned: number;
  /** Points of 100 that were seen. */
  seen: number;
  /** How far the number may be off, in points; null while unknown. */
  error: number | null;
  /** The range of an estimate under most weights. */
  range: NonNullable<State["range"]> | null;
  /** Acts on a phone may be missing. */
  onPhone: boolean;
  weekDelta: number | null;
  /** A smaller weekDelta, in points, is not shown as a change. */
  weekError: number;
  /** Whole days that weekDelta covers. */
  trendDays: number;
  /** Decimals of the pillars' points. */
  decimals: 0 | 1;
  /** LinkedIn's last reading. */
  official: (Official & { at: Moment }) | null;
  /** Where LinkedIn shows no SSI: whether the number goes on without it. */
  noAccess: "continues" | "ends" | null;
  pillars: PillarFigure[];
  /** The last four weeks; null where the program does not tell them. */
  spark: Spark | null;
}

function pillarsOf(
  state: State | null,
  official: Official | null,
  standings: readonly Standing[],
): PillarFigure[] {
  return standings.map((standing) => ({
    ...standing,
    industry: official?.industry?.pillars?.[standing.id] ?? null,
    network: official?.network?.pillars?.[standing.id] ?? null,
    signals: state?.pillars.find((pillar) => pillar.id === standing.id)?.signals ?? [],
  }));
}

/** The number's direction in a week; 0 within the error of the change. */
export function trendTurn({ weekDelta, weekError, decimals }: Figures): -1 | 0 | 1 {
  return weekDelta === null || Math.abs(weekDelta) < weekError ? 0 : direction(weekDelta, decimals);
}

/** The card's data from the host's state. */
export function figuresOfState(state: State): Figures {
  const whole = state.kind === "official" || state.kind === "anchored";
  const pillars = pillarsOf(state, state.official, standingsOf(state));
  return {
    kind: state.kind,
    total: state.kind === "learning" ? null : state.total,
    earned: pillars.reduce((sum, pillar) => sum + pillar.points, 0),
    seen: whole ? 100 : state.coverage.points,
    error: errorOf(state),
    range: state.range ?? null,
    onPhone: state.phone === "yes",
    weekDelta: state.week_delta,
    weekError: state.week_error ?? 0,
    trendDays: state.week_from === undefined ? 7 : daysBetween(state.week_from, dayOf(state.at)),
    decimals: decimalsOf(state.kind, state.typical_error),
    official: state.official,
    noAccess: null,
    pillars,
    spark: state.spark ?? null,
  };
}

/**
 * The card's data from LinkedIn's own reading alone; `state` adds the signals last known, if any.
 */
export function figuresOfOfficial(official: Official, at: Moment, state: State | null): Figures {
  return {
    kind: "official",
    total: official.total,
    earned: official.total,
    seen: 100,
    error: 0,
    range: null,
    onPhone: false,
    weekDelta: null,
    weekError: 0,
    trendDays: 0,
    decimals: 1,
    official: { ...official, at },
    noAccess: null,
    pillars: pillarsOf(
      state,
      official,
      PILLARS.map((id) => ({ id, points: official.pillars[id], seen: LIMITS.pillar })),
    ),
    // The program's line does not end with this reading yet.
    spark: null,
  };
}
