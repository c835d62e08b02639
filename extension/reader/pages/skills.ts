import { addressOf } from "../address";
import type { PageRule } from "../rules";

const SKILL = "com.linkedin.sdui.profile.skill(";

/** The form of one skill; the one of a new skill ends without an id. */
const EDIT =
  /^\/in\/[^/]+\/(?:details\/skills\/edit\/forms\/(?!new(?:\/|$))|add-edit\/SKILL(?:_ASSOCIATION)?\/)[^/]+/i;

/** Skills load as the list is scrolled: at least as many as are there. */
export const skills: PageRule = {
  kind: "skills",
  address: /^\/in\/[^/]+\/details\/skills\/?$/i,
  owner: "list",
  signals: [
    {
      signal: "skills",
      anchors: [
        {
          name: "skill-id",
          select: `[id^="${SKILL}"], [componentkey^="${SKILL}"]`,
          take: "distinct",
          key: (element) => element.id || element.getAttribute("componentkey"),
        },
        {
          name: "skill-edit-link",
          find: (page) =>
            page
              .links("/in")
              .filter((link) => link.closest("main") && EDIT.test(page.address(link)?.pathname ?? "")),
          take: "distinct",
          key: (element) =>
            addressOf(element.getAttribute("href") ?? "")?.pathname.replace(/\/$/, "") ?? null,
        },
      ],
    },
  ],
  expects: ["skills"],
};
