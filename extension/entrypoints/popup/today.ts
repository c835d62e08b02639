/** The line that changes every day: what was done today, and what leaves the 90 days tomorrow. Pure. */

import { dayOf, list } from "../../text/format";
import { hasPlural, t, tn } from "../../text/i18n";
import { counted } from "../../text/why";
import type { ActCount, Day, State } from "../../contract/protocol";

/** Characters that fit into two lines. */
const LETTERS = 104;
/** Kinds of acts of today and of tomorrow; the first pair that fits is shown. */
const KINDS = [
  [3, 2],
  [3, 1],
  [2, 1],
] as const;

/** Acts that the catalogue can count in words. */
const countable = (acts: ActCount[] | undefined): ActCount[] =>
  (acts ?? []).filter(({ signal, count }) => count > 0 && hasPlural(`count_${signal}`));

const inWords = (acts: ActCount[]): string[] => acts.map(({ signal, count }) => counted(signal, count));

function sentences(done: ActCount[], leaving: ActCount[]): string {
  const total = leaving.reduce((sum, { count }) => sum + count, 0);
  return [
    ...(done.length > 0 ? [t("today_done", inWords(done).join(", "))] : []),
    ...(leaving.length > 0 ? [tn("tomorrow_leaves", total, list(inWords(leaving)))] : []),
  ].join(" ");
}

/** "" when there is nothing to say, and for a state of another day. */
export function todayText(state: State, today: Day): string {
  if (dayOf(state.at) !== today) return "";
  const [done, leaving] = [countable(state.today), countable(state.tomorrow)];
  const texts = KINDS.map(([most, few]) => sentences(done.slice(0, most), leaving.slice(0, few)));
  return texts.find((text) => text.length <= LETTERS) ?? texts.at(-1) ?? "";
}
