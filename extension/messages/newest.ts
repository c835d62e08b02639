/** Compares the age of the host's last state with LinkedIn's number. Pure. */

import type { Status } from ".";
import type { Official, State } from "../contract/protocol";

/** True when the state holds a number or any signal's value. */
export function saysSomething(state: State | null | undefined): state is State {
  if (!state) return false;
  return state.total !== null || state.pillars.some((p) => p.signals.some((s) => s.value !== null));
}

/** LinkedIn's number where it is newer than the host's last state; null otherwise. */
export function newerOfficial(
  status: Status,
  state: State | null,
): { at: string; official: Official } | null {
  if (!status.official) return null;
  if (!saysSomething(state)) return status.official;
  const waitsForHost = status.host !== "connected" || status.waiting > 0;
  return waitsForHost && Date.parse(status.official.at) > Date.parse(state.at) ? status.official : null;
}
