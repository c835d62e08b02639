import type { Labels } from "./types";

/** German. */
export const de: Labels = {
  connections: ["kontakte", "kontakt"],
  followers: ["follower:innen", "follower", "follower:in"],
  profile_views: [
    "profilbesucher:innen",
    "profilbesucher",
    "profilansichten",
    "profilansicht",
    "profilaufrufe",
  ],
  post_impressions: [
    "beitragsimpressionen",
    "beitragsimpression",
    "impressionen von beiträgen",
    "impressions von beiträgen",
    "beitrags-impressions",
    "impressions der beiträge",
  ],
  search_appearances: [
    "auftritte in suchergebnissen",
    "auftritt in suchergebnissen",
    "suchanzeigen",
    "treffer in suchergebnissen",
    "erscheinungen in der suche",
  ],
  totalFollowers: ["follower:innen insgesamt", "follower insgesamt"],
  followingYou: ["personen folgen ihnen"],
  reposted: [],
  fresh: ["neu"],
  people: ["personen"],
  you: ["sie"],
  youSaid: ["sie:"],
  ownControls: [
    "profil bearbeiten",
    "intro bearbeiten",
    "hintergrundbild hinzufügen",
    "hintergrundbild bearbeiten",
    "bereich hinzufügen",
    "profilbereich hinzufügen",
  ],
  privateToYou: ["nur für sie sichtbar", "nur für sie"],
  contact: ["kontaktinfo", "kontaktinformationen"],
  pillars: [
    ["ihre professionelle marke aufbauen"],
    ["gezielt die richtigen personen finden", "die richtigen personen finden"],
    ["durch einblicke interesse wecken"],
    ["beziehungen aufbauen"],
  ],
  industry: ["branche"],
  network: ["netzwerk"],
};
