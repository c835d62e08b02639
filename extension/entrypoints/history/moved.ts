/** What moved the number between two days: the days as inputs, the causes as rows. */

import { el } from "../../shared/dom";
import { direction, list, number, shortDay, signed } from "../../shared/format";
import { t } from "../../shared/i18n";
import type { Day, Why, WhyItem } from "../../shared/protocol";
import { SIGNALS } from "../../shared/signals";
import { longReason, onlySeen, reasonsOf } from "../../shared/why";

/** Rows and names shown; the rest is too small to matter. */
const ROWS = 9;
const NAMES = 8;

export interface Span {
  from: Day;
  to: Day;
}

function causeRow(name: string, count: string, points: number): HTMLElement {
  const turn = direction(points) < 0 ? "down" : "up";
  return el(
    "li",
    {},
    el("span", {}, name, count !== "" && el("small", {}, count)),
    el("span", { class: turn }, signed(points)),
  );
}

/** How much more or less there is; a rate's change says nothing as a count, nor does a projection. */
function countText({ signal, cause, count, from, to }: WhyItem): string {
  if (signal !== null && cause === "rest") return t("why_projected");
  const kind = signal === null || cause !== "done" ? undefined : SIGNALS[signal];
  if (kind === "tally" && count) return signed(count, 0);
  const levels = kind === "gauge" && typeof from === "number" && typeof to === "number";
  return levels ? signed(to - from, 0) : "";
}

function seenSince(signals: string[]): string {
  const names = signals.map((signal) => t(`signal_${signal}`));
  const rest = names.length - NAMES;
  const named = rest > 0 ? [...names.slice(0, NAMES), t("moved_more", number(rest))] : names;
  return t("moved_appeared", list(named));
}

/** The rows, once the host has said why. */
export function movedRows(why: Why | null, today: Day): HTMLElement[] {
  if (!why) return [el("p", { class: "cap" }, t("moved_unknown"))];
  const rows = reasonsOf(why)
    .slice(0, ROWS)
    .map((reason) => causeRow(longReason(reason, why, today), countText(reason), reason.delta));
  const moved =
    rows.length > 0 ? el("ul", { class: "move" }, ...rows) : el("p", { class: "cap" }, t("moved_nothing"));
  const seen = onlySeen(why);
  return seen.length === 0 ? [moved] : [moved, el("p", { class: "cap" }, seenSince(seen))];
}

export interface MovedCard {
  node: HTMLElement;
  /** Sets the days shown and clears the rows until they are filled. */
  setSpan(span: Span): void;
  fill(why: Why | null): void;
}

/** The card; `choose` is called when the member changes a day. */
export function movedCard(limits: Span, today: Day, choose: (span: Span) => void): MovedCard {
  const heading = el("h2", {});
  const rows = el("div", { class: "rows", attrs: { "aria-live": "polite" } });
  const input = (): HTMLInputElement =>
    el("input", { attrs: { type: "date", min: limits.from, max: limits.to } });
  const from = input();
  const to = input();
  const changed = (): void => {
    if (from.value !== "" && to.value !== "" && from.value < to.value)
      choose({ from: from.value, to: to.value });
  };
  from.addEventListener("change", changed);
  to.addEventListener("change", changed);
  const labelled = (key: string, field: HTMLInputElement): HTMLElement =>
    el("label", {}, el("span", {}, t(key)), field);
  const days = el("div", { class: "days" }, labelled("moved_from", from), labelled("moved_to", to));
  return {
    node: el(
      "section",
      { class: "card moved" },
      heading,
      rows,
      days,
      el("p", { class: "hint" }, t("moved_hint")),
    ),
    setSpan: (span) => {
      from.value = span.from;
      to.value = span.to;
      const end = span.to === today ? t("moved_today") : shortDay(span.to, today);
      heading.textContent = t("moved_title", shortDay(span.from, today), end);
    },
    fill: (why) => rows.replaceChildren(...movedRows(why, today)),
  };
}
