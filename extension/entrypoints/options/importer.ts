/**
 * Imports one archive through `bussola-import`: the program asks for byte ranges, and this page
 * reads only those from the file that the user chose. The messages are described in
 * include/bussola/codec/import_request.h.
 */

import { failureOf } from "../../background/host/host-errors";
import type { Port } from "../../background/host/link";
import type { ImportSummary } from "../../contract/protocol";
import { messageOf, type ImportError } from "./reply";

export const IMPORT_HOST_NAME = "org.bussola.import";

/** `missing`: the program cannot be started; `ended`: it ended before it was done. */
export type ImportEnd = { summary: ImportSummary } | { error: ImportError } | "missing" | "ended" | "stopped";

export interface Connection {
  connect: () => Port;
  /** The browser's message on a port that closed. */
  lastError: (port: Port) => string | undefined;
}

export interface Import {
  end: Promise<ImportEnd>;
  stop: () => void;
}

const ID = 1;

/** Part of a file in base64; rejects when the file was changed or removed after it was chosen. */
function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = reader.result as string;
      resolve(url.slice(url.indexOf(",") + 1));
    };
    reader.onerror = () => reject(new Error("unreadable"));
    reader.readAsDataURL(blob);
  });
}

/**
 * `profile`: the account that the user chose; null: the owner named in the archive. `progress`:
 * 0–1.
 */
export function importArchive(
  connection: Connection,
  file: File,
  profile: string | null,
  progress: (part: number) => void,
): Import {
  const port = connection.connect();
  let finish: (end: ImportEnd) => void = () => undefined;
  const end = new Promise<ImportEnd>((resolve) => {
    finish = (result) => {
      port.disconnect();
      resolve(result);
    };
  });
  const serve = async ({ offset, length }: { offset: number; length: number }): Promise<void> => {
    try {
      const bytes = await base64Of(file.slice(offset, offset + length));
      port.postMessage({ id: ID, type: "bytes", bytes });
    } catch {
      finish({ error: { code: "storage", field: "unreadable" } });
    }
  };
  port.onMessage.addListener((message) => {
    const said = messageOf(message);
    if (said === undefined) {
      finish("ended");
      return;
    }
    const { need, progress: step, summary, error } = said;
    if (need) void serve(need);
    else if (step) progress(step.total > 0 ? Math.min(1, step.done / step.total) : 1);
    else if (summary) finish({ summary });
    else if (error) finish({ error });
  });
  port.onDisconnect.addListener((closed) => {
    finish(failureOf(connection.lastError(closed)) === "crashed" ? "ended" : "missing");
  });
  port.postMessage({
    id: ID,
    type: "import",
    file: { name: file.name, size: file.size },
    ...(profile === null ? {} : { profile: { key: profile } }),
  });
  return { end, stop: () => finish("stopped") };
}
