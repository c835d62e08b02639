/**
 * Counts the acts that open pages show as they happen, each once over all tabs. Their subjects are
 * held in memory only and are dropped with the account or the browser session. So an act of an
 * earlier session is never undone, and an act that an earlier session may have counted is skipped.
 * Pure.
 */

import type { Act } from "../../messages";
import type { Day, LocalEvent } from "../../contract/protocol";

export interface ActsMemory {
  /** Since when acts are remembered (milliseconds since 1970); 0 before the first message. */
  since: number;
  counted: Record<string, { day: Day; on: boolean; opened: number }>;
}

/** How far LinkedIn's clock may be ahead of the user's, in milliseconds. */
export const CLOCK_MS = 120_000;
/** More acts than anybody makes in a session; further ones are not counted. */
const MOST = 3_000;

/**
 * @param acts the acts that one document shows
 * @param now the moment, the user's day, and when the document was opened
 */
export function countActs(
  memory: ActsMemory,
  acts: Act[],
  now: { ms: number; today: Day; opened: number },
): { memory: ActsMemory; events: LocalEvent[] } {
  const since = memory.since === 0 ? now.ms : memory.since;
  const counted = { ...memory.counted };
  const sums = new Map<string, LocalEvent>();
  const add = (signal: Act["signal"], day: Day, count: number): void => {
    const key = `${signal} ${day}`;
    const sum = sums.get(key)?.count ?? 0;
    sums.set(key, { signal, day, count: sum + count });
  };
  for (const { signal, subject, on, day, ms } of acts) {
    const known = counted[subject];
    if (!on) {
      if (known?.on !== true) continue;
      counted[subject] = { ...known, on: false, opened: now.opened };
      add(signal, known.day, -1);
      continue;
    }
    if (known?.on === true || day !== now.today || Object.keys(counted).length >= MOST) continue;
    // A dated act counts when it is first seen. A page older than its undoing still shows it, so
    // only the document that showed it before may count it again.
    if (ms !== undefined && (ms < since + CLOCK_MS || (known && known.opened !== now.opened))) continue;
    counted[subject] = { day, on: true, opened: now.opened };
    add(signal, day, 1);
  }
  const events = [...sums.values()].filter(({ count }) => count !== 0);
  return { memory: { since, counted }, events };
}
