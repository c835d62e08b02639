/**
 * The index of a team's members by week, on one scale: a line for each with its name at the end, marked
 * when it is pointed at.
 */

import type { TeamMember } from "../../../contract/protocol";
import { t } from "../../../text/i18n";
import { el, svg } from "../../../ui/dom";
import { axes, frameOf, path, WIDTH, type Frame } from "../../../ui/week-chart";

const HEIGHT = 180;
/** Room for the names, in the units of the chart. */
const NAMES = 170;
/** Letters of a name that fit there. */
const LETTERS = 22;
/** Distance between the names, and between a line's end and its name. */
const ROW = 15;
/** Of more members only the marked one is named. */
const NAMED = 24;

type Week = NonNullable<TeamMember["weeks"]>[number];
/** A member who shares weeks. */
type Drawn = TeamMember & { weeks: [...Week[], Week] };

const sharesWeeks = (member: TeamMember): member is Drawn => (member.weeks ?? []).length > 0;

const isCrowded = (members: Drawn[]): boolean => members.length > NAMED;

/** The days and tens around all weeks, high enough for the names. */
function frameOfTeam(members: Drawn[]): Frame | null {
  const weeks = members.flatMap(({ weeks }) => weeks);
  const days = weeks.map(({ day }) => day).sort();
  const [first, last] = [days[0], days[days.length - 1]];
  if (first === undefined || last === undefined) return null;
  const totals = weeks.map(({ total }) => total);
  const height = isCrowded(members) ? HEIGHT : Math.max(HEIGHT, (members.length + 2) * ROW);
  return frameOf(first, last, totals, height, NAMES);
}

function endOf({ weeks }: Drawn, { x, y }: Frame): { x: number; y: number } {
  const { day, total } = weeks[weeks.length - 1] as Week;
  return { x: Number(x(day)), y: Number(y(total)) };
}

/** The height of each name: at its line's end, or as near as the other names allow. */
export function namePlaces(ends: number[], height: number): number[] {
  const order = ends.map((_, index) => index).sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0));
  const places = [...ends];
  let above = 0;
  for (const index of order) above = places[index] = Math.max(ends[index] ?? 0, above + ROW);
  let below = height;
  for (const index of order.reverse()) below = places[index] = Math.min(places[index] ?? 0, below - ROW);
  return places;
}

function nameShown(label: string): string {
  return label.length > LETTERS ? `${label.slice(0, LETTERS - 1).trimEnd()}…` : label;
}

/** The line, and its name at the height `at`, joined to it where it is not beside the line's end. */
function lineOf(member: Drawn, frame: Frame, at: number): SVGElement {
  const points = member.weeks.map(({ day, total }) => `${frame.x(day)} ${frame.y(total)}`);
  const end = endOf(member, frame);
  const left = frame.end + ROW;
  // A single week is a dot.
  const d = `M${points.join("L")}${points.length === 1 ? "h0" : ""}`;
  return svg(
    "g",
    { class: "member" },
    svg("title", {}, member.label),
    path(d, {}),
    path(`M${end.x} ${end.y}L${left - 3} ${at}`, { class: "lead" }),
    svg("text", { attrs: { x: left, y: at + 4 } }, nameShown(member.label)),
  );
}

export interface TeamChart {
  node: HTMLElement;
  /** Marks a member's line; null marks none. */
  mark: (member: TeamMember | null) => void;
}

/** Null if nobody shares weeks. */
export function teamChart(members: TeamMember[]): TeamChart | null {
  const drawn = members.filter(sharesWeeks);
  const frame = frameOfTeam(drawn);
  if (!frame) return null;
  const ends = drawn.map((member) => endOf(member, frame).y);
  const places = isCrowded(drawn) ? ends : namePlaces(ends, frame.height);
  const lines = new Map<TeamMember, SVGElement>(
    drawn.map((member, index) => [member, lineOf(member, frame, places[index] ?? 0)]),
  );
  const attrs = {
    viewBox: `0 0 ${WIDTH} ${frame.height}`,
    role: "img",
    "aria-labelledby": "team-chart",
  };
  const name = isCrowded(drawn) ? "chart crowded" : "chart";
  const chart = svg("svg", { class: name, attrs }, ...axes(frame), ...lines.values());
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
