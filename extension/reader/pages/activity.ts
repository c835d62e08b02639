import type { PageRule } from "../rules";
import { ownsActivity, readComments, readPosts, readReactions } from "../activity";

const activity = (tabs: string): RegExp =>
  new RegExp(`^/in/[^/]+/(?:detail/)?recent-activity/(?:${tabs})/?$`, "i");

/** What the member posted and passed on. */
export const activityPosts: PageRule = {
  kind: "activity_posts",
  address: activity("all|shares|posts|"),
  owner: "proof",
  signals: [],
  extra: (page) => readPosts(page, ownsActivity(page).self),
  expects: [],
};

/** What the member commented. */
export const activityComments: PageRule = {
  kind: "activity_comments",
  address: activity("comments"),
  owner: "proof",
  signals: [],
  extra: (page) => readComments(page, ownsActivity(page).self),
  expects: [],
};

/** What the member reacted to. */
export const activityReactions: PageRule = {
  kind: "activity_reactions",
  address: activity("reactions"),
  owner: "proof",
  signals: [],
  extra: (page) => readReactions(page),
  expects: [],
};
