/** What the popup asks the host. */

import type { Goal, StateReply, Why } from "../../contract/protocol";
import { STATE_EXTRAS, type HostAnswer } from "../../messages";
import { askHost } from "../../messages/client";
import { named, type NamedProfile } from "../../messages/profiles";
import { askGoal } from "../../text/goal";
import { askWhy } from "../../text/why";

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
  return askHost({ type: "state", ...profile, with: STATE_EXTRAS });
}

/** True when the reply has all details. Hosts before 0.4.0 leave them out. */
export function isWhole({ why, goal, profiles }: StateReply): boolean {
  return why !== undefined && goal !== undefined && profiles !== undefined;
}

const hasMoved = ({ state }: StateReply): boolean => state.week_delta !== null;

/** The details that a reply has. */
export function detailsIn(reply: StateReply): Details {
  const { why, goal, profiles } = reply;
  return {
    why: hasMoved(reply) ? (why ?? null) : null,
    goal: goal ?? null,
    profiles: profiles === undefined ? null : named(profiles),
  };
}

/** The details of a reply; what it leaves out is asked for. */
export async function detailsOf(reply: StateReply, chosen: string | null): Promise<Details> {
  const whole = { ...reply };
  if (whole.profiles === undefined) {
    const answer = await askHost({ type: "profiles" });
    if (answer.ok) whole.profiles = answer.reply.profiles;
  }
  const why = whole.why === undefined && hasMoved(whole) ? await askWhy(chosen) : null;
  if (why !== null) whole.why = why;
  const goal = whole.goal === undefined ? (await askGoal(chosen))?.goal : undefined;
  if (goal !== undefined) whole.goal = goal;
  return detailsIn(whole);
}
