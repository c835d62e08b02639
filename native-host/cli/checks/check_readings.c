#include <stdlib.h>
#include <time.h>

#include "bussola/codec/client_hello.h"
#include "bussola/service/client_info.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "cli/base/member.h"
#include "cli/doctor/diagnosis.h"
#include "cli/output/xmalloc.h"

static const char check[] = "readings";

#define QUIET_DAYS 14                /* without a reading: the extension may not be working */
#define RELEASED INT64_C(1767225600) /* 2026-01-01, before the first release */

static void check_clock(bs_diagnosis *diagnosis, int64_t now, const bs_profile *profiles,
                        size_t count)
{
    bool ahead = false;
    for (size_t i = 0; i < count; i++) {
        ahead = ahead || profiles[i].last_seen.seconds > now + BS_DAY_SECONDS;
    }
    if (now < RELEASED || ahead) {
        bs_diagnosis_add(diagnosis, "clock", BS_LEVEL_WARNING, "timedatectl",
                         ahead ? "cli_doctor_clock_behind" : "cli_doctor_clock", NULL);
    } else {
        bs_diagnosis_add(diagnosis, "clock", BS_LEVEL_OK, NULL, "cli_doctor_clock_good", NULL);
    }
}

/* The remedy for a profile; NULL without a problem. */
static const char *remedy_of(const bs_messages *text, const bs_profile *profile, bool quiet)
{
    if (profile->key[0] != '\0') {
        return quiet ? bs_text(text, "cli_doctor_open_linkedin") : NULL;
    }
    return bs_text(text,
                   profile->imported ? "cli_unidentified_imported" : "cli_unidentified_remedy");
}

static void check_profile(bs_diagnosis *diagnosis, bs_store *store, int64_t now,
                          const bs_profile *profile)
{
    const bs_messages *text = &diagnosis->cli->text;
    bs_error error;
    bs_view view = {0};
    bs_moment moment = {.seconds = now, .offset_minutes = profile->last_seen.offset_minutes};
    if (bs_store_view(&view, store, profile->id, moment, &error) != BS_OK) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, NULL, "cli_error", error.message,
                         NULL);
        return;
    }
    const char *name = profile->label[0] != '\0' ? profile->label : profile->key;
    if (name[0] == '\0') {
        name = bs_text(text, "cli_unidentified");
    }
    bs_day today = bs_moment_day(moment);
    bs_day last = bs_moment_day(profile->last_seen);
    char *age = bs_age_new(text, last, today);
    const bs_official *official = view.state.official;
    char *own = NULL;
    if (bs_view_has_no_access(&view)) {
        own = bs_xstrdup(bs_text(text, "cli_not_shown"));
    } else if (official != NULL) {
        own = bs_age_new(text, bs_moment_day(official->at), today);
    } else {
        own = bs_xstrdup(bs_text(text, "value_not_seen"));
    }
    const char *remedy = remedy_of(text, profile, today - last > QUIET_DAYS);
    bs_diagnosis_add(diagnosis, check, remedy != NULL ? BS_LEVEL_WARNING : BS_LEVEL_OK, remedy,
                     "cli_doctor_readings", name, age, own, NULL);
    free(own);
    free(age);
    bs_view_free(&view);
}

/* True if any extension reports that it read a page. */
static bool any_page_read(void)
{
    bs_client_hello *hellos = NULL;
    size_t count = 0;
    bool read = false;
    if (bs_client_hellos_read(&hellos, &count, NULL, NULL) != BS_OK) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        read = read || hellos[i].page_count > 0;
    }
    free(hellos);
    return read;
}

static void check_nothing(bs_diagnosis *diagnosis)
{
    const bool gone = any_page_read();
    bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING,
                     bs_text(&diagnosis->cli->text,
                             gone ? "cli_doctor_open_profile" : "cli_doctor_open_linkedin"),
                     gone ? "cli_doctor_readings_gone" : "cli_doctor_no_readings", NULL);
}

void bs_check_readings(bs_diagnosis *diagnosis, bs_store *store)
{
    bs_error error;
    bs_profile *profiles = NULL;
    size_t count = 0;
    int64_t now = (int64_t)time(NULL);
    if (store == NULL) {
        check_nothing(diagnosis);
        return;
    }
    if (bs_member_list(&profiles, &count, store, &error) != BS_OK) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, NULL, "cli_error", error.message,
                         NULL);
        return;
    }
    check_clock(diagnosis, now, profiles, count);
    for (size_t i = 0; i < count; i++) {
        check_profile(diagnosis, store, now, &profiles[i]);
    }
    if (count == 0) {
        check_nothing(diagnosis);
    }
    bs_profiles_free(profiles, count);
}
