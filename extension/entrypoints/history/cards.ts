/** The cards beside the chart: badges, and the archive's invitation while the history is short. */

import { archiveSteps, bringArchive } from "../../ui/archive";
import { el } from "../../ui/dom";
import { dayOf, direction, longDay, number, percent } from "../../text/format";
import { t } from "../../text/i18n";
import { milestoneName, wasThere } from "../../text/milestones";
import { pillarName } from "../../text/pillars";
import {
  PILLARS,
  type Day,
  type GroupReading,
  type Milestone,
  type OfficialState,
  type Pillar,
  type State,
} from "../../contract/protocol";

/** When a badge was earned, or first seen. */
function earnedText(milestone: Milestone, firstSeen: Day | undefined): string {
  const day = longDay(milestone.day);
  return wasThere(milestone, firstSeen) ? t("badge_already", day) : day;
}

/** Badges earned, newest first. Unknown ids of a later host are omitted. */
export function badgesCard(milestones: Milestone[], firstSeen?: Day): HTMLElement {
  const known = milestones
    .filter((milestone) => milestoneName(milestone) !== "")
    .sort((a, b) => b.day.localeCompare(a.day))
    .map((milestone) =>
      el(
        "li",
        {},
        el("i", { class: `badge badge-${milestone.id}`, attrs: { "aria-hidden": "true" } }),
        el("span", {}, milestoneName(milestone), el("small", {}, earnedText(milestone, firstSeen))),
      ),
    );
  const body =
    known.length > 0 ? el("ul", { class: "badges" }, ...known) : el("p", { class: "cap" }, t("badges_none"));
  return el("section", { class: "card badges-card" }, el("h2", {}, t("badges_title")), body);
}

/** The pillar with the largest gap to the group's average; "" where the page shows no pillars. */
function pillarGap({ pillars }: GroupReading, official: OfficialState): string {
  if (!pillars) return "";
  const behind = (id: Pillar): number => pillars[id] - official.pillars[id];
  const worst = PILLARS.reduce((most, id) => (behind(id) > behind(most) ? id : most));
  return direction(behind(worst)) > 0
    ? t("compare_furthest", pillarName(worst), number(behind(worst), 1))
    : t("compare_ahead");
}

/** One group's rank and the gap to its average, in words. */
function compareRow(group: "industry" | "network", official: OfficialState): HTMLElement | null {
  const reading = official[group];
  if (!reading) return null;
  const { average, rank_pct: rank } = reading;
  const gap = average === undefined ? 0 : Math.round(official.total - average);
  const words = { [-1]: "compare_below", 0: "compare_even", 1: "compare_above" }[direction(gap, 0)];
  const name = el("b", {}, t(`rank_${group}`));
  const place = rank === undefined ? "" : t("rank_top", percent(rank / 100));
  const said = average === undefined ? "" : t(words, number(Math.abs(gap)), number(average));
  const furthest = pillarGap(reading, official);
  return el(
    "li",
    {},
    el("span", {}, name, el("span", {}, place)),
    said !== "" && el("small", {}, said),
    furthest !== "" && el("small", {}, furthest),
  );
}

/**
 * LinkedIn's value compared with the averages of the same day, as in the report; null until its
 * page has shown them.
 */
export function compareCard({ official }: State): HTMLElement | null {
  if (!official) return null;
  const groups = ["industry", "network"] as const;
  const rows = groups.map((group) => compareRow(group, official)).filter((row) => row !== null);
  if (rows.length === 0) return null;
  return el(
    "section",
    { class: "card" },
    el("h2", {}, t("compare_title")),
    el("ul", { class: "compare" }, ...rows),
    el("p", { class: "cap" }, t("compare_read", longDay(dayOf(official.at)))),
  );
}

/** How to fill in the days before the first one. */
export function archiveCard(): HTMLElement {
  return el(
    "section",
    { class: "card archive" },
    el("h2", {}, t("archive_title")),
    el("p", { class: "cap" }, t("archive_text")),
    archiveSteps(...bringArchive()),
  );
}
