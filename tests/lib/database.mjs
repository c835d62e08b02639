/** A user's database, opened by the test itself. */

import { DatabaseSync } from "node:sqlite";

/** Returns what `look` returns for the open database. */
export function inside(path, look) {
  const db = new DatabaseSync(path);
  try {
    return look(db);
  } finally {
    db.close();
  }
}
