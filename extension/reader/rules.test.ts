import { describe, expect, test } from "vitest";
import { PAGES, otherProfile } from "./pages";
import { SIGNALS } from "../contract/signals";
import type { Labels } from "./labels";
import { labelsOf } from "./labels";

const LABELLED = ["en", "it", "fr", "de", "es", "pt", "nl", "pl", "ru", "tr"];
const rules = [...PAGES, otherProfile];

/** An address of every page kind, as in a user's browser. */
const ADDRESSES: Record<string, string[]> = {
  feed: ["/feed/", "/feed"],
  own_profile: ["/in/mira-olsen-4b7a/", "/in/me/", "/in/mira-olsen-4b7a/it/", "/in/%D0%BC%D0%B8%D1%80%D0%B0/", "/in/mira/pt-br/"],
  activity_posts: ["/in/mira/recent-activity/all/", "/in/mira/recent-activity/", "/in/mira/detail/recent-activity/shares/"],
  activity_comments: ["/in/mira/recent-activity/comments/"],
  activity_reactions: ["/in/mira/recent-activity/reactions/"],
  skills: ["/in/mira/details/skills/"],
  connections: ["/mynetwork/invite-connect/connections/"],
  network: ["/mynetwork/", "/mynetwork/grow/"],
  invitations: ["/mynetwork/invitation-manager/", "/mynetwork/invitation-manager/sent/", "/mynetwork/invitation-manager/sent/CONNECTION/"],
  followers: ["/mynetwork/network-manager/people-follow/followers/"],
  profile_views: ["/analytics/profile-views/", "/me/profile-views/"],
  search_appearances: ["/analytics/search-appearances/", "/me/search-appearances/"],
  creator_analytics: ["/analytics/creator/content/"],
  dashboard: ["/dashboard/"],
  messaging: ["/messaging/", "/messaging/thread/2-abc/"],
  sales_inbox: ["/sales/inbox/", "/sales/inbox/2-abc"],
  ssi: ["/sales/ssi", "/sales/ssi/"],
  people_search: ["/search/results/people/"],
  sales_search: ["/sales/search/people"],
  sales_lead: ["/sales/lead/ACwAA1,NAME_SEARCH,x", "/sales/people/ACwAA1,NAME_SEARCH,x"],
}; // prettier-ignore

describe("the rule set", () => {
  test("recognises every page kind by its address, and no other page", () => {
    for (const [kind, paths] of Object.entries(ADDRESSES))
      for (const path of paths)
        expect(PAGES.find(({ address }) => address.test(path))?.kind, path).toBe(kind);
    for (const path of [
      "/jobs/",
      "/company/x/",
      "/in/mira/details/experience/",
      "/in/mira/overlay/contact-info/",
      "/feed/update/urn:li:activity:1/",
      "/groups/1/",
      "/search/results/all/",
      "/in/",
      "/sales/home",
    ])
      expect(
        PAGES.find(({ address }) => address.test(path)),
        path,
      ).toBeUndefined();
    expect(new Set(PAGES.map(({ kind }) => kind))).toEqual(new Set(Object.keys(ADDRESSES)));
  });

  test.each(rules)("$kind: every signal is in the contract, has unique anchor names, and its label in every labelled language", (rule) => {
    for (const { signal, anchors, label } of rule.signals) {
      expect(SIGNALS, signal).toHaveProperty(signal);
      expect(anchors.length).toBeGreaterThan(0);
      const names = anchors.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      const last = anchors.findIndex(({ take }) => take === "label");
      if (label !== undefined)
        for (const lang of LABELLED)
          expect(labelsOf(lang)?.[label].length, `${lang} ${label}`).toBeGreaterThan(0);
      // Labels are the last resort, so no more stable anchor follows them.
      if (last >= 0) expect(anchors.slice(last).every(({ take }) => take === "label" || take === "sole")).toBe(true);
    }
    for (const signal of rule.expects)
      expect([...rule.signals.map((one) => one.signal), "ssi"]).toContain(signal);
  }); // prettier-ignore

  test.each(LABELLED)("labels in %s are whole phrases in lower case", (lang) => {
    const labels = labelsOf(lang);
    expect(labels).not.toBeNull();
    const phrases = Object.values(labels as Labels).flat(2) as string[];
    for (const phrase of phrases) {
      expect(phrase).toBe(phrase.toLowerCase().trim());
      expect(phrase).not.toMatch(/\d/);
    }
    expect(labels?.pillars).toHaveLength(4);
  });

  test("a language without known labels has no labels", () => expect(labelsOf("ja")).toBeNull());
});
