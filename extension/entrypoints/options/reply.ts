/** What `bussola-import` says, by its shape (include/bussola/import_request.h). Pure. */

import { count, day, flag, line, list, maybe, nullable, read, record, table, word } from "../../shared/shape";

/** What became of one of LinkedIn's files. */
export interface ImportedFile {
  file: string;
  outcome: string;
  rows: number;
  counted: number;
  left_out: Record<string, number>;
  extra: number;
}

export interface ImportSummary {
  day: string | null;
  day_told: boolean;
  whose_unknown: boolean;
  impossible_days: number;
  unknown: number;
  unsafe: number;
  nested: number;
  files: ImportedFile[];
  /** null where the archive does not tell. */
  totals: Record<string, number | null>;
  stored: { profile: string; changed: number } | null;
}

export interface ImportError {
  code: string;
  field?: string;
}

export interface ImportMessage {
  need?: { offset: number; length: number };
  progress?: { done: number; total: number };
  summary?: ImportSummary;
  error?: ImportError;
}

/** Characters of a file's or a member's name. */
const NAME = 128;

const file = record<ImportedFile>({
  file: line(NAME),
  outcome: word,
  rows: count,
  counted: count,
  left_out: table(count),
  extra: count,
});

const summary = record<ImportSummary>({
  day: nullable(day),
  day_told: flag,
  whose_unknown: flag,
  impossible_days: count,
  unknown: count,
  unsafe: count,
  nested: count,
  files: list(file),
  totals: table(nullable(count)),
  stored: nullable(record<NonNullable<ImportSummary["stored"]>>({ profile: line(NAME), changed: count })),
});

const message = record<ImportMessage>({
  need: maybe(record<NonNullable<ImportMessage["need"]>>({ offset: count, length: count })),
  progress: maybe(record<NonNullable<ImportMessage["progress"]>>({ done: count, total: count })),
  summary: maybe(summary),
  // A field only makes a code more precise: one that is no word is none.
  error: maybe(record<ImportError>({ code: word, field: (value) => read(word, value) })),
});

/** The message; undefined where it is none. */
export function messageOf(said: unknown): ImportMessage | undefined {
  return read(message, said);
}
