/** For the reader's tests: a piece of HTML as a page at an address. */

import { JSDOM } from "jsdom";
import type { PageReading, Self } from "../messages";
import { readPage } from ".";
import { look, type Page } from "./page";
import { byAttributes } from "./visibility";

export const MOMENT = "2026-11-20T10:30:00+01:00";
const ORIGIN = "https://www.linkedin.com";

const parse = (html: string, lang: string): Document =>
  new JSDOM(`<!doctype html><html lang="${lang}"><body>${html}</body></html>`).window.document;

export interface At {
  lang?: string;
  known?: Self;
  moment?: string;
}

export const readHtml = (
  html: string,
  path: string,
  { lang = "en", known, moment = MOMENT }: At = {},
): PageReading =>
  readPage(parse(html, lang), new URL(path, ORIGIN), { moment }, known ? { self: known } : {});

export const pageOf = (html: string, path: string, { lang = "en", known, moment = MOMENT }: At = {}): Page =>
  look(parse(html, lang), new URL(path, ORIGIN), { moment }, known ?? null, byAttributes);

/** The gauges as "signal=value bound". */
export const gaugesOf = (reading: PageReading): string[] =>
  reading.gauges.map(({ signal, value, bound }) => `${signal}=${value} ${bound}`).sort();
