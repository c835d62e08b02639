/**
 * Pages of the extension in states that cannot be had on demand. What a page asks goes to the real
 * background and host, and is changed on its way; nothing of the page's own code knows of it.
 */

import { dayOf, momentOf } from "./past.mjs";

const DAY_MS = 86_400_000;

/** Runs in the page before its scripts. */
function install({ status, host, asOf, long }) {
  const { runtime, i18n } = chrome;
  const send = runtime.sendMessage.bind(runtime);
  const dated = (request) => {
    if (!asOf) return request;
    if (request.type === "why") return { from: asOf.weekBefore, to: asOf.day, ...request };
    if (request.type === "history") return { to: asOf.day, ...request };
    return request.type === "state" || request.type === "goal" ? { at: asOf.at, ...request } : request;
  };
  const lengthen = (reply) => {
    const name = "a-very-long-name-of-a-member-who-has-many-of-them-0123456789";
    const { state } = reply;
    if (!long || !state?.profile) return reply;
    state.profile.label = name;
    for (const signal of state.pillars.flatMap((pillar) => pillar.signals)) signal.value *= 1_234_567;
    return reply;
  };
  runtime.sendMessage = async (message) => {
    if (message.type === "status") return { ...(await send(message)), ...status };
    if (message.type !== "host") return send(message);
    if (host === "gone") return { ok: false, error: { code: "no_host", message: "" } };
    const answer = await send({ ...message, request: dated(message.request) });
    return answer.ok ? { ...answer, reply: lengthen(answer.reply) } : answer;
  };
  if (long) {
    const get = i18n.getMessage.bind(i18n);
    // German is about a third longer than English, and some words twice.
    i18n.getMessage = (key, values) => {
      const text = get(key, values);
      return key === "catalogue_language" || text === "" ? text : `${text} ${text.slice(0, text.length / 2)}`;
    };
  }
  if (asOf) {
    const Clock = Date;
    globalThis.Date = class extends Clock {
      constructor(...values) {
        super(...(values.length === 0 ? [asOf.time] : values));
      }
      static now() {
        return asOf.time;
      }
    };
  }
}

/**
 * For the next page that opens in `tab`:
 * - `status`: what the background's status says otherwise;
 * - `host`: "gone" for one that does not answer;
 * - `at`: the clock stands there, and the host is asked as of then;
 * - `long`: texts half as long again, a long name, and numbers of seven digits and more.
 */
export function pretend(tab, { status = {}, host = "there", at = null, long = false }) {
  const asOf = at && {
    time: at.getTime(),
    at: momentOf(at),
    day: dayOf(at),
    weekBefore: dayOf(new Date(at.getTime() - 7 * DAY_MS)),
  };
  return tab.evaluateOnNewDocument(install, { status, host, asOf, long });
}

const BARE = { cached: null, official: null, waiting: 0 };
const ERROR = { code: "storage", message: "The disk is full." };

/** What stands in the way of a number, each as the background tells it. */
export const OBSTACLES = {
  paused: { paused: true },
  permission: { permitted: false },
  missing: { host: "missing" },
  forbidden: { host: "forbidden" },
  outdated: { host: "outdated" },
  ahead: { host: "ahead" },
  crashed: { host: "crashed" },
  error: { error: ERROR },
  "signed-out": { signedOut: true },
};

/** The popup without a number. */
export const SCREENS = {
  ...Object.fromEntries(
    Object.entries(OBSTACLES).map(([name, status]) => [
      name,
      { status: { ...BARE, ...status }, host: "gone" },
    ]),
  ),
  "not-agreed": { status: { ...BARE, agreed: false }, host: "gone" },
  reading: { status: { ...BARE, waiting: 1 }, host: "gone" },
  nothing: { status: BARE, host: "gone" },
};

/** The popup with a number and a notice above it. */
export const NOTICES = {
  ...Object.fromEntries(Object.entries(OBSTACLES).map(([name, status]) => [name, { status }])),
  waiting: { status: { waiting: 3 } },
  refused: { status: { refused: { count: 2, last: ERROR } } },
};
