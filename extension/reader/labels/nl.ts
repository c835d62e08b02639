import type { Labels } from "./types";

export const nl: Labels = {
  connections: ["connecties", "connectie"],
  followers: ["volgers", "volger"],
  profile_views: ["profielweergaven", "profielweergave", "profielbezoekers"],
  post_impressions: ["weergaven van bijdragen", "weergaven van bijdrage", "bijdrageweergaven"],
  search_appearances: ["weergaven in zoekresultaten", "vermeldingen in zoekresultaten"],
  totalFollowers: ["totaal aantal volgers"],
  followingYou: ["mensen volgen u", "personen volgen u"],
  reposted: ["heeft dit gedeeld", "heeft dit gerepost", "heeft dit opnieuw geplaatst"],
  comments: ["commentaar", "commentaren", "opmerking", "opmerkingen"],
  reactions: ["reactie", "reacties"],
  fresh: ["nieuw"],
  people: ["personen", "mensen"],
  you: ["u", "jij"],
  ownControls: [
    "profiel bewerken",
    "intro bewerken",
    "achtergrondafbeelding toevoegen",
    "achtergrondafbeelding bewerken",
    "sectie toevoegen",
  ],
  contact: ["contactgegevens"],
  pillars: [
    ["uw professionele merk opbouwen", "uw professionele merk neerzetten"],
    ["de juiste mensen vinden"],
    ["interactie met inzichten"],
    ["relaties opbouwen"],
  ],
  industry: ["sector", "branche"],
  network: ["netwerk"],
};
