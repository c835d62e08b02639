/** Pictures marked as sample data, so that nobody takes them for a real person's. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { extensionDirectory } from "../../lib/paths.mjs";

const NOTE = "Sample data: an invented member on a sample site";

/**
 * Runs in a blank page: puts a picture above its caption, and the icon with its badge, if any,
 * above both. Returns the size of the whole.
 */
async function compose({ picture, scale, note, badge }) {
  const add = (parent, tag, style, properties = {}) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.style.cssText = style;
    parent.append(element);
    return element;
  };
  document.body.style.margin = "0";
  const frame = add(document.body, "div", "font:13px system-ui,sans-serif;background:#fff");
  if (badge) {
    const bar = add(
      frame,
      "div",
      "display:flex;align-items:center;gap:14px;padding:10px 14px;background:#e8eaed;color:#333",
    );
    add(bar, "span", "flex:1", { textContent: badge.title });
    const icon = add(bar, "span", "position:relative;width:32px;height:32px;flex:none");
    add(icon, "img", "width:24px;height:24px;margin:2px 4px", { src: badge.icon });
    const colors = `color:${badge.textColor};background:${badge.color}`;
    const place = "position:absolute;right:-4px;bottom:-3px;padding:0 4px;border-radius:4px";
    add(icon, "span", `${place};font:600 11px/15px system-ui,sans-serif;${colors}`, {
      textContent: badge.text,
    });
  }
  const image = add(frame, "img", "display:block;border-block:1px solid #ccc", { src: picture });
  add(frame, "div", "padding:6px 14px;background:#fff3c4;color:#443300", { textContent: note });
  await image.decode();
  image.style.width = frame.style.width = `${image.naturalWidth / scale}px`;
  const { width, height } = frame.getBoundingClientRect();
  return { width: Math.ceil(width), height: Math.ceil(height) };
}

const addressOf = (png) => `data:image/png;base64,${Buffer.from(png).toString("base64")}`;

/** Text, title and colours of the browser's badge, with the extension's icon. */
export async function badgeOf(session) {
  const badge = await session.call(async () => {
    const hex = (color) =>
      `#${[...color]
        .slice(0, 3)
        .map((part) => part.toString(16).padStart(2, "0"))
        .join("")}`;
    return {
      text: await chrome.action.getBadgeText({}),
      title: await chrome.action.getTitle({}),
      color: hex(await chrome.action.getBadgeBackgroundColor({})),
      textColor: hex(await chrome.action.getBadgeTextColor({})),
    };
  });
  const icon = readFileSync(join(extensionDirectory(session.name), "icon/48.png"));
  return { ...badge, icon: addressOf(icon) };
}

/**
 * Writes `png` to `file` with the caption that marks it; `badge` (of `badgeOf`) is drawn above it.
 */
export async function saveMarked(session, png, file, badge = null) {
  const { scale } = session.options;
  const page = await session.browser.newPage();
  try {
    const size = await page.evaluate(compose, { picture: addressOf(png), scale, note: NOTE, badge });
    const clip = { x: 0, y: 0, ...size };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, await page.screenshot({ clip, captureBeyondViewport: true }));
  } finally {
    await page.close();
  }
}
