import fc from "fast-check";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { CLOCK_MS, countActs, type ActsMemory } from "../../background/readings/acts";
import type { Act } from "../../messages";
import { actsOn, CONFIRM_MS, NO_ACTS, STEADY_MS, type ActMemory } from "./acts";
import { readPage } from "..";
import { byAttributes } from "../visibility";

const ORIGIN = "https://www.linkedin.com";
const ME = { vanity: "mira-olsen-4b7a" };
const NOON = Date.UTC(2026, 10, 20, 12);
const TODAY = "2026-11-20";
const HOUR = 3_600_000;
const STEP = STEADY_MS + CONFIRM_MS;

const moment = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "+00:00");
const idOf = (ms: number, serial = 0): string => ((BigInt(ms) << 22n) | BigInt(serial)).toString();
const parse = (body: string, lang = "en"): Document =>
  new JSDOM(`<!doctype html><html lang="${lang}"><body><header id="global-nav"></header><main>${body}</main>`)
    .window.document;

const pressed = (on: boolean): string => `<button aria-pressed="${on}">Like</button>`;
const worded = (on: boolean): string =>
  `<button aria-label="Reaction button state: ${on ? "like" : "no reaction"}"></button>`;
const comment = (post: string, id: string, mark: string): string =>
  `<article data-id="urn:li:comment:(activity:${post},${id})"><a href="/in/someone"><img></a><span>• ${mark}</span>
   <button aria-pressed="true">Like</button></article>`;
const article = (id: string, inside: string): string =>
  `<div role="article" data-urn="urn:li:activity:${id}"><a href="/in/tomas-reed"><img></a>${inside}</div>`;
const listItem = (id: string, inside: string): string =>
  `<div role="listitem"><a href="/feed/update/urn:li:activity:${id}/"></a>${inside}</div>`;

/** A document that is looked at repeatedly. */
class Tab {
  memory: ActMemory = NO_ACTS;
  constructor(
    readonly doc: Document,
    readonly path = "/feed/",
  ) {}

  look(ms: number): { acts: Act[]; pending: boolean } {
    const now = { moment: moment(ms) };
    const seen = actsOn(this.doc, new URL(this.path, ORIGIN), now, ME, this.memory, byAttributes);
    this.memory = seen.memory;
    return seen;
  }

  /** Shows `body` until it counts as confirmed. */
  show(body: string, ms: number): Act[] {
    const main = this.doc.querySelector("main");
    main?.replaceChildren(...Array.from(parse(body).querySelector("main")?.childNodes ?? []));
    return [...this.look(ms).acts, ...this.look(ms + CONFIRM_MS).acts];
  }
}

const POST = idOf(NOON - HOUR, 1);
const said = (acts: Act[]): string[] => acts.map(({ signal, on }) => `${signal} ${on ? "on" : "off"}`);

describe("reactions", () => {
  test.each([
    ["a pressed button", article, pressed],
    ["a worded button", listItem, worded],
  ])("%s that turns on counts, and is undone when it turns off", (_name, post, button) => {
    const tab = new Tab(parse(post(POST, button(false))));
    expect(tab.look(NOON).acts).toEqual([]);
    expect(tab.show(post(POST, button(true)), NOON + STEP)).toEqual([
      { signal: "reactions", subject: `post:${POST}`, on: true, day: TODAY },
    ]);
    expect(tab.look(NOON + 3 * STEP).acts).toEqual([]);
    expect(said(tab.show(post(POST, button(false)), NOON + 4 * STEP))).toEqual(["reactions off"]);
  });

  test.each<[string, string, string]>([
    ["that was on at first sight", article(POST, pressed(true)), article(POST, pressed(true))],
    ["to a comment", article(POST, ""), article(POST, comment(POST, idOf(NOON - HOUR, 2), "3rd"))],
    [
      "beside another pressed button",
      article(POST, pressed(false) + pressed(false)),
      article(POST, pressed(true) + pressed(false)),
    ],
    [
      "to a post of another day",
      article(idOf(NOON - 30 * HOUR), pressed(false)),
      article(idOf(NOON - 30 * HOUR), pressed(true)),
    ],
    [
      "to a post that was passed on",
      article(POST, '<a href="/in/lena-marsh"><img></a>' + pressed(false)),
      article(POST, '<a href="/in/lena-marsh"><img></a>' + pressed(true)),
    ],
    [
      "without an id",
      `<div role="listitem">${worded(false)}</div>`,
      `<div role="listitem">${worded(true)}</div>`,
    ],
    [
      "worded in an unknown way",
      listItem(POST, '<button aria-label="Zustand: keine">'),
      listItem(POST, '<button aria-label="Zustand: gut">'),
    ],
  ])("%s does not count", (_name, before, after) => {
    const tab = new Tab(parse(before));
    tab.look(NOON);
    expect(tab.show(after, NOON + STEP)).toEqual([]);
  });

  test("a state that the page fills in, or shows briefly, is no act", () => {
    const filling = new Tab(parse(article(POST, pressed(false))));
    filling.look(NOON);
    expect(filling.show(article(POST, pressed(true)), NOON + STEADY_MS - 1_000)).toEqual([]);
    const flicker = new Tab(parse(article(POST, pressed(false))));
    flicker.look(NOON);
    flicker.doc.querySelector("button")?.setAttribute("aria-pressed", "true");
    expect(flicker.look(NOON + STEP)).toMatchObject({ acts: [], pending: true });
    flicker.doc.querySelector("button")?.setAttribute("aria-pressed", "false");
    expect(flicker.look(NOON + 2 * STEP)).toMatchObject({ acts: [], pending: false });
  });
});

describe("comments", () => {
  const id = idOf(NOON, 7);
  test("the user's own count, others' do not; a deletion undoes the count", () => {
    const others = comment(POST, idOf(NOON, 8), "3rd");
    const tab = new Tab(parse(article(POST, others)));
    expect(tab.look(NOON).acts).toEqual([]);
    expect(tab.show(article(POST, others + comment(POST, id, "You")), NOON + STEP)).toEqual([
      { signal: "comments", subject: `comment:${id}`, on: true, day: TODAY, ms: NOON },
    ]);
    expect(said(tab.show(article(POST, others), NOON + 2 * STEP))).toEqual(["comments off"]);
  });

  test("one that scrolls away with its post is not undone", () => {
    const tab = new Tab(parse(article(POST, comment(POST, id, "You"))));
    tab.look(NOON);
    expect(tab.show("", NOON + STEP)).toEqual([]);
  });

  test("one of another day is not counted today", () => {
    const old = comment(POST, idOf(NOON - 30 * HOUR), "You");
    expect(new Tab(parse(article(POST, old))).look(NOON).acts).toEqual([]);
  });
});

describe("invitations", () => {
  const card = (control: string): string => `<section class="pv-top-card"><h1>Carla</h1>${control}</section>`;
  const offer = card('<a href="/preload/custom-invite/?vanityName=carla-winther-2f">Connect</a>');
  const waits = card(
    '<button aria-label="Pending, click to withdraw invitation sent to Carla">Pending</button>',
  );

  test("one that turns to pending counts, and is undone when withdrawn", () => {
    const tab = new Tab(parse(offer), "/in/carla-winther-2f/");
    tab.look(NOON);
    expect(said(tab.show(waits, NOON + STEP))).toEqual(["invitations_sent on"]);
    expect(said(tab.show(offer, NOON + 2 * STEP))).toEqual(["invitations_sent off"]);
  });

  test("a card of another person than the address names does not count", () => {
    const tab = new Tab(parse(offer), "/in/bruno-okafor-90/");
    tab.look(NOON);
    expect(tab.show(waits, NOON + STEP)).toEqual([]);
  });
});

// ---- interleavings ------------------------------------------------------------------------------

type Step =
  | { do: "react"; tab: number; post: number }
  | { do: "comment"; tab: number; post: number }
  | { do: "uncomment"; tab: number; post: number }
  | { do: "reload" | "look"; tab: number }
  | { do: "activity" | "archive" };

const POSTS = [1, 2, 3].map((serial) => idOf(NOON - HOUR, serial));
const at = fc.nat({ max: 1 });
const which = fc.nat({ max: POSTS.length - 1 });
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constantFrom("react", "comment", "uncomment"), tab: at, post: which }),
    fc.record({ do: fc.constantFrom("reload", "look"), tab: at }),
    fc.record({ do: fc.constantFrom("activity", "archive") }),
  ),
  { maxLength: 25 },
);

/**
 * LinkedIn, two tabs, the background's memory and the host's merge of several sources of one day.
 */
class World {
  ms = NOON;
  readonly reactions = new Set<string>();
  readonly comments = new Map<string, string>();
  readonly tabs: Tab[] = [];
  readonly opened = [0, 0];
  memory: ActsMemory = { since: NOON - CLOCK_MS, counted: {} };
  readonly local = { reactions: 0, comments: 0 };
  readonly other = { reactions: 0, comments: 0 };
  readonly most = { reactions: 0, comments: 0 };

  constructor() {
    this.reload(0);
    this.reload(1);
  }

  private body(own: (post: string) => string[] = (post) => this.under(post)): string {
    return POSTS.map((post) =>
      article(
        post,
        pressed(this.reactions.has(post)) +
          comment(post, idOf(NOON - HOUR, 90), "2nd") +
          own(post)
            .map((id) => comment(post, id, "You"))
            .join(""),
      ),
    ).join("");
  }

  private under(post: string): string[] {
    return [...this.comments].filter(([, on]) => on === post).map(([id]) => id);
  }

  reload(tab: number): void {
    this.tabs[tab] = new Tab(parse(this.body()));
    this.opened[tab] = this.ms;
    this.look(tab);
  }

  /** Two looks, far enough apart; the other tab stays as it was. */
  look(tab: number): void {
    for (let looks = 0; looks < 2; looks += 1) {
      this.ms += CONFIRM_MS;
      const acts = this.tabs[tab]?.look(this.ms).acts ?? [];
      const now = { ms: this.ms, today: TODAY, opened: this.opened[tab] ?? 0 };
      const { memory, events } = countActs(this.memory, acts, now);
      this.memory = memory;
      for (const { signal, day, count } of events) {
        expect(day).toBe(TODAY);
        const key = signal as keyof World["local"];
        this.local[key] = Math.max(0, this.local[key] + count);
      }
    }
    this.ms += STEADY_MS;
  }

  private element(tab: number, post: string): Element {
    return this.tabs[tab]?.doc.querySelector(`[data-urn$="${post}"]`) as Element;
  }

  run(step: Step): void {
    switch (step.do) {
      case "react": {
        const post = POSTS[step.post] as string;
        const button = this.element(step.tab, post).querySelector(":scope > button") as Element;
        const on = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(on));
        if (on) this.reactions.add(post);
        else this.reactions.delete(post);
        break;
      }
      case "comment": {
        const post = POSTS[step.post] as string;
        const id = idOf(this.ms, this.comments.size + 100);
        this.comments.set(id, post);
        const made = parse(comment(post, id, "You")).querySelector("article") as Element;
        const element = this.element(step.tab, post);
        element.append(element.ownerDocument.adoptNode(made));
        break;
      }
      case "uncomment": {
        const own = this.element(step.tab, POSTS[step.post] as string).querySelectorAll("article");
        const last = Array.from(own).at(-1);
        const id = /,(\d+)\)/.exec(last?.getAttribute("data-id") ?? "")?.[1] ?? "";
        if (!last?.textContent.includes("You")) break;
        this.comments.delete(id);
        last.remove();
        break;
      }
      case "reload":
        this.reload(step.tab);
        break;
      case "look":
        break;
      case "activity":
        for (const kind of ["reactions", "comments"] as const) this.sees(kind, this.listed(kind));
        break;
      case "archive":
        this.sees("reactions", this.reactions.size);
        this.sees("comments", this.comments.size);
    }
    this.most.reactions = Math.max(this.most.reactions, this.reactions.size);
    this.most.comments = Math.max(this.most.comments, this.comments.size);
    if ("tab" in step) this.look(step.tab);
  }

  private sees(kind: keyof World["other"], count: number): void {
    this.other[kind] = Math.max(this.other[kind], count);
  }

  /** What the reader counts on the user's own list. */
  private listed(kind: "reactions" | "comments"): number {
    const posts = kind === "reactions" ? [...this.reactions] : POSTS;
    const body = posts
      .map((post) =>
        article(
          post,
          kind === "comments"
            ? this.under(post)
                .map((id) => comment(post, id, "You"))
                .join("")
            : pressed(true),
        ),
      )
      .join("");
    const url = new URL(`/in/${ME.vanity}/recent-activity/${kind}/`, ORIGIN);
    const { tallies } = readPage(parse(body), url, { moment: moment(this.ms) }, { self: ME }, byAttributes);
    return tallies.find(({ signal }) => signal === kind)?.days[TODAY] ?? 0;
  }
}

describe("any order of acts, reloads, tabs and other sources", () => {
  test("local counts never exceed the present acts, nor a day's count the acts of that day", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const world = new World();
        for (const step of all) {
          world.run(step);
          expect(world.local.reactions).toBeLessThanOrEqual(world.reactions.size);
          expect(world.local.comments).toBeLessThanOrEqual(world.comments.size);
          for (const kind of ["reactions", "comments"] as const)
            expect(Math.max(world.local[kind], world.other[kind])).toBeLessThanOrEqual(world.most[kind]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("in one tab without a reload every act is counted", () => {
    const own = steps.map((all) => all.filter((step) => "post" in step && step.tab === 0));
    fc.assert(
      fc.property(own, (all) => {
        const world = new World();
        for (const step of all) world.run(step);
        expect(world.local).toEqual({ reactions: world.reactions.size, comments: world.comments.size });
      }),
      { numRuns: 30 },
    );
  });
});
