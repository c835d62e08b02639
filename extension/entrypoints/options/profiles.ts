/** The accounts that the program knows: export and delete each, or delete everything. */

import { named, type NamedProfile } from "../../messages/profiles";
import { askHost, askStatus, inOrder } from "../../messages/client";
import { el, type Child } from "../../ui/dom";
import { dayOf, longDay, number } from "../../text/format";
import { t, tn } from "../../text/i18n";
import { button, command } from "../../ui/components";
import { repaint, unlessPressed } from "../../ui/repaint";
import { printable } from "../../messages/shape";
import { absenceOf } from "../../messages/program";
import { codeText } from "../../text/errors";
import { LIMITS } from "../../contract/limits";
import type { ForgetRequest } from "../../contract/protocol";
import { confirmation } from "./confirm";
import { namesCard } from "./display";
import { exportOf, save, type Format } from "../../ui/export";

/** Shows the result of an action below its button. */
type Say = (result: "good" | "bad" | "busy", ...what: Child[]) => void;

function resultLine(): { node: HTMLElement; say: Say } {
  const node = el("div", { class: "result quiet", attrs: { role: "status" } });
  const say: Say = (result, ...what) => {
    node.dataset["result"] = result;
    node.replaceChildren(...what.filter((child): child is Node | string => Boolean(child)));
  };
  return { node, say };
}

/** Quotes a key as one word of a shell command, so that no part of it is executed. */
function shellWord(key: string): string {
  return /^[A-Za-z0-9_.-]+$/.test(key) ? key : `'${key.replaceAll("'", "'\\''")}'`;
}

const reason = (code: string): string => t("options_failed", codeText(code));

/** False where the program cannot run or was never reached, so it stores nothing. */
async function isProgramHere(): Promise<boolean> {
  const status = await askStatus();
  const absence = status ? absenceOf(status) : null;
  return absence !== "unsupported" && absence !== "missing";
}

async function forget(request: ForgetRequest, say: Say, changed: () => void): Promise<void> {
  const answer = await askHost(request);
  if (answer.ok) {
    const { profiles, rows, copies = 0 } = answer.reply.forgotten;
    const done = tn("options_deleted", profiles, number(rows));
    if (copies === 0) say("good", done);
    else say("good", `${done} ${t("options_deleted_copies")}`, command("bussola forget --backups"));
  } else if (answer.error.code === "no_host" && !(await isProgramHere())) {
    say("good", t("options_deleted_here"));
  } else if (answer.error.code === "no_host") {
    const which = request.profile === undefined ? "--all" : `--profile ${shellWord(request.profile.key)}`;
    say("bad", t("options_deleted_half"), command(`bussola forget ${which}`));
  } else {
    say("bad", reason(answer.error.code));
  }
  changed();
}

async function download(profile: NamedProfile, format: Format, say: Say): Promise<void> {
  say("busy", t("options_exporting"));
  const file = await exportOf(profile.key, format);
  if (typeof file === "string") {
    say("bad", reason(file));
    return;
  }
  save(file, `bussola-${profile.label}.${format}`);
  say("good");
}

/** What goes to a team's server, since when, and how to end it. */
function pushed({ key, push }: NamedProfile): HTMLElement | null {
  if (push === undefined) return null;
  const parts = push.parts.map((part) => el("li", {}, t(`team_part_${part}`)));
  return el(
    "div",
    { class: "quiet", attrs: { "data-push": "" } },
    el("p", {}, t("options_push", push.url, longDay(push.since))),
    el("ul", {}, ...parts),
    el("p", {}, t("options_push_end")),
    command(`bussola push --withdraw --profile ${shellWord(key)}`),
  );
}

function row(profile: NamedProfile, say: Say, changed: () => void): HTMLElement {
  const name = profile.label || printable(profile.key, LIMITS.label);
  const place = el("div", { class: "place" });
  const exporting = (format: Format): HTMLElement => {
    const label = format.toUpperCase();
    const attrs = { type: "button", "aria-label": t("options_export_of", label, name) };
    const on = { click: () => void download(profile, format, say) };
    return el("button", { class: "button", attrs, on }, t("options_export", label));
  };
  const ask = (): void => {
    const question = t("options_delete_ask", name);
    const yes = (): Promise<void> => forget({ type: "forget", profile: { key: profile.key } }, say, changed);
    place.replaceChildren(
      confirmation(question, yes, () => {
        place.replaceChildren();
        remove.focus();
      }),
    );
  };
  const remove = button("options_delete", ask, { danger: true });
  remove.setAttribute("aria-label", t("options_delete_of", name));
  const span = t(
    "options_profile_span",
    longDay(dayOf(profile.first_seen)),
    longDay(dayOf(profile.last_seen)),
  );
  return el(
    "li",
    { class: "profile", attrs: { "data-profile": profile.key } },
    el("h4", {}, name),
    el("p", { class: "quiet" }, span),
    pushed(profile),
    el("div", { class: "actions" }, exporting("json"), exporting("csv"), remove),
    place,
  );
}

interface ProfileCards {
  profiles: HTMLElement;
  everything: HTMLElement;
  /** The fields for the accounts' names. */
  names: HTMLElement;
  refresh: () => Promise<void>;
}

/** The cards about accounts; `refresh` asks the host for them. */
export function profileCards(): ProfileCards {
  const names = el("div", { class: "column" });
  const list = el("div", { attrs: { id: "profile-list" } });
  const ofProfiles = resultLine();
  const ofAll = resultLine();
  const place = el("div", { class: "place" });
  const askProfiles = inOrder(() => askHost({ type: "profiles" }));
  const refresh = async (): Promise<void> => show(await askProfiles());
  const show = unlessPressed(document.body, (answer: Awaited<ReturnType<typeof askProfiles>>) => {
    if (!answer.ok) {
      repaint(list, el("p", { class: "quiet" }, t("options_profiles_unreachable")));
      return;
    }
    const known = named(answer.reply.profiles);
    const rows = known.map((profile) => row(profile, ofProfiles.say, () => void refresh()));
    repaint(names, ...(known.length > 0 ? [namesCard(known, () => void refresh())] : []));
    repaint(
      list,
      rows.length > 0 ? el("ul", {}, ...rows) : el("p", { class: "quiet" }, t("options_profiles_none")),
    );
  });
  const ask = (): void => {
    const yes = (): Promise<void> => forget({ type: "forget", all: true }, ofAll.say, () => void refresh());
    place.replaceChildren(
      confirmation(t("options_everything_ask"), yes, () => {
        place.replaceChildren();
        everything.focus();
      }),
    );
  };
  const everything = button("options_everything", ask, { danger: true, id: "delete-everything" });
  const profiles = el(
    "section",
    { class: "card", attrs: { id: "profiles", "aria-labelledby": "profiles-title" } },
    el("h3", { attrs: { id: "profiles-title" } }, t("options_profiles_title")),
    el("p", { class: "quiet" }, t("options_profiles_text")),
    list,
    ofProfiles.node,
  );
  const all = el(
    "section",
    { class: "card", attrs: { id: "everything", "aria-labelledby": "everything-title" } },
    el("h3", { attrs: { id: "everything-title" } }, t("options_everything_title")),
    el("p", { class: "quiet" }, t("options_everything_text")),
    el("div", { class: "actions" }, everything),
    place,
    ofAll.node,
  );
  return { profiles, everything: all, names, refresh };
}
