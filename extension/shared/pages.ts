/**
 * Where on LinkedIn a user can see each signal: the links of the popup, the welcome page and the
 * options page. `/in/me/` leads to the signed-in user's own profile.
 */

import type { PageKind, Status } from "./messages";

/** A page of LinkedIn's, or the archive that LinkedIn sends on request. */
export type Place = Exclude<PageKind, "other"> | "archive";

const ORIGIN = "https://www.linkedin.com";

export const PLACE_URLS: Readonly<Record<Place, string>> = {
  feed: `${ORIGIN}/feed/`,
  own_profile: `${ORIGIN}/in/me/`,
  other_profile: `${ORIGIN}/search/results/people/`,
  activity_posts: `${ORIGIN}/in/me/recent-activity/all/`,
  activity_comments: `${ORIGIN}/in/me/recent-activity/comments/`,
  activity_reactions: `${ORIGIN}/in/me/recent-activity/reactions/`,
  connections: `${ORIGIN}/mynetwork/invite-connect/connections/`,
  network: `${ORIGIN}/mynetwork/grow/`,
  invitations: `${ORIGIN}/mynetwork/invitation-manager/sent/`,
  skills: `${ORIGIN}/in/me/details/skills/`,
  profile_views: `${ORIGIN}/analytics/profile-views/`,
  search_appearances: `${ORIGIN}/analytics/search-appearances/`,
  creator_analytics: `${ORIGIN}/analytics/creator/content/`,
  followers: `${ORIGIN}/mynetwork/network-manager/people-follow/followers/`,
  messaging: `${ORIGIN}/messaging/`,
  ssi: `${ORIGIN}/sales/ssi`,
  dashboard: `${ORIGIN}/dashboard/`,
  people_search: `${ORIGIN}/search/results/people/`,
  sales_search: `${ORIGIN}/sales/search/people`,
  sales_lead: `${ORIGIN}/sales/search/people`,
  sales_inbox: `${ORIGIN}/sales/inbox/`,
  archive: `${ORIGIN}/mypreferences/d/download-my-data`,
};

/** The pages from which Bussola estimates the index where LinkedIn shows no number. */
export const ESTIMATE_PAGES = [
  "own_profile",
  "skills",
  "network",
  "activity_posts",
  "activity_comments",
  "activity_reactions",
] as const satisfies readonly PageKind[];

/** Largest error, in points, with which an estimate is shown; the host's BS_ERROR_MAX. */
export const ERROR_MAX = 10;

export type FirstPage = "ssi" | (typeof ESTIMATE_PAGES)[number];

/**
 * The pages of the first run; LinkedIn's own number comes last, and only where LinkedIn shows one.
 */
export const firstPages = (noAccess: boolean): readonly FirstPage[] =>
  noAccess ? ESTIMATE_PAGES : [...ESTIMATE_PAGES, "ssi"];

type Looks = Pick<Status, "pages" | "health">;

/**
 * When each kind of page was read, with counts or filled without any: what it does not show is
 * absent.
 */
export function pagesRead({ pages, health }: Looks): Status["pages"] {
  const empty = Object.entries(health).flatMap(([page, { empty: at }]) =>
    at === undefined ? [] : [[page, at] as const],
  );
  return { ...Object.fromEntries(empty), ...pages };
}

/** The page to open for a signal that was not seen yet. */
export const SIGNAL_PLACES: Readonly<Record<string, Place>> = {
  photo: "own_profile",
  cover: "own_profile",
  about: "own_profile",
  position: "own_profile",
  education: "own_profile",
  location: "own_profile",
  publications: "own_profile",
  volunteering: "own_profile",
  skills: "skills",
  endorsements: "skills",
  recommendations: "own_profile",
  followers: "own_profile",
  posts: "activity_posts",
  people_searches: "people_search",
  advanced_searches: "people_search",
  profiles_viewed: "other_profile",
  days_active: "feed",
  comments: "activity_comments",
  reactions: "activity_reactions",
  reposts: "activity_posts",
  engagement_received: "activity_posts",
  groups: "network",
  connections: "connections",
  vp_connections: "archive",
  company_connections: "archive",
  new_connections: "archive",
  acceptance_rate: "archive",
  messages_sent: "archive",
  response_rate: "archive",
  inmail_replies: "messaging",
  inmail_reply_rate: "archive",
  invitations_sent: "archive",
  invitations_accepted: "archive",
  threads_started: "archive",
  threads_answered: "archive",
  inmails_sent: "archive",
  profile_views: "profile_views",
  post_impressions: "creator_analytics",
  search_appearances: "search_appearances",
  invitations_pending: "invitations",
  votes: "archive",
};

/** The page for a signal; the feed for a signal that this version does not know. */
export function placeOf(signal: string): Place {
  return (Object.hasOwn(SIGNAL_PLACES, signal) ? SIGNAL_PLACES[signal] : undefined) ?? "feed";
}
