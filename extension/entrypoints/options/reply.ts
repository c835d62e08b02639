/** Validates what `bussola-import` sends (include/bussola/codec/import_request.h). Pure. */

import { count, day, flag, line, list, maybe, nullable, read, record, table, word } from "../../shared/shape";

/** The result of one of LinkedIn's files. */
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
  /**
   * Only the profile's files: the rest comes in a second e-mail. Absent from programs before 0.4.0.
   */
  first_part?: boolean;
  files: ImportedFile[];
  /** null where the archive lacks it. */
  totals: Record<string, number | null>;
  /** `owner_told`: false where neither the archive nor the user names the owner. */
  stored: { profile: string; changed: number; owner_told?: boolean } | null;
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

/** Characters of a file's or an account's name. */
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
  first_part: maybe(flag),
  files: list(file),
  totals: table(nullable(count)),
  stored: nullable(
    record<NonNullable<ImportSummary["stored"]>>({
      profile: line(NAME),
      changed: count,
      owner_told: maybe(flag),
    }),
  ),
});

const message = record<ImportMessage>({
  need: maybe(record<NonNullable<ImportMessage["need"]>>({ offset: count, length: count })),
  progress: maybe(record<NonNullable<ImportMessage["progress"]>>({ done: count, total: count })),
  summary: maybe(summary),
  // A field only refines a code, so an invalid one is dropped.
  error: maybe(record<ImportError>({ code: word, field: (value) => read(word, value) })),
});

/** The message; undefined when its shape is unknown. */
export function messageOf(said: unknown): ImportMessage | undefined {
  return read(message, said);
}
