import { GLOBAL_NAV, type Page } from "../page";
import type { Anchor, PageRule, SignalRule } from "../rules";
import { ASIDE, FOLLOWERS_LINK, POST } from "./anchors";

const LIST_HEADER = '[componentkey="ConnectionsPage_ConnectionsListHeader"]';
/** People, and content inside a list of them: other people's texts. */
const PEOPLE = `[data-view-name="connections-list"], [componentkey^="ConnectionCard_"], li, [role="listitem"], [role="list"], ${POST}`;
const CONNECTIONS_PATH = "/mynetwork/invite-connect/connections";
const GROUPS_PATH = "/groups/my-groups";

/** `Node.DOCUMENT_POSITION_PRECEDING`; tests without a browser lack `Node`. */
const PRECEDING = 2;

/** The elements of `main` above the first person of its list. */
function aboveList(page: Page, selector: string): Element[] {
  const main = page.first("main");
  const inMain = (element: Element): boolean => main?.contains(element) ?? false;
  const people = [
    ...page.all(`main ${PEOPLE.split(", ").join(", main ")}`),
    ...page.links("/in").filter(inMain),
  ];
  return page
    .all(selector)
    .filter((element) => people.every((one) => (one.compareDocumentPosition(element) & PRECEDING) !== 0));
}

const hasList = (page: Page): boolean =>
  page.first('[data-view-name="connections-list"], [componentkey^="ConnectionCard_"]') !== null;

/** The user's connections, with their exact number above the list. */
export const connections: PageRule = {
  kind: "connections",
  address: /^\/mynetwork\/invite-connect\/connections\/?$/,
  owner: "session",
  signals: [
    {
      signal: "connections",
      label: "connections",
      anchors: [
        {
          name: "list-header",
          select: LIST_HEADER,
          take: "number",
        },
        {
          name: "header-h1",
          select: ".mn-connections__header h1, section.mn-connections h1",
          take: "number",
        },
        {
          name: "above-list",
          find: (page) => aboveList(page, "main p, main h1"),
          take: "number",
          labelled: true,
          outside: `${ASIDE}, a, button`,
          where: (page) => hasList(page) && page.first(LIST_HEADER) === null,
        },
        {
          name: "page-heading",
          find: (page) => aboveList(page, "main h1"),
          take: "label",
          outside: ASIDE,
          where: (page) => page.first(LIST_HEADER) === null,
        },
      ],
    },
  ],
  expects: ["connections"],
};

/** The rail of My Network: counts in links, the connections on a button without an address. */
const RAIL: SignalRule[] = [
  {
    signal: "connections",
    label: "connections",
    anchors: [
      { name: "connections-link", links: [CONNECTIONS_PATH], take: "number", outside: GLOBAL_NAV },
      {
        name: "rail-button",
        select: "button[aria-label]",
        take: "aria",
        labelled: true,
        outside: `${GLOBAL_NAV}, [role="listitem"], [role="dialog"]`,
        siblings: [GROUPS_PATH, "/mynetwork/network-manager"],
      },
    ],
  },
  {
    signal: "groups",
    anchors: [
      { name: "groups-link", links: [GROUPS_PATH], take: "number", outside: GLOBAL_NAV },
      {
        name: "groups-link-old",
        find: (page) =>
          page.links("/groups").filter((link) => /^\/groups\/?$/.test(page.address(link)?.pathname ?? "")),
        take: "number",
        outside: GLOBAL_NAV,
      },
    ],
  },
];

export const network: PageRule = {
  kind: "network",
  address: /^\/mynetwork\/?(?:grow\/?)?$/,
  owner: "session",
  signals: RAIL,
  expects: ["connections", "groups"],
};

/** Birthdays and new jobs of others, beside the same rail on wide windows. */
export const catchUp: PageRule = {
  kind: "network",
  address: /^\/mynetwork\/catch-up(?:\/.*)?$/,
  owner: "session",
  signals: RAIL,
  expects: [],
};

const SENT_LINK: Anchor = {
  name: "sent-people-link",
  links: ["/mynetwork/invitation-manager/sent/CONNECTION"],
  take: "parenthesised",
};

/** Pending invitations that the user sent. */
export const invitationsSent: PageRule = {
  kind: "invitations",
  address: /^\/mynetwork\/invitation-manager\/sent(?:\/.*)?$/,
  owner: "session",
  signals: [
    {
      signal: "invitations_pending",
      label: "people",
      anchors: [
        SENT_LINK,
        { name: "sent-people-pill", select: 'button[id$="--CONNECTION"]', take: "parenthesised" },
        {
          name: "sent-people-label",
          select: 'main button, main [role="tab"], main label',
          take: "parenthesised",
          labelled: true,
        },
      ],
    },
  ],
  expects: [],
};

/** The received side: its own tabs count what others sent; only a link to the sent side counts. */
export const invitations: PageRule = {
  kind: "invitations",
  address: /^\/mynetwork\/invitation-manager(?:\/.*)?$/,
  owner: "session",
  signals: [{ signal: "invitations_pending", anchors: [SENT_LINK] }],
  expects: [],
};

/** The user's followers. */
export const followers: PageRule = {
  kind: "followers",
  address: /^\/mynetwork\/network-manager\/people-follow\/followers\/?$/,
  owner: "session",
  signals: [
    {
      signal: "followers",
      label: "followingYou",
      anchors: [
        FOLLOWERS_LINK,
        {
          name: "label",
          find: (page) => aboveList(page, "main h1, main h2, main p, main span, main div"),
          take: "label",
          outside: `${ASIDE}, ${GLOBAL_NAV}, a, button`,
        },
      ],
    },
  ],
  expects: ["followers"],
};
