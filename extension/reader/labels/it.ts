import type { Labels } from "./types";

/** Italian. */
export const it: Labels = {
  connections: ["collegamenti", "collegamento"],
  followers: ["follower", "follower totali"],
  profile_views: [
    "visitatori del profilo",
    "visitatore del profilo",
    "visualizzazioni del profilo",
    "visualizzazione del profilo",
    "visite al profilo",
  ],
  post_impressions: ["impressioni dei post", "impressioni post", "impressione dei post"],
  search_appearances: [
    "comparse nei risultati di ricerca",
    "apparizioni nei risultati di ricerca",
    "visualizzazioni nei risultati di ricerca",
    "apparizioni nelle ricerche",
    "comparse nelle ricerche",
  ],
  totalFollowers: ["follower totali", "totale follower"],
  followingYou: ["persone ti seguono"],
  reposted: ["ha diffuso questo post", "ha diffuso il post", "ha condiviso questo post"],
  comments: ["commento", "commenti"],
  reactions: ["reazione", "reazioni"],
  fresh: ["nuov"],
  people: ["persone"],
  you: ["tu"],
  ownControls: [
    "modifica profilo",
    "modifica il profilo",
    "modifica immagine di sfondo",
    "modifica presentazione",
    "modifica informazioni",
    "aggiungi sezione",
    "aggiungi sezione del profilo",
  ],
  contact: ["informazioni di contatto"],
  pillars: [
    ["stabilire il tuo brand professionale", "stabilisci il tuo brand professionale"],
    ["trovare le persone giuste", "trova le persone giuste"],
    ["interagire con informazioni rilevanti", "interagisci con informazioni rilevanti"],
    ["costruire relazioni", "costruisci relazioni"],
  ],
  industry: ["settore"],
  network: ["rete"],
};
