#include "sql.h"

#define OFFICIAL_COLUMNS                                                                           \
    "at, at_offset, total, brand, people, insights, relationships, predicted,"                     \
    " industry_rank_pct, industry_average, industry_brand, industry_people, industry_insights,"    \
    " industry_relationships, industry_week_change,"                                               \
    " network_rank_pct, network_average, network_brand, network_people, network_insights,"         \
    " network_relationships, network_week_change"
#define PROFILE_COLUMNS "id, key, label, first_seen, first_offset, last_seen, last_offset"

static const char *const texts[BS_SQL_COUNT] = {
    [BS_SQL_BEGIN] = "BEGIN",
    [BS_SQL_BEGIN_IMMEDIATE] = "BEGIN IMMEDIATE",
    [BS_SQL_COMMIT] = "COMMIT",
    [BS_SQL_ROLLBACK] = "ROLLBACK",
    [BS_SQL_SCHEMA_VERSION] = "PRAGMA user_version",

    [BS_SQL_PROFILE_FIND] = "SELECT id FROM profile WHERE key = ?1"
                            " UNION ALL SELECT profile FROM alias WHERE alias = ?1 LIMIT 1",
    [BS_SQL_PROFILE_WAITING] = "SELECT id, instance, first_seen FROM profile WHERE key IS NULL",
    [BS_SQL_PROFILE_LATEST] = "SELECT id FROM profile WHERE key IS NOT NULL"
                              " ORDER BY last_seen DESC, id DESC LIMIT 1",
    [BS_SQL_PROFILE_READ] = "SELECT " PROFILE_COLUMNS " FROM profile WHERE id = ?1",
    [BS_SQL_PROFILE_ALL] = "SELECT " PROFILE_COLUMNS " FROM profile WHERE key IS NOT NULL"
                           " ORDER BY last_seen DESC, id DESC",
    [BS_SQL_PROFILE_AFTER] =
        "SELECT id FROM profile WHERE key IS NOT NULL AND id > ?1 ORDER BY id LIMIT 1",
    [BS_SQL_PROFILE_INSERT] =
        "INSERT INTO profile (key, label, first_seen, first_offset, last_seen, last_offset)"
        " VALUES (?1, ?2, ?3, ?4, ?3, ?4)",
    [BS_SQL_PROFILE_WAIT] =
        "INSERT INTO profile (instance, first_seen, first_offset, last_seen, last_offset)"
        " VALUES (?1, ?2, ?3, ?2, ?3)",
    [BS_SQL_PROFILE_RENAME] = "UPDATE profile SET key = ?2 WHERE id = ?1",
    [BS_SQL_PROFILE_TOUCH] =
        "UPDATE profile SET label = iif(?4 = '', label, ?4),"
        " first_offset = iif(?2 < first_seen, ?3, first_offset), first_seen = min(first_seen, ?2),"
        " last_offset = iif(?2 >= last_seen, ?3, last_offset), last_seen = max(last_seen, ?2)"
        " WHERE id = ?1",
    /* A day back, so that whoever is seen now comes first; what waits, waits its day from now. */
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

    /* A signal at a time, so that years before ?3 cost nothing; of them the last few rows, for
       readings that arrived late. */
    [BS_SQL_GAUGE_READ] = "SELECT at, at_offset, seen, seen_offset, value, bound, source"
                          " FROM gauge WHERE profile = ?1 AND signal = ?2 AND at >= ifnull("
                          "(SELECT at FROM gauge WHERE profile = ?1 AND signal = ?2 AND at < ?3"
                          " ORDER BY at DESC LIMIT 1 OFFSET 3), ?4) AND at <= ?5 ORDER BY at",
    [BS_SQL_GAUGE_LATER] = "SELECT EXISTS (SELECT 1 FROM gauge"
                           " WHERE profile = ?1 AND signal = ?2 AND at > ?3)",
    [BS_SQL_GAUGE_PUT] =
        "INSERT INTO gauge (profile, signal, at, at_offset, seen, seen_offset, value, bound,"
        " source) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        " ON CONFLICT DO UPDATE SET seen = max(seen, excluded.seen), value = excluded.value,"
        " bound = excluded.bound, source = excluded.source",
    [BS_SQL_GAUGE_REFRESH] = "UPDATE gauge SET seen = ?4, seen_offset = ?5"
                             " WHERE profile = ?1 AND signal = ?2 AND at = ?3 AND seen < ?4",
    [BS_SQL_GAUGE_PURGE] = "DELETE FROM gauge WHERE profile = ?1 AND seen < ?2",
    [BS_SQL_TALLY_READ] = "SELECT day, source, count, bound, seen, seen_offset FROM tally"
                          " WHERE profile = ?1 AND signal = ?2 AND day >= ?3 ORDER BY day",
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
    [BS_SQL_TALLY_PURGE] = "DELETE FROM tally WHERE profile = ?1 AND seen < ?2",
    [BS_SQL_COVER_READ] = "SELECT signal, source, from_day, to_day, seen, seen_offset"
                          " FROM cover WHERE profile = ?1 AND to_day >= ?2"
                          " ORDER BY signal, source, from_day",
    [BS_SQL_COVER_PUT] =
        "INSERT INTO cover (profile, signal, source, from_day, to_day, seen, seen_offset)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        " ON CONFLICT DO UPDATE SET to_day = excluded.to_day, seen = excluded.seen,"
        " seen_offset = excluded.seen_offset",
    [BS_SQL_COVER_DELETE] = "DELETE FROM cover WHERE profile = ?1 AND signal = ?2 AND source = ?3"
                            " AND from_day BETWEEN ?4 AND ?5",
    [BS_SQL_COVER_PURGE] = "DELETE FROM cover WHERE profile = ?1 AND seen < ?2",
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
        " FROM snapshot JOIN model ON model.id = model WHERE profile = ?1 ORDER BY model, day"
        " LIMIT -1 OFFSET ?2",
    [BS_SQL_SERIES_READ] = "SELECT model, clean_until, name, fingerprint FROM series"
                           " JOIN model ON model.id = model WHERE profile = ?1",
    [BS_SQL_SERIES_PUT] = "INSERT INTO series (profile, model, clean_until) VALUES (?1, ?2, ?3)"
                          " ON CONFLICT DO UPDATE SET clean_until = excluded.clean_until"
                          " WHERE clean_until <> excluded.clean_until",
    [BS_SQL_SERIES_DELETE] = "DELETE FROM series WHERE profile = ?1",
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

    [BS_SQL_REQUEST_PUT] =
        "INSERT INTO request (id, stored) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    /* Counted back from the request before, so that a clock that leaps drops none at once. */
    [BS_SQL_REQUEST_PURGE] =
        "DELETE FROM request WHERE stored <"
        " ifnull((SELECT max(stored) FROM request WHERE stored < ?1), ?1) - ?2",
    [BS_SQL_REQUEST_DELETE_ALL] = "DELETE FROM request WHERE true",

    [BS_SQL_SETTING_READ] = "SELECT value FROM setting WHERE name = ?1",
    [BS_SQL_SETTING_PUT] = "INSERT INTO setting (name, value) VALUES (?1, ?2)"
                           " ON CONFLICT DO UPDATE SET value = excluded.value",
    [BS_SQL_SETTING_DELETE] = "DELETE FROM setting WHERE name = ?1",
    [BS_SQL_SNAPSHOT_RETAIN] = "DELETE FROM snapshot WHERE day < ?1",
    [BS_SQL_TALLY_RETAIN] = "DELETE FROM tally WHERE day < ?1",
    [BS_SQL_COVER_RETAIN] = "DELETE FROM cover WHERE to_day < ?1",
    [BS_SQL_COVER_CLIP] = "UPDATE cover SET from_day = ?1 WHERE from_day < ?1",
    /* The last of each source and bound may be what stands, or stood against another. */
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
    return texts[sql];
}
