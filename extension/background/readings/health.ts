/**
 * Health of each page kind: the last visit, the anchors that gave a count or the reason why none
 * did, and the number of consecutive visits that gave nothing where an earlier one did. Structure
 * and times only. Pure.
 */

import type { PageHealth, PageReading } from "../../messages";
import { OFTEN_SILENT, type PageKind } from "../../contract/pages";
import type { HelloRequest, Moment } from "../../contract/protocol";
import { gaveSomething } from "../../messages/reading";
import { LIMITS } from "../../contract/limits";

/** True for a page that had its time to fill, was understood, and holds no count of the user's. */
export function isEmpty(reading: PageReading, settled: boolean): boolean {
  return settled && reading.status === "ok" && !gaveSomething(reading);
}

function emptyOf(before: PageHealth | undefined, at: Moment | undefined): { empty?: Moment } {
  const empty = at ?? before?.empty;
  return empty === undefined ? {} : { empty };
}

/**
 * The health of a page kind after a look at it.
 *
 * @param settled the page has had its time to fill, so its silence counts
 * @param readBefore an earlier visit gave something
 */
export function healthAfter(
  before: PageHealth | undefined,
  reading: PageReading,
  look: { at: Moment; settled: boolean; readBefore: boolean },
): PageHealth {
  const gave = gaveSomething(reading);
  const misses = before?.misses ?? 0;
  const missed = look.settled && look.readBefore && !OFTEN_SILENT.has(reading.page);
  return {
    visit: look.at,
    misses: gave ? 0 : missed ? misses + 1 : misses,
    // A signal that has not loaded yet is not missing.
    trace: gave || look.settled ? reading.trace : (before?.trace ?? []),
    ...emptyOf(before, isEmpty(reading, look.settled) ? look.at : undefined),
  };
}

type SentHealth = NonNullable<HelloRequest["client"]["health"]>;

/** The health that `hello` sends to the host, for `bussola doctor`. */
export function healthToSend(health: Partial<Record<PageKind, PageHealth>>): SentHealth {
  const sent: SentHealth = {};
  for (const [page, { visit, misses, trace }] of Object.entries(health)) {
    const found: Record<string, string> = {};
    const missed: Record<string, string> = {};
    for (const { signal, anchor, reason } of trace.slice(0, LIMITS.client_trace)) {
      if (anchor !== null) found[signal] = anchor;
      else missed[signal] = reason ?? "no_anchor";
    }
    sent[page] = { visit, misses, found, missed };
  }
  return sent;
}
