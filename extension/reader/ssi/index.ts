/**
 * LinkedIn's own SSI page, in every markup seen:
 * - named progress bars with exact values (`establish-brand__sub-score-bar`), 2018–2026;
 * - captions "33 out of 100" with a hidden table each for the user, industry and network, 2026-07;
 * - lines of value and label;
 * - the page's own data in a `code` element.
 */

import type { Page } from "../page";
import type { Extra } from "../rules";
import { accessOf } from "./access";
import { fromData } from "./data";
import { readGroups } from "./groups";
import { pillarNames } from "./names";
import { fromBars, fromLines, fromTables, tableOf } from "./own";
import { agrees, named } from "./pillars";
import { nearest } from "./texts";

const none = (reason: string): Extra => ({ trace: [{ signal: "ssi", anchor: null, reason }] });

/**
 * A page without a score. One that says so counts once it has stayed so. Its reason separates that
 * state from a page that is still filling, so that the time starts when the last placeholder or
 * part of a score is gone.
 */
function withoutScore(page: Page): Extra {
  const access = accessOf(page);
  const reason = none(access === "none" ? "no_access" : "no_anchor");
  if (access === null) return reason;
  return access === "none" && page.settled ? { ...reason, noAccess: true } : { ...reason, status: "loading" };
}

/** The page's reading, or the reason why it has none. */
export function readSsi(page: Page): Extra {
  const data = fromData(page);
  const bars = fromBars(page);
  if (bars === "conflict") return none("two_candidates");
  const tabled = bars ? null : fromTables(page);
  const own = bars ?? tabled?.own ?? fromLines(page) ?? data?.own ?? null;
  if (!own) return withoutScore(page);
  // Data that differs from the page is of another moment, or of another member.
  const groups = data && agrees(data.own, own) ? data.groups : {};
  const rest = tabled?.rest ?? [];
  const names = pillarNames(page, tabled?.names ?? []);
  const pillarsOf = ({ element, value }: { element: Element; value: number }, tied: boolean) => {
    const near = nearest(element, rest);
    const table = (near && tableOf([near], value)) ?? (tied ? null : tableOf(rest, value));
    return table?.pillars ?? null;
  };
  return {
    official: {
      total: own.total,
      pillars: named(own.pillars),
      ...readGroups(page, groups, pillarsOf),
    },
    ...(names ? { pillarNames: names } : {}),
    trace: [{ signal: "ssi", anchor: own.anchor }],
  };
}
