import type { Anchor, FlagRule, PageRule } from "../rules";
import { plain } from "../labels";
import type { Page } from "../page";
import { topCard } from "../owner/owner";
import { profileVisit } from "../acts/visits";
import { ASIDE, FOLLOWERS_LINK, inLinks, postImpressions, profileViews, searchAppearances } from "./anchors";

/** `/in/NAME/`, also with the language of a translated profile: `/in/NAME/it/`. */
export const PROFILE_ADDRESS = /^\/in\/[^/]+\/?(?:[a-z]{2}(?:[-_][a-z]{2})?\/?)?$/i;

const EMBER_TOPCARD = 'section[class*="pv-top-card"]';
const COVER_PICTURE = "profile-displaybackgroundimage";
const CONNECTIONS = "/mynetwork/invite-connect/connections";

/** True for a link to a part of `/in/NAME/…`: "details/skills", "overlay/contact-info". */
const leadsInto = (page: Page, link: Element, part: string): boolean => {
  const { pathname } = page.address(link) ?? {};
  const rest = pathname === undefined ? undefined : /^\/in\/[^/]+(\/.*)$/i.exec(pathname)?.[1];
  return rest === `/${part}` || (rest?.startsWith(`/${part}/`) ?? false);
};

/** The neighbours of the links to the connections, in their row of the top card. */
const besideConnections = (page: Page, inList: boolean): Element[] => {
  const links = page.links(CONNECTIONS);
  const isLink = (element: Element): boolean =>
    links.some((link) => element === link || element.contains(link));
  return links.flatMap((link) => {
    const at = inList ? link.parentElement : link;
    if (!at || (inList && at.localName !== "li") || !topCard(page)?.contains(at)) return [];
    return Array.from(at.parentElement?.children ?? []).filter((element) => !isLink(element));
  });
};
/** True when a section holds more than its heading, i.e. has loaded. */
const filled = (element: Element): boolean => {
  const heading = element.querySelector("h2")?.textContent ?? "";
  return element.textContent.trim().length > heading.trim().length;
};

/** One section of the profile, in both front ends. */
interface Section {
  /** Names of SDUI's cards. */
  cards: string[];
  /** Id prefix of a group of cards that holds nothing else. */
  group?: string;
  /** Ember's anchor. */
  ember: string;
  /** Its own page. */
  details?: string;
}

function section(signal: string, { cards, group, ember, details }: Section): FlagRule {
  return {
    signal,
    read: (page) => {
      const found = cards.flatMap((name) => page.cards(name));
      const grouped = group === undefined ? [] : page.all(`[id^="${group}"], [componentkey^="${group}"]`);
      if ([...found, ...grouped].some(filled)) return { value: 1, anchor: "card-id" };
      const body = page.first(`main #${ember}`)?.closest("section");
      if (body && filled(body)) return { value: 1, anchor: "section-id" };
      const linked =
        details !== undefined &&
        page.links("/in").some((link) => link.closest("main") && leadsInto(page, link, `details/${details}`));
      return linked ? { value: 1, anchor: "details-link" } : null;
    },
  };
}

/**
 * The user's own picture, by the address of LinkedIn's picture server; without a photo a drawing
 * shows.
 */
const photo: FlagRule = {
  signal: "photo",
  read: (page) => {
    const top = topCard(page);
    if (!top) return null;
    if (top.querySelector('img[src*="profile-displayphoto"], img[src*="profile-framedphoto"]'))
      return { value: 1, anchor: "picture" };
    const frame = top.querySelector('[componentkey="topcard-logo-image-referencekey"]');
    const drawn = frame?.querySelector('svg[id^="person-accent"], svg[id^="ghost-person"]') ?? null;
    return drawn && !frame?.querySelector("img") ? { value: 0, anchor: "drawn-head" } : null;
  },
};

/** The picture behind the photo, by the address of LinkedIn's picture server. */
const cover: FlagRule = {
  signal: "cover",
  read: (page) => {
    const picture = `img[src*="${COVER_PICTURE}"], [style*="${COVER_PICTURE}"]`;
    return topCard(page)?.querySelector(picture) ? { value: 1, anchor: "picture" } : null;
  },
};

/** The link to the contact details: by its address, else by its text. */
function contactLink(page: Page, top: Element): Element | null {
  const links = Array.from(top.querySelectorAll("a"));
  const words = page.labels?.contact ?? [];
  return (
    links.find((link) => leadsInto(page, link, "overlay/contact-info")) ??
    top.querySelector("#top-card-text-details-contact-info") ??
    links.find((link) => words.includes(plain(link.textContent))) ??
    null
  );
}

/** The line with the location is before the link to the contact details. */
const location: FlagRule = {
  signal: "location",
  read: (page) => {
    const top = topCard(page);
    const contact = top && contactLink(page, top);
    for (let at = contact?.parentElement ?? null; at && at !== top; at = at.parentElement) {
      for (let before = at.previousElementSibling; before; before = before.previousElementSibling) {
        if (/\p{L}{2,}/u.test(before.textContent) && page.visible(before) && before.localName !== "h1")
          return { value: 1, anchor: "contact-link" };
      }
      if (at.previousElementSibling) return null;
    }
    return null;
  },
};

/** Words in names of schools and universities, in the languages of the labels. */
const STUDY =
  /universi|universität|institut|istitut|school|schule|college|academ|accademi|politecnic|politechnik|école|ecole|escuela|facult|hochschule|lycée|liceo|szkoła|uczelnia|университет|институт|школа|академия|üniversite|okul|hogeschool/i;

/** SDUI's line under the headline: the present company, the school, or both with "·" between. */
function workAndStudy(page: Page): { position: boolean; education: boolean } {
  const none = { position: false, education: false };
  const [top] = page.cards("Topcard");
  const contact = top && contactLink(page, top);
  const line = contact?.closest("div")?.previousElementSibling;
  const headline = line?.previousElementSibling;
  if (line?.localName !== "p" || headline?.localName !== "p") return none;
  const parts = line.textContent.split("·").map((part) => part.trim()).filter((part) => part !== ""); // prettier-ignore
  if (parts.length >= 2) return { position: true, education: true };
  const [only] = parts;
  if (only === undefined) return none;
  return STUDY.test(only) ? { position: false, education: true } : { position: true, education: false };
}

const withLine = (rule: FlagRule, key: "position" | "education"): FlagRule => ({
  signal: rule.signal,
  read: (page) => rule.read(page) ?? (workAndStudy(page)[key] ? { value: 1, anchor: "top-card-line" } : null),
});

const position = section("position", {
  cards: ["Experience", "ExperienceTopLevelSection"],
  group: "profileCardsExperienceOnly",
  ember: "experience",
  details: "experience",
});
const education = section("education", {
  cards: ["Education", "EducationTopLevelSection"],
  ember: "education",
  details: "education",
});
const publications = section("publications", {
  cards: ["Publications", "PublicationsTopLevelSection"],
  ember: "publications",
  details: "publications",
});
const volunteering = section("volunteering", {
  cards: [
    "Volunteering",
    "VolunteeringTopLevelSection",
    "VolunteerExperience",
    "VolunteerExperienceTopLevelSection",
  ],
  ember: "volunteering_experience",
  details: "volunteering-experiences",
});

/** The count with its label in the top card, where it is no link. */
const topCardLabels: Anchor[] = [
  { name: "top-card-label", card: "Topcard", take: "label" },
  { name: "top-card-label-ember", select: EMBER_TOPCARD, take: "label", outside: ASIDE },
];

/** The user's own profile, once ownership is proven (`owner.ts`). */
export const ownProfile: PageRule = {
  kind: "own_profile",
  address: PROFILE_ADDRESS,
  owner: "card",
  signals: [
    {
      signal: "connections",
      label: "connections",
      capped: true,
      anchors: [
        { name: "connections-link", links: [CONNECTIONS], take: "number", outside: ASIDE },
        ...topCardLabels,
      ],
    },
    {
      signal: "followers",
      label: "followers",
      anchors: [
        FOLLOWERS_LINK,
        { name: "connections-row", find: (page) => besideConnections(page, false), take: "number", labelled: true },
        { name: "connections-row-ember", find: (page) => besideConnections(page, true), take: "number", labelled: true },
        { name: "activity-card", card: "Activity", select: "h2 + a > p", take: "number", labelled: true, outside: ASIDE },
        { name: "activity-card-line", card: "Activity", select: "h2 + div > p", take: "leading", labelled: true, outside: ASIDE },
        { name: "activity-section", select: "main #content_collections ~ div h2 + p, main #content_collections ~ h2 + p", take: "number", labelled: true, outside: ASIDE },
        ...topCardLabels,
        { name: "activity-label", card: "Activity", take: "label", outside: '[role="listitem"], li' },
      ],
    },
    inLinks(profileViews),
    inLinks(postImpressions),
    inLinks(searchAppearances),
  ],
  flags: [
    photo,
    cover,
    section("about", { cards: ["About"], ember: "about" }),
    withLine(position, "position"),
    withLine(education, "education"),
    location,
    publications,
    volunteering,
  ],
  expects: ["connections", "profile_views", "search_appearances"],
}; // prettier-ignore

/** Another member's profile: the visit counts, nothing on it is read. */
export const otherProfile: PageRule = {
  kind: "other_profile",
  address: PROFILE_ADDRESS,
  owner: "nobody",
  signals: [],
  extra: (page) => ({ visits: profileVisit(page) }),
  expects: [],
};
