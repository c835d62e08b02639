import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { readPage } from ".";
import { gaugesOf, MOMENT, readHtml, type At } from "./testing";

/** Markups that LinkedIn has served since 2018, each as small as possible. */
const gauges = (html: string, path: string, at: At = {}): string[] => gaugesOf(readHtml(html, path, at));

describe("feed rail", () => {
  test.each([
    ["2018", '<div class="left-rail"><a data-control-name="identity_wvmp" href="/me/profile-views/urn:li:wvmp:summary/"><span class="stat">32</span><span>Who’s viewed your profile</span></a></div>', "en"],
    ["Ember", '<li><a href="/me/profile-views/" id="ember29"><div><div><span>Profile viewers</span></div><div><span><strong>32</strong></span></div></div></a></li>', "en"],
    ["SDUI", '<div data-display-contents="true"><a href="https://www.linkedin.com/me/profile-views/"><div aria-label="Profile viewers 32"><div><p>Profile viewers</p></div><p>32</p></div></a></div>', "en"],
    ["analytics address", '<a href="https://www.linkedin.com/analytics/profile-views/?x=1"><p>プロフィールの閲覧者</p><p>32</p></a>', "ja"],
    ["Italian, without addresses", '<a href="/in/x/"><div aria-label="Visitatori del profilo 32"><div><p>Visitatori del profilo</p></div><p>32</p></div></a>', "it"],
    ["Arabic digits", '<a href="/me/profile-views/"><p>مشاهدو الملف الشخصي</p><p>٣٢</p></a>', "ar"],
  ])("%s", (_, html, lang) => expect(gauges(html, "/feed/", { lang })).toEqual(["profile_views=32 exact"])); // prettier-ignore

  test("a Page's visitors are not the profile's", () => {
    const html =
      '<a href="/company/1/"><p>Visitatori</p><p>0</p></a><a href="/company/1/"><p>Attività</p><p>1</p></a>';
    expect(gauges(html, "/feed/", { lang: "it" })).toEqual([]);
  });

  test("the user's name, if the rail names one person", () => {
    const stat = '<a href="/me/profile-views/">3</a>';
    const self = (html: string) => readHtml(html, "/feed/").self;
    expect(
      self(
        `<div><a href="/in/Mira-Olsen/">Mira</a><div>${stat}</div></div><main><a href="/in/lena/">L</a></main>`,
      ),
    ).toEqual({ vanity: "mira-olsen" });
    expect(self(`<div><a href="/in/mira/"></a><a href="/in/lena/"></a>${stat}</div>`)).toBeNull();
    expect(self(`<div>${stat}</div>`)).toBeNull();
  });
});

describe("own profile", () => {
  const known = { vanity: "mira" };
  const profile = (html: string, lang = "en"): string[] =>
    gauges(`<main><section class="pv-top-card"><h1>Mira</h1>${html}</section></main>`, "/in/mira/", {
      lang,
      known,
    });

  test.each([
    ["number and word apart", '<a href="/mynetwork/invite-connect/connections/"><span><span class="t-bold">268</span>&nbsp;connections</span></a>', "en", "connections=268 exact"],
    ["capped", '<a href="/mynetwork/invite-connect/connections/"><span><span class="t-bold">500+</span> connections</span></a>', "en", "connections=500 at_least"],
    ["capped in words", '<a href="/mynetwork/invite-connect/connections/"><p>Più di 500 collegamenti</p></a>', "it", "connections=500 at_least"],
    ["capped in words apart", '<a href="/mynetwork/invite-connect/connections/"><p>Más de <b>500</b> contactos</p></a>', "es", "connections=500 at_least"],
    ["capped in an unknown language", '<a href="/mynetwork/invite-connect/connections/"><p>500 haraldiz</p></a>', "xx", "connections=500 at_least"],
    ["Russian", '<a href="/mynetwork/invite-connect/connections/"><p>Более 500 контактов</p></a>', "ru", "connections=500 at_least"],
    ["by label", "<ul><li><span>268</span> Kontakte</li></ul>", "de", "connections=268 exact"],
    ["followers by label", "<ul><li><span>1.264</span> Follower:innen</li></ul>", "de", "followers=1264 exact"],
    ["followers by link", '<a href="/mynetwork/network-manager/people-follow/followers/"><p>1 264 abonnés</p></a>', "fr", "followers=1264 exact"],
  ])("%s", (_, html, lang, expected) => expect(profile(html, lang)).toEqual([expected])); // prettier-ignore

  test("followers above the activity, in any language, and not from a post", () => {
    const card = (inside: string) =>
      `<main><div componentkey="com.linkedin.sdui.profile.card.refACoAAsample1Topcard"><section><h2>M</h2></section></div><div componentkey="com.linkedin.sdui.profile.card.refACoAAsample1Activity"><section><div><h2>活動</h2><div><p>${inside}</p></div></div><ul><li><p>12 reasons</p></li></ul></section></div></main>`;
    expect(gauges(card("1,264 人のフォロワー"), "/in/mira/", { lang: "ja", known })).toEqual([
      "followers=1264 exact",
    ]);
    expect(gauges(card("活動なし"), "/in/mira/", { lang: "ja", known })).toEqual([]);
  });

  test("sections: present, not yet loaded, and a placeholder picture", () => {
    const ember = (id: string, body: string) =>
      `<section data-view-name="profile-card"><div id="${id}" class="pv-profile-card__anchor"></div><h2>X</h2>${body}</section>`;
    const html = (photo: string) =>
      `<main><section class="pv-top-card"><h1>M</h1>${photo}</section>${ember("about", "<p>Words.</p>")}${ember("experience", "")}${ember("publications", "<ul><li>Book</li></ul>")}</main>`;
    expect(
      gauges(
        html('<img src="https://media.licdn.com/dms/image/v2/x/profile-displayphoto-shrink_200_200/0">'),
        "/in/mira/",
        { known },
      ),
    ).toEqual(["about=1 exact", "photo=1 exact", "publications=1 exact"]);
    const frame =
      '<a componentkey="topcard-logo-image-referencekey"><figure><svg id="person-accent-4"></svg></figure></a>';
    expect(gauges(html(frame), "/in/mira/", { known })).toContain("photo=0 exact");
    expect(
      gauges(html("<img src='data:,'>"), "/in/mira/", { known }).filter((fact) => fact.startsWith("photo")),
    ).toEqual([]);
  });

  test.each([
    ["Northwind · Lakeside Institute", ["education", "position"]],
    ["Lakeside Institute of Technology", ["education"]],
    ["Northwind Pumps", ["position"]],
  ])("the line of work and study: %s", (line, expected) => {
    const html = `<main><div id="com.linkedin.sdui.profile.card.refACoAAsample1Topcard"><section><a><h2>M</h2></a><p>Headline</p><p>${line}</p><div><p>Riverton</p><p>·</p><p><a href="/in/mira/overlay/contact-info/">Contact info</a></p></div></section></div></main>`;
    const found = readHtml(html, "/in/mira/", { known }).gauges.map(({ signal }) => signal).sort(); // prettier-ignore
    expect(found).toEqual([...expected, "location"].sort());
  });
});

describe("network", () => {
  test.each([
    ["SDUI list", '<div componentkey="ConnectionsPage_ConnectionsListHeader"><p>1\u00a0002 relations</p></div>', "fr", "connections=1002 exact"],
    ["SDUI list, unknown language", '<div componentkey="ConnectionsPage_ConnectionsListHeader"><p>つながり 1,002 人</p></div>', "ja", "connections=1002 exact"],
    ["Ember list", '<main><header class="mn-connections__header"><h1>1,002 Connections</h1></header></main>', "en", "connections=1002 exact"],
    ["by label", "<main><h1>1.002 collegamenti</h1></main>", "it", "connections=1002 exact"],
  ])("%s", (_, html, lang, expected) => expect(gauges(html, "/mynetwork/invite-connect/connections/", { lang })).toEqual([expected])); // prettier-ignore

  const groups = '<a href="/groups/my-groups/" aria-label="Afficher 70 groupes"><p>Groupes</p></a>';
  test("the rail's button and groups", () => {
    const html = `<nav><button aria-label="Mon réseau, 3 nouvelles notifications"></button></nav><div><button aria-label="Afficher 25\u202f977 relations"><p>Relations</p></button>${groups}</div><main><div><a href="/in/lena/"></a><button aria-label="12 relations en commun"></button></div></main>`;
    expect(gauges(html, "/mynetwork/", { lang: "fr" })).toEqual([
      "connections=25977 exact",
      "groups=70 exact",
    ]);
    expect(gauges(html, "/mynetwork/grow/", { lang: "xx" })).toEqual([
      "connections=25977 exact",
      "groups=70 exact",
    ]);
  });
  test("a button among people is no count", () => {
    const html = `<div>${groups}</div><main><div><a href="/in/lena/"></a><button aria-label="Afficher 12 relations"></button></div></main>`;
    expect(gauges(html, "/mynetwork/", { lang: "fr" })).toEqual(["groups=70 exact"]);
  });

  test.each([
    ["link", '<a href="/mynetwork/invitation-manager/sent/CONNECTION/">People (40)</a>', "en"],
    ["link, other digits", '<a href="/mynetwork/invitation-manager/sent/CONNECTION">Personnes (४०)</a>', "fr"],
    ["pill", '<button id="mn-invitation-manager__invitation-facet-pills--CONNECTION"><span>Personer (40)</span></button>', "no"],
    ["button by label", "<main><button>Persone (40)</button><button>Pagine (2)</button></main>", "it"],
  ])("invitations sent: %s", (_, html, lang) => expect(gauges(html, "/mynetwork/invitation-manager/sent/", { lang })).toEqual(["invitations_pending=40 exact"])); // prettier-ignore
  test("the received side's tabs are others' invitations", () =>
    expect(
      gauges(
        '<button id="x--CONNECTION">People (40)</button><main><button>People (40)</button></main>',
        "/mynetwork/invitation-manager/received/",
      ),
    ).toEqual([]));
  test("no number is not a zero", () =>
    expect(
      gauges(
        '<a href="/mynetwork/invitation-manager/sent/CONNECTION/">People</a>',
        "/mynetwork/invitation-manager/sent/",
      ),
    ).toEqual([]));
});

describe("analytics", () => {
  test.each([
    ["label below", "<div><p>54</p><p>Profile viewers</p><div><p>50%</p><p>vs. prior 7 days</p></div></div>", "en"],
    ["label with its period", "<div><p>54</p><p>Profile viewers in the past 90 days</p></div>", "en"],
    ["in one text", "<div>54Profile viewers in the past 90 days</div>", "en"],
    ["in Italian", "<div><p>54</p><p>Visitatori del profilo</p></div>", "it"],
    ["in an unknown language, by its list of viewers", '<div><p>54</p><p>プロフィールの閲覧者</p><p>50%</p></div><div data-view-name="viewer-list"><p>2</p></div>', "ja"],
  ])("profile viewers: %s", (_, html, lang) => expect(gauges(html, "/analytics/profile-views/", { lang })).toEqual(["profile_views=54 exact"])); // prettier-ignore
  test("two bare numbers, or none of the page's own, give no reading", () => {
    const viewers = '<div data-view-name="viewer-list"></div>';
    expect(gauges(`<p>54</p><p>12</p>${viewers}`, "/analytics/profile-views/", { lang: "ja" })).toEqual([]);
    expect(gauges("<p>54</p>", "/analytics/profile-views/", { lang: "ja" })).toEqual([]);
    expect(
      gauges("<p>Unlock 190,000 profile viewers</p><p>6 recruiters</p>", "/analytics/profile-views/"),
    ).toEqual([]);
  });
  test("the dashboard by its labels", () => {
    const card = (value: string, label: string, change: string) =>
      `<div><p>${value}</p><p>${label}</p><p>${change}</p></div>`;
    const html = `<main>${card("1,010", "Post impressions", "12% past 7 days")}${card("547", "Total followers", "1.2% past 7 days")}${card("241", "Profile viewers", "Past 90 days")}${card("38", "Search appearances", "Previous week")}<p>2 of 3 members who post weekly</p></main>`;
    expect(gauges(html, "/dashboard/")).toEqual([
      "followers=547 exact",
      "post_impressions=1010 exact",
      "profile_views=241 exact",
      "search_appearances=38 exact",
    ]);
  });
});

describe("skills", () => {
  const known = { vanity: "mira" };
  test("SDUI's rows count once each", () => {
    const row = (id: number) =>
      `<div id="com.linkedin.sdui.profile.skill(ACoAAsample1, ${id})" componentkey="com.linkedin.sdui.profile.skill(ACoAAsample1, ${id})"></div>`;
    expect(gauges(row(2) + row(7) + row(7), "/in/mira/details/skills/", { known })).toEqual([
      "skills=2 at_least",
    ]);
  });
  test("Ember's rows count by their edit links, without the link to add one", () => {
    const edit = (id: string) => `<li><a href="/in/mira/details/skills/edit/forms/${id}/?x=${id}"></a></li>`;
    expect(
      gauges(
        `<main><ul>${edit("2")}${edit("7")}${edit("7")}${edit("new")}</ul></main>`,
        "/in/mira/details/skills/",
      ),
    ).toEqual(["skills=2 at_least"]);
  });
  test("another member's are not read", () => {
    const row = '<div id="com.linkedin.sdui.profile.skill(ACoAAother1, 2)"></div>';
    expect(gauges(row, "/in/carla/details/skills/", { known })).toEqual([]);
    expect(gauges(row, "/in/carla/details/skills/")).toEqual([]);
  });
});

test("an Ember page inside SDUI's frame is read in its shadow tree", () => {
  const { document } = new JSDOM(
    '<html lang="en"><body><main></main><div id="interop-outlet"></div></body></html>',
  ).window;
  const shadow = document.querySelector("#interop-outlet")?.attachShadow({ mode: "open" });
  const link = document.createElement("a");
  link.setAttribute("href", "/me/profile-views/");
  link.textContent = "Profile viewers 32";
  shadow?.append(link);
  const reading = readPage(document, new URL("https://www.linkedin.com/feed/"), { moment: MOMENT });
  expect(gaugesOf(reading)).toEqual(["profile_views=32 exact"]);
});

test("a page without a body is loading", () => {
  const { document } = new JSDOM("<html></html>").window;
  document.body.remove();
  expect(readPage(document, new URL("https://www.linkedin.com/feed/"), { moment: MOMENT }).status).toBe(
    "loading",
  );
});
