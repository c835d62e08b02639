/** Decides which screen the popup shows, and which notice above it. Pure. */

import { changedPages } from "../../messages/health";
import type { Status } from "../../messages";
import { absenceOf } from "../../messages/program";
import { saysSomething } from "../../messages/newest";
import type { State } from "../../contract/protocol";

/** Every screen but "number" has a title, a sentence and what to do. */
export type Screen =
  | "agree"
  | "paused"
  | "permission"
  | "host_missing"
  | "host_lost"
  | "host_forbidden"
  | "host_crashed"
  | "host_outdated"
  | "host_ahead"
  | "error"
  | "signed_out"
  | "unsupported"
  | "reading"
  | "nothing"
  | "number";

/** A line above the number that says why it is not up to date. */
export type Notice =
  Exclude<Screen, "agree" | "reading" | "nothing" | "number"> | "waiting" | "refused" | "changed" | "archive";

/** The gravest obstacle to an up-to-date number. */
export function obstacleOf(
  status: Status,
): Exclude<Notice, "waiting" | "refused" | "changed" | "archive"> | null {
  if (status.paused) return "paused";
  if (!status.permitted) return "permission";
  const absence = absenceOf(status);
  if (absence === "unsupported") return status.signedOut ? "signed_out" : "unsupported";
  if (absence === "missing") return "host_missing";
  if (absence === "lost") return "host_lost";
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
