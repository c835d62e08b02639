import type { Labels } from "./types";

export const pl: Labels = {
  connections: ["kontaktów", "kontakty", "kontakt"],
  followers: ["obserwujących", "obserwujący"],
  profile_views: ["wyświetlenia profilu", "wyświetleń profilu", "wyświetlenie profilu"],
  post_impressions: [
    "wyświetlenia publikacji",
    "wyświetleń publikacji",
    "wyświetlenia postów",
    "wyświetleń postów",
  ],
  search_appearances: ["wystąpienia w wynikach wyszukiwania", "wystąpień w wynikach wyszukiwania"],
  totalFollowers: ["łączna liczba obserwujących"],
  followingYou: ["osób cię obserwuje"],
  reposted: ["udostępnia to", "udostępnił to dalej", "udostępniła to dalej", "udostępnił(a) to"],
  comments: ["komentarz", "komentarze", "komentarzy"],
  reactions: ["reakcja", "reakcje", "reakcji"],
  fresh: ["now"],
  people: ["osoby", "ludzie"],
  you: ["ty"],
  ownControls: [
    "edytuj profil",
    "edytuj wprowadzenie",
    "dodaj zdjęcie w tle",
    "edytuj zdjęcie w tle",
    "dodaj sekcję",
  ],
  contact: ["dane kontaktowe", "informacje kontaktowe"],
  pillars: [
    ["buduj swoją markę zawodową", "zbuduj swoją markę zawodową"],
    ["znajdź właściwe osoby"],
    ["dziel się spostrzeżeniami"],
    ["buduj relacje"],
  ],
  industry: ["branż"],
  network: ["sieci"],
};
