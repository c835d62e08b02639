/** Compares the user's last seven days with the weeks before. */

import { el } from "../../ui/dom";
import { number } from "../../text/format";
import { t } from "../../text/i18n";
import { pillarName } from "../../text/pillars";
import { usualBasis } from "../../text/usual";
import type { State, Usual } from "../../contract/protocol";

/** The quartiles of the weeks before: "7–10", "7". */
function usualRange({ low, high }: Usual): string {
  const [from, to] = [number(low), number(high)];
  return from === to ? from : `${from}–${to}`;
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
  const basis = usualBasis(judged.map(({ weeks }) => weeks));
  return el(
    "section",
    { class: "card usual" },
    el("h2", {}, t("usual_title")),
    el("ul", { class: "compare" }, ...rows),
    basis !== "" && el("p", { class: "cap" }, basis),
  );
}
