import type { PageRule } from "../rules";

const SKILL = "com.linkedin.sdui.profile.skill(";

/** Skills load as the list is scrolled: at least as many as are there. */
export const skills: PageRule = {
  kind: "skills",
  address: /^\/in\/[^/]+\/details\/skills\/?$/i,
  owner: "proof",
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
          select: 'main a[href*="/skills/edit/forms/"], main a[href*="/add-edit/SKILL"]',
          take: "distinct",
          key: (element) => {
            const path = (element.getAttribute("href") ?? "").split("?")[0] ?? "";
            return /\/forms\/(?:new)\/?$/.test(path) || /SKILL(?:_ASSOCIATION)?\/?$/.test(path) ? null : path;
          },
        },
      ],
    },
  ],
  expects: ["skills"],
};
