/** Compares the user's last seven days with the weeks before. */

import { el } from "../../ui/dom";
import { number } from "../../text/format";
import { t } from "../../text/i18n";
import { pillarName } from "../../text/pillars";
import { usualOf } from "../../text/usual";
import type { State, Usual } from "../../contract/protocol";

/** The quartiles of the weeks before: "7–10", "7"; "7–10; 5 of 13 weeks known". */
function usualRange({ low, high, weeks }: Usual): string {
  const [from, to] = [number(low), number(high)];
  return usualOf(from === to ? from : `${from}–${to}`, weeks);
}

/** Null while too few weeks were seen. */
export function usualCard({ usual = [] }: State): HTMLElement | null {
  const judged = usual.filter(({ verdict }) => verdict !== undefined);
  if (judged.length === 0) return null;
  const rows = judged.map((one) =>
    el(
      "li",
      {},
      el("span", {}, el("b", {}, pillarName(one.pillar))),
      el("small", {}, t(`usual_${one.verdict}`, number(one.week), usualRange(one))),
    ),
  );
  return el(
    "section",
    { class: "card usual" },
    el("h2", {}, t("usual_title")),
    el("ul", { class: "compare" }, ...rows),
  );
}
