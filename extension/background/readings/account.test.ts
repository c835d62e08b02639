import { describe, expect, test } from "vitest";
import type { Self } from "../../messages";
import { jarOf, together } from "./jars";
import { ANA, BEN } from "../../test/worker";
import { attribute, broken, type Account, type Attribution, type Verdict } from "./account";

const FRESH: Attribution = {
  current: null,
  brokenAt: 0,
  ambiguous: false,
  signedOut: false,
  owners: {},
  waiting: [],
};

/** A browser session. The state that one page leaves is the input of the next. */
class Browser {
  attribution = FRESH;
  accounts: Account[] = [];

  /** `jars`: the tabs that share cookies, as in a Firefox container; null where all tabs do. */
  constructor(private readonly jars: number[][] | null = null) {}

  look(self: Self | null, opened: number, tab = 1): Verdict {
    const result = attribute(
      self,
      { tab, opened, jar: this.jars && jarOf(this.jars, tab) },
      this.attribution,
      this.accounts,
    );
    this.attribution = result.attribution;
    this.accounts = result.accounts;
    return result.verdict;
  }

  signOut(at: number): void {
    this.attribution = broken(this.attribution, at, true);
  }
}

const keyOf = (verdict: Verdict): string | null => (verdict.kind === "known" ? verdict.profile.key : null);

describe("one account", () => {
  test("a page that does not name its user waits until a page has named one", () => {
    const browser = new Browser();
    expect(browser.look(null, 1).kind).toBe("waiting");
    expect(keyOf(browser.look(ANA, 2))).toBe("ACoAAana");
    expect(keyOf(browser.look(null, 3))).toBe("ACoAAana");
  });

  test("the first page that names the user is reported to the host, later ones are not", () => {
    const browser = new Browser();
    expect(browser.look(ANA, 1)).toMatchObject({ confirmed: true, switched: false });
    expect(browser.look(ANA, 2)).toMatchObject({ confirmed: false, switched: false });
  });

  test("a vanity name seen before the member id is the same account", () => {
    const browser = new Browser();
    expect(keyOf(browser.look({ vanity: "ana" }, 1))).toBe("ana");
    expect(browser.look(ANA, 2)).toMatchObject({
      profile: { key: "ACoAAana", aliases: ["ana"], label: "ana" },
      switched: false,
    });
    expect(keyOf(browser.look({ vanity: "ana" }, 3))).toBe("ACoAAana");
  });

  test("a changed vanity name keeps the account", () => {
    const browser = new Browser();
    browser.look(ANA, 1);
    expect(browser.look({ ...ANA, vanity: "ana-maria" }, 2)).toMatchObject({
      profile: { key: "ACoAAana", aliases: ["ana-maria", "ana"] },
      confirmed: true,
      switched: false,
    });
  });

  test("a vanity name that another member took belongs to them", () => {
    const browser = new Browser();
    browser.look(ANA, 1);
    browser.look({ ...ANA, vanity: "ana-maria" }, 2);
    browser.signOut(3);
    expect(keyOf(browser.look({ memberId: "ACoAAben", vanity: "ana" }, 4))).toBe("ACoAAben");
    expect(keyOf(browser.look({ vanity: "ana" }, 5))).toBe("ACoAAben");
    expect(browser.accounts.find(({ memberId }) => memberId === "ACoAAana")?.vanities).toEqual(["ana-maria"]);
  });
});

describe("several accounts", () => {
  test("after a sign-out no reading goes to the account before", () => {
    const browser = new Browser();
    browser.look(ANA, 1);
    browser.signOut(10);
    expect(browser.attribution.signedOut).toBe(true);
    expect(browser.look(null, 11).kind).toBe("waiting");
    expect(keyOf(browser.look(BEN, 12))).toBe("ACoAAben");
    expect(keyOf(browser.look(null, 13))).toBe("ACoAAben");
  });

  test("a page opened before the sign-out is dropped when it does not name its user", () => {
    const browser = new Browser();
    browser.look(ANA, 1);
    browser.signOut(10);
    expect(browser.look(null, 5).kind).toBe("dropped");
    browser.look(BEN, 11);
    expect(browser.look(null, 5).kind).toBe("dropped");
  });

  test("an old page that names the account before counts for it and changes nothing else", () => {
    const browser = new Browser();
    browser.look(ANA, 1);
    browser.signOut(10);
    browser.look(BEN, 11);
    expect(keyOf(browser.look(ANA, 1))).toBe("ACoAAana");
    expect(keyOf(browser.look(null, 12))).toBe("ACoAAben");
  });

  test("a switch without a sign-out is reported, and pages opened before it are dropped", () => {
    const browser = new Browser();
    browser.look(ANA, 1);
    expect(browser.look(BEN, 10)).toMatchObject({ switched: true, confirmed: true });
    expect(browser.look(null, 5).kind).toBe("dropped");
  });

  test("with two accounts at once only a tab that named its user is attributed", () => {
    const browser = new Browser();
    browser.look(ANA, 1, 1);
    browser.look(BEN, 10, 2);
    expect(browser.look(null, 11, 1).kind).toBe("dropped");
    expect(keyOf(browser.look(null, 12, 2))).toBe("ACoAAben");
    browser.look(ANA, 13, 1);
    expect(keyOf(browser.look(null, 14, 1))).toBe("ACoAAana");
    expect(browser.look(null, 15, 2).kind).toBe("dropped");
    // After a sign-out one account is signed in again.
    browser.signOut(20);
    browser.look(BEN, 21, 3);
    expect(keyOf(browser.look(null, 22, 4))).toBe("ACoAAben");
  });

  test("a pause breaks the session and keeps the ambiguity", () => {
    const browser = new Browser();
    browser.look(ANA, 1, 1);
    browser.look(BEN, 2, 2);
    browser.attribution = broken(browser.attribution, 10, false);
    expect(browser.attribution).toEqual({
      current: null,
      brokenAt: 10,
      ambiguous: true,
      signedOut: false,
      owners: {},
      waiting: [],
    });
    expect(browser.look(null, 11).kind).toBe("dropped");
  });
});

describe("tabs in different containers", () => {
  test("a page that names nobody is held until its own tab names somebody", () => {
    const browser = new Browser([]);
    browser.look(ANA, 1, 1);
    expect(keyOf(browser.look(null, 2, 1))).toBe("ACoAAana");
    expect(browser.look(null, 3, 2).kind).toBe("held");
    browser.look(BEN, 4, 2);
    expect(keyOf(browser.look(null, 5, 2))).toBe("ACoAAben");
  });

  test("the first unnamed pages wait at the host until another container names a user", () => {
    const browser = new Browser([[2, 5]]);
    expect(browser.look(null, 1, 2).kind).toBe("waiting");
    expect(browser.look(null, 1, 5).kind).toBe("waiting");
    expect(browser.look(null, 1, 3).kind).toBe("held");
    expect(browser.look(ANA, 2, 1)).toMatchObject({ kind: "known", switched: true });
    expect(browser.look(null, 1, 2).kind).toBe("held");
  });

  test("waiting readings go to the user whom the same container names", () => {
    const browser = new Browser([[2, 5]]);
    browser.look(null, 1, 2);
    expect(browser.look(ANA, 2, 5)).toMatchObject({ kind: "known", switched: false });
    expect(keyOf(browser.look(null, 3, 2))).toBe("ACoAAana");
  });

  test("with two accounts at once each keeps its tabs, whichever was seen last", () => {
    const browser = new Browser([]);
    browser.look(ANA, 1, 1);
    browser.look(BEN, 10, 2);
    expect(keyOf(browser.look(null, 5, 1))).toBe("ACoAAana");
    expect(keyOf(browser.look(null, 11, 2))).toBe("ACoAAben");
    expect(keyOf(browser.look(null, 12, 1))).toBe("ACoAAana");
  });

  test("a tab that names another account clears the owners of all tabs", () => {
    const browser = new Browser([]);
    browser.look(ANA, 1, 1);
    browser.look(ANA, 2, 3);
    browser.look(BEN, 10, 1);
    expect(browser.look(null, 5, 3).kind).toBe("dropped");
    expect(browser.look(null, 11, 3).kind).toBe("held");
    expect(keyOf(browser.look(null, 11, 1))).toBe("ACoAAben");
  });

  test("a sign-out in any container clears them too", () => {
    const browser = new Browser([]);
    browser.look(ANA, 1, 1);
    browser.signOut(10);
    expect(browser.look(null, 11, 1).kind).toBe("waiting");
  });

  test("an account keeps its tab when its member id becomes known later", () => {
    const browser = new Browser([]);
    browser.look({ vanity: "ana" }, 1, 1);
    browser.look(ANA, 2, 2);
    expect(keyOf(browser.look(null, 3, 1))).toBe("ACoAAana");
  });

  test("tabs of one container share the name that one of them has given", () => {
    const browser = new Browser([
      [1, 3],
      [2, 4],
    ]);
    browser.look(ANA, 1, 1);
    expect(keyOf(browser.look(null, 2, 3))).toBe("ACoAAana");
    expect(browser.look(null, 3, 4).kind).toBe("held");
    browser.look(BEN, 4, 2);
    expect(keyOf(browser.look(null, 5, 4))).toBe("ACoAAben");
    expect(keyOf(browser.look(null, 6, 3))).toBe("ACoAAana");
    // Another account in the same container: the session has changed.
    browser.look(BEN, 10, 3);
    expect(browser.look(null, 11, 2).kind).toBe("held");
    expect(keyOf(browser.look(null, 12, 1))).toBe("ACoAAben");
  });

  test("jars merge, and their number is bounded", () => {
    expect(together([[1, 2], [3], [4, 5]], [2, 3])).toEqual([
      [4, 5],
      [1, 2, 3],
    ]);
    const many = Array.from({ length: 80 }, (_, tab) => tab).reduce<number[][]>(
      (jars, tab) => together(jars, [tab]),
      [],
    );
    expect(many).toHaveLength(50);
    expect(jarOf(many, 79)).toEqual([79]);
    expect(jarOf(many, 1)).toEqual([1]);
  });
});
