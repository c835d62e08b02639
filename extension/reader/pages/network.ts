import type { Anchor, PageRule } from "../rules";
import { ASIDE, FOLLOWERS_LINK } from "./anchors";

const LIST_HEADER = '[componentkey="ConnectionsPage_ConnectionsListHeader"]';
const LIST = '[data-view-name="connections-list"]';

/** The member's connections, with their exact number above the list. */
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
          select: "main p, main h1",
          take: "number",
          labelled: true,
          outside: `${LIST}, ${ASIDE}, li, [role="listitem"], a, button`,
          where: `main:not(:has(${LIST_HEADER})) ${LIST}`,
        },
        { name: "main-label", select: "main", take: "label", outside: `${ASIDE}, li, [role="listitem"]` },
      ],
    },
  ],
  expects: ["connections"],
};

/** My Network: a rail with counts, the connections on a button without an address. */
export const network: PageRule = {
  kind: "network",
  address: /^\/mynetwork\/?(?:grow\/?)?$/,
  owner: "session",
  signals: [
    {
      signal: "connections",
      label: "connections",
      anchors: [
        { name: "connections-link", select: 'a[href*="/mynetwork/invite-connect/connections"]', take: "number", outside: "nav, header" },
        { name: "rail-button", select: "button[aria-label]", take: "aria", labelled: true, outside: 'nav, header, [role="listitem"], [role="dialog"]', siblings: 'a[href*="/groups/my-groups"], a[href*="/mynetwork/network-manager/"]', },
      ],
    },
    {
      signal: "groups",
      anchors: [
        { name: "groups-link", select: 'a[href*="/groups/my-groups"]', take: "number", outside: "nav, header" },
        { name: "groups-link-old", select: 'a[href="/groups/"], a[href$="linkedin.com/groups/"]', take: "number", outside: "nav, header" },
      ],
    },
  ],
  expects: ["connections", "groups"],
}; // prettier-ignore

const SENT_LINK: Anchor = {
  name: "sent-people-link",
  select: 'a[href*="/invitation-manager/sent/CONNECTION"]',
  take: "parenthesised",
};

/** Invitations that the member sent and that wait. */
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

/** Who follows the member. */
export const followers: PageRule = {
  kind: "followers",
  address: /^\/mynetwork\/network-manager\/people-follow\/followers\/?$/,
  owner: "session",
  signals: [
    {
      signal: "followers",
      label: "followingYou",
      anchors: [FOLLOWERS_LINK, { name: "label", select: "main", take: "label", outside: ASIDE }],
    },
  ],
  expects: ["followers"],
};
