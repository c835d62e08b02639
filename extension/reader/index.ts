/**
 * The reader: takes a document and its address, returns what they say about the user. Pure: no
 * request, no change of the document, no browser interface beyond the DOM.
 */

import type { PageReading, PageStatus, Self, Trace } from "../messages";
import { ownsActivity, showsOtherTab } from "./acts/activity";
import { isLinkedIn } from "./address";
import { readFlag, readSignal } from "./extract";
import { ownership, ownsList, showsProfile, type Owned, type Ownership } from "./owner/owner";
import { look, type Now, type Page } from "./page";
import { otherProfile, PAGES } from "./pages";
import { PROFILE_ADDRESS } from "./pages/profile";
import type { Extra, PageRule } from "./rules";
import { sessionStatus } from "./owner/session";
import { textNodes, weightOf } from "./text";
import { sightOf, type Visible } from "./visibility";

export { RULES_VERSION } from "./rules";
export { byAttributes } from "./visibility";

export interface Known {
  /** The account of this session, as earlier pages showed it. */
  self?: Self;
  /** The page has had its time to fill, so little text is all there is. */
  settled?: boolean;
}

const BUSY = '[aria-busy="true"], [role="progressbar"]:not(progress), .artdeco-loader';
const NEVER_SHOWN = "script, style, template, noscript, code";
/** Text weight below which a page is only its frame. */
const FRAME_TEXT = 400;
/** The same while the page shows that it is busy. */
const BUSY_TEXT = 4000;

/**
 * Tells a page that is still loading from one with unknown markup, when nothing expected was read.
 * Only visible text counts, because a frame carries data in scripts and `code`.
 */
function emptyStatus(page: Page, settled: boolean): PageStatus {
  if (page.doc.readyState === "loading") return "loading";
  if (settled) return "unknown_markup";
  const enough = page.first(BUSY) === null ? FRAME_TEXT : BUSY_TEXT;
  return weighs(page.first("main") ?? page.doc.body, enough) ? "unknown_markup" : "loading";
}

/** True when the visible text under `root` weighs at least `enough`. */
function weighs(root: Element, enough: number): boolean {
  let weight = 0;
  for (const { data, parentElement } of textNodes(root)) {
    if (!parentElement?.closest(NEVER_SHOWN)) weight += weightOf(data);
    if (weight >= enough) return true;
  }
  return false;
}

function ownerOf(page: Page, rule: PageRule): Owned {
  switch (rule.owner) {
    case "session":
      return { owner: showsProfile(page) ? "moving" : "own", self: null };
    case "nobody":
      return { owner: "own", self: null };
    case "card":
      return ownership(page);
    case "list":
      return ownsList(page);
    case "items": {
      if (showsOtherTab(page, rule.kind)) return { owner: "moving", self: null };
      const { own, self } = ownsActivity(page);
      return { owner: own ? "own" : "unknown", self };
    }
  }
}

function read(page: Page, rule: PageRule): { gauges: PageReading["gauges"]; trace: Trace[]; extra: Extra } {
  const results = [
    ...rule.signals.map((signal) => readSignal(page, signal)),
    ...(rule.flags ?? []).map((flag) => readFlag(page, flag)),
  ];
  const extra = rule.extra?.(page) ?? {};
  return {
    gauges: results.flatMap(({ gauge }) => gauge ?? []),
    trace: [...results.map(({ trace }) => trace), ...(extra.trace ?? [])],
    extra,
  };
}

function statusOf(page: Page, rule: PageRule, trace: Trace[], settled: boolean): PageStatus {
  if (rule.expects.length === 0) return "ok";
  const expected = trace.filter(({ signal }) => rule.expects.includes(signal));
  // An anchor without a certain count still proves known markup.
  return expected.some(({ anchor, reason }) => anchor !== null || reason !== "no_anchor")
    ? "ok"
    : emptyStatus(page, settled);
}

/**
 * Reads one page in its present state.
 *
 * @param doc the page; never changed
 * @param url its address, which a single-page application changes without a load
 * @param now the moment of reading, and the user's offset from UTC
 * @param known the signed-in account, if an earlier page named it
 * @param visible whether the user can see an element; by layout where the document is shown
 */
export function readPage(
  doc: Document,
  url: URL,
  now: Now,
  known: Known = {},
  visible: Visible = sightOf(doc),
): PageReading {
  const page = look(doc, url, now, known.self ?? null, visible, known.settled ?? false);
  const empty: PageReading = {
    page: "other",
    status: "ok",
    lang: page.lang,
    self: null,
    gauges: [],
    tallies: [],
    visits: [],
    trace: [],
  };
  if (!isLinkedIn(url)) return empty;
  if (!doc.querySelector("body")) return { ...empty, status: "loading" };
  const rule = PAGES.find(({ address }) => address.test(url.pathname));
  const session = sessionStatus(page);
  if (session) return { ...empty, page: rule?.kind ?? "other", status: session };
  if (!rule) return empty;

  const { owner, self } = ownerOf(page, rule);
  const settled = known.settled ?? false;
  if (owner !== "own") return notOwn(page, rule, owner, empty, settled);

  const { gauges, trace, extra } = read(page, rule);
  return {
    ...empty,
    page: rule.kind,
    status: extra.status ?? statusOf(page, rule, trace, settled),
    self: extra.self ?? self,
    gauges,
    tallies: extra.tallies ?? [],
    visits: extra.visits ?? [],
    ...(extra.official ? { official: extra.official } : {}),
    ...(extra.pillarNames ? { pillarNames: extra.pillarNames } : {}),
    ...(extra.noAccess ? { noAccess: true } : {}),
    trace,
  };
}

/**
 * The reading of a page that is not proven to be the user's: no counts; a profile opened is a
 * visit.
 */
function notOwn(
  page: Page,
  rule: PageRule,
  owner: Ownership,
  empty: PageReading,
  settled: boolean,
): PageReading {
  const trace = rule.signals.map(({ signal }) => ({ signal, anchor: null, reason: "not_proven_own" }));
  const other: PageReading = { ...empty, page: otherProfile.kind, trace };
  if (owner === "moving")
    return settled
      ? { ...other, page: rule.kind, status: "unknown_markup" }
      : { ...other, status: "loading" };
  if (owner === "unknown")
    return emptyStatus(page, settled) === "loading" ? { ...other, status: "loading" } : other;
  return PROFILE_ADDRESS.test(page.url.pathname) ? { ...other, ...otherProfile.extra?.(page) } : other;
}
