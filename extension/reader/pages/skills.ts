import { addressOf } from "../address";
import type { PageRule } from "../rules";

const SKILL = "com.linkedin.sdui.profile.skill(";

/** The form of one skill; the form of a new skill has no id. */
const EDIT =
  /^\/in\/[^/]+\/(?:details\/skills\/edit\/forms\/(?!new(?:\/|$))|add-edit\/SKILL(?:_ASSOCIATION)?\/)[^/]+/i;

/** Skills load as the list is scrolled, so the count is a lower bound. */
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
