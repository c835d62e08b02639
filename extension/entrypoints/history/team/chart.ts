/** The index of a team's members by week, on one scale: a line for each, marked when it is pointed at. */

import type { TeamMember } from "../../../contract/protocol";
import { t } from "../../../text/i18n";
import { el, svg } from "../../../ui/dom";
import { axes, frameOf, path, WIDTH, type Frame } from "../../../ui/week-chart";

const HEIGHT = 180;

/** The days and tens around all weeks; null if nobody shares any. */
function frameOfTeam(members: TeamMember[]): Frame | null {
  const weeks = members.flatMap(({ weeks }) => weeks ?? []);
  const days = weeks.map(({ day }) => day).sort();
  const [first, last] = [days[0], days[days.length - 1]];
  if (first === undefined || last === undefined) return null;
  return frameOf(
    first,
    last,
    weeks.map(({ total }) => total),
    HEIGHT,
  );
}

function lineOf({ weeks = [], label }: TeamMember, { x, y }: Frame): SVGElement {
  const points = weeks.map(({ day, total }) => `${x(day)} ${y(total)}`);
  // A single week is a dot.
  const d = points.length === 0 ? "" : `M${points.join("L")}${points.length === 1 ? "h0" : ""}`;
  return path(d, { class: "member" }, svg("title", {}, label));
}

export interface TeamChart {
  node: HTMLElement;
  /** Marks a member's line; null marks none. */
  mark: (member: TeamMember | null) => void;
}

/** Null if nobody shares weeks. */
export function teamChart(members: TeamMember[]): TeamChart | null {
  const frame = frameOfTeam(members);
  if (!frame) return null;
  const lines = new Map(members.map((member) => [member, lineOf(member, frame)]));
  const attrs = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-labelledby": "team-chart" };
  const chart = svg("svg", { class: "chart", attrs }, ...axes(frame), ...lines.values());
  const scrolled = { class: "wide", attrs: { tabindex: 0, role: "group", "aria-labelledby": "team-chart" } };
  const head = el("h3", { attrs: { id: "team-chart" } }, t("table_by_week"));
  return {
    node: el("div", {}, head, el("div", scrolled, chart)),
    mark: (marked) => {
      for (const [member, line] of lines) line.classList.toggle("marked", member === marked);
      const line = marked && lines.get(marked);
      if (line) chart.append(line);
    },
  };
}
