/**
 * The shape of a rule: what to read on which page, by which anchors. Rules are data; `extract.ts`
 * applies them. Every file in `pages/` holds one or more rules.
 *
 * Anchors are ordered by stability: href path, semantic `id` or `componentkey`, `<progress>` and
 * URN attributes, a number inside `aria-label`, the visible label in the page's language. Classes
 * are used only on the SSI page, where they are stable.
 */

import type { Official, Tally } from "../contract/protocol";
import type { PageStatus, PillarNames, Self, Trace, Visit } from "../messages";
import type { PageKind } from "../contract/pages";
import type { Labels } from "./labels";
import type { Page } from "./page";

/** Bumped with every change of what is read or how, so that a health report names its rules. */
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
  /** The one element inside that holds a bare count. */
  | "sole"
  /** The number of different matches, by `key`, as a lower bound. */
  | "distinct"
  /** The count that shares an element with the signal's label, or is alone beside it. */
  | "label";

export interface Anchor {
  /** Name in the trace; unique within the signal. */
  name: string;
  /** A selector: in the page, or in the card if there is one. Never an address. */
  select?: string;
  /** Paths of the link that holds the count. */
  links?: string[];
  /** Finds the element where neither a selector nor a path can. */
  find?: (page: Page) => Element[];
  /** One of SDUI's cards of a profile, by the end of its name. */
  card?: string;
  take: Take;
  /** Skips matches inside of this. */
  outside?: string;
  /** For "label": the element that holds the label and its count, and nothing else. */
  within?: string;
  /** For "distinct": the identity of a match. */
  key?: (element: Element) => string | null;
  /** The text or aria-label must hold the signal's label where the language is known. */
  labelled?: boolean;
  /** Condition on the page. */
  where?: (page: Page) => boolean;
  /** For "label": only where the link or the card around it leads to the user's own pages. */
  home?: boolean;
  /** Another label than the signal's. */
  label?: SignalRule["label"];
  /**
   * For "label", implies `home`: waits for a link to one of these paths, which shows that the frame
   * of the counts has loaded.
   */
  once?: string[];
  /** For "aria": paths of links, one of which must be in the same rail as the match. */
  siblings?: string[];
}

export interface SignalRule {
  signal: string;
  anchors: Anchor[];
  /** This page stops counting at the signal's cap. */
  capped?: boolean;
  /** The page label of the signal. */
  label?: Exclude<keyof Labels, "pillars">;
}

/** A property of the profile: present, missing (the page says so), or not seen. */
export interface FlagRule {
  signal: string;
  /** The value and the name of the anchor that shows it present or missing; null for neither. */
  read: (page: Page) => { value: 0 | 1; anchor: string } | null;
}

/**
 * How a page proves its owner: the session's own by its address, by a card, a list or its items, or
 * no owner.
 */
export type Owner = "session" | "card" | "list" | "items" | "nobody";

/** What a page yields beside its signals. */
export interface Extra {
  tallies?: Tally[];
  visits?: Visit[];
  official?: Official;
  pillarNames?: PillarNames;
  /** LinkedIn says that the user has no SSI. */
  noAccess?: true;
  self?: Self;
  trace?: Trace[];
  /** Set where parts of the page decide it better than the amount of text. */
  status?: PageStatus;
}

export interface PageRule {
  kind: PageKind;
  /** Matched against the path; the first matching rule applies. */
  address: RegExp;
  owner: Owner;
  signals: SignalRule[];
  flags?: FlagRule[];
  /** For what signals cannot express: lists of acts, the SSI page, visits. */
  extra?: (page: Page) => Extra;
  /**
   * Signals of which a loaded page always shows at least one; without any the markup is unknown.
   */
  expects: string[];
}
