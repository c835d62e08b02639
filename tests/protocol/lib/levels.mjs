/** Counts that a page shows as a level. A day keeps the readings of each. */
export const LEVELS = ["connections", "followers", "endorsements", "skills", "groups"];
