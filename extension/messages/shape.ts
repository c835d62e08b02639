/**
 * Validates what came from another process: each field must have the type and the range of the
 * protocol, or the whole message is rejected. Unknown fields are dropped. Pure.
 */

/** Returns a value as a T; throws ValidationError when it is not one. */
export type Shape<T> = (value: unknown) => T;
/** The type that a shape returns. */
export type Infer<S> = S extends Shape<infer T> ? T : never;

export class ValidationError extends Error {}

/** A field that may be missing. */
export interface Maybe<T> {
  (value: unknown): T | undefined;
  readonly maybe: true;
}

type Fields = Record<string, Shape<unknown>>;
type Flat<T> = { [K in keyof T]: T[K] };
type RecordOf<F extends Fields> = Flat<
  { [K in keyof F as F[K] extends Maybe<unknown> ? never : K]: Infer<F[K]> } & {
    [K in keyof F as F[K] extends Maybe<unknown> ? K : never]?: F[K] extends Maybe<infer T> ? T : never;
  }
>;

/** Returns an object of these fields, from which other shapes can be built. */
export interface RecordShape<F extends Fields> {
  (value: unknown): RecordOf<F>;
  readonly fields: F;
}

/** The value as `shape` reads it; undefined when it is invalid. */
export function read<T>(shape: Shape<T>, value: unknown): T | undefined {
  try {
    return shape(value);
  } catch (error) {
    if (error instanceof ValidationError) return undefined;
    throw error;
  }
}

function must(holds: boolean): asserts holds {
  if (!holds) throw new ValidationError();
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A finite number, both ends included. */
export function within(from: number, to: number): Shape<number> {
  return (value) => {
    must(typeof value === "number" && value >= from && value <= to);
    return value;
  };
}

/** A whole number. */
export const whole: Shape<number> = (value) => {
  must(Number.isSafeInteger(value));
  return value as number;
};

/** A whole number from 0 on. */
export const count: Shape<number> = (value) => {
  const number = whole(value);
  must(number >= 0);
  return number;
};

export const flag: Shape<boolean> = (value) => {
  must(typeof value === "boolean");
  return value;
};

export const text: Shape<string> = (value) => {
  must(typeof value === "string");
  return value;
};

/** Line breaks, control characters, and marks that change the direction of the text around them. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The first `most` characters of a text, without those that reorder or break the line. */
export function printable(value: string, most: number): string {
  // A cut may part a pair of surrogates.
  const clean = value.slice(0, most).toWellFormed().replace(UNPRINTABLE, "");
  return value.length > most ? `${clean}…` : clean;
}

/** A text to be shown, truncated to `most` characters. */
export function line(most: number): Shape<string> {
  return (value) => printable(text(value), most);
}

/** A text that the pattern matches. */
export function matching(pattern: RegExp): Shape<string> {
  return (value) => {
    must(typeof value === "string" && pattern.test(value));
    return value;
  };
}

/** An id or a code, of this version or of a later one. */
export const word = matching(/^[a-z][A-Za-z0-9_]{0,63}$/);

/** One of these values. */
export function oneOf<const T extends string | number | boolean>(...values: readonly T[]): Shape<T> {
  return (value) => {
    must(values.includes(value as T));
    return value as T;
  };
}

/** One of the words that this version knows, or a word of a later one. */
export const later = <T extends string>(): Shape<T> => word as Shape<T>;

/** A calendar day that exists, `YYYY-MM-DD`. */
export const day: Shape<string> = (value) => {
  must(typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value));
  const start = Date.parse(`${value}T00:00:00Z`);
  // Chrome takes the 30th of February for a day of March.
  must(!Number.isNaN(start) && new Date(start).toISOString().startsWith(value));
  return value;
};

/** A moment, RFC 3339. */
export const moment: Shape<string> = (value) => {
  must(typeof value === "string" && /^.{10}T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value));
  day(value.slice(0, 10));
  must(!Number.isNaN(Date.parse(value)));
  return value;
};

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value) => (value === null ? null : shape(value));
}

/** A field that may be missing. */
export function maybe<T>(shape: Shape<T>): Maybe<T> {
  const optional = (value: unknown): T | undefined => (value === undefined ? undefined : shape(value));
  return Object.assign(optional, { maybe: true as const });
}

export function list<T>(shape: Shape<T>): Shape<T[]> {
  return (value) => {
    must(Array.isArray(value));
    return value.map(shape);
  };
}

/** Values by id, or by other keys. */
export function table<T>(shape: Shape<T>, key: Shape<string> = word): Shape<Record<string, T>> {
  return (value) => {
    must(isRecord(value));
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [key(name), shape(entry)]));
  };
}

/** An object of these fields; missing fields of `maybe` are omitted. */
export function record<F extends Fields>(fields: F): RecordShape<F> {
  const shapes = Object.entries(fields);
  const shape = (value: unknown): RecordOf<F> => {
    must(isRecord(value));
    const entries = shapes.map(([key, field]) => [key, field(value[key])] as const);
    return Object.fromEntries(entries.filter(([, entry]) => entry !== undefined)) as RecordOf<F>;
  };
  return Object.assign(shape, { fields });
}

/** The same object; invalid fields of `maybe` are omitted too. */
export function lenient<F extends Fields>({ fields }: RecordShape<F>): RecordShape<F> {
  const forgiving = Object.entries(fields).map(([key, field]) => [
    key,
    "maybe" in field ? (value: unknown) => read(field, value) : field,
  ]);
  return record(Object.fromEntries(forgiving) as F);
}
