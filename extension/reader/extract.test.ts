import { describe, expect, test } from "vitest";
import { gaugesOf, pageOf, readHtml } from "./testing";
import { readSignal } from "./extract";
import type { SignalRule } from "./rules";

const rail = (inside: string): string =>
  `<aside><a href="https://www.linkedin.com/me/profile-views/">${inside}</a></aside>`;
const views = (html: string, lang = "en"): string[] => gaugesOf(readHtml(html, "/feed/", { lang }));

describe("a number in its anchor", () => {
  test.each([
    ["text", "<div><p>Profile viewers</p><p>241</p></div>"],
    ["aria-label alone", '<div aria-label="Profile viewers 241"><p>Profile viewers</p></div>'],
    ["both", '<div aria-label="Profile viewers 241"><p>Profile viewers</p><p>241</p></div>'],
    ["label first", "<span>Profile viewers</span> <strong>241</strong>"],
    [
      "a twin for screen readers",
      '<span aria-hidden="true">241</span><span class="visually-hidden">241</span>',
    ],
    ["with a percentage", "<p>241</p><p>Profile viewers</p><p>50% more</p>"],
    ["with its period", "<p>241 profile views</p><p>Past 7 days</p>"],
    ["one word with its label", "<p>241profile views</p>"],
    ["a hidden other number", '<p>241</p><p style="display: none">12</p><p hidden>13</p>'],
    ["with a comparison", "<p>241</p><p>Profile viewers</p><p>12 more than last week</p>"],
    [
      "with a comparison before it",
      "<p>12 more than last week</p><div><p>Profile viewers</p><p>241</p></div>",
    ],
    ["a script inside", "<p>241</p><script>var a = 7</script><style>p{margin:3px}</style>"],
  ])("%s", (_, inside) => expect(views(rail(inside))).toEqual(["profile_views=241 exact"]));

  test.each([
    ["two numbers", "<p>241 viewers</p><p>12 recruiters</p>"],
    ["two numbers beside the label", "<p>241</p><p>Profile viewers</p><p>12</p>"],
    ["a comparison in a language without labels", "<p>241</p><p>閲覧者</p><p>先週より12人多い</p>"],
    ["text and aria-label that disagree", '<div aria-label="Profile viewers 240"><p>241</p></div>'],
    ["no number", "<p>Profile viewers</p>"],
    ["a percentage only", "<p>104%</p>"],
    ["a period only", "<p>Past 90 days</p>"],
    ["a period only, in the aria-label", '<p aria-label="Past 90 days">Profile viewers</p>'],
    ["beyond belief", "<p>190,000,000</p>"],
    ["a growth", "<p>+12</p>"],
    ["hidden", '<p style="visibility:hidden">241</p>'],
  ])("%s: no reading", (_, inside) => expect(views(rail(inside))).toEqual([]));

  test("a language without labels is read by structure, and not where a caption could be the count", () => {
    expect(views(rail("<p>プロフィールの閲覧者</p><p>241</p>"), "ja")).toEqual(["profile_views=241 exact"]);
    expect(views(rail("<p>241 回の閲覧</p><p>過去90日間</p>"), "ja")).toEqual(["profile_views=241 exact"]);
    expect(views(rail("<p>30 回の閲覧</p><p>過去90日間</p>"), "ja")).toEqual(["profile_views=30 exact"]);
    expect(views(rail("<p>閲覧者</p><p>過去3か月</p>"), "ja")).toEqual([]);
    expect(views(rail("<p>閲覧者</p><p>3 人増加</p>"), "ja")).toEqual([]);
    expect(views(rail("<p>過去90日間</p>"), "ja")).toEqual([]);
  });

  test("the address of the anchor names the period", () => {
    const html =
      '<main><a href="/analytics/creator/content/?timeRange=past_7_days"><p>30 表示</p><p>過去7日間</p></a></main>';
    expect(views(html, "ja")).toEqual(["post_impressions=30 exact"]);
  });

  test("anchors that agree give one count, anchors that disagree give none", () => {
    expect(views(rail("<p>241</p>") + rail("<p>241</p>"))).toEqual(["profile_views=241 exact"]);
    expect(views(rail("<p>241</p>") + rail("<p>242</p>"))).toEqual([]);
    expect(views(rail("<p>241</p>") + rail("<p>Profile viewers</p>"))).toEqual(["profile_views=241 exact"]);
  });
});

describe("the trace", () => {
  const reasons = (html: string) =>
    readHtml(html, "/feed/").trace.find(({ signal }) => signal === "profile_views");
  test.each([
    ["nothing there", "<p>241</p>", { anchor: null, reason: "no_anchor" }],
    ["no number", rail("<p>Profile viewers</p>"), { anchor: null, reason: "no_number" }],
    ["two candidates", rail("<p>241</p>") + rail("<p>242</p>"), { anchor: null, reason: "two_candidates" }],
    ["out of range", rail("<p>190,000,000</p>"), { anchor: null, reason: "out_of_range" }],
    ["read", rail("<p>241</p>"), { anchor: "profile-views-link" }],
  ])("%s", (_, html, expected) => expect(reasons(html)).toEqual({ signal: "profile_views", ...expected }));

  test("holds no text of the page", () => {
    const reading = readHtml(rail("<p>Somebody's name 241</p>") + "<p>secret words</p>", "/feed/");
    expect(JSON.stringify(reading)).not.toMatch(/Somebody|secret/);
  });
});

describe("ways to take a count", () => {
  const read = (html: string, anchor: SignalRule["anchors"][number], lang = "en", label: SignalRule["label"] = "followers") =>
    readSignal(pageOf(html, "/x/", { lang }), { signal: "followers", ...(label ? { label } : {}), anchors: [anchor] }).gauge; // prettier-ignore
  const label = { name: "label", select: "body", take: "label" as const, outside: "aside" };

  test.each([
    ["own line", "<p>547 followers</p>", 547],
    ["number marked up", "<li><b>1,264</b> followers</li>", 1264],
    ["beside, before", "<div><p>547</p><p>Followers</p></div>", 547],
    ["beside, after", "<div><p>Followers</p><p>547</p></div>", 547],
    ["beside, one level up", "<div><div><p>547</p></div><div><p>Followers</p></div></div>", 547],
    ["twins", "<p><span aria-hidden='true'>547 followers</span><span>547 followers</span></p>", 547],
    ["twins beside", "<div><p><span>547</span><span>547</span></p><p>Followers</p></div>", 547],
    ["a colon", "<p>Followers: 547</p>", 547],
  ])("by label: %s", (_, html, value) =>
    expect(read(html, label)).toEqual({ signal: "followers", value, bound: "exact" }),
  );

  test.each([
    ["more words", "<p>547 followers of Contoso</p>"],
    ["a word of the label", "<p>547 new followers</p>"],
    ["two different", "<p>547 followers</p><p>12 followers</p>"],
    ["outside", "<aside><p>547 followers</p></aside>"],
    ["hidden", "<p hidden>547 followers</p>"],
    ["between two numbers", "<div><p>547</p><p>Followers</p><p>12</p></div>"],
    ["another number in the line", "<p>547 followers <b>12</b></p>"],
  ])("by label: %s: none", (_, html) => expect(read(html, label)).toBeNull());

  test("by label in the page's language only", () => {
    expect(read("<p>547 abonnés</p>", label, "fr")?.value).toBe(547);
    expect(read("<p>547 abonnés</p>", label, "en")).toBeNull();
    expect(read("<p>547 フォロワー</p>", label, "ja")).toBeNull();
  });

  test("in parentheses, of any width", () => {
    const tab = { name: "tab", select: "a", take: "parenthesised" as const };
    expect(read("<a>People (1,040)</a>", tab)?.value).toBe(1040);
    expect(read("<a>メンバー（４０）</a>", tab, "ja")?.value).toBe(40);
    expect(read("<a>People</a>", tab)).toBeNull();
    expect(read("<a>People (1.2K)</a>", tab)?.bound).toBe("approximate");
  });
});
