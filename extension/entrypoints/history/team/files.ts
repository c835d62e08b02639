/** Reads files for the team through the program, which checks them. Nothing of them is kept. */

import { LIMITS } from "../../../contract/limits";
import type { HostError, TeamFile, TeamMember } from "../../../contract/protocol";
import { askHost } from "../../../messages/client";
import { printable } from "../../../messages/shape";
import { codeText } from "../../../text/errors";
import { number } from "../../../text/format";
import { t } from "../../../text/i18n";

/** Characters of a file's name that are shown. */
const LONGEST_NAME = 80;

export interface Team {
  members: TeamMember[];
  /** A sentence for each file that cannot be used, and for what was not read. */
  refused: string[];
}

/** Why the program does not take a file. */
function reason({ code, field = "" }: Pick<HostError, "code" | "field">): string {
  if (code === "too_large") return t("team_why_too_large");
  if (code === "newer_schema") return t("team_why_newer");
  return code === "bad_json" || field === "format" ? t("team_why_other") : t("team_why_value", field);
}

const refusal = (name: string, error: Pick<HostError, "code" | "field">): string =>
  t("team_refused", printable(name, LONGEST_NAME), reason(error));

/** The files directly in a chosen folder that may be for the team; chosen files as they are. */
function candidates(files: File[]): File[] {
  return files.filter(
    ({ name, webkitRelativePath: path }) =>
      path === "" || (path.split("/").length === 2 && name.endsWith(".json") && !name.startsWith(".")),
  );
}

/** The contents of a file; of a longer one as much as shows the program that it is too large. */
const contents = (file: File): Promise<string> => file.slice(0, LIMITS.team_file + 1).text();

function add(team: Team, name: string, { member, error }: TeamFile): void {
  if (member) team.members.push(member);
  if (error) team.refused.push(refusal(name, error));
}

/** Reads a batch; false when the program did not answer. */
async function readBatch(team: Team, files: File[]): Promise<boolean> {
  const answer = await askHost({ type: "team", files: await Promise.all(files.map(contents)) });
  if (!answer.ok) {
    team.refused.push(codeText(answer.error.code));
    return false;
  }
  for (const [index, read] of answer.reply.files.entries()) add(team, files[index]?.name ?? "", read);
  return true;
}

export async function readTeam(chosen: File[]): Promise<Team> {
  const team: Team = { members: [], refused: [] };
  const all = candidates(chosen).sort((a, b) => a.name.localeCompare(b.name));
  const files = all.slice(0, LIMITS.team_files);
  for (let from = 0; from < files.length; from += LIMITS.team_batch)
    if (!(await readBatch(team, files.slice(from, from + LIMITS.team_batch)))) return team;
  if (all.length > files.length) team.refused.push(t("team_full", number(LIMITS.team_files)));
  if (files.length === 0) team.refused.push(t("team_empty"));
  return team;
}
