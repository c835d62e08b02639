/** Names are text wherever they are shown: none becomes an element, an attribute or a script. */

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { converse } from "./lib/host-process.mjs";
import { momentOf } from "./lib/seed-history.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { until } from "../lib/wait.mjs";

/** Names that would have an effect if they were markup, within a label's length. */
const NAMES = [
  `<img src=x onerror="document.title='taken'">`,
  `<script>document.title="taken"</script>`,
  `" onmouseover="document.title='taken'" x="`,
  `</p><iframe src="https://example.com"></iframe>`,
  `javascript:document.title='taken'`,
  `{{7*7}} \${7*7} &lt;b&gt; %3Cb%3E`,
];

/** Users with these names, each with a reading of LinkedIn's own number. */
function liveUnder(names, env) {
  const pillars = { brand: 10, people: 11, insights: 12, relationships: 13 };
  return converse(
    env,
    names.map((name, index) => ({
      ...{ type: "observe", request: randomUUID(), page: "ssi", lang: "en", tallies: [] },
      profile: { key: `${name}-key`, label: name },
      at: momentOf(new Date(Date.now() - (names.length - index) * 60_000)),
      gauges: [{ signal: "connections", value: 100 + index, bound: "exact" }],
      official: { total: 46, pillars },
    })),
  );
}

/** Elements of a page that did not come with the extension; runs in the page. */
function strangers() {
  const all = [...document.querySelectorAll("*")];
  const addresses = all.flatMap((element) =>
    ["src", "href", "action"].map((name) => element.getAttribute(name)),
  );
  return {
    elements: all
      .map(({ localName }) => localName)
      .filter((name) => ["iframe", "object", "embed", "base"].includes(name)),
    scripts: [...document.scripts].filter((script) => !script.src.startsWith(location.origin)).length,
    handlers: all.flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith("on")),
    addresses: addresses.filter((address) => /^\s*(javascript|data):|^x$|example\.com/i.test(address ?? "")),
    title: /taken/.test(document.title),
  };
}

const NONE = { elements: [], scripts: 0, handlers: [], addresses: [], title: false };

inEachBrowser("a name with markup is shown as text", {}, async (session) => {
  await liveUnder(NAMES, session.env);
  await session.agree();
  for (const path of ["popup.html", "history.html", "options.html", "report.html", "welcome.html"]) {
    const tab = path === "popup.html" ? await session.openPopup(session.control) : await session.open(path);
    if (path === "welcome.html") await tab.waitForSelector("#content > *");
    else
      await until(`a name on ${path}`, async () => {
        const text = await tab.evaluate(() => document.body.textContent);
        return NAMES.some((name) => text.includes(name));
      });
    assert.deepEqual(await tab.evaluate(strangers), NONE, path);
  }
});

inEachBrowser("an address cannot bring markup into history or report", {}, async (session) => {
  await liveUnder(NAMES.slice(0, 1), session.env);
  await session.agree();
  const hostile = encodeURIComponent(NAMES[0]);
  for (const path of [`history.html?profile=${hostile}`, `report.html?profile=${hostile}&from=${hostile}`]) {
    const tab = await session.open(`${path}#${hostile}`);
    await until(`something on ${path}`, () =>
      tab.evaluate(() => document.body.textContent.trim().length > 20),
    );
    assert.deepEqual(await tab.evaluate(strangers), NONE, path);
  }
});
