import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { startContent } from "../content/content";

/**
 * Not one of WXT's content scripts: their runtime announces itself to the page with an event and a
 * message, and a page must not be able to tell that the extension exists. The manifest lists it.
 */
export default defineUnlistedScript(() => startContent(window));
