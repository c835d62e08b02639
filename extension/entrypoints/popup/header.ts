/** The popup's first line: the name, the account, pause and options. */

import { tell } from "../../messages/client";
import { el } from "../../ui/dom";
import { t } from "../../text/i18n";
import type { Status } from "../../messages";
import { mark, optionsPicture, pausePicture, resumePicture } from "../../ui/pictures";

export interface Profile {
  key: string;
  label: string;
}

function who(profiles: Profile[], shown: Profile | null, choose: (key: string) => void): HTMLElement {
  if (profiles.length < 2 || !shown) return el("span", { class: "who" }, shown?.label);
  const options = profiles.map((profile) => {
    const selected = profile.key === shown.key;
    return el("option", { attrs: { value: profile.key, selected } }, profile.label);
  });
  const attrs = { "aria-label": t("popup_profile"), "data-focus": "who" };
  const select = el("select", { class: "who", attrs }, ...options);
  select.addEventListener("change", () => choose(select.value));
  return select;
}

function iconButton(key: string, focus: string, picture: SVGElement, act: () => unknown): HTMLElement {
  const label = t(key);
  const attrs = { type: "button", "aria-label": label, title: label, "data-focus": focus };
  return el("button", { class: "icon", attrs, on: { click: () => void act() } }, picture);
}

export function popupHeader(
  status: Status,
  profiles: Profile[],
  shown: Profile | null,
  choose: (key: string) => void,
): HTMLElement {
  const toggle = (): Promise<void> => tell({ type: "pause", paused: !status.paused });
  return el(
    "header",
    {},
    mark(),
    el("h1", {}, "Bussola"),
    who(profiles, shown, choose),
    status.agreed &&
      (status.paused
        ? iconButton("popup_resume", "pause", resumePicture(), toggle)
        : iconButton("popup_pause", "pause", pausePicture(), toggle)),
    iconButton("popup_options", "options", optionsPicture(), () => chrome.runtime.openOptionsPage()),
  );
}
