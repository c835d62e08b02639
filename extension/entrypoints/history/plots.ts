/**
 * Joins the charts of the index, the four pillars and the ranks: one cursor over all of them, moved
 * by pointer or arrow keys, one span, and the values under the cursor in words.
 */

import { el } from "../../ui/dom";
import { ofMax } from "../../text/format";
import { t } from "../../text/i18n";
import { pillarName } from "../../text/pillars";
import { dayPointsText } from "../../text/index-value";
import { LIMITS } from "../../contract/limits";
import { PILLARS, type Day } from "../../contract/protocol";
import { indexChart, pillarChart, rankChart, type Axis, type Chart, type ChartEvents } from "./chart";
import type { Span } from "./changes";
import { firstKnownDay, GROUPS, isByLinkedIn, known, pointOf, type Columns } from "./series";
import { pillarWords, rankReadout, readout } from "./words";

/** Points that PageUp and PageDown move by. */
const PAGE = 7;

export interface Plots {
  /** The index's card and the pillars' cards. */
  nodes: HTMLElement[];
  /** The ranks' card; null where LinkedIn's page has shown too few for a line. */
  ranks: HTMLElement | null;
  /** Draws or redraws into `nodes`, which must be in the page. */
  draw(): void;
  resize(): void;
  setSpan(span: Span): void;
  /** Shows the cursor on a day, or hides it. */
  show(day: Day | null): void;
  destroy(): void;
}

/** What the user does with the charts. */
export interface PlotEvents {
  /** A span was drawn, or given up. */
  chosen: (span: Span | null) => void;
  /** The cursor is on a day, or on none. */
  moved: (day: Day | null) => void;
}

function legend(columns: Columns): HTMLElement {
  const entries = [
    ["own", "legend_own"],
    ["official", "legend_official"],
    ["corrected", "legend_corrected"],
    ["moved", "legend_moved"],
    ["industry", "legend_industry"],
    ["network", "legend_network"],
    ["good", "legend_good"],
  ] as const;
  const drawn: Record<string, boolean> = {
    official: known(columns.official).length > 0,
    corrected: columns.corrections.size > 0,
    moved: columns.moves.size > 0,
    industry: known(columns.averages.industry.total).length > 0,
    network: known(columns.averages.network.total).length > 0,
  };
  return keys(entries.filter(([name]) => drawn[name] !== false));
}

function keys(entries: readonly (readonly [name: string, key: string])[]): HTMLElement {
  return el(
    "ul",
    { class: "legend" },
    ...entries.map(([name, key]) => el("li", {}, el("i", { class: `key ${name}` }), t(key))),
  );
}

/** The card around the ranks' chart `plot` and its readout `words`. */
function ranksCard(plot: HTMLElement, words: HTMLElement, columns: Columns): HTMLElement {
  const shown = GROUPS.filter((group) => known(columns.ranks[group]).length > 0);
  return el(
    "section",
    { class: "card ranks-card" },
    el("div", { class: "chart-head" }, el("h2", {}, t("ranks_title")), words),
    plot,
    keys(shown.map((group) => [`rank-${group}`, `rank_${group}`])),
  );
}

/** The charts of `columns`. */
export function historyPlots(columns: Columns, axis: Axis, today: Day, { chosen, moved }: PlotEvents): Plots {
  const last = Math.max(
    0,
    columns.lines.total.findLastIndex((value) => typeof value === "number"),
  );
  let current = last;
  let anchor: number | null = null;
  let marked: Span | null = null;
  let charts: Chart[] = [];

  const words = el("output", { class: "readout" });
  const plot = el("div", {
    class: "plot",
    attrs: {
      tabindex: 0,
      role: "slider",
      "aria-label": t("chart_label"),
      "aria-valuemin": 0,
      "aria-valuemax": Math.max(0, columns.days.length - 1),
    },
  });
  const values = PILLARS.map(() => el("b"));
  const rankWords = el("p", { class: "readout" });
  const rankPlot = el("div", { class: "plot", attrs: { "aria-hidden": "true" } });
  const hasRanks = GROUPS.some((group) => known(columns.ranks[group]).length > 1);
  const smalls = PILLARS.map(() => el("div", { class: "plot small-plot", attrs: { "aria-hidden": "true" } }));

  const say = (index: number): void => {
    current = index;
    words.textContent = readout(columns, index);
    rankWords.textContent = rankReadout(columns, index);
    plot.setAttribute("aria-valuenow", String(index));
    plot.setAttribute("aria-valuetext", readout(columns, index));
    PILLARS.forEach((id, place) => {
      const value = columns.lines[id][index] ?? null;
      const node = values[place];
      if (node)
        node.textContent =
          value === null ? "–" : ofMax(dayPointsText(value, isByLinkedIn(columns, index)), LIMITS.pillar);
    });
  };
  const show = (index: number | null): void => {
    for (const chart of charts) chart.point(index);
    say(index ?? last);
  };
  const point = (index: number | null): void => {
    show(index);
    moved(index === null ? null : (columns.days[index] ?? null));
  };
  const indexOf = (day: Day): number => {
    const found = columns.days.findIndex((candidate) => candidate >= day);
    return found === -1 ? columns.days.length - 1 : found;
  };
  const markAll = (): void => {
    const span = marked && { from: indexOf(marked.from), to: indexOf(marked.to) };
    for (const chart of charts) chart.mark(span);
  };
  const setSpan = (span: Span): void => {
    const [first, final] = [firstKnownDay(columns), columns.days[columns.days.length - 1]];
    const whole = first !== undefined && final !== undefined && span.from <= first && span.to >= final;
    marked = whole ? null : span;
    markAll();
  };
  const events: ChartEvents = {
    moved: point,
    selected: (from, to) => {
      anchor = null;
      chosen({ from, to });
    },
  };

  const move = (event: KeyboardEvent): void => {
    const final = columns.days.length - 1;
    const steps: Record<string, number> = {
      ArrowLeft: current - 1,
      ArrowDown: current - 1,
      ArrowRight: current + 1,
      ArrowUp: current + 1,
      PageDown: current - PAGE,
      PageUp: current + PAGE,
      Home: 0,
      End: final,
    };
    if (event.key === "Escape") {
      anchor = null;
      chosen(null);
      return;
    }
    const target = steps[event.key];
    if (target === undefined) return;
    event.preventDefault();
    if (event.shiftKey) anchor ??= current;
    else anchor = null;
    point(Math.min(final, Math.max(0, target)));
    if (anchor === null || anchor === current) return;
    const [from, to] = [columns.days[Math.min(anchor, current)], columns.days[Math.max(anchor, current)]];
    if (from !== undefined && to !== undefined) chosen({ from, to });
  };
  plot.addEventListener("keydown", move);
  plot.addEventListener("blur", () => point(null));

  const destroy = (): void => {
    for (const chart of charts) chart.destroy();
    charts = [];
  };
  const draw = (): void => {
    destroy();
    charts = [
      indexChart(plot, columns, axis, events),
      ...PILLARS.map((id, place) => pillarChart(smalls[place] as HTMLElement, id, columns, axis, events)),
      ...(hasRanks ? [rankChart(rankPlot, columns, axis, events)] : []),
    ];
    markAll();
    say(current);
  };
  const card = el(
    "section",
    { class: "card" },
    el("div", { class: "chart-head" }, el("h2", {}, t("chart_title")), words),
    plot,
    legend(columns),
  );
  const small = el(
    "div",
    { class: "small" },
    ...PILLARS.map((id, place) =>
      el(
        "section",
        { class: "card" },
        el("h2", {}, el("span", {}, pillarName(id)), values[place]),
        smalls[place],
        el("p", { class: "cap" }, pillarWords(columns, id, today)),
      ),
    ),
  );
  return {
    nodes: [card, small],
    ranks: hasRanks ? ranksCard(rankPlot, rankWords, columns) : null,
    draw,
    resize: () => {
      const roots = [plot, ...smalls, rankPlot];
      charts.forEach((chart, place) => chart.resize(roots[place]?.clientWidth ?? 0));
      // uPlot stretches the mark after this task, when it takes its new size.
      requestAnimationFrame(markAll);
    },
    setSpan,
    show: (day) => show(day === null ? null : pointOf(columns, day)),
    destroy,
  };
}
