import type { Anchor, PageRule } from "../rules";
import { ASIDE, FOLLOWERS_LINK, postImpressions, profileViews, searchAppearances } from "./anchors";

/** Lists of viewers, charts and filters: numbers that are not the page's count. */
const DETAIL = `${ASIDE}, nav, header, ul, ol, [role="list"], [role="region"], [role="button"], button, label, table, [data-view-name="viewer-list"], [data-view-name="line-chart"], a`;

const byLabel: Anchor = { name: "label", select: "body", take: "label", outside: DETAIL };

/** The list of viewers: what tells this page from the other analytics, which look alike. */
const VIEWERS =
  '[data-view-name="viewer-list"], a[href*="WHO_VIEWED_ME"], a[href*="/analytics/recruiter-views"]';

/** Who viewed the member: one number above the chart. */
export const profileViewsPage: PageRule = {
  kind: "profile_views",
  address: /^\/(?:analytics\/profile-views|me\/profile-views)\/?/,
  owner: "session",
  signals: [
    {
      signal: "profile_views",
      label: "profile_views",
      anchors: [
        byLabel,
        { name: "only-number", select: "body", take: "sole", outside: DETAIL, where: VIEWERS },
      ],
    },
  ],
  expects: ["profile_views"],
};

/** How often the member came up in searches. */
export const searchAppearancesPage: PageRule = {
  kind: "search_appearances",
  address: /^\/(?:analytics\/search-appearances|me\/search-appearances)\/?/,
  owner: "session",
  signals: [{ signal: "search_appearances", label: "search_appearances", anchors: [byLabel] }],
  expects: ["search_appearances"],
};

/** How often the member's posts were seen. */
export const creatorAnalytics: PageRule = {
  kind: "creator_analytics",
  address: /^\/analytics\/creator\/content\/?$/,
  owner: "session",
  signals: [{ signal: "post_impressions", label: "post_impressions", anchors: [byLabel] }],
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
        {
          name: "audience-link",
          select: 'a[href*="/analytics/creator/audience"]',
          take: "number",
          outside: ASIDE,
        },
        {
          name: "label",
          select: "body",
          take: "label",
          outside: `${ASIDE}, a[href*="/company/"], nav, header`,
        },
      ],
    },
  ],
  expects: ["profile_views", "post_impressions", "search_appearances"],
};
