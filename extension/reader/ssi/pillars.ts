/** The four pillars: 0–25 each, and their sum the total, whatever the markup. */

import { LIMITS } from "../../contract/limits";
import type { PillarValues } from "../../contract/protocol";
import { plain } from "../labels";
import { normalise, readDecimal } from "../numbers/numbers";
import type { Page } from "../page";

/** The largest difference between a rounded total and four pillars that are rounded separately. */
export const TOLERANCE = 2;

export type Four = [number, number, number, number];

export const sum = (values: Four): number => values.reduce((left, right) => left + right, 0);

export function four(values: (number | null | undefined)[]): Four | null {
  const good = values.filter((value) => typeof value === "number" && value >= 0 && value <= LIMITS.pillar);
  return good.length === 4 && values.length === 4 ? (good as Four) : null;
}

export const named = ([brand, people, insights, relationships]: Four): PillarValues => ({
  brand,
  people,
  insights,
  relationships,
});

/** The pillar that a label names; -1 for none, or in a language without known labels. */
export function pillarOf(page: Page, label: string): number {
  const text = plain(label);
  return page.labels?.pillars.findIndex((phrases) => phrases.includes(text)) ?? -1;
}

/** A pillar's value alone, or as a part of 25: "12.05", "12.05 / 25", "12,05 out of 25". */
export function pillarValue(text: string): number | null {
  const alone = readDecimal(text);
  if (alone !== null) return alone <= LIMITS.pillar ? alone : null;
  const [value, most, ...more] = numbersIn(text);
  return most === LIMITS.pillar && more.length === 0 && value !== undefined && value <= LIMITS.pillar
    ? value
    : null;
}

const numbersIn = (text: string): number[] =>
  (normalise(text).match(/\d+(?:[.,\u066b]\d+)?/g) ?? []).map((number) => readDecimal(number) ?? -1);

/** A line of a value and its label, in either order: "12.05 | Find the right people". */
const VALUE_FIRST = /^([\d.,\u066b]+(?:\s*\/\s*25)?)\s*[|\t:]?\s*(\p{L}.*)$/u;
const VALUE_LAST = /^(\p{L}.*?)\s*[|\t:]?\s*([\d.,\u066b]+(?:\s*\/\s*25)?)$/u;

/** The value and the label of a line that holds both, and no other number; null otherwise. */
export function joined(line: string): { value: number; words: string } | null {
  const [, first, after] = VALUE_FIRST.exec(line) ?? [];
  const [, before, last] = VALUE_LAST.exec(line) ?? [];
  const words = after ?? before ?? "";
  const value = pillarValue(first ?? last ?? "");
  return value === null || /\d/.test(words) ? null : { value, words };
}

/**
 * N of "N out of 100", "N/100" in any language: exactly two numbers, one of them 100, the other at
 * most 100.
 */
export function outOfHundred(text: string): number | null {
  const numbers = numbersIn(text);
  const [a = -1, b = -1] = numbers;
  if (numbers.length !== 2 || a < 0 || b < 0) return null;
  if (b === 100 && a <= 100) return a;
  return a === 100 && b <= 100 ? b : null;
}

export interface Own {
  total: number;
  pillars: Four;
  anchor: string;
}

/** The page's values are rounded to two digits. */
const DIGITS_SHOWN = 0.011;

/** True when two readings have the same pillars. */
export const agrees = (one: Own, other: Own): boolean =>
  one.pillars.every((value, index) => Math.abs(value - (other.pillars[index] ?? -1)) <= DIGITS_SHOWN);

/**
 * The reading, if the pillars add up to the total; without a total their sum is it. All zeros mean
 * a page that has not filled, because every profile has some points.
 */
export function consistent(total: number | null, pillars: Four | null, anchor: string): Own | null {
  if (!pillars || sum(pillars) === 0) return null;
  const whole = total ?? Math.round(sum(pillars));
  return Math.abs(sum(pillars) - whole) <= TOLERANCE ? { total: whole, pillars, anchor } : null;
}
