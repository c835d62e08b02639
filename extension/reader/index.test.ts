import { readdirSync, readFileSync } from "node:fs";
import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { CORPUS } from "../../tests/fixtures/linkedin/corpus.mjs";
import { render } from "../../tests/fixtures/linkedin/index.mjs";
import { readPage } from ".";
import { MOMENT } from "./testing";

test("reading does not change the page, and a second reading is equal", () => {
  for (const item of CORPUS.filter((_, index) => index % 20 === 0)) {
    const url = new URL(item.path, "https://www.linkedin.com");
    const dom = new JSDOM(render(url.pathname + url.search, item.options).html);
    const { document } = dom.window;
    const before = document.documentElement.cloneNode(true);
    const first = readPage(document, url, { moment: MOMENT });
    expect(readPage(document, url, { moment: MOMENT })).toEqual(first);
    expect(document.documentElement.isEqualNode(before)).toBe(true);
  }
}, 60_000);

test("the reader uses only the DOM of a browser", () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !/\.test\.ts$|testing\.ts$/.test(name),
  );
  expect(sources.length).toBeGreaterThan(20);
  for (const name of sources) {
    const source = readFileSync(`${import.meta.dirname}/${name}`, "utf8");
    expect(source, name).not.toMatch(
      /\b(?:chrome|browser|fetch|XMLHttpRequest|localStorage|setTimeout|addEventListener|Date\.now)\b\s*[.(]/,
    );
  }
});
