import { describe, expect, test } from "vitest";
import { readHtml } from "../testing";

const item = (snippet: string, time: string, label = "InMail", active = false): string =>
  `<li class="msg-conversation-listitem"><div class="x${active ? " msg-conversations-container__convo-item-link--active" : ""}"><h3>Somebody</h3><time>${time}</time><p class="msg-conversation-card__message-snippet">${label ? `<span class="msg-conversation-card__pill">${label}</span> ` : ""}${snippet}</p></div></li>`;
const ids = (moment: string) => `2-${btoa(`${Date.parse(moment)}b12345-004&x`)}`;
const event = (moment: string, other: boolean): string =>
  `<li class="msg-s-message-list__event"><div class="msg-s-event-listitem ${other ? "msg-s-event-listitem--other" : ""}" data-event-urn="urn:li:msg_message:(urn:li:fsd_profile:ACoAA,${ids(moment)})">Hello</div></li>`;
const thread = (events: string, from = '<div class="msg-s-profile-card"></div>'): string =>
  `<div class="msg-thread">${from}<ul>${events}</ul></div>`;
const replies = (html: string, lang = "en", path = "/messaging/") =>
  readHtml(`<main><ul>${html}</ul></main>`, path, { lang }).tallies;

describe("the list", () => {
  test.each([
    ["the other side wrote last: who began is not told", item("Lena: Yes", "Nov 18"), "/messaging/"],
    ["in Italian", item("Lena: Sì", "18 nov"), "/messaging/"],
    ["the member wrote last", item("You: Hello", "Nov 18"), "/messaging/"],
    ["in Sales Navigator", item("Lena: Yes", "Nov 18", ""), "/sales/inbox"],
  ])("counts nothing: %s", (_, html, path) => expect(replies(html, "en", path)).toEqual([]));
});

describe("an opened conversation", () => {
  const mine = event("2026-11-10T09:00:00Z", false);
  const answer = event("2026-11-12T09:00:00Z", true);
  const later = event("2026-11-15T09:00:00Z", true);
  const open = item("Lena: Yes", "Nov 15", "InMail", true);
  const received = item("Rita: A role", "Nov 18");
  const one = [
    { signal: "inmail_replies", from: "2026-11-12", to: "2026-11-20", days: { "2026-11-12": 1 }, bound: "at_least" },
  ]; // prettier-ignore
  test.each(["en", "de", "ja", "ar"])("started by the user and answered counts once, on the day of the answer, in %s", (lang) =>
    expect(replies(open + received + thread(mine + answer + later), lang)).toEqual(one)); // prettier-ignore
  test("in Sales Navigator counts without a label", () =>
    expect(
      replies(item("Lena: Yes", "Nov 15", "", true) + thread(mine + answer), "en", "/sales/inbox"),
    ).toEqual(one));
  test.each([
    ["begun by the other side", open + thread(answer + event("2026-11-16T09:00:00Z", false))],
    ["not answered", open + thread(mine)],
    ["without its beginning", open + thread(mine + answer, "")],
    ["a small chat over the page", `${open}<div class="msg-overlay-conversation-bubble">${thread(mine + answer)}</div>`],
    ["without its beginning, a small chat with one over the page", `${open + thread(mine + answer, "")}<div class="msg-overlay-conversation-bubble">${thread(mine)}</div>`],
    ["a message that says InMail", thread(mine.replace("Hello", "<p>InMail</p>") + answer)],
    ["a small chat labelled InMail", `${thread(mine + answer)}<div class="msg-overlay-conversation-bubble"><span>InMail</span></div>`],
    ["no InMail", item("Lena: Yes", "Nov 15", "", true) + thread(mine + answer)],
    ["an advert", item("50% off", "Nov 15", "Sponsored", true) + thread(mine + answer)],
  ])("counts nothing: %s", (_, html) => expect(replies(html)).toEqual([])); // prettier-ignore
});
