/** The four pillars: 0–25 each, and together the total, whichever markup they come from. */

import type { PillarValues } from "../../shared/protocol";
import { plain } from "../labels";
import { normalise, readDecimal } from "../numbers";
import type { Page } from "../page";

export const MAX_PILLAR = 25;
/** The page rounds the total; four pillars rounded apart may differ from it by so much. */
export const TOLERANCE = 2;

export type Four = [number, number, number, number];

export const sum = (values: Four): number => values.reduce((left, right) => left + right, 0);

export function four(values: (number | null | undefined)[]): Four | null {
  const good = values.filter((value) => typeof value === "number" && value >= 0 && value <= MAX_PILLAR);
  return good.length === 4 && values.length === 4 ? (good as Four) : null;
}

export const named = ([brand, people, insights, relationships]: Four): PillarValues => ({
  brand,
  people,
  insights,
  relationships,
});

/** Which pillar a label names; -1 when none, or when the language is not known. */
export function pillarOf(page: Page, label: string): number {
  const text = plain(label);
  return page.labels?.pillars.findIndex((phrases) => phrases.includes(text)) ?? -1;
}

/** N of "N out of 100", "N/100" in any language: exactly two numbers, one of them 100, the other at most that. */
export function outOfHundred(text: string): number | null {
  const numbers = (normalise(text).match(/\d+(?:[.,]\d+)?/g) ?? []).map(
    (number) => readDecimal(number) ?? -1,
  );
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

/** The reading, if the pillars make the total; without a total they make it themselves. */
export function consistent(total: number | null, pillars: Four | null, anchor: string): Own | null {
  if (!pillars) return null;
  const whole = total ?? Math.round(sum(pillars));
  return Math.abs(sum(pillars) - whole) <= TOLERANCE ? { total: whole, pillars, anchor } : null;
}
