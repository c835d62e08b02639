/** The days of the main counts, asked for when one of them is unfolded. */

import type { Activity, Day } from "../contract/protocol";
import { addDays } from "./format";
import { askHost } from "../messages/client";

/** Days that the index counts. */
const WINDOW = 90;

/** The activity of the days that the index counts; null without an answer. */
export async function askDays(chosen: string | null, to: Day): Promise<Activity | null> {
  const profile = chosen === null ? {} : { profile: { key: chosen } };
  const answer = await askHost({
    type: "activity",
    step: "day",
    from: addDays(to, 1 - WINDOW),
    to,
    ...profile,
  });
  return answer.ok ? answer.reply.activity : null;
}

/** The activity of the days, asked for when the first count is unfolded, once. */
export class Days {
  /** Null without an answer, undefined until then. */
  known: Activity | null | undefined;
  private asked: Promise<Activity | null> | null = null;

  constructor(
    /** Names the counts that the days belong to. */
    readonly of: string,
    private readonly question: () => Promise<Activity | null>,
  ) {}

  ask(): Promise<Activity | null> {
    return (this.asked ??= this.question().then((activity) => (this.known = activity)));
  }
}
