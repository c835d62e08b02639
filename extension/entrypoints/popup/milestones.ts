/** Milestones, told on the day on which they are found. */

import type { Day, State } from "../../contract/protocol";
import type { Status } from "../../messages";
import { shortDay } from "../../text/format";
import { t } from "../../text/i18n";
import { milestoneName } from "../../text/milestones";

/** More, found at once by an archive, are in the history. */
const MOST = 2;

/** "New badge: Index of 50, Nov 12."; without the day if it was reached today; "" without one. */
export function milestoneNews(state: State | null, { found }: Pick<Status, "found">, today: Day): string {
  const days = found[state?.profile?.key ?? ""] ?? {};
  const names = (state?.milestones ?? [])
    .filter(({ id }) => days[id] === today)
    .sort((one, other) => other.day.localeCompare(one.day))
    .map((milestone) => ({ day: milestone.day, name: milestoneName(milestone) }))
    .filter(({ name }) => name !== "")
    .slice(0, MOST)
    .map(({ day, name }) => (day === today ? name : t("report_badge", name, shortDay(day, today))));
  return names.length > 0 ? t("badge_new", names.join("; ")) : "";
}
