/** Anchors that several pages share: the same link leads to the same count everywhere. */

import type { Anchor, SignalRule } from "../rules";

/** Suggestions beside a profile: other people's and Pages' counts. */
export const ASIDE = 'aside, [id^="profileAside"], [componentkey^="profileAside"], footer';
/** Posts shown inside a page, with counts of one post. */
const POST = '[role="listitem"], [role="article"]';
/** Offers: figures of what could be bought. */
const OFFER = 'a[href*="/premium"], a[href*="/boost"], a[href*="/ads"], a[href*="/campaign"]';
/** A Page's own counts: to its admins they look like a member's. */
const PAGE = 'a[href*="/company/"], :has(> a[href*="/company/"])';
const ELSEWHERE = `${ASIDE}, ${POST}, ${OFFER}, a[href*="/company/"], nav, header`;

const href = (name: string, ...paths: string[]): Anchor => ({
  name,
  select: paths.map((path) => `a[href*="${path}"]`).join(", "),
  take: "number",
  outside: ASIDE,
});

const label = (name: string, outside = ELSEWHERE): Anchor => ({
  name,
  select: "body",
  take: "label",
  outside,
});

export const profileViews: SignalRule = {
  signal: "profile_views",
  label: "profile_views",
  anchors: [href("profile-views-link", "/me/profile-views", "/analytics/profile-views"), label("label")],
};

export const postImpressions: SignalRule = {
  signal: "post_impressions",
  label: "post_impressions",
  anchors: [href("creator-content-link", "/analytics/creator/content"), label("label")],
};

export const searchAppearances: SignalRule = {
  signal: "search_appearances",
  label: "search_appearances",
  anchors: [href("search-appearances-link", "/analytics/search-appearances"), label("label")],
};

export const FOLLOWERS_LINK = href("followers-link", "/network-manager/people-follow/followers");

/** The same rule for the profile, where each count is one link: an offer in words of its own is none. */
export const inLinks = (rule: SignalRule): SignalRule => ({
  ...rule,
  anchors: rule.anchors.map((anchor) => (anchor.take === "label" ? { ...anchor, within: "a" } : anchor)),
});

/**
 * The same rule for the feed, whose rail of counts stands beside everybody's posts and beside the card
 * of a Page that the member looks after: by label only within one link.
 */
export const inRail = (rule: SignalRule): SignalRule => ({
  ...rule,
  anchors: rule.anchors.map((anchor) =>
    anchor.take === "label"
      ? { ...anchor, outside: `${POST}, ${OFFER}, ${PAGE}, article, nav, header`, within: "a" }
      : { ...anchor, outside: `${POST}, nav` },
  ),
});
