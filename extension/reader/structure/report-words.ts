/**
 * The words that a report may repeat from addresses, ids and component names: interface words, no
 * name of a person or company. Any other word becomes `x`, so that a pattern keeps its shape.
 */

const WORDS = `
a about account action actions active activity ad add admin ads aggregate all analytics answer
appearances app article artdeco aside at attachment audience auto author authwall avatar background badge
banner bar body boost brand browse build business button campaign cancel candidate card cards carousel
category certifications challenge chart chat checkpoint chip click close co collection column com
comment comments common company component components connect connection connections contact container
content conversation conversations cook count counts cover create creator custom dashboard data date
degree detail details dialog dismiss donut drawer dropdown edit education embedded empty endorse
endorsement endorsements engage entity entry equivalent establish event events expandable experience
external featured feed field figure filter filters find find-people find-right focus follow follower
followers following footer form forms found frame full fsd fs game global graph group groups grow
growth hashtag header heading help hero home honors icon id image impression impressions in inbox index
industry inmail inner input insight insights interest interests interop intro invitation invitations
invite is item items job jobs join keywords label landing language languages layout lazy lead leads
learning left li like link linkedin links list listitem load loader loaded location main manager me
media member members menu message messages messaging metric metrics middle mini modal more msg mutual my
mynetwork name nav navigation network new news newsletter next note notification notifications number
of on open opportunity other outlet overflow overview own owner page pages panel party pending people
percent photo pill pills platform plus policies popover position post posts preload premium preview
primary product products profile profiles progress projects promo promoted publications pulse pymk query
rail rank ranks react reaction reactions reader recent recommendation recommendations ref relationships
repost reposts reply replies report result results right role root row sales saved school score screen
scroll sdui search section see self sent seniority services session settings setup share shared shares show
sidebar similar site skill skills social spacer spinner ssi stat state stats status step sub suggested
suggestions summary tab table tabs team testid text thread threads time title to toast toggle toolbar top
topcard total trend type ugc ugcpost upcoming update updates url urn user value view viewer viewers views
visibility visitor visitors volunteer volunteering week welcome widget widgets with workspace you your
`;

const KNOWN: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ""));

/** Letters and marks of one word; a capital begins a new one, except in a run of capitals. */
const WORD = /\p{Lu}{2,}(?![\p{Ll}\p{M}])|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+|\p{L}+/gu;
/** Letters and digits mixed: an id, a hash. */
const MIXED = /(?=[A-Za-z0-9_~-]*\d)(?=[A-Za-z0-9_~-]*[A-Za-z])[A-Za-z0-9]{5,}(?:[-_~][A-Za-z0-9]+)*/g;

/**
 * `text` with unknown words and ids as `x`, digits as `9`, and other characters except marks
 * removed.
 */
export function patternOf(text: string): string {
  return text
    .normalize("NFC")
    .slice(0, 300)
    .replace(/%[0-9a-f]{2}/gi, ":")
    .replace(MIXED, "x")
    .replace(/\p{N}+/gu, "9")
    .replace(WORD, (word) => (KNOWN.has(word.toLowerCase()) ? word : "x"))
    .replace(/[^A-Za-z0-9/?&=.:,;()#_-]+/g, "-")
    .replace(/(?:x[-_.]?){2,}/g, "x");
}
