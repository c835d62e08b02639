/** The page before there is a line: what it will show and from when, and what to do now. */

import { el } from "../../ui/dom";
import { addDays, number, shortDay } from "../../text/format";
import { t } from "../../text/i18n";
import { pageList } from "../../ui/components";
import { compass } from "../../ui/pictures";
import type { Status } from "../../messages";
import { firstPages, pagesRead } from "../../messages/pages";
import type { Day } from "../../contract/protocol";
import { known, type Columns } from "./series";

/** What the page shows, by days after the first value. */
const COMING = [
  [1, "history_first_line"],
  [7, "history_first_activity"],
  [14, "history_first_before"],
] as const;

/** Two values make a line. */
export function hasLine({ lines }: Columns): boolean {
  return known(lines.total).length > 1;
}

/** True if the only value of `columns` is today's. */
export function beginsToday({ days, lines }: Columns, today: Day): boolean {
  return known(lines.total).length === 1 && typeof lines.total[days.indexOf(today)] === "number";
}

/** What the page will show, each with its date; with "Day 8" instead while no value was read. */
function coming(begins: boolean, today: Day): HTMLElement {
  const rows = COMING.flatMap(([after, key]) => [
    el("dt", {}, begins ? shortDay(addDays(today, after), today) : t("history_first_day", number(after + 1))),
    el("dd", {}, t(key)),
  ]);
  return el("dl", {}, ...rows);
}

/** The pages to open, while one of them is left. */
function toOpen(status: Status, noAccess: boolean): HTMLElement[] {
  const places = firstPages(noAccess);
  const read = pagesRead(status);
  if (places.every((place) => read[place] !== undefined)) return [];
  return [el("h3", {}, t("welcome_pages_title")), pageList(places, read)];
}

/** `begins`: the first value is today's. `noAccess`: LinkedIn shows this user no index. */
export function firstDayCard(
  status: Status,
  { begins, noAccess }: { begins: boolean; noAccess: boolean },
  today: Day,
): HTMLElement {
  const text = begins ? "history_first_text" : noAccess ? "state_nothing_text" : "history_empty_text";
  return el(
    "section",
    { class: "card first" },
    compass(32),
    el("h2", {}, t(begins ? "history_one_title" : "history_empty_title")),
    el("p", {}, t(text)),
    ...toOpen(status, noAccess),
    el("h3", {}, t("history_first_coming")),
    coming(begins, today),
  );
}
