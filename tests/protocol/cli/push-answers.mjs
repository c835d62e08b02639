/** What a team's server should answer, by what a member's database says. */

const KINDS = ["official", "anchored", "estimate", "learning"];
const BOUNDS = ["exact", "at_least", "approximate"];
const NOT_SEEN = 3;
const COUNTS = ["posts", "comments", "connections", "inmail_replies"];
const POINTS = ["error", "brand", "people", "insights", "relationships"];

/** The member's name on the server, and the values of "name field date". */
export function answersOf(db) {
  const { member: name } = db.prepare("SELECT member FROM push_target").get();
  const answers = new Map();
  const put = (field, date, value) => value !== null && answers.set(`${name} ${field} ${date}`, value);
  for (const row of db.prepare("SELECT *, date(day * 86400, 'unixepoch') AS date FROM outbox").all()) {
    if (row.kind !== null) put("kind", row.date, KINDS.indexOf(row.kind));
    put("index", row.date, row.total);
    for (const field of POINTS) put(field, row.date, row[field]);
    for (const field of COUNTS) {
      const bound = row[`${field}_bound`];
      put(field, row.date, row[field]);
      if (bound !== null)
        put(`${field}_bound`, row.date, row[field] === null ? NOT_SEEN : BOUNDS.indexOf(bound));
    }
  }
  return { name, answers };
}
