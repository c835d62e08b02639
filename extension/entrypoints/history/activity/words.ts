/** Sentences about the acts. Pure except for the catalogue. */

import { bounded, fullDay, number, shortDay } from "../../../text/format";
import { t, tn } from "../../../text/i18n";
import { counted } from "../../../text/why";
import type { Day } from "../../../contract/protocol";
import type { ActDay } from "./acts";

const joined = (parts: string[]): string => parts.filter((part) => part !== "").join(" · ");

/** "≥ 5 activities: 3 comments, 2 reactions"; "not known" where nothing was counted. */
export function actsText({ count, isLeast, kinds }: Omit<ActDay, "day">): string {
  if (count === null) return t("count_unknown");
  const total = bounded(tn("acts", count), isLeast ? "at_least" : "exact");
  if (kinds.length === 0) return total;
  return `${total}: ${kinds.map((kind) => counted(kind.signal, kind.count)).join(", ")}`;
}

/** One day's acts, for the pointer, the keyboard and the screen reader. */
export function dayText(day: ActDay): string {
  return joined([fullDay(day.day), actsText(day)]);
}

/** "312 activities · on 140 days · most on Nov 3: 14 · known since Sep 20". */
export function yearText(days: ActDay[], today: Day): string {
  const known = days.filter(({ count }) => count !== null);
  const acts = known.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const most = known.reduce<ActDay | undefined>(
    (top, day) => ((day.count ?? 0) > (top?.count ?? 0) ? day : top),
    undefined,
  );
  const [first] = known;
  return joined([
    tn("acts", acts),
    acts > 0 ? tn("acts_days", known.filter(({ count }) => count !== 0).length) : "",
    most ? t("acts_most", shortDay(most.day, today), number(most.count ?? 0)) : "",
    first && first.day !== days[0]?.day ? t("acts_since", shortDay(first.day, today)) : "",
  ]);
}
