/** The reasons for a change between two days: the days as inputs, the reasons as rows. */

import { button } from "../../ui/components";
import { el } from "../../ui/dom";
import { shortDay } from "../../text/format";
import { t } from "../../text/i18n";
import type { Day, Why } from "../../contract/protocol";
import { phoneNote } from "../../ui/phone";
import { redrawnNote, reasonList } from "../../ui/reasons";
import { sentencesOf } from "../../text/why";

export interface Span {
  from: Day;
  to: Day;
}

/** The change in sentences and the rows below, once the host has answered. */
export function movedRows(why: Why | null, today: Day): HTMLElement[] {
  if (!why) return [el("p", { class: "cap" }, t("moved_unknown"))];
  const sentence = sentencesOf(why, today).join(" ");
  return [
    ...(sentence !== "" ? [el("p", { class: "sentence" }, sentence)] : []),
    reasonList(why, today) ?? el("p", { class: "cap" }, t("moved_nothing")),
    ...[redrawnNote(why, today), phoneNote(why)].filter((note) => note !== false),
  ];
}

export interface MovedCard {
  node: HTMLElement;
  /** Sets the days shown and clears the rows until they are filled. */
  setSpan(span: Span): void;
  fill(why: Why | null): void;
}

/** The card; `choose` is called when the user changes a day. */
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
  const whole = button("moved_all", () => {
    choose(limits);
    from.focus();
  });
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
      whole,
      el("p", { class: "hint" }, t("moved_hint")),
    ),
    setSpan: (span) => {
      from.value = span.from;
      to.value = span.to;
      whole.hidden = span.from <= limits.from && span.to >= limits.to;
      const end = span.to === today ? t("moved_today") : shortDay(span.to, today);
      heading.textContent = t("moved_title", shortDay(span.from, today), end);
    },
    fill: (why) => {
      rows.replaceChildren(...movedRows(why, today));
    },
  };
}
