/**
 * A day as lists show it, in the page's language: "10:01 PM" is today, "Mon" the last Monday,
 * "Jun 27" that day of the last twelve months, "Jun 27, 2024" that day. Names of days and months
 * are Unicode CLDR's, by `Intl`. Null for anything else.
 */

import type { Day, Moment } from "../shared/protocol";
import { today } from "./days";
import { plain } from "./labels";
import { normalise } from "./numbers";

const DAY_MS = 86_400_000;
/** "22:01", "22.01", "10:01 PM", "오후 10:01". */
const HOUR = /^(?:\p{L}[\p{L}.]*\s?)?\d{1,2}[:.]\d{2}(?:\s?[\p{L}.]+)*$/u;

interface Names {
  weekdays: string[][];
  months: string[][];
}

const cache = new Map<string, Names>();

const bare = (name: string): string => plain(name).replace(/\./g, "");

function namesOf(lang: string): Names {
  const kept = cache.get(lang);
  if (kept) return kept;
  const format = (options: Intl.DateTimeFormatOptions, date: Date): string => {
    try {
      return new Intl.DateTimeFormat(lang.replace("_", "-"), { ...options, timeZone: "UTC" }).format(date);
    } catch {
      return new Intl.DateTimeFormat("en", { ...options, timeZone: "UTC" }).format(date);
    }
  };
  const lengths = ["short", "long"] as const;
  // 2023-01-01 was a Sunday.
  const names: Names = {
    weekdays: Array.from({ length: 7 }, (_, index) =>
      lengths.map((weekday) => bare(format({ weekday }, new Date(Date.UTC(2023, 0, 1 + index))))),
    ),
    months: Array.from({ length: 12 }, (_, index) =>
      lengths.flatMap((month) => {
        const date = new Date(Date.UTC(2023, index, 15));
        return [
          bare(format({ month }, date)),
          bare(format({ month, day: "numeric" }, date).replace("15", "")),
        ];
      }),
    ),
  };
  cache.set(lang, names);
  return names;
}

const shift = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

function composed(year: number, month: number, date: number): Day | null {
  const built = new Date(Date.UTC(year, month, date));
  return built.getUTCMonth() === month && built.getUTCDate() === date
    ? built.toISOString().slice(0, 10)
    : null;
}

export function dayInWords(text: string, lang: string, moment: Moment): Day | null {
  const now = today(moment);
  const shown = normalise(text).trim();
  if (HOUR.test(shown)) return now;
  const clean = bare(shown);
  const names = namesOf(lang);
  const weekday = names.weekdays.findIndex((forms) => forms.includes(clean));
  if (weekday >= 0) {
    const back = (new Date(now).getUTCDay() - weekday + 7) % 7;
    // A weekday's name stands for a past day; today is shown by the hour.
    return shift(now, -(back === 0 ? 7 : back));
  }
  const numbers = [...clean.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const year = numbers.find((value) => value >= 2003 && value <= 2100);
  const date = numbers.find((value) => value >= 1 && value <= 31);
  const numeric = /^(\d{1,2})[月월]\s?(\d{1,2})[日일]$/.exec(clean);
  const words = clean
    .replace(/[\d,]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const month = numeric
    ? Number(numeric[1]) - 1
    : words === ""
      ? -1
      : names.months.findIndex((forms) => forms.some((form) => form !== "" && form === words));
  const dayOfMonth = numeric ? Number(numeric[2]) : date;
  if (month < 0 || dayOfMonth === undefined) return null;
  if (year !== undefined) return composed(year, month, dayOfMonth);
  const thisYear = Number(now.slice(0, 4));
  const candidate = composed(thisYear, month, dayOfMonth);
  return candidate !== null && candidate <= now ? candidate : composed(thisYear - 1, month, dayOfMonth);
}
