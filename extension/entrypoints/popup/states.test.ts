// @vitest-environment jsdom
import { beforeEach, expect, it, test, vi } from "vitest";
import { installChrome } from "../../test/chrome";
import { status } from "../../test/states";
import { noticeLine, stateScreen } from "./states";

beforeEach(() => void installChrome("en"));

const storage = (field?: string) => ({
  error: { code: "storage" as const, message: "the host's own words", ...(field ? { field } : {}) },
});

test.each([
  ["damaged", /damaged/, "bussola recover"],
  ["foreign", /another program/, "bussola recover"],
  ["altered", /Another program changed/, "bussola recover"],
  ["denied", /may not write/, "bussola doctor"],
  ["blocked", /in the place/, "bussola doctor"],
  ["full", /disk is full/, undefined],
  ["read_only", /read-only/, undefined],
  ["no_home", /without a home/, undefined],
  ["not_yours", /as root/, undefined],
  ["a reason of later", /could not write/, undefined],
  ["constructor", /could not write/, undefined],
  [undefined, /could not write/, undefined],
])("a store that fails (%s) is shown with its remedy", (field, words, command) => {
  for (const shown of [
    stateScreen("error", status(storage(field))),
    noticeLine("error", status(storage(field)), true),
  ]) {
    expect(shown.textContent).toMatch(words);
    expect(shown.querySelector("code")?.textContent).toBe(command);
    expect(shown.querySelector("button.main")?.textContent).toBe("Try again");
  }
});

it("without a program the first step is to get it; the command is for users who have it", () => {
  const missing = status({ host: "missing", programSeen: false });
  const screen = stateScreen("host_missing", missing);
  expect(screen.querySelector("h2")?.textContent).toBe("Almost there: one thing is missing");
  const get = screen.querySelector<HTMLAnchorElement>("a.button.main");
  expect(get?.textContent).toBe("Get the program");
  expect(get?.href).toMatch(/welcome\.html#host$/);
  expect(screen.querySelector(".already")?.textContent).toMatch(/^Already installed\?.*bussola doctor --fix/);
  expect(screen.querySelectorAll("code")).toHaveLength(1);
  const notice = noticeLine("host_missing", missing, true);
  expect(notice.querySelector("a.button.main")?.textContent).toBe("Get the program");
  expect(notice.querySelector("code")).toBeNull();
});

it("a program that was reached before has its command as remedy", () => {
  const lost = status({ host: "missing" });
  expect(stateScreen("host_lost", lost).querySelector("code")?.textContent).toBe("bussola doctor --fix");
});

it("where it cannot run no command is shown, and LinkedIn's own number is offered", () => {
  const elsewhere = status({ host: "missing", system: "mac", programSeen: false });
  const screen = stateScreen("unsupported", elsewhere);
  expect(screen.querySelector("code")).toBeNull();
  expect(screen.textContent).toContain(
    "So far Bussola needs Linux or Windows; on this computer it shows LinkedIn's value",
  );
  expect(screen.querySelector("a.button.main")?.textContent).toBe("Open my SSI page");
  expect(stateScreen("agree", { ...elsewhere, agreed: false }).textContent).toContain("needs Linux");
  expect(noticeLine("unsupported", elsewhere, true).querySelector("code")).toBeNull();
});

it("an unknown error is shown in the host's words", () => {
  const later = { error: { code: "on_holiday" as never, message: "Back on Monday." } };
  expect(stateScreen("error", status(later)).textContent).toContain("Back on Monday.");
});

it("counts that were left out link to the reason", () => {
  const last = { code: "out_of_range" as const, message: "profile_views above 10000000" };
  const notice = noticeLine("refused", status({ refused: { count: 2, last } }), false);
  expect(notice.textContent).toBe("2 counts were implausible and left out. See why");
  expect(notice.querySelector("a")?.href).toMatch(/options\.html#program$/);
  expect(noticeLine("refused", status({ refused: { count: 1, last } }), false).textContent).toMatch(
    /^1 count was implausible and left out\./,
  );
});

it("waiting counts can be sent again", () => {
  const notice = noticeLine("waiting", status({ waiting: 3 }), false);
  expect(notice.querySelector("p")?.textContent).toBe("3 counts are waiting to be saved.");
  const again = notice.querySelector("button");
  expect(again?.textContent).toBe("Try again");
  const sent = vi.spyOn(chrome.runtime, "sendMessage");
  again?.click();
  expect(sent).toHaveBeenCalledWith({ type: "reconnect" });
});

it("before the agreement the sample is a click away, where the program could show it", () => {
  const ways = (given: Parameters<typeof status>[0]): (string | undefined)[] =>
    [...stateScreen("agree", status({ agreed: false, ...given })).querySelectorAll("a")].map(
      ({ href }) => /[a-z]+\.html.*$/.exec(href)?.[0],
    );
  expect(ways({})).toEqual(["welcome.html", "popup.html?sample", "history.html?sample"]);
  expect(ways({ host: "missing", system: "mac" })).toEqual(["welcome.html"]);
});
