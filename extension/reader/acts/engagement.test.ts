import { describe, expect, test } from "vitest";
import { readHtml, type At } from "../testing";

const known = { vanity: "mira-olsen" };
/** Posts of 19 and 20 November 2026. */
const URNS = ["7397183904153600000", "7396821516288000000"];
const post = (urn: string | undefined, body: string): string =>
  `<div role="article" data-urn="urn:li:activity:${urn ?? ""}"><a href="/in/mira-olsen"><img alt=""></a><span>• You</span>${body}</div>`;

function received(bodies: string[], at: At = {}): number | null {
  const html = `<main>${bodies.map((body, index) => post(URNS[index], body)).join("")}</main>`;
  const reading = readHtml(html, "/in/mira-olsen/recent-activity/all/", { known, ...at });
  const tally = reading.tallies.find(({ signal }) => signal === "engagement_received");
  expect(tally?.bound ?? "at_least").toBe("at_least");
  return tally ? Object.values(tally.days).reduce((left, right) => left + right, 0) : null;
}

const reactions = (label: string, shown: string): string =>
  `<button type="button" aria-label="${label}"><span aria-hidden="true">${shown}</span></button>`;

describe("reactions and comments received", () => {
  test.each([
    ["reactions alone", reactions("12 reactions", "12"), 12],
    ["by name and number", reactions("Tomas Reed and 15 others", "16"), 16],
    ["with a twin for screen readers", `<button><span aria-hidden="true">16</span><span>Tomas Reed and 15 others</span></button>`, 16],
    ["comments alone", reactions("3 comments on Mira Olsen’s post", "3 comments"), 3],
    ["both", reactions("1,204 reactions", "1,204") + reactions("31 comments", "31 comments"), 1235],
    ["with reposts, which are neither", reactions("12 reactions", "12") + reactions("4 reposts of Mira Olsen’s post", "4 reposts") + reactions("4 reposts", "4"), 12],
    ["SDUI's icons", `<a href="/x"><ul><li><svg id="like-consumption-ring-small"></svg></li></ul><p>Elit Ut and 29 others</p></a>`, 29],
    ["shortened numbers", reactions("1.2K reactions", "1.2K"), 1200],
    ["impressions do not count", `<a href="/analytics/post-summary/urn:li:activity:1/"><strong>619</strong></a><button>619 impressions</button>`, null],
    ["the button to react", `<button aria-pressed="false" aria-label="React Like">5</button>`, null],
    ["two candidates", reactions("12 reactions", "12") + reactions("13 reactions", "13"), null],
    ["nothing shown", "", null],
    ["a percentage", "<button>57%</button>", null],
    ["within a comment", `<article data-id="urn:li:comment:(activity:1,7397183904153600001)">${reactions("12 reactions", "12")}</article>`, null],
    ["hidden", `<div style="display:none">${reactions("12 reactions", "12")}</div>`, null],
  ])("%s", (_, body, sum) => {
    expect(received([body])).toBe(sum);
  }); // prettier-ignore

  test.each([
    ["it", reactions("Nome Uno e 15 altre persone", "16") + reactions("3 commenti al post di Mira Olsen", "3 commenti"), 19],
    ["de", reactions("12 Reaktionen", "12") + reactions("1 Kommentar zu Mira Olsens Beitrag", "1 Kommentar"), 13],
    ["fr", reactions("Un Nom et 1 005 autres personnes", "1 006"), 1006],
    ["pl", reactions("5 reakcji", "5") + reactions("2 komentarze", "2 komentarze"), 7],
    ["ja", reactions("12件のリアクション", "12") + reactions("3件のコメント", "3件のコメント"), 12],
  ])("in %s", (lang, body, sum) => {
    expect(received([body], { lang })).toBe(sum);
  }); // prettier-ignore

  test("each post counts on its own day", () => {
    expect(received([reactions("12 reactions", "12"), reactions("5 reactions", "5")])).toBe(17);
  });

  test("another member's posts are not counted", () => {
    expect(received([reactions("12 reactions", "12")], { known: { vanity: "jonas-berg" } })).toBeNull();
  });
});
