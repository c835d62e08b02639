/**
 * The card that takes LinkedIn's archive: how to ask for it, where to drop it, and what it held.
 */

import { named } from "../../messages/profiles";
import { archiveSteps } from "../../ui/archive";
import { askHost, askStatus, tell } from "../../messages/client";
import { el, type Child } from "../../ui/dom";
import { t } from "../../text/i18n";
import { hostRemedy } from "../../ui/host-remedy";
import type { Status } from "../../messages";
import { button, command, troubleRemedy } from "../../ui/components";
import { absenceOf } from "../../messages/program";
import { printable } from "../../messages/shape";
import { importArchive, type Connection, type ImportEnd } from "./importer";
import { failureWords, NOBODY_YET, summaryOf } from "./summary";

function words(name: string, end: ImportEnd, status: Status | undefined): Child[] {
  if (end === "missing" && status && absenceOf(status) === "missing") {
    return [t("options_test_missing"), ...hostRemedy(status)];
  }
  if (end === "missing") return [t("options_import_missing"), command("bussola install")];
  if (end === "ended") return [t("options_import_ended"), command("bussola doctor")];
  if (end === "stopped") return [t("options_import_stopped")];
  return "summary" in end
    ? [summaryOf(name, end.summary)]
    : [failureWords(name, end.error), ...troubleRemedy({ message: "", ...end.error })];
}

/** Characters of a name on a button. */
const LONGEST_NAME = 64;

/** True when the import was refused over the archive's owner, which the user may settle. */
const isWhose = (end: ImportEnd): boolean =>
  typeof end === "object" &&
  "error" in end &&
  ["other_account", "which_account"].includes(end.error.field ?? "");

/** Buttons for the known accounts and for a new one; `choose` gets a key. */
async function choices(choose: (key: string) => void): Promise<HTMLElement> {
  const answer = await askHost({ type: "profiles" });
  const profiles = answer.ok ? named(answer.reply.profiles) : [];
  const known = profiles.map(({ key, label }) =>
    el(
      "button",
      { attrs: { type: "button" }, on: { click: () => choose(key) } },
      printable(label || key, LONGEST_NAME),
    ),
  );
  const apart = profiles.some(({ key }) => key === NOBODY_YET)
    ? []
    : [button("options_import_apart", () => choose(NOBODY_YET))];
  return el("div", { class: "choices" }, el("p", {}, t("options_import_whose")), ...known, ...apart);
}

/** `changed` is called after every archive that was stored. */
export function archiveCard(connection: Connection, changed: () => void): HTMLElement {
  const results = el("div", { class: "result", attrs: { role: "status", id: "import-result" } });
  const place = el("div", { class: "place" });
  const input = el("input", {
    attrs: {
      type: "file",
      id: "import-file",
      accept: ".zip,.csv,application/zip,text/csv",
      multiple: true,
      hidden: true,
    },
    on: { change: () => void take() },
  });
  const choose = button("options_import_choose", () => input.click(), { main: true, id: "import-choose" });
  let busy = false;
  const waiting: { file: File; profile: string | null }[] = [];

  /** `profile`: the account that the user chose; null: the owner named in the archive. */
  async function read(file: File, status: Status | undefined, profile: string | null): Promise<void> {
    const bar = el("progress", {
      attrs: { max: 1, value: 0, "aria-label": t("options_import_reading", file.name) },
    });
    const running = importArchive(connection, file, profile, (part) => (bar.value = part));
    const stop = button("options_import_stop", () => running.stop(), { id: "import-stop" });
    place.replaceChildren(el("p", { class: "quiet" }, t("options_import_reading", file.name)), bar, stop);
    const end = await running.end;
    place.replaceChildren();
    const good = typeof end === "object" && "summary" in end;
    const shown = words(file.name, end, status).filter((child): child is Node | string => Boolean(child));
    const result = el("div", { attrs: { "data-result": good ? "good" : "bad" } }, ...shown);
    if (isWhose(end)) {
      const again = (key: string): void => {
        result.remove();
        void readAll([file], key);
      };
      result.append(await choices(again));
    }
    results.append(result);
    if (good) {
      // The reminder stays until the archive of the second e-mail is imported too.
      if (end.summary.first_part !== true) void tell({ type: "archive", step: "imported" });
      changed();
    }
  }

  /** Reads one file after another; files brought meanwhile wait their turn. */
  async function readAll(files: File[], profile: string | null = null): Promise<void> {
    waiting.push(...files.map((file) => ({ file, profile })));
    if (busy || waiting.length === 0) return;
    busy = true;
    choose.disabled = true;
    if (profile === null) results.replaceChildren();
    const status = await askStatus();
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      await read(next.file, status, next.profile);
    busy = false;
    choose.disabled = false;
    choose.focus();
    await tell({ type: "reconnect" });
  }

  async function take(): Promise<void> {
    const files = [...(input.files ?? [])];
    // Allows choosing the same file again.
    input.value = "";
    await readAll(files);
  }

  const over = (event: Event, on: boolean): void => {
    event.preventDefault();
    zone.toggleAttribute("data-over", on);
  };
  const zone = el(
    "div",
    {
      class: "drop",
      attrs: { id: "import-drop" },
      on: {
        dragover: (event) => over(event, true),
        dragleave: (event) => over(event, false),
        drop: (event) => {
          over(event, false);
          void readAll([...((event as DragEvent).dataTransfer?.files ?? [])]);
        },
      },
    },
    el("p", {}, t("options_import_drop")),
    choose,
    input,
  );
  return el(
    "section",
    { class: "card", attrs: { id: "import", "aria-labelledby": "import-title" } },
    el("h3", { attrs: { id: "import-title" } }, t("options_import_title")),
    el("p", {}, t("options_import_text")),
    archiveSteps(t("options_import_third")),
    zone,
    place,
    results,
  );
}
