import type { Labels } from "./types";

export const tr: Labels = {
  connections: ["bağlantı"],
  followers: ["takipçi"],
  profile_views: [
    "profil görüntüleme",
    "profil görüntülemesi",
    "profil görüntülemeleri",
    "profili görüntüleyenler",
  ],
  post_impressions: ["gönderi gösterimi", "gönderi gösterimleri", "gönderi izlenimi"],
  search_appearances: ["aramada görünme", "aramalarda görünme", "arama sonuçlarında görünme"],
  totalFollowers: ["toplam takipçi"],
  followingYou: ["kişi sizi takip ediyor"],
  reposted: ["bunu yeniden paylaştı", "bunu paylaştı"],
  comments: ["yorum"],
  reactions: ["tepki", "ifade"],
  fresh: ["yeni"],
  people: ["kişiler"],
  you: ["siz"],
  ownControls: [
    "profili düzenle",
    "profili düzenleyin",
    "tanıtımı düzenle",
    "arka plan resmi ekle",
    "bölüm ekle",
  ],
  contact: ["iletişim bilgileri"],
  pillars: [
    ["profesyonel markanızı oluşturun"],
    ["doğru kişileri bulun"],
    ["içgörülerle etkileşim kurun"],
    ["ilişkiler kurun"],
  ],
  industry: ["sektör"],
  network: ["ağ"],
};
