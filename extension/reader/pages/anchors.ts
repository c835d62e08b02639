/** Anchors that several pages share: the same link leads to the same count everywhere. */

import { GLOBAL_NAV } from "../page";
import type { Anchor, SignalRule } from "../rules";

/** Suggestions beside a profile: other people's and Pages' counts. */
export const ASIDE = 'aside, [id^="profileAside"], [componentkey^="profileAside"], footer';
/** Posts shown inside a page, with counts of one post. */
export const POST = '[role="listitem"], [role="article"], article, [data-urn^="urn:li:"]';

export const VIEWS_PATHS = ["/me/profile-views", "/analytics/profile-views"];
const IMPRESSIONS_PATHS = ["/analytics/creator/content"];
const APPEARANCES_PATHS = ["/analytics/search-appearances", "/me/search-appearances"];
/** Links to the counts of which each page with several has at least one. */
export const COUNTS = [...VIEWS_PATHS, ...IMPRESSIONS_PATHS, ...APPEARANCES_PATHS];

const link = (name: string, ...links: string[]): Anchor => ({ name, links, take: "number", outside: ASIDE });

const label: Anchor = {
  name: "label",
  select: "body",
  take: "label",
  outside: `${ASIDE}, ${POST}, ${GLOBAL_NAV}`,
  once: COUNTS,
};

export const profileViews: SignalRule = {
  signal: "profile_views",
  label: "profile_views",
  anchors: [link("profile-views-link", ...VIEWS_PATHS), label],
};

export const postImpressions: SignalRule = {
  signal: "post_impressions",
  label: "post_impressions",
  anchors: [link("creator-content-link", ...IMPRESSIONS_PATHS), label],
};

export const searchAppearances: SignalRule = {
  signal: "search_appearances",
  label: "search_appearances",
  anchors: [link("search-appearances-link", ...APPEARANCES_PATHS), label],
};

/**
 * On a page of one count: a link to the page itself that names the count, as some accounts have it.
 */
export const linkToItself = (rule: SignalRule): Anchor[] =>
  rule.anchors.flatMap((anchor) =>
    anchor.links ? [{ ...anchor, name: "own-link", labelled: true, outside: `${ASIDE}, ${GLOBAL_NAV}` }] : [],
  );

export const FOLLOWERS_LINK = link("followers-link", "/mynetwork/network-manager/people-follow/followers");

/** The same rule for the profile, where each count is one link. */
export const inLinks = (rule: SignalRule): SignalRule => ({
  ...rule,
  anchors: rule.anchors.map((anchor) => (anchor.take === "label" ? { ...anchor, within: "a" } : anchor)),
});

/**
 * The same rule for the feed, where posts surround the rail of counts: by label only within one
 * link.
 */
export const inRail = (rule: SignalRule): SignalRule => ({
  ...rule,
  anchors: rule.anchors.map((anchor) =>
    anchor.take === "label"
      ? { ...anchor, outside: `${POST}, ${GLOBAL_NAV}`, within: "a" }
      : { ...anchor, outside: `${POST}, ${GLOBAL_NAV}` },
  ),
});
