import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { addressOf, isUnder, vanityIn } from "./address";
import { gaugesOf, readHtml } from "./testing";

describe("an address is parsed", () => {
  test.each([
    ["/me/profile-views/", true],
    ["/me/profile-views", true],
    ["/me/profile-views/urn:li:wvmp:summary/", true],
    ["https://www.linkedin.com/me/profile-views/?x=1#y", true],
    ["https://it.linkedin.com/me/profile-views/", true],
    ["//m.linkedin.com/me/profile-views", true],
    ["/x/../me/profile-views/", true],
    ["/me/profile-views-offer/", false],
    ["/ad/start?next=/me/profile-views/", false],
    ["/ad/start#/me/profile-views/", false],
    ["/ad/me/profile-views/", false],
    ["https://example.com/me/profile-views/", false],
    ["https://www.linkedin.com.example.org/me/profile-views/", false],
    ["https://www.linkedin.com@example.org/me/profile-views/", false],
    ["https://business.linkedin.com/me/profile-views/", false],
    ["https://lnkd.in/me/profile-views/", false],
    ["javascript:'/me/profile-views/'", false],
    ["mailto:a@b?subject=/me/profile-views/", false],
    ["https://[/me/profile-views/", false],
  ])("%s", (href, leads) => {
    const url = addressOf(href);
    expect(url !== null && isUnder(url, "/me/profile-views")).toBe(leads);
    const html = `<nav id="global-nav"><a href="/feed/">Home</a></nav><aside><a href="${href}"><p>Profile viewers</p><p>41</p></a></aside>`;
    expect(gaugesOf(readHtml(html, "/feed/", { lang: "ja" }))).toEqual(
      leads ? ["profile_views=41 exact"] : [],
    );
  });

  test("the vanity name in it is parsed too", () => {
    expect(vanityIn("https://www.linkedin.com/in/Mira-Olsen/?x=/in/otto/")).toBe("mira-olsen");
    expect(vanityIn("/safety/go?url=https://www.linkedin.com/in/otto/")).toBeNull();
    expect(vanityIn("https://example.com/in/otto/")).toBeNull();
  });
});

test("no rule matches an address as text", () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
  );
  expect(files.length).toBeGreaterThan(30);
  for (const file of files)
    expect(readFileSync(resolve(import.meta.dirname, file), "utf8"), file).not.toMatch(/\[href\s*[~|^$*]?=/);
});

const NAV =
  '<header id="global-nav"><nav><a href="/feed/">Home</a><a href="/mynetwork/">2</a></nav></header>';

describe("the target of a count found by its label", () => {
  const LABELS: [string, string, string][] = [
    ["en", "190,000", "post impressions"],
    ["fr", "190 000", "impressions de posts"],
    ["de", "190.000", "Impressions von Beiträgen"],
    ["it", "190.000", "impressioni dei post"],
  ];
  const viewers = '<a href="/me/profile-views/"><p>41</p></a>';
  test.each(["/ad/start?x=1", "/premium/products/", "/campaignmanager/", "https://ads.linkedin.com/x", "/sales/", "https://example.com/analytics/", "/company/1/analytics/"])(
    "is never %s", (href) => {
      for (const [lang, value, label] of LABELS) {
        const html = `${NAV}<main><aside>${viewers}</aside><section><a href="${href}"><p>${value} ${label}</p></a><a href="${href}"><p>${value}</p><p>${label}</p></a></section></main>`;
        expect(gaugesOf(readHtml(html, "/feed/", { lang })), lang).toEqual(["profile_views=41 exact"]);
      }
    }); // prettier-ignore

  test("may be an address that LinkedIn moved, beside a link that has stayed", () => {
    const moved = '<a href="/analytics/posts/"><p>1,010</p><p>Post impressions</p></a>';
    const read = (html: string) => gaugesOf(readHtml(NAV + html, "/feed/"));
    expect(read(`<aside>${viewers}${moved}</aside>`)).toEqual([
      "post_impressions=1010 exact",
      "profile_views=41 exact",
    ]);
    // Alone, the link may be anything above the rail.
    expect(read(`<aside>${moved}</aside>`)).toEqual([]);
  });

  test.each(["/dashboard/", "/analytics/creator/content/"])("an offer's card on %s", (path) => {
    const offer = `<section><p>190,000</p><p>Post impressions</p><a href="/ad/start"><span>Boost</span></a></section>`;
    expect(gaugesOf(readHtml(`${NAV}<main>${offer}</main>`, path))).toEqual([]);
  });
});

describe("LinkedIn's own navigation and other `nav` elements", () => {
  const rail = (tag: string) =>
    `<aside><${tag}><ul><li><button aria-label="Show 1,268 connections"><span>Connections</span><span>1,268</span></button></li><li><a href="/groups/my-groups/" aria-label="Show 12 groups"><span>Groups</span></a></li></ul></${tag}></aside>`;
  const read = (html: string, path: string, lang = "en") => gaugesOf(readHtml(html, path, { lang }));
  const both = ["connections=1268 exact", "groups=12 exact"];
  test.each(["nav", "div", "section"])("read the rail of My Network in a %s", (tag) => {
    for (const path of ["/mynetwork/", "/mynetwork/grow/", "/mynetwork/catch-up/", "/mynetwork/catch-up/birthday/"])
      for (const lang of ["en", "ja"]) expect(read(NAV + rail(tag), path, lang), path).toEqual(both);
  }); // prettier-ignore
  test.each([
    ['<header id="global-nav"><nav>', "</nav></header>"],
    ["<header><nav>", "</nav></header>"],
    ['<nav data-testid="primary-nav">', "</nav>"],
    ['<nav componentkey="primaryNavLinksComponentRef">', "</nav>"],
  ])("skip %s", (open, close) => expect(read(`${open}${rail("div")}${close}`, "/mynetwork/")).toEqual([]));
});
