import { describe, expect, test } from "vitest";
import { readHtml } from "../testing";
import type { Self } from "../../messages";

const ID = "ACoAABq7Lm0BsampleMira0000000000000001";
const card = (inside: string, id = ID): string =>
  `<main><div id="com.linkedin.sdui.profile.card.ref${id}Topcard"><section><h2>Somebody</h2>${inside}</section></div></main>`;
const EDIT = '<a href="https://www.linkedin.com/in/mira-olsen/edit/intro/"></a>';
const COUNT = '<a href="/mynetwork/invite-connect/connections/"><p>268 connections</p></a>';
const CANNED =
  '<a href="/search/results/people/?origin=MEMBER_PROFILE_CANNED_SEARCH"><p>500+ connections</p></a>';

function kindOf(html: string, path: string, known?: Self, lang = "en") {
  const { page, status, self, gauges, visits } = readHtml(html, path, { lang, ...(known ? { known } : {}) });
  return {
    page,
    status,
    self,
    counts: gauges.filter(({ signal }) => signal === "connections").length,
    visits: visits.length,
  };
}

const OWN = { page: "own_profile", status: "ok", counts: 1, visits: 0 };
const self = { vanity: "mira-olsen", memberId: ID };

describe("own profile, proven", () => {
  test.each([
    ["edit link", EDIT],
    ["own link", '<a href="/in/mira-olsen/?isSelfProfile=true"></a>'],
    ["owner's control by its key", '<button componentkey="mira-olsen_openToButton"></button>'],
    ["edit form of a section", '<a href="/in/mira-olsen/edit/forms/summary/new/"></a>'],
    ["owner's control by its label", '<a href="/x" aria-label="Edit profile"></a>'],
  ])("%s", (_, proof) => expect(kindOf(card(proof + COUNT), "/in/mira-olsen/")).toEqual({ ...OWN, self }));

  test.each([["it", "Modifica profilo"], ["fr", "Modifier le profil"], ["de", "Profil bearbeiten"], ["es", "Editar perfil"], ["ru", "Редактировать профиль"]])(
    "an owner's control in %s", (lang, label) =>
      expect(kindOf(card(`<a href="/x" aria-label="${label}"></a>${COUNT}`), "/in/mira-olsen/", undefined, lang)).toMatchObject(OWN)); // prettier-ignore

  test.each(["/in/mira-olsen", "/in/Mira-Olsen/", "/in/mira-olsen/it/", "https://it.linkedin.com/in/mira-olsen/", "https://m.linkedin.com/in/mira-olsen/"])(
    "at %s", (path) => expect(kindOf(card(EDIT + COUNT), path)).toEqual({ ...OWN, self })); // prettier-ignore

  test("a name in another script, encoded or not", () => {
    const html = card('<a href="/in/%D0%BC%D0%B8%D1%80%D0%B0-1/edit/intro/"></a>' + COUNT);
    expect(kindOf(html, "/in/мира-1/")).toMatchObject({ ...OWN, self: { vanity: "мира-1" } });
  });

  test("the session's account known from an earlier page", () => {
    expect(kindOf(card(COUNT), "/in/mira-olsen/", { vanity: "mira-olsen" })).toEqual({ ...OWN, self });
    expect(kindOf(card(COUNT), "/in/me/", { vanity: "mira-olsen" })).toEqual({ ...OWN, self });
    expect(kindOf(card(COUNT), "/in/me/")).toMatchObject({ ...OWN, self: { memberId: ID } });
  });

  test("a changed name: the page's own links and the member id outweigh the address", () => {
    const renamed = card('<a href="/in/mira-new/edit/intro/"></a>' + COUNT);
    expect(kindOf(renamed, "/in/mira-olsen/", { vanity: "mira-olsen", memberId: ID })).toEqual({
      ...OWN,
      self: { vanity: "mira-new", memberId: ID },
    });
    expect(kindOf(renamed, "/in/mira-new/")).toMatchObject(OWN);
  });

  test("a counter-sign in the navigation proves nothing", () => {
    const nav = '<nav><a href="/in/mira-olsen/?isSelfProfile=true"></a></nav>';
    expect(kindOf(nav + card(CANNED), "/in/carla/")).toEqual({
      page: "other_profile",
      status: "ok",
      self: null,
      counts: 0,
      visits: 1,
    });
  });
});

describe("other pages", () => {
  const none = { self: null, counts: 0, visits: 0 };
  test("another member's profile is a visit", () => {
    expect(kindOf(card(CANNED), "/in/carla/")).toEqual({
      page: "other_profile",
      status: "ok",
      ...none,
      visits: 1,
    });
    expect(kindOf(card(COUNT), "/in/carla/", { vanity: "mira-olsen" })).toMatchObject({
      page: "other_profile",
      counts: 0,
      visits: 1,
    });
  });

  test.each([
    ["the member's page at another's address", card(EDIT + COUNT), "/in/carla/", undefined],
    ["another's page at the member's address", card(CANNED), "/in/mira-olsen/", { vanity: "mira-olsen" }],
    ["another's page at /in/me/", card(CANNED), "/in/me/", undefined],
    ["another member id at the member's address", card(COUNT, "ACoAABother00000000"), "/in/mira-olsen/", { vanity: "mira-olsen", memberId: ID }],
    ["both kinds of controls", card(EDIT + CANNED), "/in/mira-olsen/", undefined],
    ["a profile at a page of the session", card(COUNT), "/dashboard/", undefined],
  ])("%s is loading", (_, html, path, known) =>
    expect(kindOf(html, path, known)).toMatchObject({ status: "loading", ...none })); // prettier-ignore

  test("a profile without either proof belongs to nobody yet", () =>
    expect(kindOf(card(COUNT), "/in/mira-olsen/")).toMatchObject(none));

  test("suggestions with a Connect button beside the own profile do not hide it", () => {
    const aside = '<aside><a href="/preload/custom-invite/?vanityName=lena">Connect</a></aside>';
    expect(kindOf(card(EDIT + COUNT) + aside, "/in/mira-olsen/")).toMatchObject(OWN);
  });

  test("other hosts are not read", () => {
    const html = card(EDIT + COUNT);
    for (const host of ["https://example.com", "https://linkedin.com.example.org", "https://notlinkedin.com"])
      expect(kindOf(html, `${host}/in/mira-olsen/`)).toEqual({ page: "other", status: "ok", ...none });
  });
});
