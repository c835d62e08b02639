/** Words the host's reasons for a change of the number between two days. */

import { askHost } from "../messages/client";
import { monthOf, number, shortDay, signed } from "./format";
import { has, hasPlural, pluralKey, t, tn } from "./i18n";
import { LIMITS } from "../contract/limits";
import type { Correction, Day, GroupMove, Why, WhyItem } from "../contract/protocol";

/**
 * The host's reasons for the days from `from` to `to`, or for the last week; null without an
 * answer.
 */
export async function askWhy(
  profile: string | null,
  span: { from?: Day; to?: Day } = {},
): Promise<Why | null> {
  const chosen = profile === null ? {} : { profile: { key: profile } };
  const answer = await askHost({ type: "why", ...span, ...chosen });
  return answer.ok ? answer.reply.why : null;
}

/** One row of the reasons. */
export type Reason = Omit<WhyItem, "cause"> & { cause: WhyItem["cause"] | "rounding" };

/** Merges the items of a signal that serves two pillars, and those without a signal. */
function merged(why: Why): WhyItem[] {
  const items = new Map<string, WhyItem>();
  for (const item of why.items) {
    const key = `${item.cause} ${item.signal ?? ""}`;
    const known = items.get(key);
    items.set(key, known ? { ...known, delta: known.delta + item.delta } : item);
  }
  return [...items.values()];
}

/** Sort key: acts first, then small changes, then what no act explains. */
function place({ signal, cause }: WhyItem): number {
  if (signal !== null) return 0;
  return cause === "small" ? 1 : 2;
}

/** What changed the number. */
function reasonsOf(why: Why): WhyItem[] {
  return merged(why)
    .filter(({ delta }) => Math.abs(delta) >= LIMITS.shown)
    .sort((a, b) => place(a) - place(b) || Math.abs(b.delta) - Math.abs(a.delta));
}

/** The reasons as rows that add up to the change: those past `most` are merged into one. */
export function rowsOf(why: Why, most: number): Reason[] {
  const reasons = reasonsOf(why);
  const isAct = ({ cause }: WhyItem): boolean => cause !== "small" && cause !== "rest";
  const acts = reasons.filter(isAct).slice(0, most);
  const rest = reasons.filter(({ cause }) => cause === "rest");
  const sum = (items: WhyItem[]): number => items.reduce((points, { delta }) => points + delta, 0);
  const rounding = why.rounding ?? 0;
  const small = (why.total_delta ?? sum(reasons)) - sum([...acts, ...rest]) - rounding;
  const other = (delta: number, cause: "small" | "rounding"): Reason[] =>
    Math.abs(delta) >= LIMITS.shown ? [{ signal: null, pillar: "brand", delta, cause }] : [];
  return [...acts, ...other(small, "small"), ...rest, ...other(rounding, "rounding")];
}

/** True for what no act explains. */
export function isUnexplained({ signal, cause }: Reason): boolean {
  return signal === null && cause !== "small" && cause !== "rounding";
}

/** Names what is no act; a cause that this version does not know is unexplained. */
function otherReason(cause: Reason["cause"]): string {
  return t(cause === "small" || cause === "rounding" ? `why_${cause}` : "why_rest");
}

/** "3 posts", "2 more skills"; "Invitations accepted +2" for a signal without such words. */
export function counted(signal: string, count: number): string {
  const base = `count_${signal}`;
  return hasPlural(base) ? tn(base, count) : t("goal_level", t(`signal_${signal}`), number(count));
}

/** A reason as a row, with the days of the counts that left. */
export function longReason(item: Reason, today: Day): string {
  const { signal, cause, count = 0, first, last } = item;
  if (signal === null) return otherReason(cause);
  if (cause !== "left" || !first || !last) return count > 0 ? counted(signal, count) : t(`signal_${signal}`);
  const what = counted(signal, count);
  return first.slice(0, 7) === last.slice(0, 7)
    ? t(pluralKey("why_left_month", count), what, monthOf(first))
    : t(pluralKey("why_left_days", count), what, shortDay(first, today), shortDay(last, today));
}

/* ---- sentences, worded as in `bussola why` ---- */

/** Most acts or levels that a sentence names. */
const NAMED = 3;

/** The direction of the number; earlier hosts omit it, so it follows from the change. */
function turnOf({ turn, total_delta: change }: Why): "up" | "down" | "steady" {
  if (turn !== undefined) return turn;
  if (Math.abs(change ?? 0) < 0.5) return "steady";
  return (change ?? 0) > 0 ? "up" : "down";
}

function listed(names: string[]): string {
  const last = names[names.length - 1] ?? "";
  return names.length < 2 ? last : t("why_and", names.slice(0, -1).join(", "), last);
}

/** "Up about 1: you published 2 posts and wrote 9 comments." */
function lead(why: Why, reasons: WhyItem[], most: number): string {
  const acts = reasons
    .filter(({ signal, cause, count = 0 }) => signal !== null && cause === "done" && count > 0)
    .filter(({ signal }) => hasPlural(`did_${signal}`))
    .slice(0, most)
    .map(({ signal, count = 0 }) => tn(`did_${signal}`, count));
  const turn = turnOf(why);
  const key = acts.length > 0 ? `why_${turn}_acts` : `why_${turn}`;
  const about = turn === "steady" ? [] : [number(Math.abs(why.total_delta ?? 0))];
  return t(key, ...about, ...(acts.length > 0 ? [listed(acts)] : []));
}

function levels(reasons: WhyItem[]): string {
  const names = reasons
    .filter(({ signal, cause, count = 0 }) => signal !== null && cause === "done" && count === 0)
    .slice(0, NAMED)
    .map(({ signal }) => t(`signal_${signal}`));
  return names.length > 0 ? t("why_levels", names.join(", ")) : "";
}

/** The loss that cost most when its counts left the 90 days. */
function left(reasons: WhyItem[], today: Day): string {
  const most = reasons.find(({ cause }) => cause === "left");
  return most ? t("why_sentence", longReason(most, today)) : "";
}

/** For a change of which at least half has no reason that Bussola sees. */
function unexplained(why: Why, reasons: WhyItem[]): string {
  const change = why.total_delta ?? 0;
  const rest = reasons.find(isUnexplained)?.delta ?? 0;
  return turnOf(why) !== "steady" && rest / change >= 0.5 ? t("why_mostly_rest") : "";
}

function correction({ corrected }: Why, today: Day): string {
  if (!corrected) return "";
  const key = corrected.points < 0 ? "why_too_high" : "why_too_low";
  return t(key, number(Math.abs(corrected.points)), shortDay(corrected.day, today));
}

/** "LinkedIn's average of your industry went from 31 to 36 on Mar 14". */
export function groupMoveText({ group, from, to, day }: GroupMove, today: Day): string {
  return t(`group_moved_${group}`, number(from), number(to), shortDay(day, today));
}

/** "our estimate was 3 too high"; "" for a cause that this version does not know. */
export function correctionText({ cause, points }: Correction): string {
  if (cause === "reading")
    return t(points > 0 ? "correction_low" : "correction_high", number(Math.abs(points)));
  return has(`correction_${cause}`) ? t(`correction_${cause}`, signed(points, 0)) : "";
}

/** The change in sentences, the first naming at most `acts` acts; none without a number. */
export function sentencesOf(why: Why, today: Day, acts: number = NAMED): string[] {
  if (why.total_delta === null) return [];
  const reasons = reasonsOf(why);
  return [
    lead(why, reasons, acts),
    left(reasons, today),
    levels(reasons),
    unexplained(why, reasons),
    correction(why, today),
    ...(why.group_moves ?? []).map((move) => t("why_sentence", groupMoveText(move, today))),
  ].filter((sentence) => sentence !== "");
}

/** As many sentences as fit into `letters` letters, but at least the first. */
export function fittingSentences(why: Why, today: Day, letters: number): string {
  const fewest = [NAMED, 2, 1].find((acts) => (sentencesOf(why, today, acts)[0]?.length ?? 0) <= letters);
  const [first = "", ...others] = sentencesOf(why, today, fewest ?? 1);
  return others.reduce(
    (text, other) => (text.length + other.length < letters ? `${text} ${other}` : text),
    first,
  );
}
