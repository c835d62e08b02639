/** Applies the theme that the user chose to a page of the extension; a script of every page. */

import type { DisplaySettings, Theme } from "../messages";

/** When the dark values hold, under each theme. Paper always gets the light ones. */
const DARK: Record<Theme, string> = {
  system: "screen and (prefers-color-scheme: dark)",
  light: "not all",
  dark: "screen",
};

/** The rules with the dark values. */
const darkRules = [...document.styleSheets]
  .flatMap((sheet) => [...sheet.cssRules])
  .filter((rule) => rule instanceof CSSMediaRule)
  .filter(({ media }) => media.mediaText.includes("prefers-color-scheme"));

function apply(display: DisplaySettings | undefined): void {
  const theme = display?.theme ?? "system";
  document.documentElement.dataset["theme"] = theme;
  for (const { media } of darkRules) media.mediaText = DARK[theme];
}

chrome.storage.local.onChanged.addListener(({ display }) => {
  if (display) apply(display.newValue as DisplaySettings | undefined);
});
void chrome.storage.local.get<{ display?: DisplaySettings }>("display").then(({ display }) => apply(display));
