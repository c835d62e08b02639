/**
 * The main counts in one row, each a button that unfolds its days, its sources and its part in the
 * index.
 */

import { el, link, svg, type Child } from "../../ui/dom";
import { bounded, number, ofMax, shortDay } from "../../text/format";
import { t } from "../../text/i18n";
import { placeOf } from "../../messages/pages";
import { PLACE_URLS } from "../../contract/pages";
import { SIGNALS } from "../../contract/signals";
import type { Activity, Count, Day, State } from "../../contract/protocol";
import { outward } from "../../ui/pictures";
import { foldAll } from "./disclosure";
import { accountText, points } from "./words";

/** Days named in words; the bars show every day. */
const NAMED = 6;
const BARS_HEIGHT = 24;

/** What is known of the days; null without an answer. */
export type AskDays = () => Promise<Activity | null>;

const isTally = ({ signal }: Count): boolean => SIGNALS[signal]?.kind === "tally";

function valueOf({ value, bound }: Count): string {
  return value === null ? t("count_unknown") : bounded(number(value), bound);
}

/** The days that a count of acts covers; null for a level. */
function spanText(count: Count, today: Day): string | null {
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
  const told = values.flatMap((value, index) => {
    const isNew = isLevel ? value !== known : value !== 0;
    if (value === null || !isNew) return [];
    known = value;
    const text = `${shortDay(days[index] ?? today, today)}: ${number(value)}`;
    return [text.replaceAll(" ", "\u00a0")];
  });
  return told.slice(-NAMED).reverse().join(" · ");
}

/** The count's days, once they are known. */
function daysOf(count: Count, today: Day, ask: AskDays): HTMLElement {
  const place = el("div", { attrs: { "aria-live": "polite" } });
  void ask().then((activity) => {
    const isLevel = !isTally(count);
    const series = activity?.[isLevel ? "levels" : "acts"].find(({ signal }) => signal === count.signal);
    if (!activity || !series) return;
    const text = daysText(activity.day, series.values, isLevel, today);
    if (!isLevel && text !== "") place.append(dayBars(series.values));
    if (text !== "") place.append(el("p", {}, text));
  });
  return place;
}

/** "Part in the index: Professional brand 2.1 / 4, …". */
function partText(signal: string, state: State): string {
  const parts = state.pillars.flatMap((pillar) =>
    pillar.signals
      .filter(({ id, max }) => id === signal && max > 0)
      .map((own) => {
        const known = own.value !== null && !own.learning;
        const share = ofMax(known ? points(own.points) : "–", own.max).replaceAll(" ", "\u00a0");
        return `${t(`pillar_${pillar.id}`)} ${share}`;
      }),
  );
  return parts.length === 0 ? t("count_no_part") : t("count_part", parts.join(", "));
}

/** Where a count that is not known can be seen. */
function wayTo(signal: string): Child {
  const place = placeOf(signal);
  return el("p", {}, link(PLACE_URLS[place], {}, t(`page_${place}`), outward()));
}

function panelOf(count: Count, state: State, today: Day, ask: AskDays): HTMLElement {
  const span = spanText(count, today);
  const sources = count.sources.map((source) => el("li", {}, accountText(count.signal, source, today)));
  return el(
    "div",
    { class: "count-details", attrs: { id: "count-details" } },
    span !== null && el("p", {}, el("b", {}, t(`signal_${count.signal}`)), `: ${span}`),
    count.value === null ? wayTo(count.signal) : daysOf(count, today, ask),
    sources.length > 0 && el("ul", {}, ...sources),
    el("p", {}, partText(count.signal, state)),
  );
}

/** The row; null where the program does not tell the counts. `open` is the key of what is unfolded. */
export function countsRow(
  state: State | null,
  today: Day,
  ask: AskDays,
  open: string | null,
): HTMLElement | null {
  if (!state?.counts || state.counts.length === 0) return null;
  const row = el("div", { class: "counts", attrs: { role: "group", "aria-label": t("counts_title") } });
  const unfold = (button: HTMLElement, count: Count): void => {
    button.setAttribute("aria-expanded", "true");
    row.after(panelOf(count, state, today, ask));
  };
  for (const count of state.counts) {
    const key = `count-${count.signal}`;
    const attrs = {
      type: "button",
      "data-focus": key,
      "aria-expanded": "false",
      "aria-controls": "count-details",
    };
    const name = el(
      "span",
      {},
      t(count.signal === "inmail_replies" ? "count_inmail_short" : `signal_${count.signal}`),
    );
    const isKnown = count.value !== null;
    const value = el(isKnown ? "b" : "span", { class: isKnown ? "" : "unknown" }, valueOf(count));
    const button = el("button", { class: "count", attrs }, name, " ", value);
    button.addEventListener("click", () => {
      const was = button.getAttribute("aria-expanded") === "true";
      foldAll();
      if (!was) unfold(button, count);
    });
    row.append(button);
    if (open === key) queueMicrotask(() => unfold(button, count));
  }
  return row;
}
