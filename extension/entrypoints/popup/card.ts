/** The number card: ring, trend, whose number it is, ranks, and the four pillars. */

import { el, link, svg, type Child } from "../../shared/dom";
import { direction, number, ofMax, percent, signed } from "../../shared/format";
import { t } from "../../shared/i18n";
import { PLACE_URLS } from "../../shared/pages";
import { chevron } from "../../shared/pictures";
import type { Day, GroupReading } from "../../shared/protocol";
import { ringOf, type Arc } from "../../shared/ring";
import type { Figures, PillarFigure } from "./figures";
import { pillarDetails } from "./details";
import { unfolding } from "./unfold";
import { kindSentence, learningHeadline, pillarPoints } from "./words";

const CENTRE = 66;
const RADIUS = 56;

/** A part of the ring; `pathLength` lets points of 100 be dashes. */
function arc(part: Arc, attrs: Record<string, string>, name: string): SVGCircleElement {
  return svg("circle", {
    class: `arc ${name}`,
    attrs: {
      cx: CENTRE,
      cy: CENTRE,
      r: RADIUS,
      pathLength: 100,
      "stroke-dasharray": `${part.length} ${100 - part.length}`,
      transform: `rotate(${-90 + part.start * 3.6} ${CENTRE} ${CENTRE})`,
      ...attrs,
    },
  });
}

/** Diagonal lines for what was never seen. */
function hatch(): SVGDefsElement {
  const attrs = {
    id: "hatch",
    width: 5,
    height: 5,
    patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)",
  };
  const line = svg("path", { class: "hatch-line", attrs: { d: "M1 0v5" } });
  return svg("defs", {}, svg("pattern", { attrs }, line));
}

function ringLabel(figures: Figures): string {
  const pillars = figures.pillars
    .map((p) => `${t(`pillar_${p.id}`)} ${p.seen > 0 ? pillarPoints(p) : t("signal_unseen")}`)
    .join(", ");
  const total = figures.total === null ? t("kind_learning") : t("total_of_100", number(figures.total));
  return `${total}: ${pillars}`;
}

function ring(figures: Figures): SVGSVGElement {
  const { pillars, missing, unseen } = ringOf(
    figures.pillars.map((pillar) => pillar.points),
    figures.seen,
  );
  const learning = figures.total === null;
  const text = (y: number, name: string, content: string): SVGTextElement =>
    svg("text", { class: name, attrs: { x: CENTRE, y, "text-anchor": "middle" } }, content);
  return svg(
    "svg",
    { class: "ring", attrs: { viewBox: "0 0 132 132", role: "img", "aria-label": ringLabel(figures) } },
    hatch(),
    arc(missing, {}, "missing"),
    unseen.length > 0 && arc(unseen, { stroke: "url(#hatch)" }, "unseen"),
    ...pillars.map((part, index) => part.length > 0 && arc(part, {}, `of-${figures.pillars[index]?.id}`)),
    text(learning ? 66 : 72, "total", learning ? "…" : number(figures.total ?? 0)),
    text(93, "of", learning ? t("popup_ring_learning") : t("of_100")),
  );
}

function trend(weekDelta: number | null): HTMLElement | null {
  if (weekDelta === null) return null;
  const turn = direction(weekDelta);
  if (turn === 0) return el("p", { class: "trend" }, el("small", {}, t("popup_trend_none")));
  const arrow = el("span", { class: "arrow", attrs: { "aria-hidden": "true" } }, turn > 0 ? "▲" : "▼");
  const change = el("span", {}, signed(weekDelta));
  const span = el("small", {}, t("popup_trend_week"));
  return el("p", { class: `trend ${turn > 0 ? "up" : "down"}` }, arrow, change, span);
}

function rankRow(group: "industry" | "network", reading: GroupReading | undefined): Child[] {
  if (!reading) return [];
  const value = (key: string, shown: string | null): HTMLElement => {
    if (shown === null) return el("span");
    const [before = "", after = ""] = t(key, "\ue000").split("\ue000");
    return el("span", {}, before, el("b", {}, shown), after);
  };
  return [
    el("span", {}, el("i", { class: `mark ${group}` }), t(`rank_${group}`)),
    value("rank_top", reading.rank_pct === undefined ? null : percent(reading.rank_pct / 100)),
    value("rank_average", reading.average === undefined ? null : number(reading.average)),
  ];
}

function ranks(figures: Figures): HTMLElement {
  const rows = [
    ...rankRow("industry", figures.official?.industry),
    ...rankRow("network", figures.official?.network),
  ];
  if (rows.length > 0) return el("div", { class: "ranks" }, ...rows);
  return el("p", { class: "kind" }, link(PLACE_URLS.ssi, {}, t("popup_open_ssi")));
}

/** "industry 11.8, network 13.1", for readers of the bar and in its details. */
export function averagesText(pillar: PillarFigure): string {
  const parts: string[] = [];
  if (pillar.industry !== null) parts.push(t("average_industry", number(pillar.industry, 1)));
  if (pillar.network !== null) parts.push(t("average_network", number(pillar.network, 1)));
  return parts.join(", ");
}

function track(pillar: PillarFigure): HTMLElement {
  const at = (points: number): Record<string, string> => ({
    left: `${Math.min(25, Math.max(0, points)) * 4}%`,
  });
  const width = Math.min(25, Math.max(0, pillar.points)) * 4;
  return el(
    "span",
    { class: "track", attrs: { "aria-hidden": "true" } },
    pillar.seen < 25 && el("span", { class: "blank", style: at(Math.max(pillar.seen, pillar.points)) }),
    el("span", { class: `fill of-${pillar.id}`, style: { width: `${width}%` } }),
    pillar.industry !== null && el("i", { class: "at industry", style: at(pillar.industry) }),
    pillar.network !== null && el("i", { class: "at network", style: at(pillar.network) }),
  );
}

function bar(pillar: PillarFigure, today: Day, open: string | null): HTMLElement {
  const averages = averagesText(pillar);
  const [before = "", after = ""] = ofMax("\ue000", 25).split("\ue000");
  const attrs = { "data-pillar": pillar.id };
  const summary = [
    el("span", { class: "name" }, t(`pillar_${pillar.id}`), chevron()),
    el("span", { class: "value" }, before, el("b", {}, pillarPoints(pillar)), after),
    averages !== "" && el("span", { class: "sr-only" }, averages),
    track(pillar),
  ];
  return unfolding({ key: `pillar-${pillar.id}`, class: "bar", attrs, open }, summary, () =>
    pillarDetails(pillar, today),
  );
}

/**
 * The card. `pagesLeft` is how many of the first pages gave no reading yet, `open` the key of the row
 * that is unfolded.
 */
export function numberCard(
  figures: Figures,
  pagesLeft: number,
  today: Day,
  open: string | null = null,
): HTMLElement {
  const words =
    figures.kind === "learning"
      ? [
          el("p", { class: "headline" }, learningHeadline(figures, pagesLeft)),
          el("p", { class: "kind" }, t("popup_learning_total")),
        ]
      : [
          trend(figures.weekDelta),
          el("p", { class: "kind" }, ...kindSentence(figures, today)),
          ranks(figures),
        ];
  return el(
    "section",
    { class: "card", attrs: { "aria-label": t("popup_number") } },
    el("div", { class: "top" }, ring(figures), el("div", {}, ...words)),
    el("div", { class: "bars" }, ...figures.pillars.map((pillar) => bar(pillar, today, open))),
  );
}
