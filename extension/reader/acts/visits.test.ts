import { describe, expect, test } from "vitest";
import { readHtml } from "../testing";

const visits = (path: string) => readHtml("<main></main>", path).visits;
const signals = (path: string): string[] => visits(path).map(({ signal }) => signal);

describe("a people search", () => {
  test.each([
    ["/search/results/people/?keywords=pumps", false],
    ["/search/results/people/?keywords=pumps%20and%20valves&origin=SWITCH_SEARCH_VERTICAL&sid=x&page=3", false],
    ["/search/results/people/?keywords=pumps%20AND%20valves", true],
    ["/search/results/people/?keywords=%22pump%20engineer%22", true],
    ["/search/results/people/?keywords=(pumps)", true],
    ["/search/results/people/?geoUrn=%5B%22103644278%22%5D&origin=FACETED_SEARCH", true],
    ["/search/results/people/?titleFreeText=engineer", true],
    ["/sales/search/people?query=(keywords%3Apumps)", false],
    ["/sales/search/people?query=(keywords%3A50%25%20pumps)", false],
    ["/sales/search/people?query=(filters%3AList((type%3AREGION%2Cvalues%3AList((id%3A1))))%2Ckeywords%3Apumps)", true],
    ["/sales/search/people?query=(keywords%3Apumps%2520OR%2520valves)", true],
  ])("%s advanced: %s", (path, advanced) =>
    expect(signals(path)).toEqual(advanced ? ["people_searches", "advanced_searches"] : ["people_searches"])); // prettier-ignore

  test("another page of a search is the same act, other words are another", () => {
    const subject = (path: string) => visits(path)[0]?.subject;
    const first = subject("/search/results/people/?keywords=pumps&origin=A");
    expect(subject("/search/results/people/?keywords=pumps&origin=B&page=2&sid=z")).toBe(first);
    expect(subject("/search/results/people/?keywords=valves")).not.toBe(first);
    expect(subject("/search/results/people/?keywords=pumps&network=%5B%22F%22%5D")).not.toBe(first);
  });
});

test("a lead counts by its id, whatever list it was opened from", () => {
  const [lead] = visits("/sales/lead/ACwAAB1,NAME_SEARCH,abc");
  expect(lead).toEqual({ signal: "profiles_viewed", subject: "lead:ACwAAB1" });
  expect(visits("/sales/lead/ACwAAB1,OTHER,def?x=1")).toEqual([lead]);
});

test("nothing on a search page is read", () => {
  const html = "<main><p>547 followers</p><p>268 connections</p><a href='/me/profile-views/'>12</a></main>";
  expect(readHtml(html, "/search/results/people/?keywords=x")).toMatchObject({ gauges: [], tallies: [] });
});
