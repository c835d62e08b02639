import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { startContent } from "../content/content";
import { Siblings } from "../content/siblings";

/**
 * Not one of WXT's content scripts: their runtime announces itself to the page with an event and a
 * message, and a page must not be able to detect the extension. The manifest lists this script.
 */
export default defineUnlistedScript(() =>
  startContent(
    window,
    // Only Firefox has tabs of several sessions in one profile.
    import.meta.env.BROWSER === "firefox"
      ? (found) => new Siblings((name) => new BroadcastChannel(name), found)
      : null,
  ),
);
