import { describe, expect, test } from "vitest";
import { readHtml } from "../testing";
import type { Official } from "../../contract/protocol";

const read = (html: string, lang = "en"): Official | undefined =>
  readHtml(html, "/sales/ssi", { lang }).official;
const pillars = { brand: 12.05, people: 4.76, insights: 1, relationships: 15.19 };
const EN = [
  "Establish your professional brand",
  "Find the right people",
  "Engage with insights",
  "Build relationships",
];
const DE = [
  "Ihre professionelle Marke aufbauen",
  "Gezielt die richtigen Personen finden",
  "Durch Einblicke Interesse wecken",
  "Beziehungen aufbauen",
];

const bars = (values: (number | string)[]): string =>
  ["establish-brand", "find-people", "engage-with-insights", "build-relationships"]
    .map(
      (name, index) => `<progress id="${name}__sub-score-bar" value="${values[index]}" max="25"></progress>`,
    )
    .join("");
const table = (labels: string[], values: string[], rest: string): string =>
  `<table class="visually-hidden"><tbody>${labels.map((label, index) => `<tr><th>${label}</th><td>${values[index]}</td></tr>`).join("")}<tr><th>Remaining points</th><td>${rest}</td></tr></tbody></table>`;
const MINE = ["12.05", "4.76", "1", "15.19"];
const INDUSTRY = ["10.20", "6.10", "4.40", "8.30"];
const NETWORK = ["14.00", "9.50", "7.60", "12.90"];

describe("named bars", () => {
  test("give exact values, in any language", () => {
    const html = `${bars([13.118002, "3.68", "0.29999998211860657", 2.6077502])}<figcaption class="user-ssi-score__donut-chart-caption"><span class="ssi-score__value">٢٠</span> من ١٠٠</figcaption>`;
    expect(read(html, "ar")).toEqual({
      total: 20,
      pillars: { brand: 13.118002, people: 3.68, insights: 0.29999998211860657, relationships: 2.6077502 },
    });
  });
  test("without LinkedIn's classes give the caption that the pillars add up to", () => {
    const captions = "<figcaption>31 out of 100</figcaption><figcaption>33 out of 100</figcaption>";
    expect(read(bars([12.05, 4.76, 1, 15.19]) + captions)).toBeUndefined();
    expect(read(bars([12.05, 4.76, 1, 15.19]) + captions.replace("31", "45"))).toEqual({
      total: 33,
      pillars,
    });
    expect(read(bars([12.05, 4.76, 1, 15.19]))).toEqual({ total: 33, pillars });
  });
  test.each([
    ["while they grow", bars([0, 0, 0, 0]) + "<figcaption>33 out of 100</figcaption>"],
    ["one of them missing", bars([12.05, 4.76, 1, 15.19]).replace("find-people", "x")],
    ["out of range", bars([26, 4.76, 1, 1.2])],
    ["of another scale", bars([12.05, 4.76, 1, 15.19]).replaceAll('max="25"', 'max="100"')],
  ])("give nothing %s", (_, html) => expect(read(html)).toBeUndefined());
  test("give ranks by LinkedIn's rows and averages by its blocks", () => {
    const rank = (name: string, value: string) => `<div class="ssi-rank"><dt class="ssi-rank__category-name">${name}</dt><dd class="ssi-rank__category-score">${value}</dd></div>`;
    const group = (value: number, change: string) => `<div class="group-ssi-score"><figcaption><span class="ssi-score__value">${value}</span> out of 100</figcaption><p>${change}</p></div>`;
    const html = bars([12.05, 4.76, 1, 15.19]) + rank("業界", 'トップ<span class="t-40">14</span>%') + rank("ネットワーク", "上位 9 %") + group(31, "Up 1% since last week") + group(38, "No change since last week");
    expect(read(html, "ja")).toEqual({ total: 33, pillars, industry: { rank_pct: 14, average: 31, week_change: 1 }, network: { rank_pct: 9, average: 38, week_change: 0 } });
  }); // prettier-ignore
});

describe("captions with hidden tables", () => {
  const sentence =
    "<p>People in your industry have an average SSI of 29.</p><p>People in your network have an <b>average SSI of 44</b>.</p>";
  test.each([
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
  ])("are read in the order %i %i %i", (...order) => {
    const tables = [table(EN, MINE, "67"), table(EN, INDUSTRY, "71"), table(EN, NETWORK, "56")];
    const html = `<figcaption>33 out of 100</figcaption>${order.map((index) => tables[index]).join("")}${sentence}`;
    expect(read(html)).toEqual({
      total: 33,
      pillars,
      industry: { average: 29, pillars: { brand: 10.2, people: 6.1, insights: 4.4, relationships: 8.3 } },
      network: { average: 44, pillars: { brand: 14, people: 9.5, insights: 7.6, relationships: 12.9 } },
    });
  });
  test("three captions: the user's is the one that no sentence repeats", () => {
    const figure = (total: number, inside: string) =>
      `<figure>${inside}<figcaption><span>${total}</span><span>out of 100</span></figcaption></figure>`;
    const html =
      figure(29, table(EN, INDUSTRY, "71")) +
      figure(33, table(EN, MINE, "67")) +
      figure(44, table(EN, NETWORK, "56")) +
      sentence;
    expect(read(html)?.total).toBe(33);
  });
  test("are read in German, with decimal commas and the rank before its label", () => {
    const html = `<p>Top 14 %</p><p>SSI-Rang in Ihrer Branche</p><p>Top 20 %</p><p>SSI-Rang in Ihrem Netzwerk</p><figcaption>33 von 100</figcaption>${table(DE, ["12,05", "4,76", "1,00", "15,19"], "67")}`;
    expect(read(html, "de")).toEqual({
      total: 33,
      pillars,
      industry: { rank_pct: 14 },
      network: { rank_pct: 20 },
    });
  });
  test("are read in a language without labels, by LinkedIn's order of the pillars", () => {
    const labels = ["ブランド", "人", "インサイト", "関係"];
    expect(read(`<figcaption>33/100</figcaption>${table(labels, MINE, "67")}`, "ja")).toEqual({
      total: 33,
      pillars,
    });
  });
  test("are read in another order, by label", () => {
    const html = table([...EN].reverse(), [...MINE].reverse(), "67");
    expect(read(`<figcaption>33 out of 100</figcaption>${html}`)?.pillars).toEqual(pillars);
  });
  test("give nothing when no table matches the caption, or when two do", () => {
    expect(read(`<figcaption>60 out of 100</figcaption>${table(EN, MINE, "67")}`)).toBeUndefined();
    expect(
      read(
        `<figcaption>33 out of 100</figcaption>${table(EN, MINE, "67")}${table(EN, ["12.00", "4.80", "1.1", "15.10"], "67")}`,
      ),
    ).toBeUndefined();
  });
});

describe("lines of value and label", () => {
  const line = (text: string) => `<div>${text}</div>`;
  test("are read with value and label in one line", () => {
    const html = EN.map((label, index) => line(`${MINE[index]} | ${label}`)).join("") + line("33 out of 100");
    expect(read(html)).toEqual({ total: 33, pillars });
  });
  test("are read with the value before the label, without the groups' lines of the same labels", () => {
    const PT = ["Estabelecer sua marca profissional", "Localizar as pessoas certas", "Interagir oferecendo insights", "Criar relacionamentos"];
    const values = ["8,38", "6,10", "1,00", "8,60"];
    const html = line("24 de 100") + PT.map((label, index) => line(values[index] ?? "") + line(label)).join("") +
      line("Classificação no setor") + line("Primeiros 83%") + line("Classificação na rede") + line("Primeiros 90%") +
      line("Média do setor: Estabelecer sua marca profissional 20,00") + line("Pessoas do seu setor têm um SSI médio de 29.");
    expect(read(html, "pt")).toEqual({ total: 24, pillars: { brand: 8.38, people: 6.1, insights: 1, relationships: 8.6 }, industry: { rank_pct: 83, average: 29 }, network: { rank_pct: 90 } });
  }); // prettier-ignore
  test("are read with the label before the value and a tab", () => {
    const html = `<pre>${EN.map((label, index) => `${label}\t${MINE[index]}`).join("\n")}</pre>`;
    expect(read(html)?.pillars).toEqual(pillars);
  });
  test("are read with a rank as label, number and sign", () => {
    const html =
      EN.map((label, index) => line(`${MINE[index]} | ${label}`)).join("") +
      line("Industry SSI rank") +
      line("65") +
      line("%") +
      line("Network SSI rank") +
      line("8") +
      line("%");
    expect(read(html)).toMatchObject({ industry: { rank_pct: 65 }, network: { rank_pct: 8 } });
  });
  test.each([
    ["three pillars", EN.slice(0, 3).map((label, index) => line(`${MINE[index]} | ${label}`)).join("")],
    ["a total of something else", EN.map((label, index) => line(`${MINE[index]} | ${label}`)).join("") + line("88 out of 100")],
    ["two values for one pillar", EN.map((label, index) => line(`${MINE[index]} | ${label}`)).join("") + line(`3.00 | ${EN[0]}`)],
    ["labels of another language", EN.map((label, index) => line(`${MINE[index]} | ${label}`)).join("")],
  ])("give nothing from %s", (name, html) => expect(read(html, name.includes("language") ? "ru" : "en")).toBeUndefined()); // prettier-ignore
});

describe("the page's own data", () => {
  const scores = (values: number[]) =>
    ["PROFESSIONAL_BRAND", "FIND_RIGHT_PEOPLE", "INSIGHT_ENGAGEMENT", "STRONG_RELATIONSHIP"].map(
      (pillar, index) => ({ pillar, score: values[index] }),
    );
  const json = (rank: number) => JSON.stringify({
    activeSeat: false,
    memberScore: { overall: 33, subScores: scores([12.05, 4.76, 1, 15.19]) },
    groupScore: [{ groupType: "INDUSTRY", rank, groupSize: 5000, score: { overall: 29.4, subScores: scores([10, 6, 4.4, 9]) } }, { groupType: "TEAM", rank: 3, groupSize: 4, score: { overall: 20, subScores: [] } }],
  }); // prettier-ignore
  test("is read in a code element, also inside a comment", () => {
    const expected = {
      total: 33,
      pillars,
      industry: {
        rank_pct: 14,
        average: 29,
        pillars: { brand: 10, people: 6, insights: 4.4, relationships: 9 },
      },
    };
    expect(read(`<code style="display:none">${json(14)}</code>`, "ja")).toEqual(expected);
    expect(read(`<code><!--${json(14)}--></code>`, "ja")).toEqual(expected);
  });
  test("loses a rank that is no percentage", () =>
    expect(read(`<code>${json(4812)}</code>`)?.industry).not.toHaveProperty("rank_pct"));
  test.each(['{"activeSeat"', '{"activeSeat":false}', '{"activeSeat":false,"memberScore":{"overall":"33","subScores":[{"pillar":"PROFESSIONAL_BRAND","score":"x"}]}}', '{"activeSeat":false,"memberScore":{"overall":33,"subScores":7},"groupScore":null}'])(
    "gives nothing from %s", (text) => expect(read(`<code>${text}</code>`)).toBeUndefined()); // prettier-ignore
  test("is never requested", () => expect(read(`<code>{"other":1}</code>`)).toBeUndefined());
});

describe("the pillars' names are the page's own", () => {
  const namesOf = (html: string, lang: string): string[] | null => {
    const { pillarNames } = readHtml(html, "/sales/ssi", { lang });
    return pillarNames ? Object.values(pillarNames) : null;
  };
  const values = ["12,05", "4,76", "1,00", "15,19"];
  const line = (text: string) => `<div>${text}</div>`;
  test("beside its bars", () => {
    const labels = DE.map((label, index) => `<p>${values[index]} | ${label}</p>`).join("");
    expect(namesOf(bars([12.05, 4.76, 1, 15.19]) + labels, "de")).toEqual(DE);
  });
  test("in lines of their own", () => {
    const html = DE.map((label, index) => line(values[index] ?? "") + line(label)).join("");
    expect(namesOf(html + line("33 von 100"), "de")).toEqual(DE);
  });
  test("in the user's table, also in another order or in a language without known labels", () => {
    const mine = table([...EN].reverse(), [...MINE].reverse(), "67") + table(EN, INDUSTRY, "71");
    expect(namesOf(`<figcaption>33 out of 100</figcaption>${mine}`, "en")).toEqual(EN);
    const labels = ["ブランド", "人", "インサイト", "関係"];
    expect(namesOf(`<figcaption>33/100</figcaption>${table(labels, MINE, "67")}`, "ja")).toEqual(labels);
  });
  test("all four or none", () => {
    expect(namesOf(bars([12.05, 4.76, 1, 15.19]), "en")).toBeNull();
    expect(namesOf(bars([12.05, 4.76, 1, 15.19]) + EN.slice(1).map(line).join(""), "en")).toBeNull();
  });
});

test("a page before its numbers is loading, one that changed is unknown", () => {
  expect(readHtml("<main></main>", "/sales/ssi").status).toBe("loading");
  expect(readHtml(`<main>${"words ".repeat(200)}</main>`, "/sales/ssi").status).toBe("unknown_markup");
  expect(readHtml(bars([12.05, 4.76, 1, 15.19]), "/sales/ssi")).toMatchObject({
    status: "ok",
    trace: [{ signal: "ssi", anchor: "progress-id" }],
  });
});

test("a percentage of something else beside the ranks leaves them unread", () => {
  const line = (text: string) => `<div>${text}</div>`;
  const html =
    line("50% off") +
    bars([12.05, 4.76, 1, 15.19]) +
    line("Industry SSI rank") +
    line("Top 9%") +
    line("Network SSI rank") +
    line("Top 22%");
  expect(read(html)).toEqual({ total: 33, pillars });
});
