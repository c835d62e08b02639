/** The members of a team as one table. What a member does not share is empty. */

import { PILLARS, type TeamMember } from "../../../contract/protocol";
import { dayPointsText, errorText, indexText } from "../../../text/index-value";
import { longDay } from "../../../text/format";
import { t } from "../../../text/i18n";
import { shortPillarName } from "../../../text/pillars";
import { countText } from "../../../ui/count-details";
import { el } from "../../../ui/dom";

/** In the order in which every file has them. */
const COUNTS = ["posts", "comments", "connections", "inmail_replies"];

export type Order = "label" | "index";

function byLabel(a: TeamMember, b: TeamMember): number {
  return a.label.localeCompare(b.label) || a.day.localeCompare(b.day);
}

/** By name, or with the highest index first and members without one last. */
export function ordered(members: TeamMember[], order: Order): TeamMember[] {
  const total = ({ total }: TeamMember): number => total ?? -1;
  return [...members].sort((a, b) => (order === "index" ? total(b) - total(a) : 0) || byLabel(a, b));
}

function countCell(member: TeamMember, signal: string): HTMLElement {
  const count = member.counts?.find((one) => one.signal === signal);
  if (!count) return el("td", {});
  return el("td", {}, count.value === null ? "–" : countText(count));
}

function indexOf({ kind, total }: TeamMember): string {
  if (kind === undefined) return "";
  return typeof total === "number" ? indexText(total, kind === "official") : "–";
}

function rowOf(member: TeamMember, point: (member: TeamMember | null) => void): HTMLElement {
  const { error, pillars } = member;
  const byLinkedIn = member.kind === "official";
  return el(
    "tr",
    { on: { pointerenter: () => point(member), pointerleave: () => point(null) } },
    el("th", { attrs: { scope: "row" } }, member.label),
    el("td", {}, indexOf(member)),
    el("td", {}, error === undefined ? "" : `±${error === 0 ? 0 : errorText(error)}`),
    ...PILLARS.map((id) =>
      el("td", {}, pillars === undefined ? "" : dayPointsText(pillars?.[id], byLinkedIn)),
    ),
    ...COUNTS.map((signal) => countCell(member, signal)),
    el("td", { class: "beside" }, longDay(member.day)),
  );
}

/** `point` is called with the member pointed at, and with null when it is left. */
export function teamTable(members: TeamMember[], point: (member: TeamMember | null) => void): HTMLElement {
  const heads = [
    t("team_member"),
    t("column_total"),
    t("team_error"),
    ...PILLARS.map(shortPillarName),
    ...COUNTS.map((signal) => t(`signal_${signal}`)),
    t("table_day"),
  ];
  const label = { "aria-label": t("team_title") };
  const head = el("tr", {}, ...heads.map((text) => el("th", { attrs: { scope: "col" } }, text)));
  const rows = members.map((member) => rowOf(member, point));
  return el(
    "div",
    { class: "wide", attrs: { tabindex: 0, role: "group", ...label } },
    el("table", { attrs: label }, el("thead", {}, head), el("tbody", {}, ...rows)),
  );
}
