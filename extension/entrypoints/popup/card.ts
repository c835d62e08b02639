/** The number card: ring, trend, kind of number, ranks, and the four pillars. */

import { el, link, svg, type Child } from "../../ui/dom";
import { dayOf, daysBetween, number, ofMax, percent, signed } from "../../text/format";
import { t, tn } from "../../text/i18n";
import { pillarName } from "../../text/pillars";
import { indexText, isShownToday } from "../../text/index-value";
import { verdictText } from "../../text/next";
import type { Status } from "../../messages";
import { lastShown, noAccessText } from "../../text/no-access";
import { LIMITS } from "../../contract/limits";
import { PLACE_URLS } from "../../contract/pages";
import { chevron, outward } from "../../ui/pictures";
import type { Day, State } from "../../contract/protocol";
import { ringOf, type Arc } from "../../ui/ring";
import { trendTurn, type Figures, type PillarFigure } from "./view-model";
import { pillarDetails } from "./details";
import { unfolding } from "./disclosure";
import { sparkLine } from "./spark";
import { estimateSentences, ssiButton } from "./ways";
import { kindSentence, pillarPoints } from "./words";

const CENTRE = 66;
const RADIUS = 56;
/** The width of a missing part's edge at its ends, in points of 100. */
const EDGE = 0.35;
/** With an error of this many points LinkedIn's number should be read again. */
const ERROR_URGENT = 2;

/** A part of the ring; `pathLength` makes dashes points of 100. */
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

/** The part that is missing: a hollow band with an edge. */
function hollow(part: Arc): Child[] {
  const inner = { start: part.start + EDGE, length: Math.max(0, part.length - 2 * EDGE) };
  return part.length > 0 ? [arc(part, {}, "missing"), arc(inner, {}, "hollow")] : [];
}

/** A tick across the ring at a good index. */
function goodTick(): SVGPathElement {
  const attrs = { d: "M66 1v18", transform: `rotate(${LIMITS.good * 3.6} ${CENTRE} ${CENTRE})` };
  return svg("path", { class: "good", attrs });
}

/** Diagonal lines for the part that was never seen. */
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

/** "No index yet", or none any more. */
const noneKey = ({ official }: Figures): string => (official === null ? "number_none" : "number_lost");

function ringLabel(figures: Figures, today: Day): string {
  const pillars = figures.pillars
    .map((p) => {
      const points = p.seen > 0 ? pillarPoints(p, figures.decimals) : t("signal_unseen");
      return `${pillarName(p.id)} ${points}`;
    })
    .join(", ");
  const total =
    figures.total === null
      ? t(noneKey(figures))
      : t("total_of_100", totalText(figures, figures.total, today));
  return `${total}: ${pillars}`;
}

function totalText({ kind, official }: Figures, total: number, today: Day): string {
  return indexText(total, isShownToday(kind, official, today));
}

/** Marked and long numbers are written smaller: the ring has room for three digits. */
function totalClass(shown: string): string {
  if (!shown.startsWith("≈")) return "total";
  return shown.length > 3 ? "total about long" : "total about";
}

function ring(figures: Figures, today: Day): SVGSVGElement {
  const { pillars, missing, unseen } = ringOf(
    figures.pillars.map((pillar) => pillar.points),
    figures.seen,
  );
  const { total } = figures;
  const text = (y: number, name: string, content: string): SVGTextElement =>
    svg("text", { class: name, attrs: { x: CENTRE, y, "text-anchor": "middle" } }, content);
  const shown = total === null ? "…" : totalText(figures, total, today);
  return svg(
    "svg",
    {
      class: "ring",
      attrs: { viewBox: "0 0 132 132", role: "img", "aria-label": ringLabel(figures, today) },
    },
    hatch(),
    ...hollow({ start: missing.start, length: missing.length + unseen.length }),
    unseen.length > 0 && arc(unseen, { stroke: "url(#hatch)" }, "unseen"),
    ...pillars.map((part, index) => part.length > 0 && arc(part, {}, `of-${figures.pillars[index]?.id}`)),
    total !== null && goodTick(),
    text(total === null ? 66 : 72, totalClass(shown), shown),
    total !== null && text(93, "of", t("of_100")),
  );
}

/** The change in a sentence. */
function trend(figures: Figures): HTMLElement | null {
  const { weekDelta, trendDays, decimals } = figures;
  if (weekDelta === null) return null;
  const turn = trendTurn(figures);
  if (turn === 0) return el("p", { class: "trend" }, tn("popup_trend_steady", trendDays));
  const [name, sign] = turn > 0 ? ["up", "▲"] : ["down", "▼"];
  const arrow = el("span", { class: "arrow", attrs: { "aria-hidden": "true" } }, sign);
  const size = signed(weekDelta, decimals).slice(1);
  return el("p", { class: `trend ${name}` }, arrow, " ", tn(`popup_trend_${name}`, trendDays, size));
}

/**
 * The link that reads LinkedIn's number again, once it is older than a day; plain where the error
 * is small.
 */
function readAgain({ official, noAccess, error }: Figures, today: Day): HTMLElement | null {
  if (noAccess !== null || official === null || daysBetween(dayOf(official.at), today) < 1) return null;
  const urgent = error !== null && error > ERROR_URGENT;
  const options = { class: urgent ? "again urgent" : "again", attrs: { "data-focus": "read-again" } };
  return link(PLACE_URLS.ssi, options, t("popup_read_again"), outward());
}

function rank(figures: Figures, group: "industry" | "network"): HTMLElement | null {
  const reading = figures.official?.[group];
  if (!reading) return null;
  const drawn = figures.pillars.some((pillar) => pillar[group] !== null);
  const value = (key: string, shown: string | null): HTMLElement => {
    if (shown === null) return el("span");
    const [before = "", after = ""] = t(key, "\ue000").split("\ue000");
    return el("span", {}, before, el("b", {}, shown), after);
  };
  return el(
    "p",
    {},
    el("span", {}, drawn && el("i", { class: `mark ${group}` }), t(`rank_${group}`)),
    value("rank_top", reading.rank_pct === undefined ? null : percent(reading.rank_pct / 100)),
    value("rank_average", reading.average === undefined ? null : number(reading.average)),
  );
}

function ranks(figures: Figures): HTMLElement | null {
  const both = [rank(figures, "industry"), rank(figures, "network")];
  return both.some(Boolean) ? el("div", { class: "ranks" }, ...both) : null;
}

/** The link to LinkedIn's number, where it was never read. */
function firstReading({ official, noAccess }: Figures): HTMLElement | null {
  if (official !== null || noAccess !== null) return null;
  return el("p", { class: "kind" }, link(PLACE_URLS.ssi, {}, t("popup_open_ssi")));
}

/** "industry 11.8, network 13.1", for screen readers of the bar and in its details. */
export function averagesText(pillar: PillarFigure): string {
  const parts: string[] = [];
  if (pillar.industry !== null) parts.push(t("average_industry", number(pillar.industry, 1)));
  if (pillar.network !== null) parts.push(t("average_network", number(pillar.network, 1)));
  return parts.join(", ");
}

function track(pillar: PillarFigure): HTMLElement {
  const share = (points: number): string =>
    `${(Math.min(LIMITS.pillar, Math.max(0, points)) / LIMITS.pillar) * 100}%`;
  const at = (points: number): Record<string, string> => ({ left: share(points) });
  return el(
    "span",
    { class: "track", attrs: { "aria-hidden": "true" } },
    pillar.seen < LIMITS.pillar &&
      el("span", { class: "blank", style: at(Math.max(pillar.seen, pillar.points)) }),
    el("span", { class: `fill of-${pillar.id}`, style: { width: share(pillar.points) } }),
    pillar.industry !== null && el("i", { class: "at industry", style: at(pillar.industry) }),
    pillar.network !== null && el("i", { class: "at network", style: at(pillar.network) }),
  );
}

function bar(pillar: PillarFigure, decimals: 0 | 1, today: Day, open: string | null): HTMLElement {
  const averages = averagesText(pillar);
  const [before = "", after = ""] = ofMax("\ue000", LIMITS.pillar).split("\ue000");
  const attrs = { "data-pillar": pillar.id };
  const summary = [
    el("span", { class: "name" }, pillarName(pillar.id), chevron()),
    el("span", { class: "value" }, before, el("b", {}, pillarPoints(pillar, decimals)), after),
    averages !== "" && el("span", { class: "sr-only" }, averages),
    track(pillar),
  ];
  return unfolding({ key: `pillar-${pillar.id}`, class: "bar", attrs, open }, summary, () =>
    pillarDetails(pillar, decimals, today),
  );
}

function bars(figures: Figures, today: Day, open: string | null): HTMLElement {
  const rows = figures.pillars.map((pillar) => bar(pillar, figures.decimals, today, open));
  return el("div", { class: "bars" }, ...rows);
}

/** The card of the number: the ring, the parts beside it, and the bars of the pillars. */
function frame(
  figures: Figures,
  today: Day,
  open: string | null,
  beside: Child[],
  above: Child[] = [],
): HTMLElement {
  return el(
    "section",
    { class: "card", attrs: { "aria-label": t("popup_number") } },
    el("div", { class: "top" }, ring(figures, today), el("div", {}, ...beside)),
    ...above,
    bars(figures, today, open),
  );
}

/** The card; `open` is the key of the unfolded row, `below` follows the number. */
export function numberCard(
  figures: Figures,
  today: Day,
  open: string | null = null,
  below: Child[] = [],
): HTMLElement {
  const sentence = el(
    "p",
    { class: "kind" },
    ...kindSentence(figures, today),
    " ",
    readAgain(figures, today),
  );
  const spark = figures.spark && sparkLine(figures.spark, today);
  const word = figures.total !== null && el("p", { class: "verdict" }, verdictText(figures.total));
  const beside = [word, trend(figures), spark, sentence, firstReading(figures)];
  return frame(figures, today, open, beside, [ranks(figures), ...below]);
}

/** Why there is no number although LinkedIn has shown one; null where it has not. */
function whyLost(figures: Figures, today: Day): HTMLElement | null {
  const { noAccess, official, kind } = figures;
  if (noAccess !== null) return el("p", { class: "kind" }, noAccessText(official, kind, today));
  return official && el("p", { class: "kind" }, lastShown(official, today), " ", readAgain(figures, today));
}

/** The card without a number: how to get one, and what is known. */
export function learningCard(
  figures: Figures,
  state: State | null,
  looks: Pick<Status, "pages" | "health">,
  today: Day,
  open: string | null = null,
  below: Child[] = [],
): HTMLElement {
  const beside = [
    el("p", { class: "headline" }, t(noneKey(figures))),
    whyLost(figures, today),
    ...estimateSentences(state, looks).map((text) => el("p", { class: "kind" }, text)),
  ];
  const offersSsi = figures.noAccess === null && figures.official === null;
  return frame(figures, today, open, beside, [offersSsi && ssiButton(looks), ...below]);
}
