// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";
import { installChrome } from "../test/chrome";
import { exportOf, save } from "./export";
import type { ExportReply } from "../contract/protocol";

describe("exportOf", () => {
  /** Answers export requests page by page and keeps what was saved. */
  function host(pages: (ExportReply | null)[]): { asked: unknown[]; saved: Blob[]; names: string[] } {
    const seen = { asked: [] as unknown[], saved: [] as Blob[], names: [] as string[] };
    const fake = installChrome("en");
    Object.assign(fake.runtime, {
      sendMessage: ({ request }: { request: unknown }) => {
        seen.asked.push(request);
        const page = pages.shift();
        return Promise.resolve(
          page ? { ok: true, reply: page } : { ok: false, error: { code: "storage", message: "" } },
        );
      },
    });
    class Addresses extends URL {
      static override createObjectURL = (file: Blob): string => {
        seen.saved.push(file);
        return "blob:x";
      };
      static override revokeObjectURL = (): void => undefined;
    }
    vi.stubGlobal("URL", Addresses);
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      seen.names.push(this.download);
    });
    return seen;
  }

  it("joins all parts of the export into one file", async () => {
    const seen = host([
      { data: "day,total\n", cursor: "a" },
      { data: "2026-11-23,47\n", cursor: null },
    ]);
    const file = await exportOf("k", "csv");
    if (typeof file === "string") throw new Error(file);
    save(file, "bussola-ines/prova-2026-11-23.csv");
    expect(seen.asked).toEqual([
      { type: "export", format: "csv", profile: { key: "k" } },
      { type: "export", format: "csv", profile: { key: "k" }, cursor: "a" },
    ]);
    expect(seen.names).toEqual(["bussola-ines-prova-2026-11-23.csv"]);
    expect(seen.saved[0]?.size).toBe("day,total\n2026-11-23,47\n".length);
  });

  it("returns null when a part fails", async () => {
    const seen = host([{ data: "{", cursor: "a" }, null]);
    expect(await exportOf(null, "json")).toBe("storage");
    expect(seen.asked[0]).toEqual({ type: "export", format: "json" });
  });
});
