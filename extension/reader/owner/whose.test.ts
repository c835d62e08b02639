import { describe, expect, test } from "vitest";
import type { Self } from "../../messages";
import { gaugesOf, readHtml } from "../testing";

const ID = "ACoAABq7Lm0BsampleMira0000000000000001";
const OTHER_ID = "ACoAABother00000000000000000000000001";
const NAV = '<header id="global-nav"><nav><a href="/feed/">Home</a></nav></header>';
const KNOWN: Self = { vanity: "mira-olsen", memberId: ID };

describe("the feed's name comes from the card above the counts", () => {
  const stat = '<div><a href="/me/profile-views/"><p>Profile viewers</p><p>41</p></a></div>';
  const card = (href: string) =>
    `<div><a href="${href}"><img alt=""></a><a href="${href}"><p>Mira</p></a></div>`;
  const by = (name: string) =>
    `<a href="/in/${name}/"><img alt=""></a><a href="/in/${name}/"><p>${name}</p></a>`;
  const POSTS: [string, string][] = [
    ["SDUI", `<div role="list" data-testid="mainFeed"><div role="listitem">${by("otto")}</div><div role="listitem">${by("otto")}</div></div>`],
    ["Ember", `<div data-id="urn:li:activity:1"><div role="article" data-urn="urn:li:activity:1">${by("otto")}</div></div>`],
    ["no markup that is known", `<section><div>${by("otto")}</div></section>`],
  ]; // prettier-ignore
  const FRAMES: [string, (rail: string, posts: string) => string][] = [
    ["an aside in main", (rail, posts) => `<main><aside>${rail}</aside>${posts}</main>`],
    ["an aside beside main", (rail, posts) => `<aside>${rail}</aside><main>${posts}</main>`],
    ["a column in main", (rail, posts) => `<main><div><div><div>${rail}</div></div><div>${posts}</div></div></main>`],
    ["a column beside main", (rail, posts) => `<div><div>${rail}</div><main>${posts}</main></div>`],
  ]; // prettier-ignore
  describe.each(FRAMES)("%s", (_, frame) => {
    test.each(POSTS)("posts of one author, %s", (_, posts) => {
      const read = (rail: string) => readHtml(NAV + frame(rail, posts), "/feed/");
      for (const rail of [stat, `<div></div>${stat}`, card("/in/me/") + stat, `${stat}<div>${by("otto")}</div>`]) {
        expect(read(rail).self).toBeNull();
        expect(gaugesOf(read(rail))).toEqual(["profile_views=41 exact"]);
      }
      expect(read(card("/in/mira-olsen/") + stat).self).toEqual({ vanity: "mira-olsen" });
    }); // prettier-ignore
  });
});

describe("a parameter or a link proves nothing", () => {
  const top = (inside: string, id = OTHER_ID) =>
    `<main><section id="com.linkedin.sdui.profile.card.ref${id}Topcard"><h2>Otto</h2><div><p>3,456 followers</p><p>431 connections</p></div>${inside}</section></main>`;
  const ember = (inside: string) =>
    `<main><section class="pv-top-card"><h1>Otto</h1><ul><li>3,456 followers</li><li>431 connections</li></ul>${inside}</section></main>`;
  const LINKS = [
    '<a href="/in/otto/?isSelfProfile=true">My page</a>',
    '<a href="/in/otto/edit/intro/">Book a call</a>',
    '<a href="https://www.linkedin.com/in/otto/edit/forms/summary/new/">www.linkedin.com/in/otto</a>',
    '<a href="/in/otto/add-edit/SKILL/">Skills</a>',
    '<a href="/x?next=/in/otto/edit/intro/"></a>',
    '<a href="https://example.com/in/otto/edit/intro/"></a>',
  ];
  test.each(LINKS)("%s in another member's card or text", (link) => {
    for (const frame of [top, ember])
      for (const known of [undefined, KNOWN])
        for (const path of ["/in/otto/", "/in/otto/?isSelfProfile=true"]) {
          const inside = readHtml(NAV + frame(link), path, known ? { known } : {});
          const below = readHtml(`${NAV}${frame("")}<section><p>${link}</p></section>`, path, known ? { known } : {});
          for (const { self, gauges, page } of [inside, below])
            expect([self, gauges, page]).toEqual([null, [], "other_profile"]);
        }
  }); // prettier-ignore

  const skill = (id: number, inside = "") =>
    `<div id="com.linkedin.sdui.profile.skill(${OTHER_ID}, ${id})"><p>Valves</p>${inside}</div>`;
  const edit = (id: number) => `<a href="/in/otto/details/skills/edit/forms/${id}/" aria-label="Edit"></a>`;
  const skills = (html: string, known?: Self, query = "") =>
    readHtml(`${NAV}<main>${html}</main>`, `/in/otto/details/skills/${query}`, known ? { known } : {});
  test.each([...LINKS, '<a href="/in/otto/?isSelfProfile=true"></a>', '<a href="/in/otto/edit/intro/"></a>', edit(1)])(
    "%s on a list of skills", (link) => {
      for (const query of ["", "?isSelfProfile=true"])
        for (const html of [skill(1) + skill(2) + link, skill(1, link) + skill(2), skill(1) + skill(2) + link + link]) {
          expect(gaugesOf(skills(html, undefined, query))).toEqual([]);
          expect(skills(html, undefined, query).self).toBeNull();
        }
    }); // prettier-ignore
  test("two owner's controls prove it, unless another member is known", () => {
    const html = skill(1, edit(1)) + skill(2, edit(2));
    expect(skills(html)).toMatchObject({ page: "skills", self: { vanity: "otto" } });
    expect(skills(html, KNOWN)).toMatchObject({ page: "other_profile", self: null, gauges: [] });
    expect(skills(html, { memberId: OTHER_ID })).toMatchObject({ page: "skills" });
  });

  test("an author's headline does not mark the user", () => {
    const post = (text: string) =>
      `<main><div role="article" data-urn="urn:li:activity:7396000000000000000"><a href="/in/otto/"><img alt=""></a><a href="/in/otto/"><span>Otto</span></a>${text}</div></main>`;
    const read = (text: string, known?: Self) =>
      readHtml(post(text), "/in/otto/recent-activity/all/", known ? { known } : {}).self;
    expect(read("<span>• You</span>")).toEqual({ vanity: "otto" });
    expect(read("<p>Coach • You</p>")).toBeNull();
    expect(read("<span>• 2nd</span><p>• You</p>")).toBeNull();
    expect(read("<span>• You</span>", KNOWN)).toBeNull();
    const link = '<a href="/analytics/post-summary/urn:li:activity:7396000000000000000/">my numbers</a>';
    expect(read(`<p>See ${link}</p>`)).toBeNull();
  });
});

describe("Ember's own profile until 2022", () => {
  const search = '<a href="/search/results/people/?network=%5B%22F%22%5D&origin=MEMBER_PROFILE_CANNED_SEARCH"><span><span>268</span> connections</span></a>';
  const views = '<section><a href="/me/profile-views"><span aria-hidden="true">171 profile views</span></a></section>';
  test.each(["pv-top-card", "pv-top-card-section", "pv-top-card-v2-section"])("%s", (name) => {
    for (const form of ["intro", "topcard"]) {
      const html = `${NAV}<main><section class="${name}"><a href="/in/mira-olsen/edit/${form}/"><span class="visually-hidden">Edit profile</span></a><h1>Mira</h1><ul><li>${search}</li></ul></section>${views}</main>`;
      const reading = readHtml(html, "/in/mira-olsen/");
      expect(reading).toMatchObject({ page: "own_profile", status: "ok", self: { vanity: "mira-olsen" } });
      expect(gaugesOf(reading)).toEqual(["connections=268 exact", "profile_views=171 exact"]);
    }
  });
  test("without the owner's form or with a Connect button it is another member's", () => {
    const card = (inside: string) => `${NAV}<main><section class="pv-top-card"><h1>M</h1>${inside}<ul><li>${search}</li></ul></section>${views}</main>`;
    const connect = '<a href="/preload/custom-invite/?vanityName=mira-olsen">Connect</a>';
    expect(readHtml(card(""), "/in/mira-olsen/")).toMatchObject({ page: "other_profile", gauges: [] });
    expect(readHtml(card(`<a href="/in/mira-olsen/edit/intro/"></a>${connect}`), "/in/mira-olsen/").gauges).toEqual([]);
  });
}); // prettier-ignore
