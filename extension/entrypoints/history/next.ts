/** What the page's head says below the number: the weakest pillar, and the popup's first next step. */

import { el, link } from "../../ui/dom";
import { outward } from "../../ui/pictures";
import { gainText, linkFor, textFor, unseenText } from "../../text/advice";
import { t, tparts } from "../../text/i18n";
import { nextOf, standingsOf, verdictText, weakestOf } from "../../text/next";
import { pillarName } from "../../text/pillars";
import type { State } from "../../contract/protocol";
import type { Status } from "../../messages";

/** Beside the number: a word for it, or the way to one; null without a number. */
export function verdict(state: State | null): HTMLElement | null {
  return state === null || state.total === null
    ? null
    : el("span", { class: "verdict" }, verdictText(state.total));
}

function step(state: State, looks: Pick<Status, "pages" | "health">): HTMLElement | null {
  const next = nextOf(state, looks);
  if (next === null) return null;
  const of = "act" in next ? next.act : next.page;
  const [text, worth] =
    "act" in next ? [textFor(next.act), gainText(next.act)] : [t(next.page.id), unseenText(next.page)];
  const go = link(linkFor(of), { attrs: { "data-focus": "next" } }, text, outward());
  return el("span", {}, ...tparts("next_step", go), " ", el("span", { class: "worth" }, worth));
}

/** Null without a number, and where nothing is left to do. */
export function nextLine(state: State, looks: Pick<Status, "pages" | "health">): HTMLElement | null {
  const next = step(state, looks);
  const id = weakestOf(standingsOf(state));
  if (next === null || id === null) return null;
  const weak = el("span", {}, `${t("pillar_weakest")} ${pillarName(id)}`);
  return el("p", { class: "next" }, weak, " ", next);
}
