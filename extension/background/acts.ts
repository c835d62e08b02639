/**
 * The acts that open pages show as they happen, counted once over all tabs. What they were about is
 * held in memory only and goes with the account or the browser session; so an act of an earlier
 * session is never taken back, and one that such a session may have counted is not counted. Pure.
 */

import type { Act } from "../shared/messages";
import type { Day, LocalEvent } from "../shared/protocol";

export interface ActsMemory {
  /** Since when acts are remembered (milliseconds since 1970); 0 before the first message. */
  since: number;
  counted: Record<string, { day: Day; on: boolean; opened: number }>;
}

/** LinkedIn's clock may be ahead of the member's by so much, in milliseconds. */
export const CLOCK_MS = 120_000;
/** More acts than anybody makes in a session; beyond it nothing is counted. */
const MOST = 3_000;

/**
 * @param acts as one document shows them
 * @param now the moment, the member's day, and when the document was opened
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
    // Dated acts are told at first sight: by a page older than the undoing it would be wrong.
    if (ms !== undefined && (ms < since + CLOCK_MS || (known && known.opened !== now.opened))) continue;
    counted[subject] = { day, on: true, opened: now.opened };
    add(signal, day, 1);
  }
  const events = [...sums.values()].filter(({ count }) => count !== 0);
  return { memory: { since, counted }, events };
}
