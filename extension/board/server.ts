/** Asks a server of VictoriaMetrics by its query API (that of Prometheus). */

/** `url` is what precedes `/api/v1/query`, without a slash at its end; `token` is "" without one. */
export interface Server {
  url: string;
  token: string;
}

/**
 * Why there is no answer: no connection (or no permission to read across origins), nothing in time,
 * token refused, no such path, query refused, a broken or busy server, or an answer of something else.
 */
export type Fault = "unreachable" | "silent" | "token" | "nothing" | "refused" | "broken" | "foreign";

export class ServerError extends Error {
  constructor(
    readonly fault: Fault,
    /** What the server said; "" if nothing. */
    readonly said = "",
  ) {
    super(`${fault}: ${said}`);
  }
}

export interface Series {
  metric: Record<string, string>;
  /** Pairs of UTC seconds and a finite number, in the order of time. */
  points: [number, number][];
}

/** Seconds since 1970. */
export interface Range {
  start: number;
  end: number;
  step: number;
}

const LIMIT_MS = 60_000;
const SAID_MAX = 300;

interface Reply {
  status?: unknown;
  error?: unknown;
  isPartial?: unknown;
  data?: { result?: unknown };
}

type Sample = [number, string];

function points(samples: Sample[]): [number, number][] {
  return samples
    .map(([time, text]): [number, number] => [time, Number(text)])
    .filter(([time, value]) => Number.isFinite(time) && Number.isFinite(value));
}

function seriesOf(result: unknown): Series[] {
  if (!Array.isArray(result)) throw new ServerError("foreign");
  return (result as { metric?: Record<string, string>; value?: Sample; values?: Sample[] }[]).map(
    ({ metric = {}, value, values = value ? [value] : [] }) => ({ metric, points: points(values) }),
  );
}

function parsed(text: string): Reply | null {
  try {
    const reply = JSON.parse(text) as unknown;
    return typeof reply === "object" && reply !== null ? reply : null;
  } catch {
    return null;
  }
}

/** The series of an answer; throws a ServerError for any other. */
export function readAnswer(status: number, text: string): Series[] {
  if (status === 401 || status === 403) throw new ServerError("token");
  if (status === 404) throw new ServerError("nothing");
  const reply = parsed(text);
  const said = typeof reply?.error === "string" ? reply.error.slice(0, SAID_MAX) : "";
  if (reply?.status === "error" || status === 422) throw new ServerError("refused", said);
  if (status >= 500 || status === 429) throw new ServerError("broken", `HTTP ${status}`);
  if (status !== 200 || reply?.status !== "success") throw new ServerError("foreign", `HTTP ${status}`);
  if (reply.isPartial === true) throw new ServerError("refused", "partial response");
  return seriesOf(reply.data?.result);
}

async function post({ url, token }: Server, path: string, query: Record<string, string>): Promise<Series[]> {
  // The server's cache would hide revisions of past days; a part of a cluster's nodes is not the team.
  const body = new URLSearchParams({ ...query, nocache: "1", deny_partial_response: "1" });
  try {
    const reply = await fetch(`${url}/api/v1/${path}`, {
      method: "POST",
      body,
      headers: token === "" ? {} : { Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    return readAnswer(reply.status, await reply.text());
  } catch (error) {
    if (error instanceof ServerError) throw error;
    const isLate = error instanceof DOMException && error.name === "TimeoutError";
    throw new ServerError(isLate ? "silent" : "unreachable");
  }
}

/** The value of each series at `time`, in UTC seconds. */
export function ask(server: Server, query: string, time: number): Promise<Series[]> {
  return post(server, "query", { query, time: String(time) });
}

export function askRange(server: Server, query: string, { start, end, step }: Range): Promise<Series[]> {
  return post(server, "query_range", {
    query,
    start: String(start),
    end: String(end),
    step: String(step),
  });
}

/** True for an address that a token may be sent to: https, this machine, or the page's own server. */
export function isAllowed(address: string, own: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    return false;
  const isHere = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  return url.origin === own || url.protocol === "https:" || (url.protocol === "http:" && isHere);
}
