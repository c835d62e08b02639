/**
 * A user's walk through all pages of the sample LinkedIn, and what they must have reported by its
 * end.
 */

import { OTHERS } from "../../fixtures/linkedin/index.mjs";

/**
 * `{path, page}` in the order of the walk; `page` is the reader's name for the page's kind. Omits
 * pages that have nothing to show for this user.
 */
export function walkOf(member) {
  const own = `/in/${member.vanity}/`;
  const [first] = Object.values(OTHERS);
  const { posts, reposts } = member.activity;
  return [
    { path: "/feed/", page: "feed" },
    { path: own, page: "own_profile" },
    ...(posts.length + reposts.length > 0
      ? [{ path: `${own}recent-activity/all/`, page: "activity_posts" }]
      : []),
    { path: `${own}recent-activity/comments/`, page: "activity_comments" },
    { path: `${own}recent-activity/reactions/`, page: "activity_reactions" },
    { path: `${own}details/skills/`, page: "skills" },
    { path: "/mynetwork/invite-connect/connections/", page: "connections" },
    { path: "/mynetwork/grow/", page: "network" },
    ...(member.pending > 0 ? [{ path: "/mynetwork/invitation-manager/sent/", page: "invitations" }] : []),
    { path: "/mynetwork/network-manager/people-follow/followers/", page: "followers" },
    { path: "/analytics/profile-views/", page: "profile_views" },
    { path: "/analytics/search-appearances/", page: "search_appearances" },
    { path: "/analytics/creator/content/", page: "creator_analytics" },
    ...(member.inmails.length > 0 ? [{ path: "/messaging/thread/2-sample/", page: "messaging" }] : []),
    { path: "/dashboard/", page: "dashboard" },
    { path: "/search/results/people/?keywords=pumps", page: "people_search" },
    { path: `/in/${first.vanity}/`, page: "other_profile" },
    { path: "/sales/search/people?query=(keywords:valves)", page: "sales_search" },
    { path: "/sales/lead/ACwAAsample1,NAME_SEARCH,x1", page: "sales_lead" },
    { path: "/sales/ssi", page: "ssi" },
  ];
}

/** The sum of the walk's pages: the last value of gauges, the sum of tallies. */
export function expectedOf(member) {
  const { activity } = member;
  return {
    gauges: {
      connections: member.connections,
      followers: member.followers,
      profile_views: member.profileViews,
      post_impressions: member.postImpressions,
      search_appearances: member.searchAppearances,
      invitations_pending: member.pending,
      groups: member.groups,
      skills: member.skills.length,
      photo: Number(member.photo),
      about: Number(member.about),
      publications: Number(member.publications),
      volunteering: Number(member.volunteering),
    },
    tallies: {
      posts: activity.posts.length,
      reposts: activity.reposts.length,
      comments: activity.comments.length,
      reactions: activity.reactions.length,
      // On LinkedIn and in Sales Navigator.
      people_searches: 2,
      profiles_viewed: 2,
      days_active: 1,
    },
  };
}
