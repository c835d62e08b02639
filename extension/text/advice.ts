/** Words and links for the host's advice and for pages that would show more of the index. */

import { number, signed } from "./format";
import { has, hasPlural, t, tn } from "./i18n";
import { pagesRead, placeOf } from "../messages/pages";
import { LIMITS } from "../contract/limits";
import { PLACE_URLS, type Place } from "../contract/pages";
import { PILLARS, type Advice, type Pillar, type State, type Unseen } from "../contract/protocol";
import type { Status } from "../messages";

/** Links to LinkedIn only, whatever the host sends. */
export function linkFor({ link, signal }: Pick<Advice, "link" | "signal">): string {
  if (Object.hasOwn(PLACE_URLS, link)) return PLACE_URLS[link as Place];
  return link.startsWith("https://www.linkedin.com/") ? link : PLACE_URLS[placeOf(signal)];
}

const wordsOf = ({ id }: Advice): string => `advice_${id.replace(/^keep_/, "")}`;

/** The act to do. */
export function textFor(advice: Advice): string {
  const key = wordsOf(advice);
  if (!hasPlural(key)) return t(key);
  const act = tn(key, advice.step);
  return advice.id.startsWith("keep_") ? t("advice_keep", act) : act;
}

/** How to do the act well; "" without a text. */
export function howFor(advice: Advice): string {
  const key = `advice_${advice.signal}_how`;
  return has(key) ? t(key) : "";
}

/** "+0.4", or "keeps 0.4" for an act that avoids a loss. */
export function gainText({ gain, keeps = 0 }: Advice): string {
  return keeps > 0 ? t("step_keeps", number(keeps, 1)) : signed(gain);
}

/**
 * The advised acts, with gains capped so that their sum never exceeds what the pillars shown have
 * left. Skips what another host advises and the catalogue has no act for, such as opening a page.
 */
export function actsOf(state: State, shown: Readonly<Record<Pillar, number>>): Advice[] {
  const left = Object.fromEntries(PILLARS.map((id) => [id, Math.max(0, LIMITS.pillar - shown[id])]));
  const acts: Advice[] = [];
  for (const advice of state.advice) {
    const key = wordsOf(advice);
    if (!hasPlural(key) && !has(key)) continue;
    const serves = state.pillars.filter((p) => p.signals.some(({ id }) => id === advice.signal));
    const ids = new Set([advice.pillar, ...serves.map(({ id }) => id)]);
    const room = [...ids].reduce((sum, id) => sum + (left[id] ?? 0), 0);
    const gain = Math.min(advice.gain, room);
    if (gain < LIMITS.gain && (advice.keeps ?? 0) < LIMITS.gain) continue;
    let rest = gain;
    for (const id of ids) {
      const taken = Math.min(rest, left[id] ?? 0);
      left[id] = (left[id] ?? 0) - taken;
      rest -= taken;
    }
    acts.push({ ...advice, gain });
  }
  return acts;
}

/**
 * Pages that would show more of the index and were not read yet; those with the most points per
 * minute first.
 */
export function unseenOf(state: State, looks: Pick<Status, "pages" | "health">): Unseen[] {
  const read = pagesRead(looks);
  return (state.unseen ?? []).filter(({ id }) => {
    const page = id.replace(/^see_/, "");
    return has(id) && has(`page_${page}`) && read[page as keyof typeof read] === undefined;
  });
}

/** "explains up to 12 points". Without a sign, since it is no gain. */
export function unseenText({ points }: Unseen): string {
  return t("unseen_points", number(points));
}
