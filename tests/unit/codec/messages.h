/**
 * @file messages.h A complete message of each type, and a complete export, of an invented user.
 */
#ifndef BUSSOLA_TESTS_WIRE_MESSAGES_H
#define BUSSOLA_TESTS_WIRE_MESSAGES_H

#include <stdint.h>

/** 2026-11-23 12:00 UTC, when they are sent. */
static const int64_t NOON = INT64_C(1795435200);

#define MOMENT "2026-11-23T09:00:00+01:00"

static const char hello_message[] =
    "{\"id\":1,\"type\":\"hello\",\"client\":{\"name\":\"bussola\",\"version\":\"0.2.0\","
    "\"browser\":\"firefox 140\",\"instance\":\"i-1\",\"since\":\"2026-11-20\","
    "\"protocol\":{\"from\":1,\"to\":1},\"rules\":7,\"pinned\":true,"
    "\"pages\":{\"feed\":\"" MOMENT "\"},"
    "\"health\":{\"feed\":{\"visit\":\"" MOMENT "\",\"misses\":2,"
    "\"found\":{\"followers\":\"label\"},\"missed\":{\"posts\":\"no-anchor\"}}}}}";

static const char observe_message[] =
    "{\"id\":2,\"type\":\"observe\",\"request\":\"r-1\",\"profile\":{\"key\":\"ines-prova\","
    "\"aliases\":[\"ACoAAAInes00001\"],\"label\":\"Ines Prova\"},\"page\":\"feed\","
    "\"source\":\"page\",\"lang\":\"en\",\"at\":\"" MOMENT "\","
    "\"gauges\":[{\"signal\":\"connections\",\"value\":268,\"bound\":\"exact\"}],"
    "\"tallies\":[{\"signal\":\"posts\",\"from\":\"2026-11-01\",\"to\":\"2026-11-23\","
    "\"days\":{\"2026-11-20\":2},\"bound\":\"exact\"}],"
    "\"events\":[{\"signal\":\"people_searches\",\"day\":\"2026-11-23\",\"count\":3}],"
    "\"official\":{\"total\":57,\"pillars\":{\"brand\":14,\"people\":11,\"insights\":16,"
    "\"relationships\":16},\"industry\":{\"rank_pct\":4,\"average\":30,\"week_change\":-1.5},"
    "\"network\":{\"rank_pct\":12,\"average\":38,\"pillars\":{\"brand\":9,\"people\":9,"
    "\"insights\":9,\"relationships\":11}}}}";

static const char state_message[] = "{\"id\":3,\"type\":\"state\",\"profile\":{\"key\":"
                                    "\"ines-prova\"},\"at\":\"" MOMENT "\"}";
static const char history_message[] = "{\"id\":4,\"type\":\"history\",\"step\":\"day\",\"from\":"
                                      "\"2026-11-01\",\"to\":\"2026-11-23\"}";
static const char export_message[] = "{\"id\":5,\"type\":\"export\",\"format\":\"json\"}";
static const char table_message[] = "{\"id\":6,\"type\":\"export\",\"format\":\"csv\","
                                    "\"profile\":{\"key\":\"ines-prova\"}}";
static const char forget_message[] =
    "{\"id\":7,\"type\":\"forget\",\"profile\":{\"key\":\"nobody\"}}";
static const char profiles_message[] = "{\"id\":8,\"type\":\"profiles\"}";
static const char why_message[] =
    "{\"id\":9,\"type\":\"why\",\"from\":\"2026-11-16\",\"to\":\"2026-11-23\"}";
static const char goal_message[] = "{\"id\":10,\"type\":\"goal\",\"at\":\"" MOMENT "\","
                                   "\"set\":{\"signal\":\"comments\",\"count\":5}}";

static const char share_message[] =
    "{\"id\":11,\"type\":\"share\",\"label\":\"Ines\",\"parts\":[\"index\",\"error\","
    "\"pillars\",\"counts\",\"weeks\"]}";
static const char team_message[] =
    "{\"id\":12,\"type\":\"team\",\"files\":[\"{\\\"format\\\":\\\"bussola-team\\\","
    "\\\"version\\\":1,\\\"label\\\":\\\"Ines\\\",\\\"day\\\":\\\"2026-11-20\\\"}\",\"{\"]}";

static const char document[] =
    "{\"format\":\"bussola\",\"version\":1,\"records\":["
    "{\"record\":\"profile\",\"key\":\"ines-prova\",\"label\":\"Ines\",\"aliases\":[\"ines-two\"],"
    "\"first_seen\":\"2026-11-20T09:00:00+01:00\",\"last_seen\":\"" MOMENT "\"},"
    "{\"record\":\"gauge\",\"signal\":\"followers\",\"value\":500,\"bound\":\"at_least\","
    "\"source\":\"page\",\"at\":\"2026-11-20T09:00:00+01:00\",\"seen\":\"" MOMENT "\"},"
    "{\"record\":\"tally\",\"signal\":\"posts\",\"day\":\"2026-11-20\",\"count\":2,"
    "\"bound\":\"exact\",\"source\":\"page\",\"seen\":\"" MOMENT "\"},"
    "{\"record\":\"cover\",\"signal\":\"posts\",\"source\":\"page\",\"from\":\"2026-11-18\","
    "\"to\":\"2026-11-23\",\"seen\":\"" MOMENT "\"},"
    "{\"record\":\"official\",\"reading\":{\"at\":\"2026-11-20T09:00:00+01:00\",\"total\":46,"
    "\"pillars\":{\"brand\":10,\"people\":11,\"insights\":12,\"relationships\":13}},"
    "\"predicted\":44},"
    "{\"record\":\"milestone\",\"id\":\"first_reading\",\"day\":\"2026-11-20\"},"
    "{\"record\":\"goal\",\"signal\":\"comments\",\"count\":5,\"since\":\"2026-11-20\"},"
    "{\"record\":\"snapshot\",\"model\":\"bussola-1\",\"day\":\"2026-11-20\"}]}";

#endif
