/** Validates what `bussola-import` sends. Pure. */

import { importNeed, importProgress, importSummary } from "../../contract/protocol";
import { lenient, maybe, read, record, word, type Infer } from "../../messages/shape";

const message = record({
  need: maybe(importNeed),
  progress: maybe(importProgress),
  summary: maybe(importSummary),
  // A field only refines a code, so an invalid one is dropped.
  error: maybe(lenient(record({ code: word, field: maybe(word) }))),
});

export type ImportMessage = Infer<typeof message>;
export type ImportError = NonNullable<ImportMessage["error"]>;

/** The message; undefined when its shape is unknown. */
export function messageOf(said: unknown): ImportMessage | undefined {
  return read(message, said);
}
