/**
 * The board's questions in MetricsQL. A day is at its noon, UTC, plus a millisecond for each revision,
 * so that `last_over_time` finds the newest revision of the newest day.
 */

import type { Pillar } from "../contract/protocol";

/** Group figures need as many members. */
export const GROUP_MIN = 10;
/** A number is part of the group's figures for as many days. */
const CURRENT = "7d";
/** A member is listed for as many days after the last number. */
const LISTED = "31d";
const CHANGE = "28d";

/** Members who have withdrawn, at any time before or after the one that is asked for. */
const WITHDRAWN = "last_over_time(bussola_withdrawn[40y] offset -20y)";
/** Some part that a member shares has one of these on every day. */
export const ANY_PART = ["kind", "posts_bound", "error"];
/** bussola_kind of a day without an index. */
const LEARNING = 3;

const last = (field: string, span: string, offset = ""): string =>
  `last_over_time(bussola_${field}[${span}]${offset})`;

const seen = (span: string): string =>
  `(${ANY_PART.map((field) => last(field, span)).join(" or on(member) ")}) unless on(member) ${WITHDRAWN}`;

/** A field of every member with an index on the last day. */
export const current = (field: string): string =>
  `(${last(field, CURRENT)} and on(member) ${last("kind", CURRENT)} < ${LEARNING}` +
  ` unless on(member) ${WITHDRAWN})`;

/** Of members with an index: 1 for LinkedIn's value and what continues it, 0 for an estimate. The two do not compare. */
const scale = (offset = ""): string => `((${last("kind", CURRENT, offset)} < ${LEARNING}) < bool 2)`;

const BEFORE = ` offset ${CHANGE}`;
/** By how many points each member's index has changed. */
export const CHANGES =
  `((${last("index", CURRENT)} - on(member) ${last("index", CURRENT, BEFORE)})` +
  ` and on(member) (${scale()} == on(member) ${scale(BEFORE)}) unless on(member) ${WITHDRAWN})`;

/**
 * How many members have each value: one pass over the members, however many figures follow from it.
 * The server compares every member with every value: few values keep that short.
 */
const spread = (values: string): string => `count_values("value", ${values})`;

export const QUERIES = {
  listed: `count(${seen(LISTED)})`,
  ofYear: `count(${seen("1y")})`,
  indexes: spread(`round(${current("index")})`),
  changes: spread(`round(${CHANGES}, 0.1)`),
};

/** Members who share this part: a third of the work of all who share any. */
export const partQuery = (part: string): string =>
  `count(${last(part, LISTED)} unless on(member) ${WITHDRAWN})`;

export const pillarQuery = (pillar: Pillar): string => spread(current(pillar));

/* ---- members ---- */

export const COUNTS = ["posts", "comments", "connections", "inmail_replies"];
const FIELDS = [
  ...["kind", "index", "error", "brand", "people", "insights", "relationships"],
  ...COUNTS.flatMap((signal) => [signal, `${signal}_bound`]),
];

const quoted = (text: string): string => JSON.stringify(text);

/** The selector of these fields, of the members with these names; null: of all. */
function selected(fields: string[], members: string[] | null): string {
  const name = `__name__=~${quoted(`bussola_(${fields.join("|")})`)}`;
  return members === null ? `{${name}}` : `{${name},member=~${quoted(members.join("|"))}}`;
}

/** Every field of the members who have not withdrawn. */
export const fieldsQuery = (members: string[] | null): string =>
  `last_over_time(${selected(FIELDS, members)}[${LISTED}]) unless on(member) ${WITHDRAWN}`;

/** When each member's last day was, in UTC seconds. */
export const daysQuery = (members: string[] | null): string =>
  `max by (member) (tlast_over_time(${selected(ANY_PART, members)}[${LISTED}]))`;

/** When each member last had each label, in UTC seconds. */
export const labelsQuery = (members: string[] | null): string =>
  `tlast_over_time(${selected(["label"], members)}[${LISTED}])`;

/** Index and kind, by week or before the change. */
export const pastQuery = (members: string[] | null): string =>
  `last_over_time(${selected(["index", "kind"], members)}[${CURRENT}])`;

/** At most `most` members with `text` in their label, in upper or lower case. */
export function searchQuery(text: string, most: number): string {
  const pattern = text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const labels = `bussola_label{label=~${quoted(`(?i).*${pattern}.*`)}}`;
  return `limitk(${most}, last_over_time(${labels}[${LISTED}]) unless on(member) ${WITHDRAWN})`;
}
