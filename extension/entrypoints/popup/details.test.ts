// @vitest-environment jsdom
import { beforeEach, expect, it } from "vitest";
import { installChrome } from "../../test/chrome";
import { signal, state, TODAY } from "../../test/states";
import { pillarDetails } from "./details";
import { figuresOfState } from "./view-model";

beforeEach(() => void installChrome("en"));

/** The text of each row for these signals of the fourth pillar. */
function rows(...signals: ReturnType<typeof signal>[]): string[] {
  const [, , , relationships] = figuresOfState(state({}, { relationships: signals })).pillars;
  if (!relationships) throw new Error("four pillars");
  return [...pillarDetails(relationships, 1, TODAY).querySelectorAll("li")].map(
    (row) => row.textContent ?? "",
  );
}

it("a signal not seen links to the page that shows it", () => {
  const [row] = rows(signal("comments", { max: 2 }));
  expect(row).toContain("not seen");
  expect(row).toContain("Your comments");
});

it("signals that only the archive has share one line", () => {
  const archive = ["messages_sent", "new_connections", "invitations_sent"].map((id) => signal(id));
  const pillar = figuresOfState(state({}, { relationships: archive })).pillars[3];
  if (!pillar) throw new Error("four pillars");
  const details = pillarDetails(pillar, 1, TODAY);
  expect(details.querySelectorAll("a")).toHaveLength(1);
  expect(details.textContent).toContain("3 of these are in your LinkedIn archive only. Import");
});

it("a signal that LinkedIn's messages may not show can come from the archive or be typed in", () => {
  const seen = figuresOfState(state({}, { relationships: [signal("inmail_replies", { max: 2 })] }))
    .pillars[3];
  if (!seen) throw new Error("four pillars");
  const links = [...pillarDetails(seen, 1, TODAY).querySelectorAll("a")].map((one) =>
    one.getAttribute("href"),
  );
  expect(links[0]).toContain("/messaging/");
  expect(links.slice(1).map((href) => href?.split("/").at(-1))).toEqual([
    "options.html#import",
    "options.html#typed",
  ]);
});

it("a signal with its points passed on asks for nothing", () => {
  const [row] = rows(signal("inmail_replies", { max: 0 }));
  expect(row).toContain("No InMail sent");
  expect(row).not.toContain("not seen");
});

it("several sources are listed, and a disagreement is named", () => {
  const seen_at = `${TODAY}T09:00:00+01:00`;
  const text = rows(
    signal("invitations_sent", {
      value: 7,
      sources: [
        { source: "page", value: 5, bound: "at_least", seen_at, days: 30, differs_from: ["archive"] },
        { source: "archive", value: 7, bound: "exact", seen_at, days: 90, differs_from: ["page"] },
      ],
    }),
  );
  expect(text.slice(1)).toEqual([
    "LinkedIn page: ≥\u00a05 · today · 30 days covered · differs from: LinkedIn archive",
    "LinkedIn archive: 7 · today · 90 days covered · differs from: LinkedIn page",
  ]);
});

it("a single source is named on the signal's own line", () => {
  const [row] = rows(
    signal("messages_sent", { value: 3, seen_at: `${TODAY}T09:00:00+01:00`, source: "archive" }),
  );
  expect(row).toContain("today · LinkedIn archive");
});
