import type { Labels } from "./types";

export const fr: Labels = {
  connections: ["relations", "relation"],
  followers: ["abonnés", "abonné"],
  profile_views: ["vues de profil", "vue de profil", "vues du profil", "vue du profil"],
  post_impressions: ["impressions de posts", "impression de posts"],
  search_appearances: [
    "apparitions dans les recherches",
    "apparition dans les recherches",
    "apparitions dans les résultats de recherche",
  ],
  totalFollowers: ["nombre total d’abonnés", "nombre total d'abonnés", "total des abonnés"],
  followingYou: ["personnes vous suivent"],
  reposted: ["a republié ceci", "a republié ce post", "a partagé ceci", "a repartagé ceci"],
  comments: ["commentaire", "commentaires"],
  reactions: ["réaction", "réactions"],
  fresh: ["nouve"],
  people: ["personnes"],
  you: ["vous"],
  ownControls: [
    "modifier le profil",
    "modifier l’intro",
    "modifier l'intro",
    "modifier l’image de couverture",
    "ajouter une image de couverture",
    "ajouter une section",
  ],
  contact: ["coordonnées"],
  pillars: [
    ["construire votre marque professionnelle"],
    ["trouver les bonnes personnes"],
    ["échanger des informations", "interagir en offrant des informations"],
    ["établir des relations"],
  ],
  industry: ["secteur"],
  network: ["réseau"],
};
