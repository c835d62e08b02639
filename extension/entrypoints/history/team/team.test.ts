// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { LIMITS } from "../../../contract/limits";
import type { Request, TeamFile, TeamMember } from "../../../contract/protocol";
import { installChrome } from "../../../test/chrome";
import { namePlaces, teamChart } from "./chart";
import { readTeam } from "./files";
import { shareForm } from "./share";
import { ordered, teamTable } from "./table";
import { teamCard } from "./team";

const ask = vi.fn<(request: Request) => Promise<unknown>>();

const DAY = "2026-11-23";
const member = (label: string, changes: Partial<TeamMember> = {}): TeamMember => ({
  label,
  day: DAY,
  kind: "anchored",
  total: 47.2,
  error: 2.4,
  pillars: { brand: 17.2, people: 6.1, insights: 6.4, relationships: 17.5 },
  counts: [
    { signal: "posts", value: 12, bound: "exact" },
    { signal: "comments", value: 40, bound: "at_least" },
    { signal: "connections", value: null, bound: "exact" },
  ],
  weeks: [
    { day: "2026-11-15", total: 44 },
    { day: "2026-11-22", total: 47 },
  ],
  ...changes,
});

const file = (name: string, text = "{}", path = ""): File =>
  Object.defineProperty(new File([text], name), "webkitRelativePath", { value: path });

const texts = (root: Element, selector: string): string[] =>
  [...root.querySelectorAll(selector)].map(({ textContent }) => textContent ?? "");

/** The program answers each batch with these files, in turn. */
function answers(...files: TeamFile[]): void {
  let next = 0;
  ask.mockImplementation((request) => {
    const { length } = (request as { files: string[] }).files;
    const reply = { files: files.slice(next, next + length) };
    next += length;
    return Promise.resolve({ ok: true, reply });
  });
}

beforeEach(() => {
  const sendMessage = ({ request }: { request: Request }): Promise<unknown> => ask(request);
  Object.assign(installChrome("en").runtime, { sendMessage });
  ask.mockReset();
});

describe("files of a team", () => {
  it("become members, or a sentence each that says why not", async () => {
    answers(
      { member: null, error: { code: "newer_schema", message: "", field: "version" } },
      { member: null, error: { code: "bad_json", message: "" } },
      { member: null, error: { code: "too_large", message: "" } },
      { member: null, error: { code: "out_of_range", message: "", field: "pillars" } },
      { member: member("Mina"), error: null },
    );
    const names = ["a.json", "b.json", "c.json", "d.json", "e.json"];
    const { members, refused } = await readTeam(names.map((name) => file(name)));
    expect(members).toEqual([member("Mina")]);
    expect(refused).toEqual([
      "a.json is left out: a newer Bussola wrote it. Update this one.",
      "b.json is left out: it is no team file, or it was cut.",
      "c.json is left out: it is too large for a team file.",
      "d.json is left out: pillars cannot be right.",
    ]);
  });

  it("are those directly in a chosen folder", async () => {
    answers({ member: member("Mina"), error: null });
    const chosen = ["team/mina.json", "team/old/mina.json", "team/notes.txt", "team/.mina.json"];
    const { members } = await readTeam(chosen.map((path) => file(path.split("/").at(-1) ?? "", "{}", path)));
    expect(members.length).toBe(1);
    expect(ask.mock.calls[0]?.[0]).toEqual({ type: "team", files: ["{}"] });
  });

  it("are asked for in batches, up to a limit", async () => {
    const many = LIMITS.team_files + 1;
    answers(...Array.from({ length: many }, (_, index) => ({ member: member(`M${index}`), error: null })));
    const { members, refused } = await readTeam(
      Array.from({ length: many }, (_, index) => file(`${index}.json`)),
    );
    expect(members.length).toBe(LIMITS.team_files);
    expect(refused).toEqual(["Only 1,000 files are read."]);
    expect(ask).toHaveBeenCalledTimes(LIMITS.team_files / LIMITS.team_batch);
  });

  it("are sent no further than shows that they are too large", async () => {
    answers({ member: null, error: { code: "too_large", message: "" } });
    await readTeam([file("a.json", "x".repeat(LIMITS.team_file * 9))]);
    const sent = ask.mock.calls[0]?.[0] as { files: string[] };
    expect(sent.files[0]?.length).toBe(LIMITS.team_file + 1);
  });

  it("need a program that knows them", async () => {
    ask.mockResolvedValue({ ok: false, error: { code: "unknown_type", message: "" } });
    const { refused } = await readTeam([file("a.json")]);
    expect(refused).toEqual(["The program is older than this extension. Update it."]);
  });
});

describe("the table", () => {
  const all = [
    member("Zoe", { total: 70 }),
    member("abel"),
    member("Mina", { total: null, kind: "learning" }),
  ];

  it("is by name, and by index only if asked", () => {
    expect(ordered(all, "label").map(({ label }) => label)).toEqual(["abel", "Mina", "Zoe"]);
    expect(ordered(all, "index").map(({ label }) => label)).toEqual(["Zoe", "abel", "Mina"]);
  });

  it("shows no number finer than known, and nothing for what is not shared", () => {
    const cells = (one: TeamMember): string[] =>
      texts(
        teamTable([one], () => undefined),
        "tbody :is(th, td)",
      );
    expect(cells(member("Mina")).slice(0, 11)).toEqual([
      "Mina",
      "≈47",
      "±2",
      "17",
      "6",
      "6",
      "18",
      "12",
      "≥\u00a040",
      "–",
      "",
    ]);
    expect(cells({ label: "I.", day: DAY }).slice(0, 11)).toEqual([
      "I.",
      ...Array.from({ length: 10 }, () => ""),
    ]);
    const official = cells(member("A", { kind: "official", total: 61, error: 0 }));
    expect(official.slice(1, 4)).toEqual(["61", "±0", "17.2"]);
  });

  it("shows a name as text", () => {
    const name = '<img src="x" onerror="alert(1)">';
    const node = teamTable([member(name)], () => undefined);
    expect(texts(node, "tbody th")).toEqual([name]);
    expect(node.querySelector("img")).toBe(null);
  });
});

describe("the chart", () => {
  it("has a line for each member, on one scale, with its name, and marks one", () => {
    const [mina, abel] = [member("Mina"), member("Abel", { weeks: [{ day: "2026-11-22", total: 61 }] })];
    const chart = teamChart([mina, abel]);
    expect(texts(chart?.node as Element, ".member title")).toEqual(["Mina", "Abel"]);
    expect(texts(chart?.node as Element, ".member text")).toEqual(["Mina", "Abel"]);
    chart?.mark(abel);
    expect(texts(chart?.node as Element, ".marked title")).toEqual(["Abel"]);
    chart?.mark(null);
    expect(chart?.node.querySelector(".marked")).toBe(null);
  });

  it("cuts a long name, and names only the marked one of very many", () => {
    const long = teamChart([member("Maria Antonietta Benedetta")])?.node as Element;
    expect(texts(long, ".member text")).toEqual(["Maria Antonietta Bene…"]);
    const many = teamChart(Array.from({ length: 30 }, (_, index) => member(`M${index}`)))?.node;
    expect(many?.querySelector("svg.crowded")).not.toBe(null);
    expect(long.querySelector("svg.crowded")).toBe(null);
  });

  it("keeps names apart that end near each other, within the chart", () => {
    expect(namePlaces([100, 20, 101, 99], 180)).toEqual([114, 20, 129, 99]);
    expect(namePlaces([160, 160, 160], 180)).toEqual([135, 150, 165]);
    expect(namePlaces([2], 180)).toEqual([15]);
  });

  it("is absent if nobody shares weeks", () => {
    expect(teamChart([{ label: "I.", day: DAY }])).toBe(null);
  });
});

describe("sharing", () => {
  const form = (): HTMLElement =>
    shareForm(
      () => "ACoAA1",
      () => DAY,
    );
  const type = (node: HTMLElement, name: string): void => {
    const input = node.querySelector<HTMLInputElement>("#team-label");
    if (input) input.value = name;
    input?.dispatchEvent(new Event("input"));
  };
  const keep = (node: HTMLElement): HTMLButtonElement | null => node.querySelector("#team-save");

  it("shows the whole file as the program writes it before it can be saved", async () => {
    ask.mockResolvedValue({ ok: true, reply: { data: '{"label":"Ines"}\n' } });
    const node = form();
    expect([keep(node)?.disabled, ask.mock.calls.length]).toEqual([true, 0]);
    type(node, " Ines ");
    await vi.waitFor(() => expect(keep(node)?.disabled).toBe(false));
    expect(node.querySelector("pre")?.textContent).toBe('{"label":"Ines"}\n');
    expect(ask.mock.calls[0]?.[0]).toEqual({
      type: "share",
      profile: { key: "ACoAA1" },
      label: "Ines",
      parts: ["index", "error", "pillars", "counts", "weeks"],
    });
  });

  it("needs a name and a part", async () => {
    ask.mockResolvedValue({ ok: true, reply: { data: "{}" } });
    const node = form();
    // A box that is in no page does not say that it was changed.
    document.body.append(node);
    type(node, "Ines");
    await vi.waitFor(() => expect(keep(node)?.disabled).toBe(false));
    for (const box of node.querySelectorAll<HTMLInputElement>("[type=checkbox]")) box.click();
    await vi.waitFor(() => expect(keep(node)?.disabled).toBe(true));
    expect(texts(node, ".cap")).toEqual(["Enter a name and tick a part."]);
  });

  it("says why the program gives no file", async () => {
    ask.mockResolvedValue({ ok: false, error: { code: "unknown_profile", message: "" } });
    const node = form();
    type(node, "Ines");
    await vi.waitFor(() => expect(texts(node, ".cap")[0]).not.toMatch(/^Enter/));
    expect(keep(node)?.disabled).toBe(true);
  });

  it("has the note on consent beside its button", () => {
    const card = teamCard(
      () => null,
      () => DAY,
    );
    expect(texts(card, ".cap").join(" ")).toMatch(/GDPR.*Statuto dei lavoratori, art\. 4/);
    expect(texts(card, ".foot .button")).toEqual(["Share with my team", "Open team files", "Open a folder"]);
  });
});
