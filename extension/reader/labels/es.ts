import type { Labels } from "./types";

export const es: Labels = {
  connections: ["contactos", "contacto"],
  followers: ["seguidores", "seguidor"],
  profile_views: [
    "visualizaciones del perfil",
    "visualización del perfil",
    "visualizaciones de perfil",
    "visitas al perfil",
  ],
  post_impressions: [
    "impresiones de publicaciones",
    "impresiones de las publicaciones",
    "impresiones de la publicación",
    "impresión de publicaciones",
  ],
  search_appearances: [
    "apariciones en búsquedas",
    "aparición en búsquedas",
    "apariciones en los resultados de búsqueda",
  ],
  totalFollowers: ["total de seguidores", "seguidores totales"],
  followingYou: ["personas te siguen"],
  reposted: ["ha compartido esto", "ha republicado esto", "compartió esto", "republicó esto"],
  comments: ["comentario", "comentarios"],
  reactions: ["reacción", "reacciones"],
  fresh: ["nuev"],
  people: ["personas"],
  you: ["tú"],
  ownControls: [
    "editar perfil",
    "editar presentación",
    "añadir imagen de fondo",
    "editar imagen de fondo",
    "añadir sección",
  ],
  contact: ["información de contacto"],
  pillars: [
    ["establece tu marca profesional"],
    ["encuentra a las personas adecuadas"],
    ["interactúa ofreciendo información"],
    ["crea relaciones"],
  ],
  industry: ["sector"],
  network: ["tu red"],
};
