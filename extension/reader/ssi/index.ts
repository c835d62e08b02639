/**
 * LinkedIn's own SSI page, in every markup seen:
 * - named progress bars with exact values (`establish-brand__sub-score-bar`), 2018–2026;
 * - captions "33 out of 100" with a hidden table each for the member, industry and network, 2026-07;
 * - lines of value and label;
 * - the page's own data in a `code` element.
 */

import type { Official } from "../../shared/protocol";
import type { Trace } from "../../shared/messages";
import type { Page } from "../page";
import { fromData } from "./data";
import { readGroups } from "./groups";
import { fromBars, fromLines, fromTables, tableOf } from "./own";
import { agrees, named } from "./pillars";

/** The page's reading, or the reason why there is none. */
export function readSsi(page: Page): { official: Official | null; trace: Trace[] } {
  const none = (reason: string) => ({ official: null, trace: [{ signal: "ssi", anchor: null, reason }] });
  const data = fromData(page);
  const bars = fromBars(page);
  if (bars === "conflict") return none("two_candidates");
  const tabled = bars ? null : fromTables(page);
  const own = bars ?? tabled?.own ?? fromLines(page) ?? data?.own ?? null;
  if (!own) return none("no_anchor");
  // Data that says something else than the page shows is of another moment, or another member's.
  const groups = data && agrees(data.own, own) ? data.groups : {};
  const pillarsOf = (average: number) => tableOf(tabled?.rest ?? [], average)?.pillars ?? null;
  return {
    official: {
      total: own.total,
      pillars: named(own.pillars),
      ...readGroups(page, groups, pillarsOf),
    },
    trace: [{ signal: "ssi", anchor: own.anchor }],
  };
}
