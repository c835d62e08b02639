import type { PageRule } from "../rules";
import { leadVisit, searchVisits } from "../acts/visits";

/** A search for people: the act, never its words or results. */
export const peopleSearch: PageRule = {
  kind: "people_search",
  address: /^\/search\/results\/people\/?$/,
  owner: "nobody",
  signals: [],
  extra: (page) => ({ visits: searchVisits(page, "people") }),
  expects: [],
};

/** The same in Sales Navigator. */
export const salesSearch: PageRule = {
  kind: "sales_search",
  address: /^\/sales\/search\/people\/?$/,
  owner: "nobody",
  signals: [],
  extra: (page) => ({ visits: searchVisits(page, "sales") }),
  expects: [],
};

/** A profile opened in Sales Navigator. */
export const salesLead: PageRule = {
  kind: "sales_lead",
  address: /^\/sales\/(?:lead|people)\/[^/]+/,
  owner: "nobody",
  signals: [],
  extra: (page) => ({ visits: leadVisit(page) }),
  expects: [],
};
