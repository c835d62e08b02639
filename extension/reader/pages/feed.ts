import type { PageRule } from "../rules";
import { railSelf } from "../owner/feed-rail";
import { inRail, postImpressions, profileViews } from "./anchors";

/** The feed: two counts in the rail, among other people's posts. */
export const feed: PageRule = {
  kind: "feed",
  address: /^\/feed\/?$/,
  owner: "session",
  signals: [inRail(profileViews), inRail(postImpressions)],
  extra: (page) => {
    const self = railSelf(page);
    return self ? { self } : {};
  },
  expects: ["profile_views", "post_impressions"],
};
