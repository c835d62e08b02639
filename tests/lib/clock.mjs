/** Clock and zone of a run under `tests/at`, for programs that get an environment of their own. */

// This process would use the machine's zone, but programs without its TZ would not.
process.env.TZ ??= "UTC";

const { CLOCK_SHIFT, LD_PRELOAD, TZ } = process.env;

/** The environment that gives a program this process' clock. */
export const CLOCK = {
  TZ,
  ...(CLOCK_SHIFT === undefined ? {} : { CLOCK_SHIFT, LD_PRELOAD }),
};

/** A value of LD_PRELOAD: `library`, after what this process has preloaded. */
export const preloaded = (library) => (CLOCK_SHIFT === undefined ? library : `${LD_PRELOAD}:${library}`);
