/**
 * Numbers, days and spans of time in the user's locale. Pure: the present moment is a parameter, so
 * that nothing here depends on the machine's date.
 */

import type { Bound, Day, Moment } from "../contract/protocol";
import { language, locale, t } from "./i18n";

const DAY_MS = 86_400_000;

const made = new Map<string, unknown>();

/** A cached formatter for this locale and these options; creating one costs more than using it. */
function formatter<T, O>(kind: new (locale: string, options: O) => T, options: O): T {
  const key = `${kind.name} ${locale()} ${JSON.stringify(options)}`;
  const known = made.get(key) as T | undefined;
  if (known !== undefined) return known;
  const fresh = new kind(locale(), options);
  made.set(key, fresh);
  return fresh;
}

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return formatter<Intl.NumberFormat, Intl.NumberFormatOptions>(Intl.NumberFormat, options);
}

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return formatter<Intl.DateTimeFormat, Intl.DateTimeFormatOptions>(Intl.DateTimeFormat, {
    ...options,
    timeZone: "UTC",
  });
}

/**
 * Creates the formatters of a number card. The first of each kind loads the locale's data, some
 * milliseconds that fit into the wait for an answer.
 */
export function warmFormatters(): void {
  number(0);
  number(0, 1);
  percent(0);
  pastDay("2001-01-02", "2001-01-03");
}

/** A number with a fixed count of decimals (default 0), grouped. */
export function number(value: number, decimals = 0): string {
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  // -0 would print as "-0".
  return numberFormat(options).format(value === 0 ? 0 : value);
}

/** "99,999", "1.2M": a count in few letters, for an axis. */
export function compact(value: number): string {
  if (value < 100_000) return number(value);
  return numberFormat({ notation: "compact", maximumFractionDigits: 1 }).format(value);
}

/** The size of a change, rounded like `number`: decimal halves away from zero. */
function rounded(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  // 8.45 × 10 is slightly below 84.5 in floating point.
  return Math.round(Number((Math.abs(value) * factor).toFixed(6))) / factor;
}

/** A change with its sign: "+1.8", "−0.4" (a true minus), "0.0" where it rounds to 0. */
export function signed(value: number, decimals = 1): string {
  const turn = direction(value, decimals);
  if (turn === 0) return number(0, decimals);
  return (turn > 0 ? "+" : "−") + number(rounded(value, decimals), decimals);
}

/** −1, 0 or 1: the direction that `signed` shows. */
export function direction(value: number, decimals = 1): -1 | 0 | 1 {
  if (rounded(value, decimals) === 0) return 0;
  return value > 0 ? 1 : -1;
}

/** A share in 0–1 as a percentage. */
export function percent(share: number): string {
  return numberFormat({ style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** A count with its bound: "268", "≥ 500", "≈ 1,200". */
export function bounded(text: string, bound: Bound): string {
  if (bound === "at_least") return `≥\u00a0${text}`;
  if (bound === "approximate") return `≈\u00a0${text}`;
  return text;
}

/** The calendar day of a moment in the moment's own offset, which is the user's. */
export function dayOf(moment: Moment): Day {
  return moment.slice(0, 10);
}

/** The local calendar day of a date. */
export function localDay(date: Date): Day {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Midnight UTC of a day in milliseconds; days computed this way ignore time zones. */
export function dayTime(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The day of such a time. */
export function timeDay(time: number): Day {
  return new Date(time).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((dayTime(to) - dayTime(from)) / DAY_MS);
}

/** The day `count` days after `day`. */
export function addDays(day: Day, count: number): Day {
  return timeDay(dayTime(day) + count * DAY_MS);
}

/** Monday of the week that contains `day`. */
export function mondayOf(day: Day): Day {
  return addDays(day, -((new Date(dayTime(day)).getUTCDay() + 6) % 7));
}

/** A local moment with the machine's offset, as protocol 1 requires. */
export function localMoment(date: Date): Moment {
  const two = (n: number): string => String(Math.floor(Math.abs(n))).padStart(2, "0");
  const minutes = -date.getTimezoneOffset();
  const offset = `${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  return `${localDay(date)}T${time}${offset}`;
}

/** The first of a month, where a language writes it as an ordinal that Intl does not write. */
const FIRST_DAY: Record<string, string> = { fr: "1er", it: "1º", "pt-BR": "1º" };

/** A day of the month without the zero that Intl puts before it in ranges of some languages. */
function dayOfMonth(value: string): string {
  const plain = value.replace(/^0/, "");
  return plain === "1" ? (FIRST_DAY[language()] ?? plain) : plain;
}

function joined(parts: Intl.DateTimeFormatPart[]): string {
  return parts.map(({ type, value }) => (type === "day" ? dayOfMonth(value) : value)).join("");
}

function dated(day: Day, options: Intl.DateTimeFormatOptions): string {
  return joined(dateFormat(options).formatToParts(dayTime(day)));
}

/** "14 March 2026", without the year where it is `today`'s. */
export function longDay(day: Day, today?: Day): string {
  const sameYear = today !== undefined && day.slice(0, 4) === today.slice(0, 4);
  return dated(day, { day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) });
}

/** "14 Mar", with the year where it is not `today`'s. */
export function shortDay(day: Day, today?: Day): string {
  const sameYear = today !== undefined && day.slice(0, 4) === today.slice(0, 4);
  return dated(day, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) });
}

/** "Friday 14 March 2026", for the readout of a chart. */
export function fullDay(day: Day): string {
  return dated(day, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
}

/** "March 2026". */
export function monthOf(day: Day): string {
  return dated(day, { month: "long", year: "numeric" });
}

/** "Mar". */
export function monthName(day: Day): string {
  return dated(day, { month: "short" });
}

/** "Fri", or "F". */
export function weekdayName(day: Day, length: "short" | "narrow"): string {
  return dated(day, { weekday: length });
}

/** "Friday" within the last six days, else the date. */
export function pastDay(day: Day, today: Day): string {
  const age = daysBetween(day, today);
  return age > 0 && age < 7 ? dated(day, { weekday: "long" }) : longDay(day, today);
}

/** "16–22 Nov". */
export function dayRange(from: Day, to: Day): string {
  const format = dateFormat({ day: "numeric", month: "short" });
  return joined(format.formatRangeToParts(dayTime(from), dayTime(to)));
}

/** "today", "yesterday", "3 days ago", "2 months ago". */
export function ageOf(moment: Moment, today: Day): string {
  const days = Math.max(0, daysBetween(dayOf(moment), today));
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  if (days < 14) return format.format(-days, "day");
  if (days < 60) return format.format(-Math.floor(days / 7), "week");
  if (days < 730) return format.format(-Math.floor(days / 30.44), "month");
  return format.format(-Math.floor(days / 365.25), "year");
}

/** "A, B and C". */
export function list(items: string[]): string {
  return new Intl.ListFormat(locale(), { type: "conjunction" }).format(items);
}

/** "17.2 / 25". */
export function ofMax(value: string, max: number): string {
  return t("value_of_max", value, number(max, Number.isInteger(max) ? 0 : 1));
}
