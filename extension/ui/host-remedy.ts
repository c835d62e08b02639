/** What to do when Bussola's program does not answer, and how to get it where it is missing. */

import { el, link, type Child } from "./dom";
import { t, tparts } from "../text/i18n";
import type { HostStatus, Status } from "../messages";
import { button, command } from "./components";
import { absenceOf, commandOf, CONTACT, sourceFor, type Package } from "../messages/program";

/** The command that repairs each link status. */
export const HOST_COMMANDS: Readonly<Partial<Record<HostStatus, string>>> = {
  missing: "bussola doctor --fix",
  forbidden: "bussola doctor --fix",
  outdated: "bussola doctor --fix",
  crashed: "bussola doctor",
};

/** The program's public page; without one, the instructions on the welcome page. */
export function programLink({ system }: Status): HTMLElement {
  const page = sourceFor(system)?.page ?? chrome.runtime.getURL("/welcome.html#host");
  return link(page, { class: "button main", attrs: { "data-focus": "get-program" } }, t("program_get"));
}

/** For a program that is installed where this browser does not look. */
export function alreadyInstalled(): HTMLElement {
  return el(
    "div",
    { class: "already" },
    el("p", { class: "quiet" }, t("program_already")),
    command("bussola doctor --fix"),
  );
}

/** The address for help. */
export function contactLink(): HTMLElement {
  return link(`mailto:${CONTACT}`, { attrs: { "data-focus": "contact" } }, CONTACT);
}

function packageRow({ id, install }: Package, version: string): HTMLElement {
  return el(
    "li",
    { attrs: { "data-package": id } },
    el("span", { class: "quiet" }, t(`program_package_${id}`)),
    command(commandOf(install, version)),
  );
}

/** The steps for a user who never had the program. */
export function programSteps(status: Status): Child[] {
  const source = sourceFor(status.system);
  if (source === null) return [];
  if (source.page !== null) return [el("div", { class: "actions" }, programLink(status)), alreadyInstalled()];
  const rows = source.packages.map((each) => packageRow(each, status.extensionVersion));
  return [
    el("p", {}, t("program_download")),
    el("ul", { class: "packages" }, ...rows),
    el("p", { class: "quiet" }, ...tparts("program_ask", contactLink())),
    alreadyInstalled(),
  ];
}

/**
 * Reloads the extension from its folder, or from the store after an update. This closes the
 * extension's pages.
 */
export function updateButton(): HTMLButtonElement {
  return button(
    "action_update",
    async () => {
      // Firefox lacks requestUpdateCheck and asks the store by itself.
      if (!import.meta.env.FIREFOX) await chrome.runtime.requestUpdateCheck().catch(() => undefined);
      chrome.runtime.reload();
    },
    { main: true },
  );
}

/**
 * Remedies for a broken link to the program: its command, and a button when the extension is too
 * old. No command where the program was never reached or cannot run.
 */
export function hostRemedy(status: Status): HTMLElement[] {
  const absence = absenceOf(status);
  if (absence === "unsupported") return [];
  if (absence === "missing") return [programLink(status)];
  const mend = HOST_COMMANDS[status.host];
  if (status.host === "ahead") return [el("div", { class: "actions" }, updateButton())];
  return mend === undefined ? [] : [command(mend)];
}
