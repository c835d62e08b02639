/**
 * Puts pages of the extension into states that are hard to reach. A page's messages go to the real
 * background and host, and the answers are changed on the way back, unknown to the page's code.
 */

/** Runs in the page before its scripts. */
function install({ status, state, badge, without, host, goal, long, system }) {
  const { runtime, i18n } = chrome;
  if (system) runtime.getPlatformInfo = async () => ({ os: system, arch: "x86-64" });
  const send = runtime.sendMessage.bind(runtime);
  const foundToday = ({ cached }) => {
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
    return { [cached?.state.profile.key]: { [badge]: today } };
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
    if (message.type === "status") {
      const known = await send(message);
      return { ...known, ...(badge ? { found: foundToday(known) } : {}), ...status };
    }
    if (message.type !== "host") return send(message);
    if (host === "gone") return { ok: false, error: { code: "no_host", message: "" } };
    const answer = await send(message);
    if (!answer.ok) return answer;
    if (answer.reply.goal) Object.assign(answer.reply.goal, goal);
    if (answer.reply.state) {
      Object.assign(answer.reply.state, state);
      for (const name of without) delete answer.reply.state[name];
    }
    return { ...answer, reply: lengthen(answer.reply) };
  };
  if (long) {
    const get = i18n.getMessage.bind(i18n);
    // German is about a third longer than English, and some words twice.
    i18n.getMessage = (key, values) => {
      const text = get(key, values);
      return key === "catalogue_language" || text === "" ? text : `${text} ${text.slice(0, text.length / 2)}`;
    };
  }
}

/**
 * For the next page that opens in `tab`:
 * - `status`: changes to the background's status;
 * - `state`: changes to the host's state;
 * - `badge`: a milestone that was found today;
 * - `without`: members of the state that the host leaves out;
 * - `host`: "gone" for a host that does not answer;
 * - `goal`: changes to the weekly goal, if there is one;
 * - `system`: the browser's operating system, as `runtime.getPlatformInfo` names it;
 * - `long`: texts half as long again, a long name, and numbers of seven digits and more.
 */
export function pretend(
  tab,
  {
    status = {},
    state = {},
    badge = null,
    without = [],
    host = "there",
    goal = {},
    long = false,
    system = null,
  },
) {
  return tab.evaluateOnNewDocument(install, { status, state, badge, without, host, goal, long, system });
}

const BARE = { cached: null, official: null, waiting: 0 };
const ERROR = { code: "storage", message: "The disk is full." };

/** Obstacles to a number, in the background's terms. */
export const OBSTACLES = {
  paused: { paused: true },
  permission: { permitted: false },
  missing: { host: "missing", programSeen: false },
  lost: { host: "missing", programSeen: true },
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
  unsupported: { status: { ...BARE, host: "missing" }, host: "gone", system: "mac" },
  "not-agreed": { status: { ...BARE, agreed: false }, host: "gone" },
  "not-agreed, unsupported": { status: { ...BARE, agreed: false }, host: "gone", system: "mac" },
  reading: { status: { ...BARE, waiting: 1 }, host: "gone" },
  nothing: { status: BARE, host: "gone" },
};

/** The popup with a number and a notice above it. */
export const NOTICES = {
  ...Object.fromEntries(Object.entries(OBSTACLES).map(([name, status]) => [name, { status }])),
  unsupported: { status: { host: "missing" }, system: "mac" },
  waiting: { status: { waiting: 3 } },
  refused: { status: { refused: { count: 2, last: ERROR } } },
};

/** The popup with a number, on other days than the sample's. */
export const DAYS = {
  busy: {
    state: {
      today: [
        { signal: "comments", count: 3 },
        { signal: "posts", count: 1 },
      ],
      tomorrow: [{ signal: "comments", count: 4 }],
    },
  },
  "without counts": {
    state: {
      counts: ["posts", "comments", "connections", "inmail_replies"].map((signal) => ({
        ...{ signal, value: null, bound: "exact", sources: [] },
      })),
    },
  },
  "with a badge": {
    badge: "pillar_20_insights",
    state: { milestones: [{ id: "pillar_20_insights", day: "2025-02-20" }] },
  },
  "of a good index": { state: { total: 74, week_delta: 3, week_error: 0.5 } },
  "of an older program": {
    status: { cached: null, found: {} },
    without: ["counts", "today", "tomorrow", "spark"],
  },
};
