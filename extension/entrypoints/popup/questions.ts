/** What the popup asks the host. */

import type { Activity, Day, Goal, StateReply, Why } from "../../contract/protocol";
import { STATE_EXTRAS, type HostAnswer } from "../../messages";
import { askHost } from "../../messages/client";
import { named, type NamedProfile } from "../../messages/profiles";
import { addDays } from "../../text/format";
import { askGoal } from "../../text/goal";
import { askWhy } from "../../text/why";

/** Days that the index counts. */
const WINDOW = 90;

export interface Details {
  /** Why the number moved in the last week; null without a change. */
  why: Why | null;
  goal: Goal | null;
  /** Null where the host does not say. */
  profiles: NamedProfile[] | null;
}

/** The state, with the details that the popup shows. */
export function askState(chosen: string | null): Promise<HostAnswer<"state">> {
  const profile = chosen === null ? {} : { profile: { key: chosen } };
  return askHost({ type: "state", ...profile, with: [...STATE_EXTRAS, "why", "goal", "profiles"] });
}

/** True when the reply has all details. Hosts before 0.4.0 leave them out. */
export function isWhole({ why, goal, profiles }: StateReply): boolean {
  return why !== undefined && goal !== undefined && profiles !== undefined;
}

/** The details of a reply; what it leaves out is asked for. */
export async function detailsOf(reply: StateReply, chosen: string | null): Promise<Details> {
  let { profiles, why, goal } = reply;
  if (profiles === undefined) {
    const answer = await askHost({ type: "profiles" });
    if (answer.ok) ({ profiles } = answer.reply);
  }
  const moved = reply.state.week_delta !== null;
  if (why === undefined && moved) why = (await askWhy(chosen)) ?? undefined;
  if (goal === undefined) goal = (await askGoal(chosen))?.goal;
  return {
    why: moved ? (why ?? null) : null,
    goal: goal ?? null,
    profiles: profiles === undefined ? null : named(profiles),
  };
}

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
