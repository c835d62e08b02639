/** What the user gives a team: the parts to tick, the whole file to read, the button that saves it. */

import { LIMITS } from "../../../contract/limits";
import { SHARE_PARTS, type Day, type SharePart } from "../../../contract/protocol";
import { askHost } from "../../../messages/client";
import { codeText } from "../../../text/errors";
import { t } from "../../../text/i18n";
import { button } from "../../../ui/components";
import { el } from "../../../ui/dom";
import { save } from "../../../ui/export";

function partBox(part: SharePart, changed: () => void): { node: HTMLElement; box: HTMLInputElement } {
  const attrs = { type: "checkbox", checked: true, value: part };
  const box = el("input", { attrs, on: { change: changed } });
  return { node: el("label", {}, box, ` ${t(`team_part_${part}`)}`), box };
}

/** The form for the account that the page shows; `profile` is null for the program's default. */
export function shareForm(profile: () => string | null, today: () => Day): HTMLElement {
  const preview = el("pre", { attrs: { id: "team-file", tabindex: 0, "aria-label": t("team_preview") } });
  const said = el("p", { class: "cap", attrs: { role: "status" } });
  const name = el("input", {
    attrs: { id: "team-label", maxlength: LIMITS.team_label, autocomplete: "off" },
    on: { input: () => void show() },
  });
  const parts = SHARE_PARTS.map((part) => partBox(part, () => void show()));
  const keep = button("team_save", () => saveFile(), { main: true, id: "team-save" });
  let file: string | null = null;
  let asked = 0;

  function fill(content: string | null, words: string): void {
    file = content;
    preview.textContent = content ?? "";
    preview.hidden = content === null;
    keep.disabled = content === null;
    said.textContent = words;
  }

  /** Shows the file as the program writes it; an answer to an earlier choice is dropped. */
  async function show(): Promise<void> {
    const mine = ++asked;
    const label = name.value.trim();
    const ticked = parts.filter(({ box }) => box.checked).map(({ box }) => box.value as SharePart);
    if (label === "" || ticked.length === 0) {
      fill(null, t("team_nothing"));
      return;
    }
    const key = profile();
    const about = key === null ? {} : { profile: { key } };
    const answer = await askHost({ type: "share", ...about, label, parts: ticked });
    if (mine !== asked) return;
    if (answer.ok) fill(answer.reply.data, "");
    else fill(null, codeText(answer.error.code));
  }

  function saveFile(): void {
    if (file === null) return;
    const name_ = `bussola-team-${name.value.trim()}-${today()}.json`;
    save(new Blob([file], { type: "application/json" }), name_);
  }

  fill(null, t("team_nothing"));
  return el(
    "div",
    { class: "share" },
    el("label", { class: "name-for" }, `${t("team_label")} `, name),
    el("fieldset", {}, el("legend", {}, t("team_parts")), ...parts.map(({ node }) => node)),
    el("h3", {}, t("team_preview")),
    preview,
    said,
    keep,
  );
}
