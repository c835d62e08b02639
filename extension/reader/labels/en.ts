import type { Labels } from "./types";

/** English. */
export const en: Labels = {
  connections: ["connections", "connection"],
  followers: ["followers", "follower", "total followers"],
  profile_views: ["profile viewers", "profile viewer", "profile views", "profile view"],
  post_impressions: ["post impressions", "post impression", "impressions on posts"],
  search_appearances: ["search appearances", "search appearance", "all appearances"],
  totalFollowers: ["total followers"],
  followingYou: ["people are following you", "people following you"],
  reposted: ["reposted this"],
  comments: ["comment", "comments"],
  reactions: ["reaction", "reactions"],
  fresh: ["new"],
  people: ["people"],
  you: ["you"],
  ownControls: [
    "edit profile",
    "edit intro",
    "add background image",
    "edit background",
    "edit about",
    "open to",
    "add section",
    "add profile section",
  ],
  contact: ["contact info"],
  pillars: [
    ["establish your professional brand"],
    ["find the right people"],
    ["engage with insights"],
    ["build relationships", "build strong relationships"],
  ],
  industry: ["industry"],
  network: ["network"],
};
