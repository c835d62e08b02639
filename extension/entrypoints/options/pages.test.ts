// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";
import { installChrome } from "../../test/chrome";
import { status as statusOf } from "../../test/states";
import { pagesCard } from "./pages";
import { eventually } from "../../test/wait";

const NOW = new Date("2026-11-23T12:00:00+01:00");
const visit = "2026-11-23T09:00:00+01:00";
const network = {
  visit,
  misses: 3,
  trace: [
    { signal: "connections", anchor: null, reason: "two_candidates" },
    { signal: "groups", anchor: "groups-link" },
  ],
};

beforeEach(() => void installChrome());

test("each page shows its visits, what was found, and why the rest was not", () => {
  const card = pagesCard(statusOf({ pages: { ssi: visit }, health: { network } }), NOW);
  const row = card.querySelector('tr[data-page="network"]');
  expect(row?.textContent).toContain("Visits in a row without a count: 3");
  expect(row?.textContent).toContain("never");
  expect(row?.querySelector("summary")?.textContent).toBe("1 of 2");
  expect(Array.from(row?.querySelectorAll("li") ?? [], (item) => item.textContent)).toEqual([
    "Connections: several numbers, so none is used",
    "Groups: found (groups-link)",
  ]);
  expect(card.querySelector('tr[data-page="ssi"]')).not.toBeNull();
  expect(card.textContent).toContain("LinkedIn may have changed a page");
});

test("the report of an open page is copied; without an open page a link to it is offered", async () => {
  const written: string[] = [];
  vi.stubGlobal("navigator", {
    clipboard: { writeText: (text: string) => Promise.resolve(written.push(text)) },
  });
  let report: string | null = null;
  const answer = vi.fn(() => Promise.resolve(report));
  Object.assign(chrome.runtime, { sendMessage: answer });
  const card = pagesCard(statusOf({ health: { network } }), NOW);
  const button = card.querySelector<HTMLButtonElement>("#report");
  button?.click();
  await eventually(() => expect(card.querySelector("#report-result a")).not.toBeNull());
  expect(answer).toHaveBeenCalledWith({ type: "report", page: "network" });
  expect(written).toEqual([]);
  report = "{}";
  button?.click();
  await eventually(() => expect(written).toEqual(["{}"]));
});
