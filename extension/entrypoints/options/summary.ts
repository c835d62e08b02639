/** What an import found, in the words that `bussola import` uses. */

import { el } from "../../ui/dom";
import { longDay, number } from "../../text/format";
import { has, t, tn } from "../../text/i18n";
import { codeText } from "../../text/errors";
import type { ImportedFile, ImportSummary } from "../../contract/protocol";
import type { ImportError } from "./reply";

function leftOut({ left_out }: ImportedFile): string {
  return Object.entries(left_out)
    .map(([why, rows]) => `${t(`import_left_${why}`)}: ${number(rows)}`)
    .join(", ");
}

function table(files: ImportedFile[]): HTMLElement {
  const heads = ["file", "read", "counted", "left"].map((column) =>
    el("th", { attrs: { scope: "col" } }, t(`import_column_${column}`)),
  );
  const rows = files
    .filter(({ outcome }) => outcome === "read")
    .map((file) =>
      el(
        "tr",
        {},
        el("th", { attrs: { scope: "row" } }, file.file),
        el("td", {}, number(file.rows)),
        el("td", {}, number(file.counted)),
        el("td", {}, leftOut(file)),
      ),
    );
  return el(
    "table",
    { class: "imported" },
    el("thead", {}, el("tr", {}, ...heads)),
    el("tbody", {}, ...rows),
  );
}

/** Files that gave nothing, and those found more than once. */
function refused(files: ImportedFile[]): string[] {
  return files.flatMap(({ file, outcome, left_out, extra }) => [
    ...(outcome === "read" ? [] : [`${file}: ${t(`import_outcome_${outcome}`)}`]),
    ...(outcome === "read" && left_out["undated"] ? [t("import_partial", file)] : []),
    ...(extra > 0 ? [`${file}: ${t("import_extra")}`] : []),
  ]);
}

function derived({ totals }: ImportSummary): string[] {
  const lines: [string, string, string][] = [
    ["inmail", "inmail_sent", "inmail_replied"],
    ["threads", "dm_threads_started", "dm_threads_replied"],
    ["acceptance", "invitations_out", "accepted_out"],
  ];
  return lines.flatMap(([line, first, second]) => {
    const [of, done] = [totals[first] ?? null, totals[second] ?? null];
    if (of !== null && done !== null) return [t(`import_${line}`, number(of), number(done))];
    return line === "acceptance" && of !== null && of > 0 ? [t("import_acceptance_unknown")] : [];
  });
}

function counted(lines: [string, number | null | undefined][]): string[] {
  return lines.flatMap(([base, count]) => (count ? [tn(`import_${base}`, count)] : []));
}

/** BS_IMPORT_KEY: the key of an import made before any page of the user's was read. */
export const NOBODY_YET = "me";

/** The account that the import joins, where neither archive nor user names one. */
function ownerLine({ profile, owner_told }: NonNullable<ImportSummary["stored"]>): HTMLElement | false {
  if (profile === NOBODY_YET) {
    const key = owner_told ? "import_no_profile_owner_known" : "import_no_profile";
    return el("p", { class: "quiet" }, t(key, NOBODY_YET));
  }
  return owner_told === false && el("p", { class: "quiet" }, t("import_owner_unknown", "archive"));
}

/** The summary of one archive; `name` is the file's. */
export function summaryOf(name: string, summary: ImportSummary): HTMLElement {
  const { day, day_told, files, stored, totals } = summary;
  const heading = t(day_told ? "import_of" : "import_of_newest", name, day === null ? "–" : longDay(day));
  const lines = [
    ...refused(files),
    ...derived(summary),
    ...(summary.whose_unknown ? [t("import_whose_unknown")] : []),
    ...counted([
      ["unclear", totals["outreach_unclear"]],
      ["unconnected", totals["outreach_unconnected"]],
      ["impossible", summary.impossible_days],
      ["unknown", summary.unknown],
      ["unsafe", summary.unsafe],
      ["nested", summary.nested],
    ]),
  ];
  const kept =
    stored !== null &&
    (stored.changed > 0
      ? t("import_stored", number(stored.changed), stored.profile)
      : t("import_same", stored.profile));
  return el(
    "div",
    { class: "summary", attrs: { "data-archive": name } },
    el("h4", {}, heading),
    table(files),
    ...lines.map((line) => el("p", { class: "quiet" }, line)),
    summary.first_part === true && el("p", { class: "second-mail" }, t("import_second_mail")),
    kept && el("p", {}, kept),
    stored && ownerLine(stored),
  );
}

/** Why an archive could not be read or stored. */
export function failureWords(name: string, { code, field }: ImportError): string {
  if (field === "not_linkedin") return t("import_not_linkedin", name);
  // Both a database and a zip may be "damaged".
  const keys = [`error_${code}_${field ?? ""}`, `import_error_${field ?? ""}`];
  const precise = keys.find(has);
  return t("import_failed", name, precise === undefined ? codeText(code) : t(precise));
}
