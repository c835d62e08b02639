/** What an address alone tells: the host, a profile's name, the language suffix. */

/** www.linkedin.com and its regional and mobile hosts (it.linkedin.com, m.linkedin.com). */
export const isLinkedIn = (url: URL): boolean => /^(?:[a-z0-9-]+\.)?linkedin\.com$/i.test(url.hostname);

/** A vanity name as it is compared: decoded, lower case. Null when it is no name. */
export function vanityName(part: string): string | null {
  try {
    const name = decodeURIComponent(part).normalize("NFC").toLowerCase();
    return name === "" || /[/?#\s]/.test(name) ? null : name;
  } catch {
    return null;
  }
}

const PROFILE = /^\/in\/([^/?#]+)/i;

/** The vanity name in a path or href that begins with `/in/NAME`; null elsewhere. */
export function vanityIn(href: string): string | null {
  const path = href.replace(/^https?:\/\/(?:[a-z0-9-]+\.)?linkedin\.com/i, "");
  const match = PROFILE.exec(path);
  return match?.[1] === undefined ? null : vanityName(match[1]);
}

/** LinkedIn's stable member id. */
export const MEMBER_ID = /^AC[ow]AA[A-Za-z0-9_-]{6,}$/;
