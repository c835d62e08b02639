import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { status } from "../test/states";
import type { HostStatus } from ".";
import { absenceOf, commandOf, CONTACT, isKept, sourceFor } from "./program";

const manifests = resolve(import.meta.dirname, "../../manifests");
const ELSEWHERE = ["mac", "cros", "android", "openbsd", "fuchsia", "a system of later", "constructor"];
const HOSTS: HostStatus[] = ["unknown", "connected", "missing", "forbidden", "crashed", "outdated", "ahead"];

describe("absenceOf", () => {
  it.each(ELSEWHERE)("on %s only a program that answers makes a difference", (system) => {
    for (const host of HOSTS) {
      for (const programSeen of [false, true]) {
        const expected = host === "connected" ? null : "unsupported";
        expect(absenceOf(status({ system, host, programSeen }))).toBe(expected);
      }
    }
  });

  it.each(["linux", "win", null])(
    "on %s a program that never answered is missing, one that did is lost",
    (system) => {
      expect(absenceOf(status({ system, host: "missing", programSeen: false }))).toBe("missing");
      expect(absenceOf(status({ system, host: "missing", programSeen: true }))).toBe("lost");
      for (const host of HOSTS.filter((each) => each !== "missing"))
        expect(absenceOf(status({ system, host, programSeen: false }))).toBeNull();
    },
  );
});

it("nothing is kept without permission, without the program, or while it cannot save", () => {
  expect(isKept(status())).toBe(true);
  expect(isKept(status({ permitted: false }))).toBe(false);
  expect(isKept(status({ error: { code: "storage", message: "" } }))).toBe(false);
  for (const host of HOSTS.filter((each) => each !== "connected"))
    expect(isKept(status({ host })), host).toBe(false);
});

describe("addresses.json", () => {
  const read = (file: string): string => readFileSync(resolve(manifests, file), "utf8");

  it("has the contact that the packages and the privacy policy name", () => {
    expect(CONTACT).toMatch(/^[^@\s]+@[^@\s]+$/);
    expect(read("packages/debian/control")).toContain(`<${CONTACT}>`);
    expect(read("packages/debian/changelog")).toContain(`<${CONTACT}>`);
    expect(read("store/privacy.md")).toContain(CONTACT);
  });

  it("has a page over https, or none", () => {
    for (const system of ["linux", "win"]) {
      const page = sourceFor(system)?.page ?? null;
      if (page !== null) expect(new URL(page).protocol).toBe("https:");
    }
  });

  it("installs the files of `make dist` and of `make windows-installer` by name", () => {
    const packages = sourceFor("linux")?.packages ?? [];
    expect(packages.map(({ id, install }) => [id, commandOf(install, "1.2.3")])).toEqual([
      ["debian", "sudo apt install ./bussola_1.2.3_*.deb"],
      ["tarball", "tar -xf bussola-1.2.3-linux-*.tar.gz && bussola-1.2.3/install.sh"],
      ["source", "make install"],
    ]);
    expect(sourceFor("win")?.packages.map(({ install }) => commandOf(install, "1.2.3"))).toEqual([
      String.raw`.\bussola-1.2.3-windows-x86_64.exe`,
    ]);
    expect(read("windows/windows.mk")).toContain("/bussola-$(VERSION)-windows-x86_64.exe");
    expect(read("packages/debian/build")).toContain("bussola_${version}_$arch.deb");
    expect(read("packages/tarball/build")).toContain("name=bussola-$version-linux-$4");
  });
});
