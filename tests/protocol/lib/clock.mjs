/** Clock and zone of a run under `tests/at`, for programs that get an environment of their own. */

// The machine's own zone would be read by this process, and not by programs without its TZ.
process.env.TZ ??= "UTC";

const { CLOCK_SHIFT, LD_PRELOAD, TZ } = process.env;

/** What a program's environment needs to see the time that this process sees. */
export const CLOCK = {
  TZ,
  ...(CLOCK_SHIFT === undefined ? {} : { CLOCK_SHIFT, LD_PRELOAD }),
};

/** A value of LD_PRELOAD: `library`, after what this process has preloaded. */
export const preloaded = (library) => (CLOCK_SHIFT === undefined ? library : `${LD_PRELOAD}:${library}`);
