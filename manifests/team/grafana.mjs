/**
 * Writes the dashboard for a Grafana that the team already has, with the questions of our own board:
 * node manifests/team/grafana.mjs FILE. Import the file in Grafana; its data source is one of type
 * Prometheus with the server's address.
 */

import { writeFileSync } from "node:fs";
import { CHANGES, current, GROUP_MIN, labelsQuery } from "../../extension/board/queries.ts";

const PILLARS = {
  brand: "Establish your professional brand",
  people: "Find the right people",
  insights: "Engage with insights",
  relationships: "Build relationships",
};
const SOURCE = { type: "prometheus", uid: "${source}" };

/** Figures of the group need so many members. */
const ofGroup = (figure, members) => `${figure} and on() (count(${members}) >= ${GROUP_MIN})`;

const target = (refId, expr, more = {}) => ({ refId, datasource: SOURCE, expr, ...more });
const once = { instant: true, range: false };
const table = { ...once, format: "table" };

let row = 0;
const panels = [];
/** Adds panels beside each other: `[width, panel]` of 24 columns. */
function addRow(height, ...wide) {
  let x = 0;
  for (const [w, panel] of wide) {
    panels.push({
      id: panels.length + 1,
      datasource: SOURCE,
      gridPos: { x, y: row, w, h: height },
      ...panel,
    });
    x += w;
  }
  row += height;
}

const stat = (title, expr, unit) => ({
  type: "stat",
  title,
  targets: [target("A", expr, once)],
  options: { reduceOptions: { calcs: ["lastNotNull"] }, colorMode: "none", graphMode: "none" },
  fieldConfig: { defaults: { decimals: 0, unit, noValue: `fewer than ${GROUP_MIN} members` }, overrides: [] },
});

const bars = (title, targets, max) => ({
  type: "bargauge",
  title,
  targets,
  options: {
    orientation: "horizontal",
    displayMode: "basic",
    showUnfilled: true,
    reduceOptions: { calcs: ["lastNotNull"] },
  },
  fieldConfig: {
    defaults: { decimals: 0, min: 0, max, noValue: `fewer than ${GROUP_MIN} members` },
    overrides: [],
  },
});

addRow(3, [
  24,
  {
    type: "text",
    title: "What this shows",
    options: {
      mode: "markdown",
      content:
        `Numbers of the last 7 days. Figures of the group need ${GROUP_MIN} members. Members who have ` +
        "withdrawn are left out. An employer who watches the activity of employees needs a legal basis " +
        "and must inform them (GDPR; in Italy also Statuto dei lavoratori, art. 4).",
    },
  },
]);
addRow(
  5,
  [8, stat("Median of the index", ofGroup(`median(${current("index")})`, current("index")))],
  [8, stat("Median change in 28 days", ofGroup(`median(${CHANGES})`, CHANGES))],
  [8, stat("Members", `count(${current("index")})`)],
);
addRow(9, [
  24,
  {
    type: "timeseries",
    title: "Index of the group: median and middle half",
    targets: [
      target("A", ofGroup(`quantiles("part", 0.25, 0.5, 0.75, ${current("index")})`, current("index")), {
        legendFormat: "quantile {{part}}",
      }),
    ],
    fieldConfig: {
      defaults: { decimals: 0, min: 0, max: 100, custom: { lineInterpolation: "linear" } },
      overrides: [
        {
          matcher: { id: "byName", options: "quantile 0.5" },
          properties: [{ id: "custom.lineWidth", value: 3 }],
        },
      ],
    },
  },
]);
addRow(
  10,
  [
    12,
    bars(
      "Distribution: members by tens",
      [
        target("A", ofGroup(`count_values("ten", floor(${current("index")} / 10))`, current("index")), {
          ...once,
          legendFormat: "{{ten}}0 and more",
        }),
      ],
      undefined,
    ),
  ],
  [
    12,
    bars(
      "Pillars: medians",
      Object.entries(PILLARS).map(([id, name], at) =>
        target("ABCD"[at], ofGroup(`median(${current(id)})`, current(id)), { ...once, legendFormat: name }),
      ),
      25,
    ),
  ],
);
const COLUMNS = {
  label: labelsQuery(null),
  index: current("index"),
  change: CHANGES,
  ...Object.fromEntries(Object.keys(PILLARS).map((id) => [id, current(id)])),
};
addRow(14, [
  24,
  {
    type: "table",
    title: "Members: index, change in 28 days, pillars",
    targets: Object.entries(COLUMNS).map(([name, expr]) => target(name, expr, table)),
    transformations: [
      { id: "joinByField", options: { byField: "member", mode: "outer" } },
      {
        id: "filterFieldsByName",
        options: { include: { pattern: "^(label|member|Value #(?!label).*)$" } },
      },
      {
        id: "organize",
        options: {
          renameByName: Object.fromEntries(
            Object.keys(COLUMNS).map((name) => [`Value #${name}`, PILLARS[name] ?? name]),
          ),
        },
      },
    ],
    fieldConfig: { defaults: { decimals: 0 }, overrides: [] },
  },
]);

const dashboard = {
  __inputs: [],
  title: "Bussola team",
  uid: "bussola-team",
  tags: ["bussola"],
  timezone: "utc",
  editable: true,
  schemaVersion: 36,
  version: 1,
  time: { from: "now-1y", to: "now" },
  templating: {
    list: [{ name: "source", label: "Server", type: "datasource", query: "prometheus", current: {} }],
  },
  panels,
};
writeFileSync(process.argv[2], `${JSON.stringify(dashboard, null, 2)}\n`);
