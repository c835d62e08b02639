/** Which screen the popup shows, and which notice above it. Pure. */

import { changedPages } from "../../shared/health";
import type { Status } from "../../shared/messages";
import type { Official, State } from "../../shared/protocol";

/** A screen without a number has a title, a sentence and what to do. */
export type Screen =
  | "agree"
  | "paused"
  | "permission"
  | "host_missing"
  | "host_forbidden"
  | "host_crashed"
  | "host_outdated"
  | "host_ahead"
  | "error"
  | "signed_out"
  | "reading"
  | "nothing"
  | "number";

/** A line above the number about what keeps it from being up to date. */
export type Notice =
  Exclude<Screen, "agree" | "reading" | "nothing" | "number"> | "waiting" | "refused" | "changed" | "archive";

/** True when the state says anything beyond "nothing was seen". */
export function saysSomething(state: State | null | undefined): state is State {
  if (!state) return false;
  return state.total !== null || state.pillars.some((p) => p.signals.some((s) => s.value !== null));
}

/** What stands in the way, the gravest first. */
export function obstacleOf(
  status: Status,
): Exclude<Notice, "waiting" | "refused" | "changed" | "archive"> | null {
  if (status.paused) return "paused";
  if (!status.permitted) return "permission";
  if (status.host === "missing") return "host_missing";
  if (status.host === "forbidden") return "host_forbidden";
  if (status.host === "outdated") return "host_outdated";
  if (status.host === "ahead") return "host_ahead";
  if (status.error) return "error";
  if (status.host === "crashed") return "host_crashed";
  if (status.signedOut) return "signed_out";
  return null;
}

export function screenOf(status: Status, state: State | null): Screen {
  if (!status.agreed) return "agree";
  if (saysSomething(state) || status.official) return "number";
  const obstacle = obstacleOf(status);
  if (obstacle) return obstacle;
  return status.waiting > 0 ? "reading" : "nothing";
}

/** The notice above the number; null when all is well. */
export function noticeOf(status: Status): Notice | null {
  const obstacle = obstacleOf(status);
  if (obstacle) return obstacle;
  if (status.refused) return "refused";
  if (status.host === "connected" && status.waiting > 0) return "waiting";
  if (changedPages(status.health).length > 0) return "changed";
  return status.archiveDue ? "archive" : null;
}

/** LinkedIn's own number where it is newer than what the host last said; null otherwise. */
export function newerOfficial(
  status: Status,
  state: State | null,
): { at: string; official: Official } | null {
  if (!status.official) return null;
  if (!saysSomething(state)) return status.official;
  const waitsForHost = status.host !== "connected" || status.waiting > 0;
  return waitsForHost && Date.parse(status.official.at) > Date.parse(state.at) ? status.official : null;
}
