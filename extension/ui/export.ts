/** Saves everything that the program keeps of a profile as a file. */

import { askHost } from "../messages/client";
import { el } from "./dom";
import type { HostAnswer } from "../messages";
import type { ExportRequest, HostError } from "../contract/protocol";

export type Format = ExportRequest["format"];

const TYPES: Record<Format, string> = { json: "application/json", csv: "text/csv" };

/**
 * The whole export of a profile (null: the host's default one). It arrives in parts, since an
 * answer has at most 1 MiB. Null if any part fails, because half a file is useless.
 */
export async function exportOf(
  key: string | null,
  format: Format,
): Promise<Blob | HostError["code"] | "no_host"> {
  const parts: string[] = [];
  let cursor: string | null = null;
  do {
    const answer: HostAnswer<"export"> = await askHost({
      type: "export",
      ...(key === null ? {} : { profile: { key } }),
      format,
      ...(cursor === null ? {} : { cursor }),
    });
    if (!answer.ok) return answer.error.code;
    parts.push(answer.reply.data);
    ({ cursor } = answer.reply);
  } while (cursor !== null);
  return new Blob(parts, { type: TYPES[format] });
}

/**
 * Hands a file to the browser's downloads, as `name` without characters that file names cannot
 * hold.
 */
export function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  el("a", { attrs: { href: url, download: name.replace(/[^\p{L}\p{N}._-]+/gu, "-") } }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
