import type { Labels } from "./types";

export const pt: Labels = {
  connections: ["conexões", "conexão"],
  followers: ["seguidores", "seguidor"],
  profile_views: ["visualizações do perfil", "visualização do perfil", "visualizações de perfil"],
  post_impressions: [
    "impressões da publicação",
    "impressões de publicações",
    "impressões das publicações",
    "impressões de publicação",
  ],
  search_appearances: [
    "ocorrências em resultados de pesquisa",
    "ocorrências em pesquisas",
    "aparições em pesquisas",
    "ocorrência em resultados de pesquisa",
  ],
  totalFollowers: ["total de seguidores", "seguidores no total"],
  followingYou: ["pessoas seguem você", "pessoas estão seguindo você"],
  reposted: ["compartilhou isso", "compartilhou isto", "republicou isso", "republicou isto"],
  comments: ["comentário", "comentários"],
  reactions: ["reação", "reações"],
  fresh: ["nov"],
  people: ["pessoas"],
  you: ["você"],
  ownControls: [
    "editar perfil",
    "editar introdução",
    "adicionar imagem de capa",
    "editar imagem de capa",
    "adicionar seção",
  ],
  contact: ["informações de contato"],
  pillars: [
    ["estabelecer sua marca profissional"],
    ["localizar as pessoas certas"],
    ["interagir oferecendo insights"],
    ["criar relacionamentos", "cultivar relacionamentos"],
  ],
  industry: ["setor"],
  network: ["rede"],
};
