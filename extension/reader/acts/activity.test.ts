import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { readPage } from "..";
import { MOMENT, readHtml } from "../testing";
import type { Self } from "../../messages";
import { activityMs, dayAt, messageMs, offsetOf, today } from "../numbers/days";

const id = (moment: string): string => (BigInt(Date.parse(moment)) << 22n).toString();
const ME: Self = { vanity: "mira-olsen" };
const HOME = "/in/mira-olsen/recent-activity";

const post = (urn: string, inside = "", kind = "activity"): string =>
  `<li><div role="article" data-urn="urn:li:${kind}:${urn}">${inside}</div></li>`;
const actor = (vanity: string, mark = ""): string =>
  `<a href="https://www.linkedin.com/in/${vanity}?miniProfileUrn=x"><img alt=""></a><span aria-hidden="true">${mark}</span>`;
const comment = (urn: string, inside: string): string =>
  `<article data-id="urn:li:comment:(activity:7444658505211969536,${urn})">${inside}</article>`;

const tallies = (html: string, tab: string, known: Self | null = ME, lang = "en") =>
  readHtml(`<main><ul>${html}</ul></main>`, `${HOME}/${tab}/`, { lang, ...(known ? { known } : {}) }).tallies;

describe("days of activity ids", () => {
  test("the upper bits are the time, dated in the user's own zone", () => {
    const late = id("2026-11-19T23:30:00Z");
    expect(activityMs(late, MOMENT)).toBe(Date.parse("2026-11-19T23:30:00Z"));
    expect(dayAt(activityMs(late, MOMENT) ?? 0, offsetOf("2026-11-20T10:00:00+01:00"))).toBe("2026-11-20");
    expect(dayAt(activityMs(late, MOMENT) ?? 0, offsetOf("2026-11-20T10:00:00-08:00"))).toBe("2026-11-19");
    expect(today("2026-11-20T00:30:00+05:45")).toBe("2026-11-20");
    expect(offsetOf("2026-11-20T00:30:00-09:30")).toBe(-9.5 * 3_600_000);
    expect(offsetOf("2026-11-20T00:30:00Z")).toBe(0);
  });
  test("a known post: LinkedIn's ids as they are", () =>
    expect(new Date(activityMs("7202553986916810752", MOMENT) ?? 0).toISOString().slice(0, 10)).toBe(
      "2024-06-01",
    ));
  test.each(["1", "0", "", "abc", "999999999999", "9223372036854775807", "-7202553986916810752"])(
    "%j has no possible date", (text) => expect(activityMs(text, MOMENT)).toBeNull()); // prettier-ignore
  test("message ids carry their time too", () => {
    const encoded = `2-${btoa("1795000000000b12345-004&x")}`;
    expect(messageMs(encoded, "2026-12-01T00:00:00Z")).toBe(1795000000000);
    for (const bad of ["2-AAAA", "x", `2-${btoa("words and words and words")}`, "2-%%%%%%%%%%%%%%%%%%%%"])
      expect(messageMs(bad, MOMENT)).toBeNull();
  });
});

describe("posts", () => {
  const mine = actor("mira-olsen", "• You");
  test("are counted by day, from the oldest loaded to today, as a lower bound", () => {
    const html = [id("2026-11-19T08:00:00Z"), id("2026-11-19T09:00:00Z"), id("2026-11-02T09:00:00Z")]
      .map((urn) => post(urn, mine))
      .join("");
    expect(tallies(html, "all")).toEqual([
      { signal: "posts", from: "2026-11-02", to: "2026-11-20", days: { "2026-11-19": 2, "2026-11-02": 1 }, bound: "at_least" },
    ]); // prettier-ignore
  });
  test("count once each; parts of a post and content outside the list are skipped", () => {
    const urn = id("2026-11-19T08:00:00Z");
    const nested = post(
      urn,
      mine + `<div role="article" data-urn="urn:li:activity:${id("2026-11-01T08:00:00Z")}"></div>`,
    );
    const aside = `<aside>${post(id("2026-11-18T08:00:00Z"), mine)}</aside>`;
    expect(tallies(nested + post(urn, mine) + aside, "all")[0]?.days).toEqual({ "2026-11-19": 1 });
  });
  test("shares and articles count by their own ids", () =>
    expect(
      tallies(
        post(id("2026-11-19T08:00:00Z"), mine, "ugcPost") + post(id("2026-11-18T08:00:00Z"), mine, "share"),
        "all",
      )[0]?.days,
    ).toEqual({ "2026-11-19": 1, "2026-11-18": 1 }));
  test("a post shared unchanged is a repost, one with added text is a post", () => {
    const header = `${actor("mira-olsen")}<span>Mira Olsen reposted this</span>`;
    const html =
      post(id("2026-11-19T08:00:00Z"), header + actor("tomas-reed", "• 2nd")) +
      post(id("2026-11-18T08:00:00Z"), mine + actor("tomas-reed", "• 2nd"));
    expect(tallies(html, "all").map(({ signal, days }) => [signal, days])).toEqual([
      ["posts", { "2026-11-18": 1 }],
      ["reposts", { "2026-11-19": 1 }],
    ]);
  });
  test("ids without a possible date are not counted", () => {
    const reading = readHtml(`<main>${post("123456789012", mine)}</main>`, `${HOME}/all/`, { known: ME });
    expect(reading.tallies).toEqual([]);
    expect(reading.trace).toContainEqual({ signal: "posts", anchor: null, reason: "undatable" });
  });
  test("no posts is not a zero", () => expect(tallies("<li>No posts yet</li>", "all")).toEqual([]));
  test("no id of a post leaves the reader", () => {
    const urn = id("2026-11-19T08:00:00Z");
    const reading = readHtml(`<main>${post(urn, mine)}</main>`, `${HOME}/all/`, { known: ME });
    expect(JSON.stringify(reading)).not.toContain(urn.slice(0, 10));
  });
});

test("daylight saving: in winter an act of summer keeps its day", () => {
  // 00:30 in Rome on 2 July is 22:30 UTC of 1 July; with the winter offset it would be 23:30 of the
  // 1st.
  const html = `<main>${post(id("2026-07-01T22:30:00Z"), actor("mira-olsen", "• You"))}</main>`;
  const { document } = new JSDOM(`<html lang="en"><body>${html}</body></html>`).window;
  const now = {
    moment: MOMENT,
    offsetAt: (ms: number) => (ms < Date.parse("2026-10-25T01:00:00Z") ? 120 : 60),
  };
  const [tally] = readPage(document, new URL(`https://www.linkedin.com${HOME}/all/`), now, {
    self: ME,
  }).tallies;
  expect(tally?.days).toEqual({ "2026-07-02": 1 });
});

describe("comments", () => {
  test("the user's own are counted and dated by the comment", () => {
    const html = post(id("2026-11-10T08:00:00Z"),
      comment(id("2026-11-12T08:00:00Z"), actor("lena", "• 3rd")) + comment(id("2026-11-13T08:00:00Z"), actor("mira-olsen", "• You")));
    expect(tallies(html, "comments").map(({ signal, from, days }) => [signal, from, days])).toEqual([["comments", "2026-11-13", { "2026-11-13": 1 }]]);
  }); // prettier-ignore
  test("SDUI's comments are counted, also in a language without labels", () => {
    const urn = id("2026-11-13T08:00:00Z");
    const html = `<div componentkey="replaceableComment_urn:li:comment:(urn:li:activity:7444658505211969536,${urn})"><a href="/in/mira-olsen/"><img></a><p>自分</p></div>`;
    expect(tallies(html, "comments", ME, "ja")[0]?.days).toEqual({ "2026-11-13": 1 });
  });
});

describe("reactions", () => {
  test("every post of others in the list counts as a lower bound", () => {
    const html =
      post(id("2026-11-19T08:00:00Z"), actor("lena", "• 3rd")) +
      post(id("2026-11-01T08:00:00Z"), actor("tomas", "• 2nd"));
    expect(tallies(html, "reactions")).toMatchObject([
      { signal: "reactions", from: "2026-11-01", bound: "at_least" },
    ]);
  });
});

describe("owner of a list", () => {
  const urn = id("2026-11-19T08:00:00Z");
  test("is proven by an item marked as the user's under the name in the address", () => {
    expect(tallies(post(urn, actor("mira-olsen", "• You")), "all", null)).toHaveLength(1);
    expect(tallies(post(urn, `${actor("mira-olsen")}<a href="/analytics/post-summary/urn:li:activity:${urn}/">619</a>`), "all", null, "ja")).toHaveLength(1);
  }); // prettier-ignore
  test.each([
    ["nobody's marks", post(urn, actor("mira-olsen", "• 2nd"))],
    [
      "the member's post passed on by the one in the address",
      post(urn, actor("mira-olsen") + actor("somebody-else", "• You")),
    ],
    [
      "a mark inside the text",
      post(urn, `${actor("mira-olsen", "• 2nd")}<p>${"long words ".repeat(6)}• You</p>`),
    ],
  ])("is not proven: %s", (_, html) => expect(tallies(html, "all", null)).toEqual([]));
  test("another member's list is not read while the user is known", () =>
    expect(tallies(post(urn, actor("mira-olsen", "• 2nd")), "all", { vanity: "jonas-berg" })).toEqual([]));
  test("nothing is read while the list of another tab is still shown", () => {
    const pills = (pressed: number) =>
      [0, 1, 2]
        .map(
          (index) =>
            `<button id="content-collection-pill-${index}" aria-pressed="${index === pressed}"></button>`,
        )
        .join("");
    const html = post(urn, actor("lena", "• 3rd"));
    expect(tallies(pills(0) + html, "reactions")).toEqual([]);
    expect(tallies(pills(2) + html, "reactions")).toHaveLength(1);
  });
});
