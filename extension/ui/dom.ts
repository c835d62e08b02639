/**
 * Builds elements without parsing markup: everything that a page or the host sent becomes a text
 * node or an attribute value, never HTML. Styles that depend on data are set through CSSOM
 * (`style`), which `style-src 'self'` allows, unlike a style attribute.
 */

export type Child = Node | string | null | undefined | false;

export interface Options {
  class?: string;
  /** Attributes; null and false omit one, true sets it empty. */
  attrs?: Record<string, string | number | boolean | null | undefined>;
  /** CSS properties, custom ones included. */
  style?: Record<string, string>;
  on?: Record<string, (event: Event) => void>;
}

const SVG = "http://www.w3.org/2000/svg";

function fill<E extends HTMLElement | SVGElement>(node: E, options: Options, children: Child[]): E {
  if (options.class) node.setAttribute("class", options.class);
  for (const [name, value] of Object.entries(options.attrs ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, value] of Object.entries(options.style ?? {})) node.style.setProperty(name, value);
  for (const [type, listener] of Object.entries(options.on ?? {})) node.addEventListener(type, listener);
  node.append(...children.filter((child): child is Node | string => Boolean(child)));
  return node;
}

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: Options = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), options, children);
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  options: Options = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill<SVGElementTagNameMap[K]>(document.createElementNS(SVG, tag), options, children);
}

/** A link that opens in a new tab; `rel` denies the opened page access to this one. */
export function link(href: string, options: Options = {}, ...children: Child[]): HTMLAnchorElement {
  const attrs = { ...options.attrs, href, target: "_blank", rel: "noopener noreferrer" };
  return el("a", { ...options, attrs }, ...children);
}

/** The element with this id; throws when the page's HTML lacks it. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element #${id}`);
  return found;
}
