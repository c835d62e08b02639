import { describe, expect, test } from "vitest";
import { gaugesOf, readHtml } from "./testing";

const views = (inside: string, lang = "en") =>
  gaugesOf(
    readHtml(
      `<main><aside><a href="/me/profile-views/"><p>Profile viewers</p>${inside}</a></aside></main>`,
      "/feed/",
      { lang },
    ),
  );
const onAnalytics = (inside: string, lang = "en") =>
  gaugesOf(
    readHtml(
      `<main><div><p>${inside}</p><p>Profile viewers</p></div><div data-view-name="viewer-list"></div></main>`,
      "/analytics/profile-views/",
      { lang },
    ),
  );

describe("a number split over several elements is read whole or not at all", () => {
  test.each([
    "<span>1</span><span>,</span><span>027</span>",
    "<span>1</span><span>,027</span>",
    "<span>1,</span><span>027</span>",
    "<span>1</span>,<span>027</span>",
    "<span>1</span> <span>027</span>",
    "<span>1</span>\u202f<span>027</span>",
    "<span>1</span>.<b>027</b>",
    "<span>1</span><span>1</span>",
    "<span>1</span><span>0</span><span>2</span><span>7</span>",
    "<b><i>1</i></b><span><em>2</em></span>",
    "1<sup>2</sup>",
    "<span>١</span><span>٬</span><span>٠٢٧</span>",
  ])("%s", (inside) => {
    for (const lang of ["en", "fr", "ja", "ar"]) {
      expect(views(`<p>${inside}</p>`, lang)).toEqual([]);
      expect(onAnalytics(inside, lang)).toEqual([]);
    }
    expect(views(`<p>${inside} profile viewers</p>`)).toEqual([]);
    // A label for screen readers holds the whole number.
    expect(views(`<p aria-label="1,027">${inside}</p>`)).toEqual(["profile_views=1027 exact"]);
  });

  test.each([
    ["twins", '<span aria-hidden="true">11</span><span class="visually-hidden">11</span>', 11],
    ["twins of one digit", '<span aria-hidden="true">1</span><span class="visually-hidden">1</span>', 1],
    ["twins without a mark", "<span>1,027</span><span>1,027</span>", 1027],
    ["a number in one element", "<span>1,027</span><span>·</span>", 1027],
    ["a change behind a space", "<span>1,027</span> <span>50%</span>", 1027],
    ["blocks", "<div>1,027</div><div>50%</div>", 1027],
  ])("%s are read whole", (_, inside, value) =>
    expect(views(`<div>${inside}</div>`)).toEqual([`profile_views=${value} exact`]),
  );
});

describe("other people's texts on the list of connections", () => {
  const card = (name: string, headline: string) =>
    `<div componentkey="ConnectionCard_0-${name}"><a href="/in/${name}/"><img alt=""></a><div><a href="/in/${name}/"><p>${name}</p><p>${headline}</p></a></div></div>`;
  const read = (html: string, lang: string, path = "/mynetwork/invite-connect/connections/") =>
    gaugesOf(readHtml(`<main>${html}</main>`, path, { lang }));
  const BOASTS: [string, string][] = [
    ["en", "30,000+ connections"],
    ["it", "12.000 collegamenti"],
    ["fr", "Plus de 12 000 relations"],
    ["de", "12.000 Kontakte"],
    ["pt", "12.000 conexões"],
    ["tr", "12.000 bağlantı"],
  ];
  test.each(BOASTS)("are not read in %s", (lang, boast) => {
    const header = (text: string) =>
      `<div componentkey="ConnectionsPage_ConnectionsListHeader"><p>${text}</p></div>`;
    const cards = card("tom", boast) + card("una", "Plant manager");
    const LISTS = [
      `<div data-view-name="connections-list">${cards}</div>`,
      cards,
      `<ul><li><a href="/in/tom/"><p>Tom</p></a><p>${boast}</p></li></ul>`,
      `<div><p>${boast}</p><a href="/in/tom/">Tom</a></div>`.replace(/^<div>/, '<div role="listitem">'),
      `<div role="article" data-urn="urn:li:activity:1"><p>${boast}</p><a href="/in/otto/">O</a></div>`,
      `<article><h1>${boast}</h1><a href="/in/otto/">O</a></article>`,
    ];
    for (const list of LISTS) {
      expect(read(list, lang)).toEqual([]);
      expect(read(`<h1>…</h1>${list}`, lang)).toEqual([]);
      expect(read(header("1,268") + list, lang)).toEqual(["connections=1268 exact"]);
      expect(read(header("") + list, lang)).toEqual([]);
    }
  });
  test("are not read on the list of followers", () => {
    const path = "/mynetwork/network-manager/people-follow/followers/";
    const cards = card("tom", "12,000 people are following you");
    expect(read(cards, "en", path)).toEqual([]);
    expect(read(`<h2>547 people are following you</h2>${cards}`, "en", path)).toEqual([
      "followers=547 exact",
    ]);
  });
});

describe("a shell is loading, whatever data it carries", () => {
  const data = JSON.stringify({ text: "words ".repeat(2_000), count: 268 });
  const NAV = '<header id="global-nav"><nav><a href="/feed/">Home</a></nav></header>';
  test.each([`<script type="application/json">${data}</script>`, `<code style="display:none"><!--${data}--></code>`, `<code>${data}</code>`, `<template><p>${data}</p></template>`, `<noscript>${data}</noscript>`, `<style>${".a{}".repeat(300)}</style>`])(
    "%.40s", (inside) => {
      for (const path of ["/feed/", "/in/mira/", "/sales/ssi", "/dashboard/", "/mynetwork/"]) {
        expect(readHtml(`${NAV}<main></main>${inside}`, path).status, path).toBe("loading");
        expect(readHtml(`${NAV}<main>${inside}</main>`, path).status, path).toBe("loading");
      }
    }); // prettier-ignore
  test("a full page in a dense script is not loading", () =>
    expect(
      readHtml(`${NAV}<main>${"今日は何も読み取れません。".repeat(14)}</main>`, "/feed/", { lang: "ja" })
        .status,
    ).toBe("unknown_markup"));
});
