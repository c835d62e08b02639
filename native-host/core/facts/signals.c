#include "bussola/core/signals.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

/*
 * Greatest plausible values. Levels: LinkedIn limits connections to 30,000, skills and groups to
 * 100; the other values are far above any known user's. Days: far above what a person or LinkedIn's
 * limits allow, yet small enough to refuse a misread number.
 */
enum {
    ONE = 1,
    DAY_MAX = 10000,
    LIST_MAX = 1000,
    CONNECTIONS_MAX = 40000,
    STOCK_MAX = 1000000,
    AUDIENCE_MAX = 2000000000,
};

#define NO_RATE BS_SIGNAL_COUNT, BS_SIGNAL_COUNT
#define FLAG(id)                                                                                   \
    {                                                                                              \
        id, ONE, BS_KIND_FLAG, NO_RATE, true, false                                                \
    }
#define GAUGE(id, max, scorable)                                                                   \
    {                                                                                              \
        id, max, BS_KIND_GAUGE, NO_RATE, scorable, false                                           \
    }
#define TALLY(id, max, scorable, local)                                                            \
    {                                                                                              \
        id, max, BS_KIND_TALLY, NO_RATE, scorable, local                                           \
    }
#define RATE(id, numerator, denominator)                                                           \
    {                                                                                              \
        id, ONE, BS_KIND_RATE, numerator, denominator, true, false                                 \
    }

static const bs_signal_info infos[BS_SIGNAL_COUNT] = {
    [BS_PHOTO] = FLAG("photo"),
    [BS_COVER] = FLAG("cover"),
    [BS_ABOUT] = FLAG("about"),
    [BS_POSITION] = FLAG("position"),
    [BS_EDUCATION] = FLAG("education"),
    [BS_LOCATION] = FLAG("location"),
    [BS_PUBLICATIONS] = FLAG("publications"),
    [BS_VOLUNTEERING] = FLAG("volunteering"),
    [BS_SKILLS] = GAUGE("skills", LIST_MAX, true),
    [BS_ENDORSEMENTS] = GAUGE("endorsements", STOCK_MAX, true),
    [BS_RECOMMENDATIONS] = GAUGE("recommendations", DAY_MAX, true),
    [BS_FOLLOWERS] = GAUGE("followers", AUDIENCE_MAX, true),
    [BS_POSTS] = TALLY("posts", LIST_MAX, true, false),
    [BS_PEOPLE_SEARCHES] = TALLY("people_searches", DAY_MAX, true, true),
    [BS_ADVANCED_SEARCHES] = TALLY("advanced_searches", DAY_MAX, true, true),
    [BS_PROFILES_VIEWED] = TALLY("profiles_viewed", DAY_MAX, true, true),
    [BS_DAYS_ACTIVE] = TALLY("days_active", ONE, true, false),
    [BS_COMMENTS] = TALLY("comments", DAY_MAX, true, false),
    [BS_REACTIONS] = TALLY("reactions", DAY_MAX, true, false),
    [BS_REPOSTS] = TALLY("reposts", LIST_MAX, true, false),
    [BS_ENGAGEMENT_RECEIVED] = TALLY("engagement_received", STOCK_MAX, true, false),
    [BS_GROUPS] = GAUGE("groups", LIST_MAX, true),
    [BS_CONNECTIONS] = GAUGE("connections", CONNECTIONS_MAX, true),
    [BS_VP_CONNECTIONS] = GAUGE("vp_connections", CONNECTIONS_MAX, true),
    [BS_COMPANY_CONNECTIONS] = GAUGE("company_connections", CONNECTIONS_MAX, true),
    [BS_NEW_CONNECTIONS] = TALLY("new_connections", CONNECTIONS_MAX, true, false),
    [BS_ACCEPTANCE_RATE] = RATE("acceptance_rate", BS_INVITATIONS_ACCEPTED, BS_INVITATIONS_SENT),
    [BS_MESSAGES_SENT] = TALLY("messages_sent", DAY_MAX, true, false),
    [BS_RESPONSE_RATE] = RATE("response_rate", BS_THREADS_ANSWERED, BS_THREADS_STARTED),
    [BS_INMAIL_REPLIES] = TALLY("inmail_replies", DAY_MAX, true, false),
    [BS_INMAIL_REPLY_RATE] = RATE("inmail_reply_rate", BS_INMAIL_REPLIES, BS_INMAILS_SENT),
    [BS_INVITATIONS_SENT] = TALLY("invitations_sent", DAY_MAX, false, false),
    [BS_INVITATIONS_ACCEPTED] = TALLY("invitations_accepted", CONNECTIONS_MAX, false, false),
    [BS_THREADS_STARTED] = TALLY("threads_started", DAY_MAX, false, false),
    [BS_THREADS_ANSWERED] = TALLY("threads_answered", DAY_MAX, false, false),
    [BS_INMAILS_SENT] = TALLY("inmails_sent", DAY_MAX, false, false),
    [BS_PROFILE_VIEWS] = GAUGE("profile_views", AUDIENCE_MAX, false),
    [BS_POST_IMPRESSIONS] = GAUGE("post_impressions", AUDIENCE_MAX, false),
    [BS_SEARCH_APPEARANCES] = GAUGE("search_appearances", AUDIENCE_MAX, false),
    [BS_INVITATIONS_PENDING] = GAUGE("invitations_pending", STOCK_MAX, false),
    [BS_VOTES] = TALLY("votes", DAY_MAX, false, false),
};

const bs_signal_info *bs_signal_info_of(bs_signal signal)
{
    assert(signal < BS_SIGNAL_COUNT);
    return &infos[signal];
}

bool bs_signal_find(bs_signal *signal, const char *id)
{
    for (size_t i = 0; i < BS_SIGNAL_COUNT; i++) {
        if (strcmp(infos[i].id, id) == 0) {
            *signal = (bs_signal)i;
            return true;
        }
    }
    return false;
}

const char *bs_pillar_id(bs_pillar pillar)
{
    switch (pillar) {
    case BS_BRAND:
        return "brand";
    case BS_PEOPLE:
        return "people";
    case BS_INSIGHTS:
        return "insights";
    case BS_RELATIONSHIPS:
        return "relationships";
    case BS_PILLAR_COUNT:
        break;
    }
    return "";
}
