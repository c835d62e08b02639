import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { readPage } from "..";
import { MOMENT, readHtml } from "../testing";

const FORM = '<form action="/checkpoint/lg/login-submit"><input name="session_key"></form>';
const NAV = '<header id="global-nav"></header>';
const statusAt = (path: string, html = ""): string => readHtml(html, path).status;

describe("session", () => {
  test.each(["/login", "/login/it", "/uas/login", "/authwall?trk=x", "/checkpoint/lg/login", "/checkpoint/rm/sign-in-another-account", "/sales/login", "/signup"])(
    "%s is signed out", (path) => expect(statusAt(path)).toBe("signed_out")); // prettier-ignore
  test("any address with a sign-in form or a visitors' page is signed out", () => {
    expect(statusAt("/feed/", FORM)).toBe("signed_out");
    expect(statusAt("/sales/ssi", FORM)).toBe("signed_out");
    const guest =
      '<a data-tracking-control-name="public_profile_nav-header-signin" href="/login">Sign in</a>';
    expect(statusAt("/in/carla/", `${guest}<h1>Carla</h1>`)).toBe("signed_out");
  });
  test("a sign-in form inside a member's page is not a sign-out", () =>
    expect(statusAt("/feed/", NAV + FORM)).not.toBe("signed_out"));
  test("a check before the page is blocked", () => {
    expect(statusAt("/checkpoint/challenge/AbC")).toBe("blocked");
    expect(statusAt("/feed/", '<form id="captcha-challenge"></form>')).toBe("blocked");
  });
  test("a refusal by LinkedIn's servers is blocked, an excerpt of a page is not", () => {
    expect(statusAt("/feed/", "<h1>Request denied</h1><p>999</p>")).toBe("blocked");
    expect(statusAt("/sales/ssi", `<h1>Your SSI</h1>${"<div><p>1</p></div>".repeat(8)}`)).not.toBe("blocked");
  });
  test("a page's frame is loading, a full page without known content has unknown markup", () => {
    expect(statusAt("/feed/", `${NAV}<main></main>`)).toBe("loading");
    expect(statusAt("/feed/", `${NAV}<main>${"words ".repeat(200)}</main>`)).toBe("unknown_markup");
    expect(statusAt("/feed/", `${NAV}<main><div aria-busy="true"></div>${"words ".repeat(200)}</main>`)).toBe(
      "loading",
    );
  });
  test("a settled page is not loading, whatever it says", () => {
    const settled = (html: string): string => {
      const { document } = new JSDOM(`<html lang="en"><body>${NAV}${html}</body></html>`).window;
      const url = new URL("https://www.linkedin.com/feed/");
      return readPage(document, url, { moment: MOMENT }, { settled: true }).status;
    };
    expect(settled("<main><p>Few words</p></main>")).toBe("unknown_markup");
    expect(settled('<main aria-busy="true"></main>')).toBe("unknown_markup");
  });
  test("nothing is read from a page without its user", () => {
    const html = `${FORM}<a href="/me/profile-views/"><p>241</p></a>`;
    expect(readHtml(html, "/feed/")).toMatchObject({ gauges: [], tallies: [], visits: [], self: null });
  });
});
