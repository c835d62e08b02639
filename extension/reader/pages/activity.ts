import type { PageRule } from "../rules";
import { ownsActivity, postsByKind, readComments, readPosts, readReactions } from "../acts/activity";
import { readEngagement } from "../acts/engagement";

const activity = (tabs: string): RegExp =>
  new RegExp(`^/in/[^/]+/(?:detail/)?recent-activity/(?:${tabs})/?$`, "i");

/** The user's posts and reposts, and what the posts received. */
export const activityPosts: PageRule = {
  kind: "activity_posts",
  address: activity("all|shares|posts|"),
  owner: "items",
  signals: [],
  extra: (page) => {
    const items = postsByKind(page, ownsActivity(page).self);
    const { tallies, trace } = readPosts(page, items);
    const received = readEngagement(
      page,
      items.written,
      tallies.find(({ signal }) => signal === "posts"),
    );
    return { tallies: [...tallies, ...received.tallies], trace: [...trace, ...received.trace] };
  },
  expects: [],
};

/** The user's comments. */
export const activityComments: PageRule = {
  kind: "activity_comments",
  address: activity("comments"),
  owner: "items",
  signals: [],
  extra: (page) => readComments(page, ownsActivity(page).self),
  expects: [],
};

/** The user's reactions. */
export const activityReactions: PageRule = {
  kind: "activity_reactions",
  address: activity("reactions"),
  owner: "items",
  signals: [],
  extra: (page) => readReactions(page),
  expects: [],
};
