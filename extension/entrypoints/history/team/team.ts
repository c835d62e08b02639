/** The card of the team: share with it, and see what its members share. */

import type { Day } from "../../../contract/protocol";
import { t } from "../../../text/i18n";
import { button } from "../../../ui/components";
import { el } from "../../../ui/dom";
import { teamChart } from "./chart";
import { readTeam, type Team } from "./files";
import { shareForm } from "./share";
import { ordered, teamTable, type Order } from "./table";

const ORDERS: readonly Order[] = ["label", "index"];

function switchOf(order: Order, choose: (order: Order) => void): HTMLElement {
  const buttons = ORDERS.map((one) => {
    const attrs = { type: "button", "aria-pressed": String(one === order), "data-focus": `team-${one}` };
    return el("button", { attrs, on: { click: () => choose(one) } }, t(`team_by_${one}`));
  });
  return el("div", { class: "seg", attrs: { role: "group", "aria-label": t("team_order") } }, ...buttons);
}

/** By name until the user asks for another order. */
function shown(team: Team, order: Order, choose: (order: Order) => void): HTMLElement[] {
  const { members, refused } = team;
  const problems = el("ul", { class: "problems" }, ...refused.map((text) => el("li", {}, text)));
  if (members.length === 0) return [problems];
  const chart = teamChart(members);
  const table = teamTable(ordered(members, order), (member) => chart?.mark(member));
  const kept = el("p", { class: "cap" }, t("team_private"));
  return [problems, kept, switchOf(order, choose), table, ...(chart ? [chart.node] : [])];
}

function picker(id: string, folder: boolean, take: (files: File[]) => void): HTMLInputElement {
  const input = el("input", {
    attrs: { type: "file", id, multiple: true, accept: ".json", webkitdirectory: folder, hidden: true },
    on: {
      change: () => {
        take([...(input.files ?? [])]);
        // The same files may be chosen again after a change.
        input.value = "";
      },
    },
  });
  return input;
}

/** One card for the life of the page. */
export function teamCard(profile: () => string | null, today: () => Day): HTMLElement {
  const result = el("div", { attrs: { id: "team", "aria-live": "polite" } });
  const form = shareForm(profile, today);
  form.hidden = true;
  const show = (team: Team, order: Order): void =>
    result.replaceChildren(...shown(team, order, (chosen) => show(team, chosen)));
  const take = async (files: File[]): Promise<void> => {
    if (files.length > 0) show(await readTeam(files), "label");
  };
  const files = picker("team-files", false, (chosen) => void take(chosen));
  const folder = picker("team-folder", true, (chosen) => void take(chosen));
  const share = button("team_share", () => {
    form.hidden = !form.hidden;
    share.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) form.querySelector("input")?.focus();
  });
  share.setAttribute("aria-expanded", "false");
  return el(
    "section",
    { class: "card team", attrs: { "aria-labelledby": "team-title" } },
    el("h2", { attrs: { id: "team-title" } }, t("team_title")),
    el("p", { class: "cap" }, t("team_text")),
    el(
      "div",
      { class: "foot" },
      share,
      button("team_open", () => files.click()),
      button("team_open_folder", () => folder.click()),
      files,
      folder,
    ),
    el("p", { class: "cap" }, t("team_consent")),
    form,
    result,
  );
}
