/** The members: one table, by name unless another order is asked for, and a line for each. */

import { PILLARS, type Day } from "../contract/protocol";
import { teamChart } from "../entrypoints/history/team/chart";
import { direction, number, shortDay, signed } from "../text/format";
import { dayIndexText, dayPointsText, errorText } from "../text/index-value";
import { t } from "../text/i18n";
import { shortPillarName } from "../text/pillars";
import { countText } from "../ui/count-details";
import { el } from "../ui/dom";
import { COUNTS } from "./queries";
import { FOUND_MAX, LISTED_MAX, type Member, type Team } from "./team";

const ID_LETTERS = 6;
const ORDERS = ["label", "index"] as const;
type Order = (typeof ORDERS)[number];

/** The members with a name to show: without a label, and of equal labels, with a part of the random one. */
export function named(members: Member[]): Member[] {
  const seen = new Map<string, number>();
  for (const { label } of members) seen.set(label, (seen.get(label) ?? 0) + 1);
  return members.map((member) => {
    const id = member.id.slice(0, ID_LETTERS);
    if (!member.hasLabel) return { ...member, label: t("board_unnamed", id) };
    return (seen.get(member.label) ?? 0) > 1 ? { ...member, label: `${member.label} (${id})` } : member;
  });
}

/** Members with a label come first; by index, members without one come last. */
export function inOrder(members: Member[], order: Order): Member[] {
  const total = ({ total }: Member): number => total ?? -1;
  return [...members].sort(
    (a, b) =>
      (order === "index" ? total(b) - total(a) : Number(b.hasLabel) - Number(a.hasLabel)) ||
      a.label.localeCompare(b.label) ||
      a.id.localeCompare(b.id),
  );
}

/** A change within its own error shows no direction. */
function changeCell({ kind, change, error }: Member): HTMLElement {
  if (kind === undefined) return el("td", {});
  if (change === null) return el("td", {}, "–");
  const isSteady = Math.abs(change) < (error ?? 0);
  const turn = isSteady ? 0 : direction(change, 0);
  const look = turn === 0 ? "" : turn > 0 ? "up" : "down";
  return el("td", { class: look }, isSteady ? signed(0, 0) : signed(change, 0));
}

function rowOf(member: Member, today: Day, point: (member: Member | null) => void): HTMLElement {
  const { kind, total, error, pillars, counts = [] } = member;
  const isRead = kind === "official";
  const count = (signal: string) => counts.find((one) => one.signal === signal);
  return el(
    "tr",
    { on: { pointerenter: () => point(member), pointerleave: () => point(null) } },
    el("th", { attrs: { scope: "row" } }, member.label),
    el("td", {}, kind === undefined ? "" : dayIndexText(total, isRead)),
    el("td", {}, error === undefined ? "" : `±${error === 0 ? number(0) : errorText(error)}`),
    changeCell(member),
    ...PILLARS.map((id) => el("td", {}, pillars === undefined ? "" : dayPointsText(pillars?.[id], isRead))),
    ...COUNTS.map((signal) => {
      const shared = count(signal);
      return el("td", {}, shared === undefined ? "" : shared.value === null ? "–" : countText(shared));
    }),
    el("td", { class: "beside" }, shortDay(member.day, today)),
  );
}

function tableOf(members: Member[], today: Day, point: (member: Member | null) => void): HTMLElement {
  const heads = [
    t("team_member"),
    t("column_total"),
    t("team_error"),
    t("board_column_change"),
    ...PILLARS.map(shortPillarName),
    ...COUNTS.map((signal) => t(`signal_${signal}`)),
    t("table_day"),
  ];
  const head = el("tr", {}, ...heads.map((text) => el("th", { attrs: { scope: "col" } }, text)));
  const label = { "aria-label": t("board_members") };
  return el(
    "div",
    { class: "wide", attrs: { tabindex: 0, role: "group", ...label } },
    el(
      "table",
      { attrs: label },
      el("thead", {}, head),
      el("tbody", {}, ...members.map((member) => rowOf(member, today, point))),
    ),
  );
}

/** The table, the buttons that order it, and the lines. */
function listed(members: Member[], today: Day, order: Order, choose: (order: Order) => void): HTMLElement[] {
  const chart = teamChart(members);
  const buttons = ORDERS.map((one) => {
    const attrs = { type: "button", "aria-pressed": String(one === order), "data-focus": `order-${one}` };
    return el("button", { attrs, on: { click: () => choose(one) } }, t(`team_by_${one}`));
  });
  return [
    el("div", { class: "seg", attrs: { role: "group", "aria-label": t("team_order") } }, ...buttons),
    tableOf(inOrder(members, order), today, (member) => chart?.mark(member)),
    chart?.node ?? el("p", { class: "cap" }, t("board_lines_none")),
  ];
}

export type Find = (text: string) => Promise<Member[]>;

/** `find` asks the server, for a team that is too large to list; it reports its own errors. */
export function membersView({ day, listed: count, members }: Team, find: Find): HTMLElement {
  const isLarge = count > LISTED_MAX;
  let shown = named(members);
  let order: Order = "label";
  const result = el("div", { class: "team", attrs: { id: "team", "aria-live": "polite" } });
  const input = el("input", { attrs: { id: "find", type: "search", maxlength: 64 } });

  const visible = (): Member[] => {
    const text = isLarge ? "" : input.value.trim().toLocaleLowerCase();
    return shown.filter(({ label }) => label.toLocaleLowerCase().includes(text));
  };
  const repaint = (): void => {
    const some = visible();
    const none = input.value.trim() === "" ? [] : [el("p", {}, t("board_found_none"))];
    const most = isLarge && some.length === FOUND_MAX && el("p", {}, t("board_found_most", FOUND_MAX));
    const choose = (chosen: Order): void => {
      order = chosen;
      repaint();
      result.querySelector<HTMLElement>(`[data-focus=order-${chosen}]`)?.focus();
    };
    result.replaceChildren(
      ...(most ? [most] : []),
      ...(some.length === 0 ? none : listed(some, day, order, choose)),
    );
  };
  const ask = async (): Promise<void> => {
    const text = input.value.trim();
    shown = text === "" ? [] : named(await find(text));
    repaint();
  };

  if (!isLarge) input.addEventListener("input", repaint);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (isLarge) void ask();
  };
  const form = el(
    "form",
    { class: "find", on: { submit } },
    el("label", { attrs: { for: "find" } }, t("board_find")),
    input,
    isLarge && el("button", { class: "button", attrs: { type: "submit" } }, t("board_find_button")),
  );
  repaint();
  return el(
    "section",
    { class: "card", attrs: { id: "members", "aria-labelledby": "members-title" } },
    el("h2", { attrs: { id: "members-title" } }, t("board_members")),
    isLarge && el("p", {}, t("board_find_text", number(count))),
    form,
    result,
    el("p", { class: "cap" }, t("board_members_key")),
  );
}
