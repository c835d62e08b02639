/** The report as a self-contained file: no script, no resource. */

import { el } from "../../ui/dom";
import { language } from "../../text/i18n";

/** The rules of all of the page's own style sheets. */
function rulesOf(sheets: Iterable<CSSStyleSheet>): string {
  return [...sheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n");
}

/** `report` as a page of its own, in the language shown. */
export function fileOf(report: HTMLElement, title: string): Blob {
  const copy = document.implementation.createHTMLDocument(title);
  copy.documentElement.lang = language();
  const policy = {
    "http-equiv": "Content-Security-Policy",
    content: "default-src 'none'; style-src 'unsafe-inline'",
  };
  copy.head.prepend(
    el("meta", { attrs: { charset: "utf-8" } }),
    el("meta", { attrs: { name: "viewport", content: "width=device-width" } }),
    el("meta", { attrs: policy }),
  );
  copy.head.append(el("style", {}, rulesOf(document.styleSheets)));
  copy.body.append(report.cloneNode(true));
  // eslint-disable-next-line no-restricted-properties -- read, not set
  return new Blob(["<!doctype html>\n", copy.documentElement.outerHTML, "\n"], { type: "text/html" });
}
