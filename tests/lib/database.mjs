/** A user's database, opened by the test itself. */

import { DatabaseSync } from "node:sqlite";

/** Returns what `look` returns for the database, opened with node's `options`. */
export function inside(path, look, options = {}) {
  const db = new DatabaseSync(path, options);
  try {
    return look(db);
  } finally {
    db.close();
  }
}
