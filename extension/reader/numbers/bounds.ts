/**
 * Phrases that make a number a lower bound ("Più di 500") or an upper one ("Fewer than 5"), in
 * LinkedIn's interface languages. One list serves all languages, because no phrase has another
 * meaning beside a number elsewhere.
 */

/** Lower bounds before the number. */
export const AT_LEAST_BEFORE = [
  "more than", "over", // en, da, nb
  "più di", "oltre", "più di :",
  "más de", "mais de",
  "plus de", "plus d’", "plus d'",
  "über", "mehr als",
  "meer dan", "ruim",
  "ponad", "więcej niż", "powyżej",
  "более", "больше", "свыше",
  "понад", "більше", "більше ніж",
  "více než", "přes",
  "mere end", "flere end",
  "mer än", "fler än", "över",
  "mer enn", "flere enn",
  "yli", "enemmän kuin",
  "több mint",
  "peste", "mai mult de", "mai multe de",
  "πάνω από", "περισσότερες από", "περισσότεροι από", "άνω των",
  "יותר מ", "מעל", "מעל ל",
  "มากกว่า", "เกิน",
  "hơn", "trên", "nhiều hơn",
  "lebih dari", "lebih daripada", "melebihi",
  "mahigit", "higit sa", "mahigit sa",
  "أكثر من", "ما يزيد عن", "يزيد عن",
  "بیش از",
  "超过", "超過", "多于", "多於",
]; // prettier-ignore

/** Lower bounds after the number. A longer phrase precedes one that it begins with. */
export const AT_LEAST_AFTER = [
  "or more", "and more",
  "o più", "e oltre", "o más", "ou mais", "ou plus", "et plus", "oder mehr", "of meer", "lub więcej", "или более",
  "人以上", "件以上", "名以上", "回以上", "以上", "超",
  "명 이상", "개 이상", "건 이상", "회 이상", "이상",
  "位以上", "多位", "多個", "多个", "多人", "多",
  "से अधिक", "से ज़्यादा", "से ज्यादा",
  "पेक्षा जास्त", "पेक्षा अधिक", "हून अधिक", "हून जास्त",
  "এর বেশি", "-এর বেশি", "টিরও বেশি", "জনের বেশি", "-র বেশি", "এরও বেশি",
  "ਤੋਂ ਵੱਧ", "ਤੋਂ ਜ਼ਿਆਦਾ",
  "కంటే ఎక్కువ", "కు పైగా", "పైగా",
  "’den fazla", "'den fazla", "’dan fazla", "'dan fazla", "’ten fazla", "'ten fazla", "’tan fazla", "'tan fazla",
  "-nál több", "-nél több",
]; // prettier-ignore

/** Upper bounds before the number; such a number is no count. */
export const LESS_THAN_BEFORE = [
  "less than", "fewer than", "under", "up to", "meno di", "fino a", "menos de", "hasta", "até", "moins de",
  "jusqu’à", "weniger als", "unter", "bis zu", "minder dan", "mniej niż", "poniżej", "менее", "меньше", "до",
  "менше", "méně než", "mindre än", "færre än", "mindre end", "færre end", "mindre enn", "færre enn", "alle",
  "kevesebb mint", "mai puțin de", "sub", "λιγότερες από", "פחות מ", "น้อยกว่า", "dưới", "kurang dari",
  "kurang daripada", "mas mababa sa", "أقل من", "کمتر از", "少于", "少於", "不到", "<", "≤", "~", "≈",
]; // prettier-ignore
