// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { installChrome } from "../../test/chrome";
import { eventually } from "../../test/wait";
import type { Profile } from "../../contract/protocol";
import { profileCards } from "./profiles";

const SEEN = { first_seen: "2026-03-01T09:00:00+01:00", last_seen: "2026-03-20T18:00:00+01:00" };
const INES: Profile = { key: "ines-prova", label: "ines-prova", aliases: [], ...SEEN };

beforeEach(() => void installChrome("en"));
afterEach(() => document.body.replaceChildren());

/** The card of accounts, once it shows what the program answers. */
async function shown(profiles: Profile[]): Promise<HTMLElement> {
  const sendMessage = (): Promise<unknown> =>
    Promise.resolve({ ok: true, reply: { id: 1, ok: true, type: "profiles", profiles } });
  Object.assign(chrome.runtime, { sendMessage });
  const { profiles: card, refresh } = profileCards();
  document.body.append(card);
  await refresh();
  await eventually(() => expect(card.querySelectorAll(".profile")).toHaveLength(profiles.length));
  return card;
}

test("an account with a team's server says what goes where, since when, and how to end it", async () => {
  const push = { url: "https://team.example.org", since: "2026-03-02", parts: ["index", "counts"] as const };
  const card = await shown([{ ...INES, push: { ...push, parts: [...push.parts] } }]);
  const row = card.querySelector("[data-push]");
  expect(row?.textContent).toContain("https://team.example.org");
  expect(row?.textContent).toContain("March 2, 2026");
  expect([...(row?.querySelectorAll("li") ?? [])].map((part) => part.textContent)).toEqual([
    "Index",
    "Posts, comments, connections, InMail replies",
  ]);
  expect(row?.textContent).toContain("administrators see all");
  expect(row?.textContent).toContain("bussola push --withdraw --profile ines-prova");
});

test("an account without one says nothing of it", async () => {
  expect((await shown([INES])).querySelector("[data-push]")).toBeNull();
});
