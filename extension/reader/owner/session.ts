/** Decides whether the user is signed in, and whether LinkedIn delivered the page. */

import type { PageStatus } from "../../messages";
import type { Page } from "../page";
import { namesIndex } from "../ssi/access";

const SIGNED_OUT_PATH =
  /^\/(?:(?:m\/)?login|uas\/|authwall|checkpoint(?:\/|$)|sales\/login|signup|reg\/|hp\/?$|home\/?$)/i;
/** A check that a signed-in user must pass: not a sign-out, but nothing can be read. */
const BLOCKED_PATH = /^\/(?:checkpoint\/challenge|sales\/contract-chooser|error_pages)/i;

/** Sign-in forms, and marks of pages for visitors without an account. */
const SIGNED_OUT_MARK = [
  'input[name="session_key"]',
  'form[action*="login-submit"]',
  'form[action*="/uas/login"]',
  '[data-tracking-control-name^="public_profile"]',
  '[data-tracking-control-name^="guest_homepage"]',
  '[data-tracking-control-name^="auth_wall"]',
  'meta[name="pageKey"][content^="d_public"]',
  'meta[name="pageKey"][content*="guest"]',
  'meta[name="pageKey"][content*="authwall"]',
].join(",");
const BLOCKED_MARK = [
  "form#captcha-challenge",
  'form[action*="/checkpoint/challenge"]',
  "#captcha-internal",
].join(",");

/** Only members get these: both front ends' navigation, and Sales Navigator's. */
const SIGNED_IN_MARK = '#global-nav, [componentkey="primaryNavLinksComponentRef"]';

/** Elements that LinkedIn's refusals ("Request denied") stay below. */
const REFUSAL_ELEMENTS = 8;

/**
 * True for a bare heading with almost nothing around it: an answer of LinkedIn's servers, not a
 * page.
 */
function isRefusal({ doc, first }: Page): boolean {
  const heading = first("h1");
  return (
    doc.readyState !== "loading" &&
    heading !== null &&
    !namesIndex(heading.textContent) &&
    first("main, nav, [role='main'], [aria-busy='true']") === null &&
    doc.body.querySelectorAll("*").length <= REFUSAL_ELEMENTS
  );
}

/** "signed_out" or "blocked" where the page says so; null in a user's own session. */
export function sessionStatus(page: Page): PageStatus | null {
  const { pathname } = page.url;
  if (BLOCKED_PATH.test(pathname)) return "blocked";
  if (SIGNED_OUT_PATH.test(pathname)) return "signed_out";
  if (page.first(SIGNED_IN_MARK) ?? page.links("/sales/inbox")[0]) return null;
  if (page.first(BLOCKED_MARK)) return "blocked";
  if (page.first(SIGNED_OUT_MARK)) return "signed_out";
  return isRefusal(page) ? "blocked" : null;
}
