/** The team board: a static page that asks a server of VictoriaMetrics. */

import { now } from "../platform/clock";
import { longDay } from "../text/format";
import { t } from "../text/i18n";
import { button } from "../ui/components";
import { el } from "../ui/dom";
import { mark } from "../ui/pictures";
import { LANGUAGES, useCatalogue, type Language } from "./catalogue";
import { groupView } from "./group-view";
import { membersView } from "./members-view";
import { isAllowed, ServerError } from "./server";
import { readLanguage, readServer, writeLanguage, writeServer } from "./settings";
import { findMembers, readTeam, type Member, type Team } from "./team";

const NAMES: Record<Language, string> = { en: "English", it: "Italiano" };

let language = readLanguage();
let server = readServer();
/** Bumped with each reading; answers of older ones are discarded. */
let reading = 0;

const status = el("div", { class: "status", attrs: { role: "status" } });
const content = el("div", { class: "content" });

/* ---- what is shown ---- */

function faultText(error: unknown): HTMLElement[] {
  const { fault, said } = error instanceof ServerError ? error : new ServerError("foreign", String(error));
  return [
    el("p", { class: "fault" }, t(`board_fault_${fault}`, server.url)),
    ...(said === "" ? [] : [el("p", { class: "cap" }, t("board_said", said))]),
  ];
}

async function find(text: string): Promise<Member[]> {
  try {
    const members = await findMembers(server, text, now());
    status.replaceChildren();
    return members;
  } catch (error) {
    status.replaceChildren(...faultText(error));
    return [];
  }
}

function show(team: Team): void {
  const { group, silent, listed } = team;
  const consent = el("p", { class: "cap consent" }, t("board_consent"));
  if (listed === 0) {
    content.replaceChildren(el("p", { class: "card" }, t("board_empty")), consent);
    return;
  }
  content.replaceChildren(...groupView(group, silent), membersView(team, find), consent);
}

/** Numbers of an earlier reading do not stay beside a failure: they would seem to be today's. */
async function load(): Promise<void> {
  const mine = ++reading;
  const asked = server;
  status.replaceChildren(el("p", {}, t("board_reading", asked.url)));
  content.setAttribute("aria-busy", "true");
  try {
    const team = await readTeam(asked, now());
    if (mine !== reading) return;
    show(team);
    status.replaceChildren(el("p", { class: "cap" }, t("board_read", longDay(team.day))));
  } catch (error) {
    if (mine !== reading) return;
    content.replaceChildren();
    status.replaceChildren(...faultText(error));
  }
  content.removeAttribute("aria-busy");
}

/* ---- the head ---- */

function languages(): HTMLElement {
  const buttons = LANGUAGES.map((one) => {
    const choose = (): void => {
      language = one;
      writeLanguage(one);
      start();
      document.getElementById(`language-${one}`)?.focus();
    };
    const attrs = {
      type: "button",
      id: `language-${one}`,
      lang: one,
      "aria-pressed": String(one === language),
    };
    return el("button", { attrs, on: { click: choose } }, NAMES[one]);
  });
  return el("div", { class: "seg", attrs: { role: "group", "aria-label": t("board_language") } }, ...buttons);
}

function serverForm(): HTMLElement {
  const address = el("input", { attrs: { id: "address", type: "url", value: server.url, required: true } });
  const token = el("input", {
    attrs: { id: "token", type: "password", value: server.token, autocomplete: "off" },
  });
  const wrong = el("p", { class: "fault", attrs: { id: "wrong", role: "alert" } });
  const use = (event: Event): void => {
    event.preventDefault();
    const url = address.value.trim().replace(/\/+$/, "");
    const isGood = isAllowed(url, location.origin);
    wrong.textContent = isGood ? "" : t("board_bad_address");
    if (!isGood) return;
    server = { url, token: token.value.trim() };
    writeServer(server);
    void load();
  };
  return el(
    "details",
    { class: "server" },
    el("summary", {}, t("board_server")),
    el(
      "form",
      { on: { submit: use }, attrs: { novalidate: true } },
      el("label", { attrs: { for: "address" } }, t("board_address")),
      address,
      wrong,
      el("label", { attrs: { for: "token" } }, t("board_token")),
      token,
      el("p", { class: "cap" }, t("board_token_kept")),
      el("button", { class: "button main", attrs: { type: "submit" } }, t("board_use")),
    ),
  );
}

function start(): void {
  useCatalogue(language);
  document.title = `${t("board_title")} · Bussola`;
  const head = el(
    "header",
    {},
    el("span", { class: "name" }, mark(), "Bussola"),
    el("h1", {}, t("board_title")),
    el("nav", {}, button("board_again", load), languages()),
  );
  document.body.replaceChildren(head, el("main", {}, serverForm(), status, content));
  void load();
}

start();
