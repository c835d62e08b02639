/** The chosen span beside the span of equal length before it: the index's change and the main counts. */

import { el } from "../../ui/dom";
import { addDays, dayRange, daysBetween, signed } from "../../text/format";
import { t, tn } from "../../text/i18n";
import { SIGNALS } from "../../contract/signals";
import type { Activity, Count, Why } from "../../contract/protocol";
import { countText } from "../../ui/count-details";
import type { Span } from "./changes";

/** The span that ends on the first day of `span`. */
export function spanBefore({ from, to }: Span): Span {
  return { from: addDays(from, -daysBetween(from, to)), to: from };
}

/** The days of longer spans would not fit the program's answer: they are compared without counts. */
const MOST_DAYS = 366;

export function hasCounts({ from, to }: Span): boolean {
  return daysBetween(from, to) <= MOST_DAYS;
}

/** The value is null where it is not known. */
type Counted = Pick<Count, "value" | "bound">;

const UNKNOWN: Counted = { value: null, bound: "exact" };

/** The acts after the first day of a span, as its change is; at least those of the days that are known. */
function actsIn({ day, acts }: Activity, signal: string, { from, to }: Span): Counted {
  const series = acts.find((one) => one.signal === signal);
  const places = [...day.keys()].filter((place) => (day[place] ?? "") > from && (day[place] ?? "") <= to);
  const known = places.filter((place) => typeof series?.values[place] === "number");
  if (!series || known.length === 0) return UNKNOWN;
  const isExact =
    known.length === daysBetween(from, to) &&
    known.every((place) => (series.bounds?.[place] ?? "exact") === "exact");
  const value = known.reduce((sum, place) => sum + (series.values[place] ?? 0), 0);
  // "At least 0" tells nothing.
  return isExact || value > 0 ? { value, bound: isExact ? "exact" : "at_least" } : UNKNOWN;
}

/** The level that was read last in a span, its first day included: it holds until another is read. */
function levelIn({ day, levels }: Activity, signal: string, { from, to }: Span): Counted {
  const series = levels.find((one) => one.signal === signal);
  const place = day.findLastIndex(
    (one, index) => one >= from && one <= to && typeof series?.values[index] === "number",
  );
  const value = series?.values[place] ?? null;
  return value === null ? UNKNOWN : { value, bound: series?.bounds?.[place] ?? "exact" };
}

/** What a span has of a signal. */
export function countIn(activity: Activity | null, signal: string, span: Span): Counted {
  if (!activity) return UNKNOWN;
  return SIGNALS[signal]?.kind === "tally" ? actsIn(activity, signal, span) : levelIn(activity, signal, span);
}

/** The change of the index in both spans, and the days of all. */
export interface Compared {
  span: Span;
  now: Why | null;
  before: Why | null;
  activity: Activity | null;
}

const changeOf = (why: Why | null): number | null => why?.total_delta ?? null;

/** False where neither the index nor the counts of the span before can be known. */
export function isComparable({ span, before }: Compared): boolean {
  return hasCounts(span) || changeOf(before) !== null;
}

function changeText(why: Why | null): string {
  const change = changeOf(why);
  return change === null ? t("count_unknown") : signed(change, 0);
}

function sentence({ span, now, before }: Compared): string {
  const days = daysBetween(span.from, span.to);
  const { from, to } = spanBefore(span);
  if (changeOf(before) === null) return tn("before_unknown", days, changeText(now));
  return tn("before_words", days, changeText(now), changeText(before), dayRange(addDays(from, 1), to));
}

/** The comparison in a sentence and as a table, with a row for each of `signals` that has counts. */
export function beforeNodes(compared: Compared, signals: string[]): HTMLElement[] {
  const { span, now, before, activity } = compared;
  const earlier = spanBefore(span);
  const row = (name: string, ...values: string[]): HTMLElement =>
    el("tr", {}, el("th", { attrs: { scope: "row" } }, name), ...values.map((value) => el("td", {}, value)));
  const heads = ["before_these", "before_those"].map((key) => el("th", { attrs: { scope: "col" } }, t(key)));
  const rows = (hasCounts(span) ? signals : []).map((signal) =>
    row(
      t(`signal_${signal}`),
      countText(countIn(activity, signal, span)),
      countText(countIn(activity, signal, earlier)),
    ),
  );
  return [
    el("h2", {}, t("before_title")),
    el("p", {}, sentence(compared)),
    el(
      "table",
      { attrs: { "aria-label": t("before_title") } },
      el("thead", {}, el("tr", {}, el("td"), ...heads)),
      el("tbody", {}, row(t("column_total"), changeText(now), changeText(before)), ...rows),
    ),
  ];
}
