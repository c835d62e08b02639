import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { fromReport } from "../../../tests/fixtures/linkedin/from-report.mjs";
import { render } from "../../../tests/fixtures/linkedin/index.mjs";
import { numberShape, reportOf, type Report } from "./report";
import { readHtml } from "../testing";

const parse = (html: string): Document => new JSDOM(html).window.document;
const at = (path: string): URL => new URL(path, "https://www.linkedin.com");
const textOf = (report: Report): string => JSON.stringify(report);

/** A page with `mark` in every place that can hold a word. */
const marked = (
  mark: string,
): string => `<!doctype html><html lang="${mark}"><head><title>${mark}</title></head>
<body class="msg-${mark} ${mark}" id="${mark}" data-${mark}="1">
<!-- ${mark} -->
<script>var ${mark};</script><code>{"a":"${mark}"}</code><svg><text>${mark}</text></svg>
<a href="https://www.linkedin.com/in/${mark}-77b/?miniProfileUrn=urn%3Ali%3Afsd_profile%3A${mark}&${mark}=1#${mark}" title="${mark}">${mark} 4711</a>
<a href="https://${mark}.example/${mark}">x</a>
<img alt="${mark}" src="https://media.example/${mark}.jpg">
<button aria-label="Follow ${mark}" aria-pressed="${mark}" role="${mark}" type="${mark}" name="${mark}">${mark}</button>
<input value="${mark}" placeholder="${mark}">
<progress id="${mark}__bar" value="${mark}" max="25"></progress>
<div componentkey="com.linkedin.sdui.profile.card.ref${mark}Topcard" data-testid="${mark}-card" data-view-name="${mark}"
  data-urn="urn:li:activity:${mark}" data-id="${mark}" data-event-urn="urn:li:msg_message:(${mark},2-${mark})"
  dir="${mark}" contenteditable="${mark}" style="color:${mark}">${mark}<${mark}-element>${mark}</${mark}-element></div>
<form action="/${mark}"><label for="${mark}">${mark}</label></form></body></html>`;

describe("a report holds only the structure of the page", () => {
  test.each([
    "zaphod",
    "Zaphod",
    "ZAPHOD",
    "zaphodBeeblebrox",
    "zaphod77",
    "ACoAABzaphod9",
    "Żaphöd",
    "ザフォド",
  ])("no %s", (mark) => {
    const text = textOf(reportOf(parse(marked(mark)), at(`/in/${mark}/?q=${mark}`)));
    expect(text.toLowerCase()).not.toContain(mark.toLowerCase());
    expect(text.toLowerCase()).not.toMatch(/zaphod|beeblebrox|aphöd|aph/);
    expect(text).not.toMatch(/4711|77/);
  });

  test("no name, number or id of the sample site", () => {
    for (const frontEnd of ["ember", "sdui"] as const)
      for (const path of [
        "/feed/",
        "/in/mira-olsen-4b7a/",
        "/messaging/",
        "/mynetwork/",
        "/in/carla-winther-2f/",
      ]) {
        const text = textOf(reportOf(parse(render(path, { frontEnd }).html), at(path)));
        expect(text).not.toMatch(/mira|olsen|carla|winther|tomas|reed|pumps|harborview|ACoAA/i);
        // Only 9s, and the digits of HTML's and of the report's own words.
        expect(text.replace(/"(?:h[1-6]|bussola structure 1)"|"rules":\d+/g, "")).not.toMatch(/[0-8]/);
      }
  });
});

test.each([
  ["1,268 connections", "9,999 …"],
  ["Più di 500 collegamenti", "… 999 …"],
  ["25 977", "99 999"],
  ["500+", "999+"],
  ["١٬٢٣٤ زائر", "9٬999 …"],
  ["Top 14%", "… 99%"],
  ["only words", "…"],
  [" ", ""],
])("the shape of %j", (text, shape) => {
  expect(numberShape(text)).toBe(shape);
});

test("keeps what anchors need", () => {
  const text = textOf(reportOf(parse(render("/mynetwork/", { frontEnd: "sdui" }).html), at("/mynetwork/")));
  expect(JSON.parse(text)).toMatchObject({ page: "network", address: "/mynetwork/", lang: "en", cut: false });
  expect(text).toContain("/groups/my-groups");
});

test.each(["/mynetwork/", "/feed/", "/sales/ssi"])(
  "a fixture made from the report of %s is read the same",
  (path) => {
    for (const frontEnd of ["ember", "sdui"] as const) {
      const { html } = render(path, { frontEnd });
      const before = readHtml(bodyOf(html), path).trace.map(({ signal, anchor }) => ({ signal, anchor }));
      const fixture = fromReport(JSON.parse(textOf(reportOf(parse(html), at(path)))));
      const after = readHtml(bodyOf(fixture), path).trace;
      const byHref = before.filter(({ anchor }) => anchor?.endsWith("-link"));
      expect(after).toEqual(expect.arrayContaining(byHref));
    }
  },
);

const bodyOf = (html: string): string => /<body[^>]*>(.*)<\/body>/s.exec(html)?.[1] ?? "";
