/** Whether a reading or its observation holds anything. Pure. */

import type { PageReading } from ".";
import type { ObserveRequest } from "../contract/protocol";

/** True when a page gave a count, an act, LinkedIn's number, or said that the user has no SSI. */
export function gaveSomething(reading: PageReading): boolean {
  const { gauges, tallies, visits, official, noAccess } = reading;
  return gauges.length + tallies.length + visits.length > 0 || official !== undefined || noAccess === true;
}

/**
 * True when the observation holds a count, an act, LinkedIn's number, or says that the user has no
 * SSI.
 */
export function carriesSomething({
  gauges,
  tallies,
  events = [],
  official,
  no_access,
}: ObserveRequest): boolean {
  const counts = gauges.length + tallies.length + events.length > 0;
  return counts || official !== undefined || no_access === true;
}
