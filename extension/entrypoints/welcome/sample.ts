/** A sample of the product: the popup's number card with invented numbers. */

import { el } from "../../ui/dom";
import { localDay, localMoment } from "../../text/format";
import { t } from "../../text/i18n";
import type { Official } from "../../contract/protocol";
import { numberCard } from "../popup/card";
import { figuresOfOfficial } from "../popup/view-model";

const SAMPLE: Official = {
  total: 57,
  pillars: { brand: 18.4, people: 9.2, insights: 10.5, relationships: 18.9 },
  industry: {
    rank_pct: 9,
    average: 31,
    pillars: { brand: 10.4, people: 5.1, insights: 4.3, relationships: 11.2 },
  },
  network: {
    rank_pct: 14,
    average: 38,
    pillars: { brand: 12.6, people: 6.4, insights: 5, relationships: 14 },
  },
};

/** `history`: with the trend, which needs the program. */
export function sampleCard(now: Date, history: boolean): HTMLElement {
  const weekDelta = history ? 1.4 : null;
  const figures = { ...figuresOfOfficial(SAMPLE, localMoment(now), null), weekDelta, trendDays: 7 };
  // The sample is not interactive: nothing in it takes focus.
  const card = el("div", { attrs: { inert: true } }, numberCard(figures, localDay(now)));
  const attrs = { id: "sample", "aria-labelledby": "sample-name" };
  return el(
    "figure",
    { class: "sample", attrs },
    el("figcaption", { attrs: { id: "sample-name" } }, t("welcome_sample")),
    card,
  );
}
