/** Why the number moved between two days, as the host tells it, in words. */

import { askHost } from "./client";
import { monthOf, shortDay } from "./format";
import { hasPlural, pluralKey, t, tn } from "./i18n";
import type { Day, Why, WhyItem } from "./protocol";

/** Below this a change prints as 0.0. */
const SHOWN = 0.05;

/** What the host says of the days from `from` to `to`, or of the last week; null without an answer. */
export async function askWhy(
  profile: string | null,
  span: { from?: Day; to?: Day } = {},
): Promise<Why | null> {
  const chosen = profile === null ? {} : { profile: { key: profile } };
  const answer = await askHost({ type: "why", ...span, ...chosen });
  return answer.ok ? answer.reply.why : null;
}

/** The items with a signal that serves two pillars made one, and what no signal explains as one. */
function merged(why: Why): WhyItem[] {
  const items = new Map<string, WhyItem>();
  for (const item of why.items) {
    const key = `${item.cause} ${item.signal ?? ""}`;
    const known = items.get(key);
    items.set(key, known ? { ...known, delta: known.delta + item.delta } : item);
  }
  return [...items.values()];
}

/** What changed the number, the largest first. */
export function reasonsOf(why: Why): WhyItem[] {
  return merged(why)
    .filter(({ delta }) => Math.abs(delta) >= SHOWN)
    .sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta));
}

/** Signals newly or more exactly seen that the number shown leaves out. */
export function onlySeen(why: Why): string[] {
  return merged(why).flatMap(({ signal, cause, delta }) =>
    signal !== null && cause === "seen" && Math.abs(delta) < SHOWN ? [signal] : [],
  );
}

/** "3 posts"; the signal's name where it has no word for one of it. */
function counted(signal: string, count: number): string {
  const base = `cli_count_${signal}`;
  return hasPlural(base) ? tn(base, count) : t(`signal_${signal}`);
}

/** A cause in as few words as a line with several takes. */
export function shortReason({ signal, cause, count = 0 }: WhyItem, why: Why): string {
  if (signal === null) return t(why.reading_between ? "change_reading" : "cli_why_scale");
  if (cause === "left") return t("why_left", counted(signal, count));
  return cause === "seen" ? t("why_seen", t(`signal_${signal}`)) : t(`signal_${signal}`);
}

/** A cause in a row of its own, with the days that what left was of. */
export function longReason(item: WhyItem, why: Why, today: Day): string {
  const { signal, cause, count = 0, first, last } = item;
  if (signal === null || cause !== "left" || !first || !last) return shortReason(item, why);
  const what = counted(signal, count);
  return first.slice(0, 7) === last.slice(0, 7)
    ? t(pluralKey("cli_why_left_month", count), what, monthOf(first))
    : t(pluralKey("cli_why_left_days", count), what, shortDay(first, today), shortDay(last, today));
}
