import { GLOBAL_NAV, type Page } from "../page";
import type { Anchor, PageRule } from "../rules";
import {
  ASIDE,
  COUNTS,
  FOLLOWERS_LINK,
  linkToItself,
  POST,
  postImpressions,
  profileViews,
  searchAppearances,
} from "./anchors";

/** Lists of viewers, charts and filters: their numbers are not the page's count. */
const DETAIL = `${ASIDE}, ${GLOBAL_NAV}, ul, ol, [role="list"], [role="region"], [role="button"], button, label, table, [data-view-name="viewer-list"], [data-view-name="line-chart"], a`;

const byLabel: Anchor = { name: "label", select: "body", take: "label", outside: DETAIL, home: true };

/** True when the page has the list of viewers, which distinguishes it from other analytics. */
const listsViewers = (page: Page): boolean =>
  page.first('[data-view-name="viewer-list"]') !== null ||
  page.links("/analytics/recruiter-views").length > 0 ||
  page.links("/search").some((link) => page.address(link)?.searchParams.get("origin") === "WHO_VIEWED_ME");

/** Profile viewers: one number above the chart. */
export const profileViewsPage: PageRule = {
  kind: "profile_views",
  address: /^\/(?:analytics\/profile-views|me\/profile-views)\/?/,
  owner: "session",
  signals: [
    {
      signal: "profile_views",
      label: "profile_views",
      anchors: [
        ...linkToItself(profileViews),
        byLabel,
        { name: "only-number", select: "body", take: "sole", outside: DETAIL, where: listsViewers },
      ],
    },
  ],
  expects: ["profile_views"],
};

/** Search appearances. */
export const searchAppearancesPage: PageRule = {
  kind: "search_appearances",
  address: /^\/(?:analytics\/search-appearances|me\/search-appearances)\/?/,
  owner: "session",
  signals: [
    {
      signal: "search_appearances",
      label: "search_appearances",
      anchors: [...linkToItself(searchAppearances), byLabel],
    },
  ],
  expects: ["search_appearances"],
};

/** Impressions of the user's posts. */
export const creatorAnalytics: PageRule = {
  kind: "creator_analytics",
  address: /^\/analytics\/creator\/content\/?$/,
  owner: "session",
  signals: [
    {
      signal: "post_impressions",
      label: "post_impressions",
      anchors: [...linkToItself(postImpressions), byLabel],
    },
  ],
  expects: ["post_impressions"],
};

/** The creator's dashboard: the same links as on the profile, each with its count. */
export const dashboard: PageRule = {
  kind: "dashboard",
  address: /^\/dashboard\/?$/,
  owner: "session",
  signals: [
    profileViews,
    postImpressions,
    searchAppearances,
    {
      signal: "followers",
      label: "totalFollowers",
      anchors: [
        FOLLOWERS_LINK,
        { name: "audience-link", links: ["/analytics/creator/audience"], take: "number", outside: ASIDE },
        {
          name: "label",
          select: "body",
          take: "label",
          outside: `${ASIDE}, ${POST}, ${GLOBAL_NAV}`,
          once: COUNTS,
        },
        // Without "total" the word may be anybody's, unless it is in a link to the user's own
        // analytics.
        {
          name: "link-label",
          select: "body",
          take: "label",
          label: "followers",
          within: "a",
          outside: `${ASIDE}, ${POST}, ${GLOBAL_NAV}`,
          once: COUNTS,
        },
      ],
    },
  ],
  expects: ["profile_views", "post_impressions", "search_appearances"],
};
