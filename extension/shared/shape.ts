/**
 * Validates what came from another process: each field must have the type and the range of the
 * protocol, or the whole message is rejected. Unknown fields are dropped. Pure.
 */

/** Returns a value as a T; throws Misshapen when it is not one. */
export type Shape<T> = (value: unknown) => T;

export class Misshapen extends Error {}

type Optional<T, K extends keyof T> = object extends Pick<T, K> ? T[K] | undefined : T[K];
type Fields<T> = { [K in keyof T]-?: Shape<Optional<T, K>> };

/** The value as `shape` reads it; undefined when it is invalid. */
export function read<T>(shape: Shape<T>, value: unknown): T | undefined {
  try {
    return shape(value);
  } catch (error) {
    if (error instanceof Misshapen) return undefined;
    throw error;
  }
}

function must(holds: boolean): asserts holds {
  if (!holds) throw new Misshapen();
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

/** A whole number from 0 on. */
export const count: Shape<number> = (value) => {
  must(Number.isSafeInteger(value) && (value as number) >= 0);
  return value as number;
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
  // A cut may split a surrogate pair.
  const clean = value.slice(0, most).toWellFormed().replace(UNPRINTABLE, "");
  return value.length > most ? `${clean}…` : clean;
}

/** A text to be shown, truncated to `most` characters. */
export function line(most: number): Shape<string> {
  return (value) => printable(text(value), most);
}

/** An id or a code, of this version or of a later one. */
export const word: Shape<string> = (value) => {
  must(typeof value === "string" && /^[a-z][A-Za-z0-9_]{0,63}$/.test(value));
  return value;
};

/** One of these values. */
export function oneOf<T extends string | number>(...values: readonly T[]): Shape<T> {
  return (value) => {
    must(values.includes(value as T));
    return value as T;
  };
}

/** A calendar day that exists, `YYYY-MM-DD`. */
export const day: Shape<string> = (value) => {
  must(typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value));
  const start = Date.parse(`${value}T00:00:00Z`);
  // Chrome parses 30 February as a day of March.
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
export function maybe<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value) => (value === undefined ? undefined : shape(value));
}

export function list<T>(shape: Shape<T>): Shape<T[]> {
  return (value) => {
    must(Array.isArray(value));
    return value.map(shape);
  };
}

/** Values by id. */
export function table<T>(shape: Shape<T>): Shape<Record<string, T>> {
  return (value) => {
    must(isRecord(value));
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [word(key), shape(entry)]));
  };
}

/** An object of these fields; missing fields of `maybe` are omitted. */
export function record<T extends object>(fields: Fields<T>): Shape<T> {
  const shapes = Object.entries<Shape<unknown>>(fields);
  return (value) => {
    must(isRecord(value));
    const entries = shapes.map(([key, shape]) => [key, shape(value[key])] as const);
    return Object.fromEntries(entries.filter(([, entry]) => entry !== undefined)) as T;
  };
}
