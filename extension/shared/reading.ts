/** What a look at a page came to, for those who pass it on. Pure. */

import type { PageReading } from "./messages";

/** True when a page gave a count, an act or LinkedIn's own number. */
export function gaveSomething(reading: PageReading): boolean {
  const { gauges, tallies, visits, official } = reading;
  return gauges.length + tallies.length + visits.length > 0 || official !== undefined;
}
