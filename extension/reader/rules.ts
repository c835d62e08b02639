/**
 * The shape of a rule: what to read on which page, by which anchors. Rules are data; `engine.ts`
 * applies them. Every file in `pages/` holds one or more of these and nothing else.
 *
 * Order of stability, which is the order inside `anchors`: href path, semantic `id` or
 * `componentkey`, `<progress>` and URN attributes, a number inside `aria-label`, the visible label in
 * the page's language. Classes only on the SSI page, whose names are stable.
 */

import type { Official, Tally } from "../shared/protocol";
import type { PageKind, PageStatus, Self, Trace, Visit } from "../shared/messages";
import type { Labels } from "./labels";
import type { Page } from "./page";

/** Rises with every change of what is read or how: a health report says which rules it comes from. */
export const RULES_VERSION = 4;

/** How the number is taken from what `select` matches. */
export type Take =
  /** The one count in the element: its text and its aria-label must agree. */
  | "number"
  /** The one count in the element's own aria-label. */
  | "aria"
  /** The count in the final parentheses of the text: "People (40)". */
  | "parenthesised"
  /** The count that begins the text: "1,002 connections". */
  | "leading"
  /** The one element inside that holds a count and nothing else. */
  | "sole"
  /** How many different elements match, by `key`: at least so many. */
  | "distinct"
  /** The count that shares an element with the signal's label, or stands alone beside it. */
  | "label";

export interface Anchor {
  /** Stands in the trace; unique within the signal. */
  name: string;
  /** A selector: in the page, or in the card where there is one. Addresses are never part of it. */
  select?: string;
  /** Paths, below one of which the link leads that holds the count. */
  links?: string[];
  /** Where neither a selector nor a link's path tells. */
  find?: (page: Page) => Element[];
  /** One of SDUI's cards of a profile, by the end of its name. */
  card?: string;
  take: Take;
  /** What the match must not be inside of. */
  outside?: string;
  /** For "label": the element around the label that holds its count too, and nothing else. */
  within?: string;
  /** For "distinct": what makes two matches the same thing. */
  key?: (element: Element) => string | null;
  /** The text or aria-label must hold the signal's label where the language is known. */
  labelled?: boolean;
  /** What must hold of the page for the anchor to count. */
  where?: (page: Page) => boolean;
  /** For "label": only where the link or the card around it leads to the member's own pages. */
  home?: boolean;
  /** Another label than the signal's. */
  label?: SignalRule["label"];
  /** For "label", `home` with it: paths of the links whose coming tells that the frame of the counts is there. */
  once?: string[];
  /** For "aria": paths of the links that stand in the same rail, with the match before them. */
  siblings?: string[];
}

export interface SignalRule {
  signal: string;
  anchors: Anchor[];
  /** This page stops counting at the signal's cap. */
  capped?: boolean;
  /** Which of the page's labels is the signal's. */
  label?: Exclude<keyof Labels, "pillars">;
}

/** A property of the profile: there, missing (the page says so), or not seen. */
export interface FlagRule {
  signal: string;
  /** The name of the anchor that shows it, or that shows it missing; null when neither. */
  read: (page: Page) => { value: 0 | 1; anchor: string } | null;
}

/** Whose page it is: the session's own by its address, or to be proven by a card, a list or its items, or nobody's. */
export type Owner = "session" | "card" | "list" | "items" | "nobody";

/** What a page yields beside its signals. */
export interface Extra {
  tallies?: Tally[];
  visits?: Visit[];
  official?: Official;
  /** LinkedIn says that the user has no SSI. */
  noAccess?: true;
  self?: Self;
  trace?: Trace[];
  /** Where the page's own parts tell it better than the amount of text. */
  status?: PageStatus;
}

export interface PageRule {
  kind: PageKind;
  /** Matched against the path; the first rule that matches is the page's. */
  address: RegExp;
  owner: Owner;
  signals: SignalRule[];
  flags?: FlagRule[];
  /** For what numbers alone do not tell: lists of acts, the SSI page, visits. */
  extra?: (page: Page) => Extra;
  /** Signals of which a loaded page always shows at least one; without any the markup is unknown. */
  expects: string[];
}
