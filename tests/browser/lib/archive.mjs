/** The options page's card for LinkedIn's archive, as a user operates it. */

import { until } from "../../lib/wait.mjs";

/** The result on the page once there is one: success or failure, and its words. */
export function result(page) {
  return until("a result", () =>
    page.evaluate(() => {
      const shown = document.querySelector("#import-result [data-result]");
      return shown && [shown.dataset.result, shown.textContent];
    }),
  );
}

/** Drops files on an element, as if dragged from a folder. */
export function drop(page, selector, ...files) {
  const given = files.map(([name, bytes]) => [name, bytes.toString("base64")]);
  return page.evaluate(
    (selector, given) => {
      const dataTransfer = new DataTransfer();
      for (const [name, base64] of given) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        dataTransfer.items.add(new File([bytes], name));
      }
      const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer });
      document.querySelector(selector).dispatchEvent(event);
      return event.defaultPrevented;
    },
    selector,
    given,
  );
}
