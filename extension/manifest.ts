/**
 * The extension's manifest, apart from what WXT derives from `entrypoints/` (background, popup and
 * options page). Pure data, so that a test can pin permissions and policies.
 */

import type { UserManifest } from "wxt";

export type Browser = "chrome" | "firefox";

/** The only host the extension may read. Signed-in pages are here in every language. */
export const LINKEDIN_PATTERN = "https://www.linkedin.com/*";

/**
 * Public half of an RSA key pair; the private half was discarded, since stores sign with their own
 * keys. It pins Chromium's extension id (first 32 hex digits of the SHA-256 of the DER key, 0-f
 * written a-p), which the native host's manifest must name. Host and installer read the ids in
 * manifests/extension-ids.json.
 */
export const CHROMIUM_KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsFPkt7CSrxEwh9AZi3qLySygs8s9jOsmUUX4OZIEY+gVqEJulIpjomOE" +
  "NWSHF6q0m5WT54JP1uLFtr+DyUm3mGs/2TbqkOzw3jA28h1tYnIVy5hvfnH8+ybp2xELQa7lCQmlYTG3Y4wVkk1+5RgQUBiDYyh6" +
  "jfOmaPeUq21EMyypHS5UBUYAAgiAN7BMSjsriBwwHvfT1rt+vPxFT9OkNFvnX4QogcbH+wT163dcLgN84jwNqSp2k91lqktHkyAg" +
  "WLUNJwR6mEkfJT45ggmajK3iC77hh6wDNk4AH8M7KfewcF/B9XB/eS8c7SLgcvmgA98NJocEhSo5HrODxzaIaQIDAQAB";

export const FIREFOX_ID = "bussola@bussola.org";

/**
 * Allows only the package's own scripts, styles and pictures; no request can leave an extension
 * page, and no string can become markup (Trusted Types with no policy allowed).
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** All differences between the browsers are in this function. */
export function manifestFor(browser: Browser): UserManifest {
  const common: UserManifest = {
    name: "Bussola",
    description: "__MSG_extension_description__",
    default_locale: "en",
    permissions: ["nativeMessaging", "storage"],
    host_permissions: [LINKEDIN_PATTERN],
    incognito: "not_allowed",
    content_security_policy: { extension_pages: CONTENT_SECURITY_POLICY },
    content_scripts: [
      { matches: [LINKEDIN_PATTERN], js: ["reader.js"], run_at: "document_idle", all_frames: false },
    ],
  };
  if (browser === "firefox") {
    return {
      ...common,
      action: { default_title: "Bussola", default_area: "navbar" },
      browser_specific_settings: {
        gecko: {
          id: FIREFOX_ID,
          strict_min_version: "142.0",
          // Mozilla counts data handed to a local program as leaving the browser.
          data_collection_permissions: {
            required: ["personallyIdentifyingInfo", "browsingActivity", "websiteActivity", "websiteContent"],
          },
        },
      },
    };
  }
  return {
    ...common,
    action: { default_title: "Bussola" },
    key: CHROMIUM_KEY,
    minimum_chrome_version: "116",
    // Without this key every other extension may connect; with empty lists neither extensions nor
    // pages can.
    externally_connectable: { ids: [] },
  };
}
