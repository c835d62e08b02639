/** What a main count unfolds to: its days, its sources and its part in the index. */

import { el, svg } from "./dom";
import { bounded, number, shortDay } from "../text/format";
import { t } from "../text/i18n";
import { pillarName } from "../text/pillars";
import { accountText, isPassedOn, pointsText } from "../text/signal-value";
import { SIGNALS } from "../contract/signals";
import type { Activity, Count, Day, State } from "../contract/protocol";
import type { Days } from "../text/count-days";
import { waysTo } from "./signal-ways";

/** Days named in words; the bars show every day. */
const NAMED = 6;
const BARS_HEIGHT = 24;

const isTally = ({ signal }: Count): boolean => SIGNALS[signal]?.kind === "tally";

/** "23", "≥ 23", "not known". */
export function countText({ value, bound }: Pick<Count, "value" | "bound">): string {
  return value === null ? t("count_unknown") : bounded(number(value), bound);
}

/** The days that a count of acts covers; null for a level. */
export function spanText(count: Count, today: Day): string | null {
  if (count.value === null || !isTally(count)) return null;
  return count.since === undefined ? t("counts_title") : t("count_since", shortDay(count.since, today));
}

/** A bar per day, for the eye; the words beside it name the last days. */
function dayBars(values: (number | null)[]): SVGSVGElement {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const bars = values.map((value, index) => {
    if (value === null || value === 0) return false;
    const height = (value / most) * BARS_HEIGHT;
    return svg("rect", { attrs: { x: index + 0.1, y: BARS_HEIGHT - height, width: 0.8, height } });
  });
  const attrs = {
    viewBox: `0 0 ${values.length} ${BARS_HEIGHT}`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  };
  return svg("svg", { class: "days", attrs }, ...bars);
}

/** The last days with acts, or on which the level changed: "Nov 21: 2 · Nov 18: 1". */
export function daysText(days: Day[], values: (number | null)[], isLevel: boolean, today: Day): string {
  let known: number | null = null;
  const named = values.flatMap((value, index) => {
    const isNew = isLevel ? value !== known : value !== 0;
    if (value === null || !isNew) return [];
    known = value;
    const text = `${shortDay(days[index] ?? today, today)}: ${number(value)}`;
    return [text.replaceAll(" ", "\u00a0")];
  });
  return named.slice(-NAMED).reverse().join(" · ");
}

/** The count's days as bars and in words; empty where the activity has none of it. */
function daysShown(count: Count, today: Day, activity: Activity | null): Node[] {
  const isLevel = !isTally(count);
  const series = activity?.[isLevel ? "levels" : "acts"].find(({ signal }) => signal === count.signal);
  if (!activity || !series) return [];
  const text = daysText(activity.day, series.values, isLevel, today);
  if (text === "") return [];
  return [...(isLevel ? [] : [dayBars(series.values)]), el("p", {}, text)];
}

/** The count's days, once they are known. */
function daysOf(count: Count, today: Day, days: Days): HTMLElement {
  const place = el("div", { attrs: { "aria-live": "polite" } });
  const show = (activity: Activity | null): void => place.append(...daysShown(count, today, activity));
  if (days.known === undefined) void days.ask().then(show);
  else show(days.known);
  return place;
}

/** "Part in the index: Find the right people 2.1 / 4, …", and what "≈" means where it is in there. */
function partsOf(id: string, state: State): HTMLElement[] {
  const parts = state.pillars.flatMap(({ id: pillar, signals }) =>
    signals.filter((signal) => signal.id === id && !isPassedOn(signal)).map((signal) => ({ pillar, signal })),
  );
  const texts = parts.map(
    ({ pillar, signal }) => `${pillarName(pillar)} ${pointsText(signal).replaceAll(" ", "\u00a0")}`,
  );
  const said = [texts.length === 0 ? t("count_no_part") : t("count_part", texts.join(", "))];
  if (parts.some(({ signal }) => signal.assumed)) said.push(t("popup_details_assumed"));
  return said.map((text) => el("p", {}, text));
}

/** The days of a count, its sources and its part in the index. */
export function countDetails(count: Count, state: State, today: Day, days: Days): HTMLElement {
  const span = spanText(count, today);
  const sources = count.sources.map((source) => el("li", {}, accountText(count.signal, source, today)));
  return el(
    "div",
    { class: "count-details" },
    span !== null && el("p", {}, el("b", {}, t(`signal_${count.signal}`)), `: ${span}`),
    count.value === null ? el("p", {}, ...waysTo(count.signal)) : daysOf(count, today, days),
    sources.length > 0 && el("ul", {}, ...sources),
    ...partsOf(count.signal, state),
  );
}
