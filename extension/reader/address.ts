/** Parses addresses into host, path segments and vanity name, so that none is matched as text. */

/** www.linkedin.com and its regional and mobile hosts (it.linkedin.com, m.linkedin.com). */
export const isLinkedIn = (url: URL): boolean => /^(?:[a-z0-9-]+\.)?linkedin\.com$/i.test(url.hostname);

/** The hosts of members' pages: not business.linkedin.com, ads.linkedin.com and the like. */
const MEMBER_HOST = /^(?:(?:www|m|touch|[a-z]{2})\.)?linkedin\.com$/i;
const ORIGIN = "https://www.linkedin.com";

/** The target of a link on a LinkedIn page; null outside of members' pages. */
export function addressOf(href: string): URL | null {
  try {
    const url = new URL(href, ORIGIN);
    return /^https?:$/.test(url.protocol) && MEMBER_HOST.test(url.hostname) ? url : null;
  } catch {
    return null;
  }
}

/**
 * True when an address is `path` or below it, by segments: "/me/profile-views" is not below
 * "/me/profile".
 */
export function isUnder(url: URL, path: string): boolean {
  const { pathname } = url;
  if (pathname.slice(0, path.length).toLowerCase() !== path.toLowerCase()) return false;
  return pathname.length === path.length || pathname[path.length] === "/";
}

/** A vanity name in the form used for comparison: decoded, lower case. Null when it is no name. */
export function vanityName(part: string): string | null {
  try {
    const name = decodeURIComponent(part).normalize("NFC").toLowerCase();
    return name === "" || /[/?#\s]/.test(name) ? null : name;
  } catch {
    return null;
  }
}

const PROFILE = /^\/in\/([^/]+)/i;

/** The vanity name of an address or path `/in/NAME…`; null elsewhere. */
export function vanityIn(href: string): string | null {
  // Parsing is slow, and most links lead elsewhere.
  if (!/\/in\//i.test(href)) return null;
  const name = PROFILE.exec(addressOf(href)?.pathname ?? "")?.[1];
  return name === undefined ? null : vanityName(name);
}

/** LinkedIn's stable member id. */
export const MEMBER_ID = /^AC[ow]AA[A-Za-z0-9_-]{6,}$/;
