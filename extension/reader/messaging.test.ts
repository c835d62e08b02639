import { describe, expect, test } from "vitest";
import { MOMENT, readHtml } from "./testing";
import { dayInWords } from "./words_of_time";

const item = (snippet: string, time: string, label = "InMail", active = false): string =>
  `<li class="msg-conversation-listitem"><div class="x${active ? " msg-conversations-container__convo-item-link--active" : ""}"><h3>Somebody</h3><time>${time}</time><p class="msg-conversation-card__message-snippet">${label ? `<span class="msg-conversation-card__pill">${label}</span> ` : ""}${snippet}</p></div></li>`;
const ids = (moment: string) => `2-${btoa(`${Date.parse(moment)}b12345-004&x`)}`;
const event = (moment: string, other: boolean): string =>
  `<li class="msg-s-message-list__event"><div class="msg-s-event-listitem ${other ? "msg-s-event-listitem--other" : ""}" data-event-urn="urn:li:msg_message:(urn:li:fsd_profile:ACoAA,${ids(moment)})">Hello</div></li>`;
const thread = (events: string, from = '<div class="msg-s-profile-card"></div>'): string =>
  `<div class="msg-thread">${from}<ul>${events}</ul></div>`;
const replies = (html: string, lang = "en", path = "/messaging/") =>
  readHtml(`<main><ul>${html}</ul></main>`, path, { lang }).tallies;
const approximate = (days: Record<string, number>, from: string) => [
  { signal: "inmail_replies", from, to: "2026-11-20", days, bound: "approximate" },
];

describe("the list", () => {
  test("an InMail on which the other side wrote last, on the day that shows", () => {
    expect(replies(item("Lena: Yes", "Nov 18"))).toEqual(approximate({ "2026-11-18": 1 }, "2026-11-18"));
    expect(replies(item("Lena: Sì", "18 nov"), "it")).toEqual(approximate({ "2026-11-18": 1 }, "2026-11-18"));
    expect(
      replies(item("Lena: Yes", "10:01 AM") + item("Tom: Yes", "Nov 18") + item("Ann: No", "Nov 18")),
    ).toEqual(approximate({ "2026-11-20": 1, "2026-11-18": 2 }, "2026-11-18"));
  });
  test.each([
    ["the member wrote last", item("You: Hello", "Nov 18"), "en"],
    ["no InMail", item("Lena: Yes", "Nov 18", ""), "en"],
    ["an advert", item("50% off", "Nov 18", "Sponsored"), "en"],
    ["InMail as a word of the message", item("Lena: my InMail came", "Nov 18", ""), "en"],
    ["no day", item("Lena: Yes", ""), "en"],
    ["a language that does not tell who wrote", item("Lena: Yes", "11月18日"), "ja"],
  ])("not counted: %s", (_, html, lang) => expect(replies(html, lang)).toEqual([]));
  test("in Sales Navigator every conversation is one", () =>
    expect(replies(item("Lena: Yes", "Nov 18", ""), "en", "/sales/inbox")).toEqual(
      approximate({ "2026-11-18": 1 }, "2026-11-18"),
    ));
});

describe("an opened conversation", () => {
  const mine = event("2026-11-10T09:00:00Z", false);
  const answer = event("2026-11-12T09:00:00Z", true);
  const later = event("2026-11-15T09:00:00Z", true);
  const open = item("Lena: Yes", "Nov 15", "InMail", true);
  test("begun by the member and answered: one, on the day of the first answer", () => {
    expect(replies(open + thread(mine + answer + later))).toEqual([
      { signal: "inmail_replies", from: "2026-11-12", to: "2026-11-20", days: { "2026-11-12": 1 }, bound: "at_least" },
    ]); // prettier-ignore
  });
  test("begun by the other side, or not answered: none, whatever the list says", () => {
    expect(replies(open + thread(answer + event("2026-11-16T09:00:00Z", false)))).toEqual([]);
    expect(replies(open + thread(mine))).toEqual([]);
  });
  test("without its beginning it tells no more than the list", () =>
    expect(replies(open + thread(mine + answer, ""))).toEqual(
      approximate({ "2026-11-15": 1 }, "2026-11-15"),
    ));
  test("a small chat over the page is no opened conversation", () =>
    expect(
      replies(open + `<div class="msg-overlay-conversation-bubble">${thread(mine + answer)}</div>`),
    ).toEqual(approximate({ "2026-11-15": 1 }, "2026-11-15")));
  test("that is no InMail does not count", () =>
    expect(replies(item("Lena: Yes", "Nov 15", "", true) + thread(mine + answer))).toEqual([]));
});

describe("days in words", () => {
  // 2026-11-20 is a Friday.
  test.each([
    ["10:01 PM", "en", "2026-11-20"], ["22:01", "it", "2026-11-20"], ["오후 10:01", "ko", "2026-11-20"], ["22.01", "fi", "2026-11-20"],
    ["Mon", "en", "2026-11-16"], ["lun", "it", "2026-11-16"], ["Friday", "en", "2026-11-13"], ["пн", "ru", "2026-11-16"],
    ["Jun 27", "en", "2026-06-27"], ["27 giu", "it", "2026-06-27"], ["27 juin", "fr", "2026-06-27"], ["27. Juni", "de", "2026-06-27"],
    ["27 jun", "es", "2026-06-27"], ["27 июн.", "ru", "2026-06-27"], ["6月27日", "ja", "2026-06-27"], ["6월 27일", "ko", "2026-06-27"],
    ["Dec 24", "en", "2025-12-24"], ["Jun 27, 2024", "en", "2024-06-27"], ["27 giu 2024", "it", "2024-06-27"],
  ])("%s in %s is %s", (text, lang, day) => expect(dayInWords(text, lang, MOMENT)).toBe(day)); // prettier-ignore
  test.each(["", "yesterday", "3 weeks ago", "Feb 31", "5", "Jun", "27 Foo"])("%j is no day", (text) =>
    expect(dayInWords(text, "en", MOMENT)).toBeNull(),
  );
});
