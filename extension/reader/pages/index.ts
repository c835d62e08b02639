/**
 * Every page that is read, or counts as a visit. The first rule with a matching address applies.
 */

import type { PageRule } from "../rules";
import { activityComments, activityPosts, activityReactions } from "./activity";
import { creatorAnalytics, dashboard, profileViewsPage, searchAppearancesPage } from "./analytics";
import { feed } from "./feed";
import { messaging, salesInbox } from "./messaging";
import { catchUp, connections, followers, invitations, invitationsSent, network } from "./network";
import { ownProfile } from "./profile";
import { peopleSearch, salesLead, salesSearch } from "./search";
import { skills } from "./skills";
import { ssi } from "./ssi";

export { otherProfile } from "./profile";

export const PAGES: PageRule[] = [
  feed,
  ownProfile,
  activityPosts,
  activityComments,
  activityReactions,
  skills,
  connections,
  network,
  catchUp,
  invitationsSent,
  invitations,
  followers,
  profileViewsPage,
  searchAppearancesPage,
  creatorAnalytics,
  dashboard,
  messaging,
  salesInbox,
  ssi,
  peopleSearch,
  salesSearch,
  salesLead,
];
