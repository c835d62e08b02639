#include "sql.h"

#include <assert.h>
#include <stddef.h>

#define OFFICIAL_COLUMNS                                                                           \
    "at, at_offset, total, brand, people, insights, relationships, predicted,"                     \
    " industry_rank_pct, industry_average, industry_brand, industry_people, industry_insights,"    \
    " industry_relationships, industry_week_change,"                                               \
    " network_rank_pct, network_average, network_brand, network_people, network_insights,"         \
    " network_relationships, network_week_change"
#define OUTBOX_FIGURES                                                                             \
    "kind, total, error, brand, people, insights, relationships, posts, posts_bound, comments,"    \
    " comments_bound, connections, connections_bound, inmail_replies, inmail_replies_bound"
#define PROFILE_COLUMNS "id, key, label, first_seen, first_offset, last_seen, last_offset, instance"

static const char *const texts[BS_SQL_COUNT] = {
    [BS_SQL_BEGIN] = "BEGIN",
    [BS_SQL_BEGIN_IMMEDIATE] = "BEGIN IMMEDIATE",
    [BS_SQL_COMMIT] = "COMMIT",
    [BS_SQL_ROLLBACK] = "ROLLBACK",
    [BS_SQL_SCHEMA_VERSION] = "PRAGMA user_version",
    [BS_SQL_SCHEMA_COOKIE] = "PRAGMA schema_version",
    [BS_SQL_DATA_VERSION] = "PRAGMA data_version",

    [BS_SQL_PROFILE_FIND] = "SELECT id FROM profile WHERE key = ?1"
                            " UNION ALL SELECT profile FROM alias WHERE alias = ?1 LIMIT 1",
    [BS_SQL_PROFILE_UNCLAIMED] = "SELECT id, instance, first_seen FROM profile WHERE key IS NULL",
    [BS_SQL_PROFILE_LATEST] = "SELECT id FROM profile WHERE key IS NOT NULL"
                              " ORDER BY last_seen DESC, id DESC LIMIT 1",
    [BS_SQL_PROFILE_READ] = "SELECT " PROFILE_COLUMNS " FROM profile WHERE id = ?1",
    [BS_SQL_PROFILE_ALL] = "SELECT " PROFILE_COLUMNS " FROM profile WHERE key IS NOT NULL"
                           " ORDER BY last_seen DESC, id DESC",
    [BS_SQL_PROFILE_AFTER] =
        "SELECT id FROM profile WHERE key IS NOT NULL AND id > ?1 ORDER BY id LIMIT 1",
    [BS_SQL_PROFILE_NEXT] = "SELECT id FROM profile WHERE id > ?1 ORDER BY id LIMIT 1",
    [BS_SQL_PROFILE_NEWEST] = "SELECT id FROM profile WHERE key IS NULL"
                              " ORDER BY last_seen DESC, id DESC LIMIT 1",
    [BS_SQL_PROFILE_UNIDENTIFIED] = "SELECT " PROFILE_COLUMNS " FROM profile WHERE key IS NULL"
                                    " ORDER BY last_seen DESC, id DESC",
    [BS_SQL_PROFILE_IS_UNCLAIMED] = "SELECT id FROM profile WHERE key IS NULL AND id = ?1",
    [BS_SQL_PROFILE_INSERT] =
        "INSERT INTO profile (key, label, first_seen, first_offset, last_seen, last_offset)"
        " VALUES (?1, ?2, ?3, ?4, ?3, ?4)",
    [BS_SQL_PROFILE_WAIT] =
        "INSERT INTO profile (instance, first_seen, first_offset, last_seen, last_offset)"
        " VALUES (?1, ?2, ?3, ?2, ?3)",
    [BS_SQL_PROFILE_RENAME] = "UPDATE profile SET key = ?2 WHERE id = ?1",
    [BS_SQL_PROFILE_TOUCH] =
        "UPDATE profile SET label = iif(?4 = '', label, ?4),"
        " first_offset = iif((?2, ?3) < (first_seen, first_offset), ?3, first_offset),"
        " first_seen = min(first_seen, ?2),"
        " last_offset = iif((?2, ?3) > (last_seen, last_offset), ?3, last_offset),"
        " last_seen = max(last_seen, ?2)"
        " WHERE id = ?1",
    /* Sets profiles with a future last_seen back to a day ago, so that the one seen now is the
       latest. Unclaimed ones are set to now, so that they still wait for a day. */
    [BS_SQL_PROFILE_CLOCK] =
        "UPDATE profile SET first_seen = min(first_seen, iif(key IS NULL, ?1, ?1 - ?2)),"
        " last_seen = iif(key IS NULL, ?1, ?1 - ?2) WHERE last_seen > ?1 + ?2",
    [BS_SQL_PROFILE_FIRST_SEEN] = "UPDATE profile SET first_seen = max(first_seen, ?2)"
                                  " WHERE id = ?1 AND last_seen >= ?2",
    [BS_SQL_PROFILE_DELETE] = "DELETE FROM profile WHERE id = ?1",
    [BS_SQL_PROFILE_DELETE_ALL] = "DELETE FROM profile WHERE true",
    [BS_SQL_ALIAS_READ] = "SELECT alias FROM alias WHERE profile = ?1 ORDER BY alias",
    [BS_SQL_ALIAS_PUT] = "INSERT INTO alias (alias, profile) VALUES (?1, ?2)"
                         " ON CONFLICT (alias) DO UPDATE SET profile = excluded.profile",
    [BS_SQL_ALIAS_DELETE] = "DELETE FROM alias WHERE alias = ?1",

    /* One signal at a time, so that years before ?3 cost nothing; includes the last few rows before
       it, for readings that arrive late. */
    [BS_SQL_GAUGE_READ] = "SELECT at, at_offset, seen, seen_offset, value, bound, source"
                          " FROM gauge WHERE profile = ?1 AND signal = ?2 AND at >= ifnull("
                          "(SELECT at FROM gauge WHERE profile = ?1 AND signal = ?2 AND at < ?3"
                          " ORDER BY at DESC LIMIT 1 OFFSET 3), ?4) AND at <= ?5 ORDER BY at",
    [BS_SQL_GAUGE_EXPORT] = "SELECT at, at_offset, seen, seen_offset, value, bound, source"
                            " FROM gauge WHERE profile = ?1 AND signal = ?2 AND at >= ?3"
                            " ORDER BY at",
    [BS_SQL_GAUGE_SPAN] = "SELECT at, at_offset, seen, seen_offset, value, bound, source"
                          " FROM gauge WHERE profile = ?1 AND signal = ?2 AND at BETWEEN ?3 AND ?4"
                          " ORDER BY at",
    [BS_SQL_GAUGE_LATER] = "SELECT EXISTS (SELECT 1 FROM gauge"
                           " WHERE profile = ?1 AND signal = ?2 AND at > ?3)",
    [BS_SQL_GAUGE_PUT] =
        "INSERT INTO gauge (profile, signal, at, at_offset, seen, seen_offset, value, bound,"
        " source) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        " ON CONFLICT DO UPDATE SET seen = max(seen, excluded.seen), value = excluded.value,"
        " bound = excluded.bound, source = excluded.source",
    [BS_SQL_GAUGE_REFRESH] = "UPDATE gauge SET seen = ?4, seen_offset = ?5"
                             " WHERE profile = ?1 AND signal = ?2 AND at = ?3 AND seen < ?4",
    [BS_SQL_GAUGE_DROP] = "DELETE FROM gauge WHERE profile = ?1 AND signal = ?2 AND at = ?3",
    [BS_SQL_GAUGE_PURGE] = "DELETE FROM gauge WHERE profile = ?1 AND seen < ?2",
    [BS_SQL_TALLY_READ] = "SELECT day, source, count, bound, seen, seen_offset FROM tally"
                          " WHERE profile = ?1 AND signal = ?2 AND day >= ?3 ORDER BY day",
    [BS_SQL_TALLY_EXPORT] = "SELECT day, source, count, bound, seen, seen_offset FROM tally"
                            " WHERE profile = ?1 AND signal = ?2 AND day >= ?3"
                            " ORDER BY day, instr('page typed local archive api', source)",
    [BS_SQL_TALLY_MAX] =
        "INSERT INTO tally (profile, signal, day, source, count, bound, seen, seen_offset)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT DO UPDATE SET count = excluded.count, bound = excluded.bound,"
        " seen = excluded.seen, seen_offset = excluded.seen_offset"
        " WHERE excluded.count > count"
        " OR (excluded.count = count AND excluded.bound = 'exact' AND bound <> 'exact')",
    [BS_SQL_TALLY_ADD] =
        "INSERT INTO tally (profile, signal, day, source, count, bound, seen, seen_offset)"
        " VALUES (?1, ?2, ?3, ?4, max(?5, 0), ?6, ?7, ?8)"
        " ON CONFLICT DO UPDATE SET count = min(max(count + ?5, 0), ?9),"
        " seen = max(seen, excluded.seen)"
        " WHERE count <> min(max(count + ?5, 0), ?9)",
    [BS_SQL_TALLY_TAKE_BACK] = "UPDATE tally SET count = max(count - ?5, 0)"
                               " WHERE profile = ?1 AND signal = ?2 AND day = ?3 AND source = ?4"
                               " AND seen <= ?6 AND count > 0",
    [BS_SQL_TALLY_LATEST] = "SELECT max(day) FROM tally WHERE profile = ?1 AND signal = ?2"
                            " AND source = ?3 AND day <= ?4 AND seen <= ?5 AND count > 0"
                            " AND EXISTS (SELECT 1 FROM cover WHERE profile = ?1 AND signal = ?2"
                            " AND source = ?3 AND to_day >= ?4)",
    [BS_SQL_TALLY_PURGE] = "DELETE FROM tally WHERE profile = ?1 AND seen < ?2",
    [BS_SQL_TALLY_OF_SOURCE] =
        "SELECT day, count, bound FROM tally WHERE profile = ?1 AND signal = ?2 AND source = ?3"
        " AND day BETWEEN ?4 AND ?5 ORDER BY day",
    [BS_SQL_TALLY_ENDS] = "SELECT min(day), max(day) FROM tally"
                          " WHERE profile = ?1 AND signal = ?2 AND source = ?3",
    [BS_SQL_TALLY_PUT] =
        "INSERT INTO tally (profile, signal, day, source, count, bound, seen, seen_offset)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT DO UPDATE SET count = excluded.count, bound = excluded.bound,"
        " seen = excluded.seen, seen_offset = excluded.seen_offset",
    [BS_SQL_TALLY_DELETE] = "DELETE FROM tally"
                            " WHERE profile = ?1 AND signal = ?2 AND day = ?3 AND source = ?4",
    [BS_SQL_TALLY_DELETE_DAYS] =
        "DELETE FROM tally WHERE profile = ?1 AND signal = ?2 AND source = ?3"
        " AND day BETWEEN ?4 AND ?5",
    [BS_SQL_TALLY_ELSEWHERE] =
        "SELECT sum(count), sum(count * (abs(seen_offset - ?6) > ?7)), min(day), max(day)"
        " FROM tally WHERE profile = ?1 AND signal = ?2 AND source = ?3"
        " AND day BETWEEN ?4 AND ?5 AND count > 0",
    [BS_SQL_LISTING_READ] =
        "SELECT signal, source, from_day, to_day, made,"
        " (SELECT at FROM list_start AS s WHERE s.profile = ?1 AND s.signal = listing.signal"
        " AND s.source = listing.source AND s.day = from_day)"
        " FROM listing WHERE profile = ?1 ORDER BY signal, source, from_day",
    [BS_SQL_LISTING_PUT] = "INSERT INTO listing (profile, signal, source, from_day, to_day, made)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [BS_SQL_LISTING_DELETE] = "DELETE FROM listing"
                              " WHERE profile = ?1 AND signal = ?2 AND source = ?3",
    [BS_SQL_LIST_START_PUT] = "INSERT INTO list_start (profile, signal, source, day, at)"
                              " VALUES (?1, ?2, ?3, ?4, ?5)",
    [BS_SQL_LIST_START_DELETE] = "DELETE FROM list_start"
                                 " WHERE profile = ?1 AND signal = ?2 AND source = ?3",
    [BS_SQL_UNDONE_READ] = "SELECT signal, day, source, at, count FROM undone"
                           " WHERE profile = ?1 ORDER BY signal, day, source, at",
    [BS_SQL_UNDONE_COUNT] = "SELECT count FROM undone WHERE profile = ?1 AND signal = ?2"
                            " AND day = ?3 AND source = ?4 AND at = ?5",
    [BS_SQL_UNDONE_PUT] = "INSERT INTO undone (profile, signal, day, source, at, count)"
                          " VALUES (?1, ?2, ?3, ?4, ?5, max(?6, 0))"
                          " ON CONFLICT DO UPDATE SET count = max(count + ?6, 0)",
    [BS_SQL_UNDONE_NEAR] = "SELECT at FROM undone WHERE profile = ?1 AND signal = ?2"
                           " AND day = ?3 AND source = ?4 AND abs(at - ?5) <= ?6 AND count > 0"
                           " ORDER BY abs(at - ?5) LIMIT 1",
    [BS_SQL_ZONE_READ] = "SELECT since, minutes, until FROM zone ORDER BY since",
    [BS_SQL_ZONE_PUT] = "INSERT INTO zone (since, until, minutes) VALUES (?1, ?2, ?3)"
                        " ON CONFLICT DO UPDATE SET until = excluded.until"
                        " WHERE until <> excluded.until",
    [BS_SQL_ZONE_DELETE_ALL] = "DELETE FROM zone WHERE true",
    [BS_SQL_DEVICE_TALLY_READ] =
        "SELECT signal, day, device, count, taken, seen, seen_offset FROM device_tally"
        " WHERE profile = ?1 ORDER BY signal, day, device",
    [BS_SQL_DEVICE_TALLY_MAX] =
        "INSERT INTO device_tally (profile, signal, day, device, count, taken, seen, seen_offset)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT DO UPDATE SET count = max(count, excluded.count),"
        " taken = max(taken, excluded.taken), seen = max(seen, excluded.seen),"
        " seen_offset = iif(excluded.seen > seen, excluded.seen_offset, seen_offset)"
        " WHERE excluded.count > count OR excluded.taken > taken OR excluded.seen > seen",
    [BS_SQL_COVER_READ] = "SELECT signal, source, from_day, to_day, seen, seen_offset"
                          " FROM cover WHERE profile = ?1 AND to_day >= ?2"
                          " ORDER BY signal, source, from_day",
    /* Up to seven days that a signal was counted on before the first day that is read. */
    [BS_SQL_DAYS_BEFORE] =
        "SELECT min(7, ifnull((SELECT sum(days) FROM (SELECT to_day - from_day + 1 AS days"
        " FROM cover WHERE profile = ?1 AND signal = ?2 AND to_day < ?3 LIMIT 7)), 0)"
        " + (SELECT count(*) FROM (SELECT 1 FROM tally"
        " WHERE profile = ?1 AND signal = ?2 AND day < ?4 LIMIT 7)))",
    [BS_SQL_LAST_ACT] = "SELECT day FROM tally WHERE profile = ?1 AND signal = ?2 AND day < ?3"
                        " AND count > 0 ORDER BY day DESC LIMIT 1",
    [BS_SQL_COVER_PUT] =
        "INSERT INTO cover (profile, signal, source, from_day, to_day, seen, seen_offset)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        " ON CONFLICT DO UPDATE SET to_day = excluded.to_day, seen = excluded.seen,"
        " seen_offset = excluded.seen_offset",
    [BS_SQL_COVER_DELETE] = "DELETE FROM cover WHERE profile = ?1 AND signal = ?2 AND source = ?3"
                            " AND from_day BETWEEN ?4 AND ?5",
    [BS_SQL_COVER_PURGE] = "DELETE FROM cover WHERE profile = ?1 AND seen < ?2",
    [BS_SQL_PAGE_READ] = "SELECT page, seen, seen_offset FROM page_read WHERE profile = ?1",
    [BS_SQL_PAGE_PUT] = "INSERT INTO page_read (profile, page, seen, seen_offset)"
                        " VALUES (?1, ?2, ?3, ?4)"
                        " ON CONFLICT DO UPDATE SET seen = excluded.seen,"
                        " seen_offset = excluded.seen_offset"
                        " WHERE (excluded.seen, excluded.seen_offset) < (seen, seen_offset)",
    [BS_SQL_NO_ACCESS_READ] =
        "SELECT since, since_offset, seen, seen_offset FROM no_access WHERE profile = ?1",
    /* `since` is the first time after the last official reading. */
    [BS_SQL_NO_ACCESS_PUT] =
        "INSERT INTO no_access (profile, since, since_offset, seen, seen_offset)"
        " SELECT ?1, iif(late, ?4, ?2), iif(late, ?5, ?3), ?4, ?5 FROM (SELECT EXISTS"
        " (SELECT 1 FROM official WHERE profile = ?1 AND at >= ?2) AS late)"
        " WHERE NOT EXISTS (SELECT 1 FROM official WHERE profile = ?1 AND at >= ?4)"
        " ON CONFLICT DO UPDATE SET since = min(since, excluded.since),"
        " since_offset = iif(excluded.since < since, excluded.since_offset, since_offset),"
        " seen = max(seen, excluded.seen),"
        " seen_offset = iif(excluded.seen > seen, excluded.seen_offset, seen_offset)",
    [BS_SQL_NO_ACCESS_END] = "DELETE FROM no_access WHERE profile = ?1 AND seen <= ?2",
    [BS_SQL_NO_ACCESS_SHORTEN] = "UPDATE no_access SET since = seen, since_offset = seen_offset"
                                 " WHERE profile = ?1 AND since <= ?2",
    [BS_SQL_OFFICIAL_READ] =
        "SELECT " OFFICIAL_COLUMNS " FROM official WHERE profile = ?1 ORDER BY at",
    [BS_SQL_OFFICIAL_LAST] =
        "SELECT " OFFICIAL_COLUMNS
        " FROM official WHERE profile = ?1 AND at <= ?2 ORDER BY at DESC LIMIT 1",
    [BS_SQL_OFFICIAL_PUT] =
        "INSERT INTO official (profile, " OFFICIAL_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
        " ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)"
        " ON CONFLICT DO NOTHING",
    [BS_SQL_OFFICIAL_PREDICTED] = "UPDATE official SET predicted = ?3"
                                  " WHERE profile = ?1 AND at = ?2 AND predicted IS NOT ?3",
    [BS_SQL_OFFICIAL_PURGE] = "DELETE FROM official WHERE profile = ?1 AND at < ?2",
    [BS_SQL_FIRST_DAY] =
        "SELECT min(day) FROM ("
        "SELECT min((at + at_offset * 60) / 86400) AS day FROM gauge WHERE profile = ?1"
        " UNION ALL SELECT min(from_day) FROM cover WHERE profile = ?1"
        " UNION ALL SELECT min(day) FROM tally WHERE profile = ?1"
        " UNION ALL SELECT min((at + at_offset * 60) / 86400) FROM official WHERE profile = ?1)",

    [BS_SQL_MODEL_FIND] = "SELECT id FROM model WHERE name = ?1 AND fingerprint = ?2",
    [BS_SQL_MODEL_INSERT] = "INSERT INTO model (name, fingerprint) VALUES (?1, ?2)",
    [BS_SQL_MODEL_OF_SETTING] = "SELECT model.name FROM setting JOIN model ON model.id = value"
                                " WHERE setting.name = ?1",
    [BS_SQL_MODEL_OTHER] = "SELECT max(model) FROM series WHERE model <> ?1",
    [BS_SQL_SNAPSHOT_PUT] =
        "INSERT INTO snapshot (profile, model, day, kind, total, brand, people, insights,"
        " relationships, coverage) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        " ON CONFLICT DO UPDATE SET kind = excluded.kind, total = excluded.total,"
        " brand = excluded.brand, people = excluded.people, insights = excluded.insights,"
        " relationships = excluded.relationships, coverage = excluded.coverage"
        " WHERE kind <> excluded.kind OR total IS NOT excluded.total"
        " OR brand IS NOT excluded.brand OR people IS NOT excluded.people"
        " OR insights IS NOT excluded.insights"
        " OR relationships IS NOT excluded.relationships OR coverage <> excluded.coverage",
    [BS_SQL_SNAPSHOT_DELETE] = "DELETE FROM snapshot WHERE profile = ?1",
    [BS_SQL_SNAPSHOT_READ] =
        "SELECT day, kind, total, brand, people, insights, relationships, coverage FROM snapshot"
        " WHERE profile = ?1 AND model = ?2 AND day BETWEEN ?3 AND ?4 ORDER BY day",
    [BS_SQL_SNAPSHOT_FIRST_NUMBER] =
        "SELECT day FROM snapshot WHERE profile = ?1 AND model = ?2 AND total IS NOT NULL"
        " ORDER BY day LIMIT 1",
    [BS_SQL_SNAPSHOT_EXPORT] =
        "SELECT name, day, kind, total, brand, people, insights, relationships, coverage"
        " FROM snapshot JOIN model ON model.id = model WHERE profile = ?1 AND model = ?3"
        " ORDER BY day LIMIT -1 OFFSET ?2",
    [BS_SQL_SERIES_READ] = "SELECT model, clean_until, name, fingerprint FROM series"
                           " JOIN model ON model.id = model WHERE profile = ?1",
    [BS_SQL_SERIES_PUT] = "INSERT INTO series (profile, model, clean_until) VALUES (?1, ?2, ?3)"
                          " ON CONFLICT DO UPDATE SET clean_until = excluded.clean_until"
                          " WHERE clean_until <> excluded.clean_until",
    [BS_SQL_SERIES_STALE] = "UPDATE series SET clean_until = -1 WHERE model = ?1",
    [BS_SQL_SERIES_DELETE] = "DELETE FROM series WHERE profile = ?1",
    /* NULL for the coverage column of a snapshot. */
    [BS_SQL_SHOWN_WEEK_READ] =
        "SELECT monday, kind, total, brand, people, insights, relationships, NULL, shown,"
        " shown_offset, typical_error, change, brand_change, people_change, insights_change,"
        " relationships_change FROM shown_week"
        " WHERE profile = ?1 AND monday BETWEEN ?2 AND ?3 ORDER BY monday",
    [BS_SQL_SHOWN_WEEK_LAST] = "SELECT max(monday) FROM shown_week WHERE profile = ?1",
    [BS_SQL_SHOWN_WEEK_PUT] =
        "INSERT INTO shown_week (profile, monday, shown, shown_offset, kind, total, brand, people,"
        " insights, relationships, typical_error, change, brand_change, people_change,"
        " insights_change, relationships_change)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
        " ON CONFLICT DO NOTHING",
    [BS_SQL_SHOWN_WEEK_MOVE] = "UPDATE OR IGNORE shown_week SET profile = ?1 WHERE profile = ?2",
    [BS_SQL_SHOWN_WEEK_FORGET] = "DELETE FROM shown_week WHERE profile = ?1",
    [BS_SQL_REDRAWN_READ] = "SELECT day, cause, before, after FROM redrawn"
                            " WHERE profile = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day",
    /* A reading is named as the cause, whatever else became known on its day. */
    [BS_SQL_REDRAWN_NOTE] =
        "INSERT INTO redrawn (profile, day, cause, before, after) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT DO UPDATE SET after = excluded.after,"
        " cause = CASE cause WHEN 'reading' THEN cause ELSE excluded.cause END",
    [BS_SQL_REDRAWN_KEEP] =
        "INSERT INTO redrawn (profile, day, cause, before, after) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT DO NOTHING",
    [BS_SQL_REDRAWN_MOVE] = "UPDATE OR IGNORE redrawn SET profile = ?1 WHERE profile = ?2",
    [BS_SQL_REDRAWN_FORGET] = "DELETE FROM redrawn WHERE profile = ?1",
    [BS_SQL_MILESTONE_EXPORT] = "SELECT id, day FROM milestone WHERE profile = ?1"
                                " ORDER BY day, id LIMIT -1 OFFSET ?2",
    [BS_SQL_MILESTONE_PUT] = "INSERT INTO milestone (profile, id, day) VALUES (?1, ?2, ?3)"
                             " ON CONFLICT DO UPDATE SET day = excluded.day"
                             " WHERE day > excluded.day",

    [BS_SQL_GOAL_READ] = "SELECT signal, count, since FROM goal WHERE profile = ?1",
    [BS_SQL_GOAL_PUT] = "INSERT INTO goal (profile, signal, count, since) VALUES (?1, ?2, ?3, ?4)"
                        " ON CONFLICT DO UPDATE SET signal = excluded.signal,"
                        " count = excluded.count, since = excluded.since",
    [BS_SQL_GOAL_DELETE] = "DELETE FROM goal WHERE profile = ?1",
    [BS_SQL_GOAL_MOVE] = "UPDATE OR IGNORE goal SET profile = ?1 WHERE profile = ?2",
    [BS_SQL_GAUGE_FORGET] = "DELETE FROM gauge WHERE profile = ?1 AND source = ?2",
    [BS_SQL_TALLY_FORGET] = "DELETE FROM tally WHERE profile = ?1 AND source = ?2",
    [BS_SQL_COVER_FORGET] = "DELETE FROM cover WHERE profile = ?1 AND source = ?2",
    [BS_SQL_LISTING_FORGET] = "DELETE FROM listing WHERE profile = ?1 AND source = ?2",
    [BS_SQL_LIST_START_FORGET] = "DELETE FROM list_start WHERE profile = ?1 AND source = ?2",
    [BS_SQL_UNDONE_FORGET] = "DELETE FROM undone WHERE profile = ?1 AND source = ?2",
    [BS_SQL_MARK_FORGET] =
        "DELETE FROM alias WHERE profile = ?1 AND alias GLOB 'archive:*' AND NOT EXISTS"
        " (SELECT 1 FROM cover WHERE profile = ?1 AND source IN ('archive', 'api')"
        " UNION ALL SELECT 1 FROM gauge WHERE profile = ?1 AND source IN ('archive', 'api'))",
    [BS_SQL_PAGE_FORGET] =
        "DELETE FROM page_read WHERE profile = ?1 AND page = 'archive' AND NOT EXISTS"
        " (SELECT 1 FROM cover WHERE profile = ?1 AND source IN ('archive', 'api')"
        " UNION ALL SELECT 1 FROM gauge WHERE profile = ?1 AND source IN ('archive', 'api'))",
    [BS_SQL_MILESTONE_FORGET] = "DELETE FROM milestone WHERE profile = ?1",

    [BS_SQL_GAUGE_CLEAR] = "DELETE FROM gauge WHERE profile = ?1",
    [BS_SQL_TALLY_CLEAR] = "DELETE FROM tally WHERE profile = ?1",
    [BS_SQL_COVER_CLEAR] = "DELETE FROM cover WHERE profile = ?1",
    [BS_SQL_LISTING_CLEAR] = "DELETE FROM listing WHERE profile = ?1",
    [BS_SQL_LIST_START_CLEAR] = "DELETE FROM list_start WHERE profile = ?1",
    [BS_SQL_UNDONE_CLEAR] = "DELETE FROM undone WHERE profile = ?1",
    [BS_SQL_OFFICIAL_CLEAR] = "DELETE FROM official WHERE profile = ?1",
    [BS_SQL_NO_ACCESS_CLEAR] = "DELETE FROM no_access WHERE profile = ?1",

    [BS_SQL_PUSH_TARGET_SHARES] =
        "SELECT since, parts FROM push_target WHERE profile = ?1 AND withdrawn = 0",
    [BS_SQL_PUSH_TARGET_READ] =
        "SELECT profile, ifnull(key, ''), member, url, push_target.label, since, parts, agreed,"
        " withdrawn, marked, wait,"
        " (SELECT count(*) FROM outbox WHERE outbox.profile = id AND sent >= revision),"
        " (SELECT count(*) FROM outbox WHERE outbox.profile = id AND sent < revision"
        " AND refused = 0),"
        " (SELECT count(*) FROM outbox WHERE outbox.profile = id AND refused <> 0)"
        " FROM push_target JOIN profile ON id = profile ORDER BY id",
    [BS_SQL_PUSH_TARGET_PUT] =
        "INSERT OR REPLACE INTO push_target (profile, member, url, label, since, parts, agreed,"
        " withdrawn, marked, wait) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0, 0, 0)",
    [BS_SQL_PUSH_TARGET_AGREE] = "UPDATE push_target SET agreed = ?2 WHERE profile = ?1",
    [BS_SQL_PUSH_TARGET_WITHDRAW] =
        "UPDATE push_target SET withdrawn = ?2, wait = 0 WHERE profile = ?1",
    [BS_SQL_PUSH_TARGET_MARK] = "UPDATE push_target SET marked = 1 WHERE profile = ?1",
    [BS_SQL_PUSH_TARGET_WAIT] = "UPDATE push_target SET wait = ?2 WHERE profile = ?1",
    [BS_SQL_PUSH_TARGET_DELETE] = "DELETE FROM push_target WHERE profile = ?1",
    [BS_SQL_PUSH_TARGET_MOVE] = "UPDATE OR IGNORE push_target SET profile = ?1 WHERE profile = ?2",
    [BS_SQL_OUTBOX_PUT] =
        "INSERT INTO outbox (profile, day, revision, " OUTBOX_FIGURES ", sent, refused)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
        " -1, 0) ON CONFLICT DO UPDATE SET revision = max(revision + 1, excluded.revision),"
        " refused = 0, kind = excluded.kind, total = excluded.total, error = excluded.error,"
        " brand = excluded.brand, people = excluded.people, insights = excluded.insights,"
        " relationships = excluded.relationships, posts = excluded.posts,"
        " posts_bound = excluded.posts_bound, comments = excluded.comments,"
        " comments_bound = excluded.comments_bound, connections = excluded.connections,"
        " connections_bound = excluded.connections_bound,"
        " inmail_replies = excluded.inmail_replies,"
        " inmail_replies_bound = excluded.inmail_replies_bound"
        " WHERE kind IS NOT excluded.kind OR total IS NOT excluded.total"
        " OR error IS NOT excluded.error OR brand IS NOT excluded.brand"
        " OR people IS NOT excluded.people OR insights IS NOT excluded.insights"
        " OR relationships IS NOT excluded.relationships OR posts IS NOT excluded.posts"
        " OR posts_bound IS NOT excluded.posts_bound OR comments IS NOT excluded.comments"
        " OR comments_bound IS NOT excluded.comments_bound"
        " OR connections IS NOT excluded.connections"
        " OR connections_bound IS NOT excluded.connections_bound"
        " OR inmail_replies IS NOT excluded.inmail_replies"
        " OR inmail_replies_bound IS NOT excluded.inmail_replies_bound",
    [BS_SQL_OUTBOX_PENDING] =
        "SELECT day, revision, refused, " OUTBOX_FIGURES " FROM outbox"
        " WHERE profile = ?1 AND sent < revision AND refused = 0 ORDER BY day",
    [BS_SQL_OUTBOX_REFUSED] = "SELECT day, revision, refused, " OUTBOX_FIGURES " FROM outbox"
                              " WHERE profile = ?1 AND refused <> 0 ORDER BY day",
    [BS_SQL_OUTBOX_SENT] = "UPDATE outbox SET sent = max(sent, ?3) WHERE profile = ?1 AND day = ?2",
    [BS_SQL_OUTBOX_REFUSE] =
        "UPDATE outbox SET refused = ?4 WHERE profile = ?1 AND day = ?2 AND revision = ?3",
    [BS_SQL_OUTBOX_AGAIN] = "UPDATE outbox SET sent = -1, refused = 0 WHERE profile = ?1",
    [BS_SQL_OUTBOX_DELETE] = "DELETE FROM outbox WHERE profile = ?1",
    /* Not if the other profile had a target of its own. */
    [BS_SQL_OUTBOX_MOVE] = "UPDATE OR IGNORE outbox SET profile = ?1 WHERE profile = ?2"
                           " AND ?2 NOT IN (SELECT profile FROM push_target)",
    [BS_SQL_OUTBOX_RETAIN] = "DELETE FROM outbox WHERE day < ?1",

    [BS_SQL_REQUEST_PUT] =
        "INSERT INTO request (id, stored) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    /* Relative to the previous request, so that a jump of the clock does not purge all. */
    [BS_SQL_REQUEST_PURGE] =
        "DELETE FROM request WHERE stored <"
        " ifnull((SELECT max(stored) FROM request WHERE stored < ?1), ?1) - ?2",
    [BS_SQL_REQUEST_DELETE_ALL] = "DELETE FROM request WHERE true",

    [BS_SQL_SETTING_READ] = "SELECT value FROM setting WHERE name = ?1",
    [BS_SQL_SETTING_PUT] = "INSERT INTO setting (name, value) VALUES (?1, ?2)"
                           " ON CONFLICT DO UPDATE SET value = excluded.value",
    [BS_SQL_SETTING_DELETE] = "DELETE FROM setting WHERE name = ?1",
    [BS_SQL_SNAPSHOT_RETAIN] = "DELETE FROM snapshot WHERE day < ?1",
    [BS_SQL_SHOWN_WEEK_RETAIN] = "DELETE FROM shown_week WHERE monday + 6 < ?1",
    [BS_SQL_REDRAWN_RETAIN] = "DELETE FROM redrawn WHERE day < ?1",
    [BS_SQL_TALLY_RETAIN] = "DELETE FROM tally WHERE day < ?1",
    [BS_SQL_DEVICE_TALLY_RETAIN] = "DELETE FROM device_tally WHERE day < ?1",
    [BS_SQL_COVER_RETAIN] = "DELETE FROM cover WHERE to_day < ?1",
    [BS_SQL_COVER_CLIP] = "UPDATE cover SET from_day = ?1 WHERE from_day < ?1",
    [BS_SQL_LISTING_RETAIN] = "DELETE FROM listing WHERE to_day < ?1",
    [BS_SQL_LIST_START_RETAIN] = "DELETE FROM list_start WHERE day < ?1",
    [BS_SQL_UNDONE_RETAIN] = "DELETE FROM undone WHERE day < ?1",
    /* Keeps the last row of each source and bound, which may be current or affect the current one.
     */
    [BS_SQL_GAUGE_RETAIN] =
        "DELETE FROM gauge WHERE at < ?1 AND EXISTS (SELECT 1 FROM gauge AS newer"
        " WHERE newer.profile = gauge.profile AND newer.signal = gauge.signal"
        " AND newer.source = gauge.source AND newer.bound = gauge.bound"
        " AND newer.at > gauge.at AND newer.at < ?1)",
    [BS_SQL_OFFICIAL_RETAIN] =
        "DELETE FROM official WHERE at < ?1 AND EXISTS (SELECT 1 FROM official AS newer"
        " WHERE newer.profile = official.profile AND newer.at > official.at)",

    [BS_SQL_QUICK_CHECK] = "PRAGMA quick_check(1)",
    [BS_SQL_INTEGRITY_CHECK] = "PRAGMA integrity_check(1)",
    [BS_SQL_ABOUT] = "SELECT (SELECT count(*) FROM profile WHERE key IS NOT NULL),"
                     " (SELECT count(*) FROM profile WHERE key IS NULL),"
                     " (SELECT count(*) FROM gauge), (SELECT count(*) FROM tally),"
                     " (SELECT count(*) FROM official), (SELECT count(*) FROM snapshot)",
};

const char *bs_sql_text(bs_sql sql)
{
    assert(sql < BS_SQL_COUNT && texts[sql] != NULL);
    return texts[sql];
}
