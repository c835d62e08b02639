/**
 * Counts the visits that are acts (a people search, a profile opened), each once a day. Their
 * subjects are held in memory only, to recognise repeats, and are dropped with the day, the account
 * or the browser session. Pure.
 */

import type { Visit } from "../../messages";
import type { Day, LocalEvent } from "../../contract/protocol";

export interface VisitMemory {
  day: Day;
  seen: Partial<Record<Visit["signal"], string[]>>;
}

/** More acts than anybody makes in a day; further ones are not counted. */
const MOST_A_DAY = 2_000;

/** The memory after these visits, and one event per kind with new ones. */
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
