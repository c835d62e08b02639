/**
 * Leaves out signals that an older host does not know, because it rejects an observation whole when
 * one signal is unknown. Pure.
 */

import { SIGNALS } from "../../contract/signals";
import type { ObserveRequest, Request } from "../../contract/protocol";

const partsOf = (version: string): number[] => version.split(/[.-]/).slice(0, 3).map(Number);

/** True when `version` is older than `other`; false when either cannot be parsed. */
function isBefore(version: string, other: string): boolean {
  const [left, right] = [partsOf(version), partsOf(other)];
  const at = right.findIndex((part, index) => part !== left[index]);
  return at >= 0 && (left[at] ?? 0) < (right[at] ?? 0);
}

const knows = (version: string, signal: string): boolean => {
  const since = SIGNALS[signal]?.since;
  return since === undefined || !isBefore(version, since);
};

function fitObservation(request: ObserveRequest, version: string): ObserveRequest {
  const known = ({ signal }: { signal: string }): boolean => knows(version, signal);
  return {
    ...request,
    gauges: request.gauges.filter(known),
    tallies: request.tallies.filter(known),
    ...(request.events ? { events: request.events.filter(known) } : {}),
  };
}

/** @param version the host's version from its hello; null: it gave none */
export function fitTo(request: Request, version: string | null): Request {
  return request.type === "observe" && version !== null ? fitObservation(request, version) : request;
}
