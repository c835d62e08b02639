/**
 * The acts that a visit stands for (a people search, a profile opened), each counted once a day.
 * Whom or what they were about is held in memory only, to tell repeats, and goes with the day, the
 * account or the browser session.
 */

import type { Visit } from "../shared/messages";
import type { Day, LocalEvent } from "../shared/protocol";

export interface VisitMemory {
  day: Day;
  seen: Partial<Record<Visit["signal"], string[]>>;
}

/** More acts than anybody makes in a day; beyond it nothing is counted. */
const MOST_A_DAY = 2_000;

/** The memory after these visits, and an event for each kind that had new ones. */
export function countVisits(
  memory: VisitMemory,
  visits: Visit[],
  day: Day,
): { memory: VisitMemory; events: LocalEvent[] } {
  const seen = memory.day === day ? { ...memory.seen } : {};
  const events: LocalEvent[] = [];
  for (const { signal, subject } of visits) {
    const subjects = seen[signal] ?? [];
    if (subjects.includes(subject) || subjects.length >= MOST_A_DAY) continue;
    seen[signal] = [...subjects, subject];
    const counted = events.find((event) => event.signal === signal);
    if (counted) counted.count += 1;
    else events.push({ signal, day, count: 1 });
  }
  return { memory: { day, seen }, events };
}
