/**
 * The sample LinkedIn as a web site: an https server on 127.0.0.1 that the test browsers resolve as
 * www.linkedin.com. Its pages come from `tests/fixtures/linkedin`. It records all requests, so that
 * a test can prove that only the page sent any.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { render } from "../fixtures/linkedin/index.mjs";

export const ORIGIN = "https://www.linkedin.com";

/** A test's own fetch inside the page names its scenario in this header. */
export const SCENARIO_HEADER = "x-sample-scenario";

/** A temporary key and self-signed certificate for www.linkedin.com. */
function certificate() {
  const directory = mkdtempSync(join(tmpdir(), "bussola-cert-"));
  const key = join(directory, "key.pem");
  const cert = join(directory, "cert.pem");
  try {
    execFileSync(
      "openssl",
      // prettier-ignore
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-subj", "/CN=www.linkedin.com", "-addext", "subjectAltName=DNS:www.linkedin.com",
        "-keyout", key, "-out", cert],
      { stdio: "pipe" },
    );
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Starts the site. `scenario` holds `render`'s options: frontEnd, lang, member, signedIn, filled,
 * variant.
 *
 * Returns `{port, requests, set, restart, close}`: `set(changes)` alters the scenario for later
 * requests, `restart(scenario)` makes the site as new, `requests` lists `{method, path, mode, dest,
 * site}` in order of arrival.
 */
export async function startLinkedIn(scenario) {
  const begin = (scenario) => ({ signedIn: true, filled: true, ...scenario });
  let current = begin(scenario);
  const requests = [];
  const server = createServer(certificate(), (request, response) => {
    requests.push({
      method: request.method,
      path: request.url,
      mode: request.headers["sec-fetch-mode"] ?? null,
      dest: request.headers["sec-fetch-dest"] ?? null,
      site: request.headers["sec-fetch-site"] ?? null,
    });
    const wanted = request.headers[SCENARIO_HEADER];
    const page = render(request.url, wanted ? { ...current, ...JSON.parse(wanted) } : current);
    response.writeHead(page.status, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      ...(page.location ? { location: page.location } : {}),
    });
    response.end(page.html ?? "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: server.address().port,
    requests,
    set(changes) {
      current = { ...current, ...changes };
    },
    restart(scenario) {
      current = begin(scenario);
      requests.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * Navigates like LinkedIn's own router on a click: fetches the next page's content, changes the
 * address without a load and replaces the content. Runs in the page.
 */
export async function navigateInPage(page, path, scenario = {}) {
  await page.evaluate(
    async (path, header, scenario) => {
      const response = await fetch(path, { headers: { [header]: JSON.stringify(scenario) } });
      const next = new DOMParser().parseFromString(await response.text(), "text/html");
      if (location.pathname + location.search !== path) history.pushState({}, "", path);
      document.title = next.title;
      document.body.replaceChildren(...document.adoptNode(next.body).childNodes);
    },
    path,
    SCENARIO_HEADER,
    scenario,
  );
}
