/**
 * The words of a page, per interface language: the last resort, where no href, id or attribute
 * answers. Whole phrases, in lower case, as seen on a page, quoted from one, or as LinkedIn's own
 * texts in that language word it; a list is empty where nobody has told. A phrase must match whole,
 * so one that LinkedIn does not use costs a reading and never gives a wrong one.
 */
export interface Labels {
  connections: string[];
  followers: string[];
  profile_views: string[];
  post_impressions: string[];
  search_appearances: string[];
  /** The followers' card of the dashboard; a Page's counts are "followers" too. */
  totalFollowers: string[];
  /** The heading of the member's own followers. */
  followingYou: string[];
  /** After the name of who passed a post on. */
  reposted: string[];
  /** After the counts under a post. */
  comments: string[];
  reactions: string[];
  /** Stems of "new": a count of what is new is not the count of all. */
  fresh: string[];
  /** The People tab of the invitation manager. */
  people: string[];
  /** The mark beside the member's own name in a list of posts: "• You". */
  you: string[];
  /** Controls that only the owner of a profile has. */
  ownControls: string[];
  /** The link to the contact details, beside the place. */
  contact: string[];
  /** Brand, people, insights, relationships, as on the SSI page. */
  pillars: [string[], string[], string[], string[]];
  /** Stems that tell the two groups of the SSI page apart, each within a longer sentence. */
  industry: string[];
  network: string[];
}
