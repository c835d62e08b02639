/**
 * The words of a page per interface language: the last resort, where no href, id or attribute
 * identifies a count. Whole phrases in lower case, as seen on a page or quoted from one, or from
 * LinkedIn's own texts; a list is empty where the words are unknown. A phrase must match whole, so
 * a wrong one costs a reading but never gives a wrong count.
 */
export interface Labels {
  connections: string[];
  followers: string[];
  profile_views: string[];
  post_impressions: string[];
  search_appearances: string[];
  /** The followers' card of the dashboard; a Page's counts are "followers" too. */
  totalFollowers: string[];
  /** The heading of the user's own followers. */
  followingYou: string[];
  /** Follows the name of the person who reposted. */
  reposted: string[];
  /** Counts under a post. */
  comments: string[];
  reactions: string[];
  /** Stems of "new": a count of new items is not the count of all. */
  fresh: string[];
  /** The People tab of the invitation manager. */
  people: string[];
  /** The mark beside the user's own name in a list of posts: "• You". */
  you: string[];
  /** Controls that only the owner of a profile has. */
  ownControls: string[];
  /** The link to the contact details, beside the place. */
  contact: string[];
  /** Brand, people, insights, relationships, as on the SSI page. */
  pillars: [string[], string[], string[], string[]];
  /** Stems that distinguish the two groups of the SSI page, each within a longer sentence. */
  industry: string[];
  network: string[];
}
