#include "redraw.h"

#include <math.h>

#include "bussola/store/spark.h"
#include "store/read/window.h"
#include "store/rows/profile.h"
#include "store/rows/redrawn.h"

/** Smaller differences are not stored; several of a day may add up to a correction. */
#define DIFFERENCE_MIN 0.05

/** The number of `at`; kept with the window, because the next observations ask for it again. */
static bs_kept_number number_of(bs_loaded *loaded, bs_moment at)
{
    bs_kept_number *kept = &loaded->kept;
    if (!kept->known || bs_moment_compare(kept->at, at) != 0) {
        *kept = (bs_kept_number){.known = true, .at = at};
        kept->total = bs_state_total(&kept->kind, loaded->timeline, at);
    }
    return *kept;
}

/** As far back as a view, so that it finds the window loaded. */
static bs_status load(bs_loaded **loaded, const bs_redraw *redraw, int16_t offset, bs_store *store,
                      bs_error *error)
{
    const bs_moment from = bs_day_start(redraw->day - BS_SPARK_DAYS + 1, offset);
    return bs_window_get(loaded, store, redraw->profile, from, error);
}

bs_status bs_redraw_begin(bs_redraw *redraw, bs_store *store, bs_profile_id profile, bs_moment at,
                          bs_error *error)
{
    bs_profile known;
    bs_loaded *loaded = NULL;
    *redraw = (bs_redraw){.profile = profile, .day = BS_DAY_NONE};
    bs_status status = bs_profile_read(&known, store, profile, error);
    if (status != BS_OK) {
        return status;
    }
    /* Delayed observations become known on the day that was seen last. */
    const bs_day seen = bs_moment_day(known.last_seen);
    const bs_day day = seen > bs_moment_day(at) ? seen : bs_moment_day(at);
    if (day <= bs_moment_day(known.first_seen)) {
        return BS_OK;
    }
    redraw->day = day;
    status = load(&loaded, redraw, at.offset_minutes, store, error);
    if (status == BS_OK) {
        redraw->eve = number_of(loaded, bs_day_end(day - 1, at.offset_minutes));
    }
    bs_loaded_release(loaded);
    return status;
}

/** True if the reasons for a change name the reading's correction already. */
static bool is_told(const bs_redraw *redraw, bs_correction_cause cause)
{
    return cause == BS_CORRECTED_READING &&
           (redraw->eve.kind == BS_OFFICIAL || redraw->eve.kind == BS_ANCHORED);
}

static bs_status note(const bs_redraw *redraw, bs_store *store, bs_loaded *loaded,
                      bs_correction_cause cause, bs_error *error)
{
    const bs_redrawn redrawn = {.day = redraw->day,
                                .cause = cause,
                                .before = redraw->eve.total,
                                .after = number_of(loaded, redraw->eve.at).total};
    const bool none = isnan(redrawn.before) && isnan(redrawn.after);
    return none || fabs(redrawn.after - redrawn.before) < DIFFERENCE_MIN
               ? BS_OK
               : bs_redrawn_note(store, redraw->profile, &redrawn, error);
}

bs_status bs_redraw_end(const bs_redraw *redraw, bs_store *store, bs_loaded *loaded,
                        bs_correction_cause cause, bs_error *error)
{
    if (redraw->day == BS_DAY_NONE || is_told(redraw, cause)) {
        return BS_OK;
    }
    if (loaded != NULL) {
        return note(redraw, store, loaded, cause, error);
    }
    bs_status status = load(&loaded, redraw, redraw->eve.at.offset_minutes, store, error);
    if (status == BS_OK) {
        status = note(redraw, store, loaded, cause, error);
    }
    bs_loaded_release(loaded);
    return status;
}
