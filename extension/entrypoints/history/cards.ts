/** The cards beside the chart: badges, and the archive's invitation where days are few. */

import { el, link } from "../../shared/dom";
import { direction, longDay, number, percent } from "../../shared/format";
import { has, t } from "../../shared/i18n";
import { PLACE_URLS } from "../../shared/pages";
import { command } from "../../shared/parts";
import type { GroupReading, Milestone, State } from "../../shared/protocol";

/** Imports what LinkedIn sends; the name is the one LinkedIn gives the file. */
const IMPORT_COMMAND = "bussola import ~/Downloads/*LinkedIn*.zip";

/** Badges earned, newest first. One that this version does not know is left out. */
export function badgesCard(milestones: Milestone[]): HTMLElement {
  const known = milestones
    .filter(({ id }) => has(`milestone_${id}`))
    .sort((a, b) => b.day.localeCompare(a.day))
    .map(({ id, day }) =>
      el(
        "li",
        {},
        el("i", { class: `badge badge-${id}`, attrs: { "aria-hidden": "true" } }),
        el("span", {}, t(`milestone_${id}`), el("small", {}, longDay(day))),
      ),
    );
  const body =
    known.length > 0 ? el("ul", { class: "badges" }, ...known) : el("p", { class: "cap" }, t("badges_none"));
  return el("section", { class: "card" }, el("h2", {}, t("badges_title")), body);
}

/** One group's rank and the gap to its average, in words. */
function compareRow(group: "industry" | "network", reading: GroupReading, total: number): HTMLElement {
  const { average, rank_pct: rank } = reading;
  const gap = average === undefined ? 0 : Math.round(total - average);
  const words = { [-1]: "compare_below", 0: "compare_even", 1: "compare_above" }[direction(gap, 0)];
  const name = el("b", {}, t(`rank_${group}`));
  const place = rank === undefined ? "" : t("rank_top", percent(rank / 100));
  const said = average === undefined ? "" : t(words, number(Math.abs(gap)), number(average));
  return el("li", {}, el("span", {}, name, el("span", {}, place)), said !== "" && el("small", {}, said));
}

/** The number beside industry and network; null until LinkedIn's page has shown them. */
export function compareCard(state: State): HTMLElement | null {
  const { official, total } = state;
  if (!official || total === null) return null;
  const groups = ["industry", "network"] as const;
  const rows = groups.flatMap((group) => {
    const reading = official[group];
    return reading ? [compareRow(group, reading, total)] : [];
  });
  if (rows.length === 0) return null;
  return el(
    "section",
    { class: "card" },
    el("h2", {}, t("compare_title")),
    el("ul", { class: "compare" }, ...rows),
  );
}

/** How to fill the days before the first one. */
export function archiveCard(): HTMLElement {
  return el(
    "section",
    { class: "card archive" },
    el("h2", {}, t("archive_title")),
    el("p", { class: "cap" }, t("archive_text")),
    el(
      "ol",
      {},
      el("li", {}, link(PLACE_URLS.archive, {}, t("archive_ask"))),
      el("li", {}, t("archive_wait")),
      el("li", {}, t("archive_import"), command(IMPORT_COMMAND)),
    ),
  );
}
