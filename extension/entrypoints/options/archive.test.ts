// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installChrome } from "../../test/chrome";
import type { Port } from "../../background/host/link";
import { archiveCard } from "./archive";
import type { ImportSummary } from "../../contract/protocol";
import { eventually } from "../../test/wait";

beforeEach(() => void installChrome("en"));
afterEach(() => document.body.replaceChildren());

const SUMMARY: ImportSummary = {
  day: "2026-03-24",
  day_told: true,
  whose_unknown: false,
  impossible_days: 0,
  unknown: 1,
  unsafe: 0,
  nested: 0,
  files: [
    {
      file: "messages",
      outcome: "read",
      rows: 1204,
      counted: 1200,
      left_out: { draft: 3, spam: 1 },
      extra: 0,
    },
    { file: "Votes", outcome: "damaged", rows: 0, counted: 0, left_out: {}, extra: 0 },
  ],
  totals: { inmail_sent: 4, inmail_replied: 1, invitations_out: 2, accepted_out: null },
  stored: { profile: "ines-prova", changed: 7 },
};

/** The program's side of a port. */
class Program implements Port {
  readonly received: Record<string, unknown>[] = [];
  closed = false;
  error: { message: string } | null = null;
  private readonly listeners: ((message: unknown) => void)[] = [];
  private readonly enders: ((port: Port) => void)[] = [];
  onMessage = { addListener: (listener: (message: unknown) => void) => void this.listeners.push(listener) };
  onDisconnect = { addListener: (listener: (port: Port) => void) => void this.enders.push(listener) };

  postMessage(message: unknown): void {
    if (this.closed) throw new Error("disconnected");
    this.received.push(message as Record<string, unknown>);
  }
  disconnect(): void {
    this.closed = true;
  }
  say(message: object): void {
    this.listeners.forEach((listener) => listener({ id: 1, ok: true, ...message }));
  }
  end(words: string | null): void {
    this.error = words === null ? null : { message: words };
    this.enders.forEach((ender) => ender(this));
  }
}

/** A card that receives `files`, and the programs that it started, in order. */
function bring(...files: File[]) {
  const programs: Program[] = [];
  const changed = vi.fn();
  const card = archiveCard(
    {
      connect: () => {
        const program = new Program();
        programs.push(program);
        return program;
      },
      lastError: (port) => port.error?.message,
    },
    changed,
  );
  document.body.append(card);
  const drop = new Event("drop", { bubbles: true, cancelable: true });
  Object.assign(drop, { dataTransfer: { files } });
  card.querySelector("#import-drop")?.dispatchEvent(drop);
  const program = (index: number): Promise<Program> => eventually(() => programs[index] ?? expect.fail());
  const result = (): Promise<Element> =>
    eventually(() => card.querySelector("#import-result [data-result]") ?? expect.fail());
  return { card, drop, changed, programs, program, result };
}

const zip = (name = "Complete.zip", text = "0123456789"): File => new File([text], name);

describe("the archive's card", () => {
  it("starts no program before a file is chosen, and says how to get one", () => {
    const { card, programs } = bring();
    expect(programs).toEqual([]);
    expect(card.querySelector("a")?.href).toBe("https://www.linkedin.com/mypreferences/d/download-my-data");
    expect(card.querySelectorAll("ol li")).toHaveLength(3);
    expect(card.querySelector<HTMLButtonElement>("#import-choose")?.disabled).toBe(false);
  });

  it("sends the byte ranges that the program asks for, and no others", async () => {
    const { drop, program } = bring(zip());
    const started = await program(0);
    expect(drop.defaultPrevented).toBe(true);
    expect(started.received).toEqual([{ id: 1, type: "import", file: { name: "Complete.zip", size: 10 } }]);
    started.say({ need: { offset: 6, length: 4 } });
    await eventually(() => expect(started.received).toHaveLength(2));
    expect(started.received[1]).toEqual({ id: 1, type: "bytes", bytes: btoa("6789") });
  });

  it("shows progress, then the summary in the command line's words", async () => {
    const { card, changed, program, result } = bring(zip());
    const started = await program(0);
    started.say({ progress: { done: 1, total: 4 } });
    expect(card.querySelector("progress")?.value).toBe(0.25);
    started.say({ summary: SUMMARY });
    const shown = await result();
    expect(shown.getAttribute("data-result")).toBe("good");
    expect(shown.querySelector("h4")?.textContent).toMatch(/^Complete\.zip, of .*2026/);
    const cells = [...shown.querySelectorAll("tbody tr > *")].map((cell) => cell.textContent);
    expect(cells).toEqual(["messages", "1,204", "1,200", "drafts: 3, spam: 1"]);
    const lines = [...shown.querySelectorAll("p")].map((line) => line.textContent);
    expect(lines).toEqual([
      "Votes: left out: damaged; download the archive again",
      "InMail: 4 sent, 1 answered",
      "Invitations: this archive does not say which were accepted.",
      "1 other file is not used.",
      "Stored under the profile “ines-prova”: 7 new or changed.",
    ]);
    expect(card.querySelector("progress")).toBeNull();
    expect(started.closed).toBe(true);
    expect(changed).toHaveBeenCalledOnce();
  });

  it("says when no page of the user has been read yet", async () => {
    const { program, result } = bring(zip());
    (await program(0)).say({ summary: { ...SUMMARY, stored: { profile: "me", changed: 7 } } });
    const words = (await result()).textContent;
    expect(words).toContain("bussola forget --profile me");
    expect(words).toContain("will go to the first account that it reads");
  });

  it("says which account an archive waits for when it names its owner", async () => {
    const { program, result } = bring(zip());
    (await program(0)).say({
      summary: { ...SUMMARY, stored: { profile: "me", changed: 7, owner_told: true } },
    });
    const words = (await result()).textContent;
    expect(words).toContain("the first account with the same profile address or name");
    expect(words).not.toContain("that it reads");
  });

  it("asks for the account when the archive belongs to another, and imports into the chosen one", async () => {
    const profiles = [
      { key: "ACoAATilda", label: "tilda-varga", aliases: [], first_seen: "", last_seen: "" },
    ];
    chrome.runtime.sendMessage = () => Promise.resolve({ ok: true, reply: { profiles } });
    const { card, program, programs, result } = bring(zip());
    (await program(0)).say({ ok: false, error: { code: "bad_request", field: "other_account" } });
    const shown = await result();
    expect(shown.textContent).toContain("another LinkedIn account. Nothing was stored.");
    const buttons = [...shown.querySelectorAll("button")];
    expect(buttons.map(({ textContent }) => textContent)).toEqual([
      "tilda-varga",
      "Keep it separate for another account",
    ]);
    await eventually(() =>
      expect(card.querySelector<HTMLButtonElement>("#import-choose")?.disabled).toBe(false),
    );
    expect(programs).toHaveLength(1);
    buttons[0]?.click();
    expect((await program(1)).received[0]).toMatchObject({ profile: { key: "ACoAATilda" } });
    (await program(1)).say({ summary: SUMMARY });
    expect((await result()).getAttribute("data-result")).toBe("good");
  });

  it("says when an archive does not name its owner", async () => {
    const { program, result } = bring(zip());
    (await program(0)).say({
      summary: { ...SUMMARY, stored: { profile: "ines-prova", changed: 7, owner_told: false } },
    });
    expect((await result()).textContent).toContain("bussola forget --source archive");
  });

  it("reads several archives one after another", async () => {
    const { card, programs, program } = bring(zip("a.zip"), zip("b.zip"));
    (await program(0)).say({ summary: SUMMARY });
    (await program(1)).say({ summary: SUMMARY });
    await eventually(() => expect(card.querySelectorAll("[data-archive]")).toHaveLength(2));
    expect(programs).toHaveLength(2);
  });

  it.each([
    [
      { code: "bad_request", field: "not_zip" },
      "Complete.zip: this is neither a zip file nor one of the archive's tables, such as Connections.csv.",
    ],
    [{ code: "bad_request", field: "not_linkedin" }, "Complete.zip: it contains none of LinkedIn's files."],
    [
      { code: "bad_request", field: "damaged" },
      "Complete.zip: the zip is damaged. Download it again from LinkedIn.",
    ],
  ])("words %j", async (error, words) => {
    const { changed, program, result } = bring(zip());
    (await program(0)).say({ ok: false, error });
    expect((await result()).textContent).toBe(words);
    expect(changed).not.toHaveBeenCalled();
  });

  it("reads a file that is dropped while another is read, after it", async () => {
    const { card, program, programs } = bring(zip("First.zip"));
    const first = await program(0);
    const drop = new Event("drop", { bubbles: true, cancelable: true });
    Object.assign(drop, { dataTransfer: { files: [zip("Second.zip")] } });
    card.querySelector("#import-drop")?.dispatchEvent(drop);
    expect(programs).toHaveLength(1);
    first.say({ summary: SUMMARY });
    const second = await program(1);
    expect(second.received[0]).toMatchObject({ file: { name: "Second.zip" } });
    second.say({ summary: SUMMARY });
    await eventually(() => expect(card.querySelectorAll("[data-result=good]")).toHaveLength(2));
  });

  it("distinguishes a damaged database from a damaged zip, with the command that repairs it", async () => {
    const { program, result } = bring(zip());
    (await program(0)).say({ ok: false, error: { code: "storage", field: "damaged" } });
    expect((await result()).textContent).toContain("The database is damaged.");
    expect((await result()).querySelector("code")?.textContent).toBe("bussola recover");
  });

  it.each([
    ["Specified native messaging host not found.", "bussola install"],
    ["No such native application org.bussola.import", "bussola install"],
    ["Native host has exited.", "bussola doctor"],
    [null, "bussola doctor"],
  ])("%j counts as %s", async (words, command) => {
    const { card, program, result } = bring(zip());
    (await program(0)).end(words);
    expect((await result()).querySelector("code")?.textContent).toBe(command);
    await eventually(() =>
      expect(card.querySelector<HTMLButtonElement>("#import-choose")?.disabled).toBe(false),
    );
  });

  it("stops on request", async () => {
    const { card, program, result } = bring(zip());
    const started = await program(0);
    card.querySelector<HTMLButtonElement>("#import-stop")?.click();
    expect((await result()).textContent).toBe("Stopped before the end.");
    expect(started.closed).toBe(true);
  });
});
