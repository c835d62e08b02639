#include "deliver.h"

#include <stdlib.h>

#include "bussola/codec/line_protocol.h"
#include "cli/base/member.h"
#include "cli/output/xmalloc.h"
#include "platform/clock.h"
#include "platform/random.h"

#define TRIES 4         /* of one post, if the network or the server fails */
#define SUSPECTS_MAX 3  /* a server that refuses so many days, and accepts none, refuses all */
#define NOTE_MS 2000    /* after which accepted days are noted in the database */
#define WAIT_MAX 172800 /* seconds; a longer wait is of a clock that went back */

typedef struct run {
    const bs_push_delivery *given;
    bs_push_result *result;
    bs_buffer body;
    bs_push_day *days;
    size_t count;
    size_t accepted; /* the first day that the server accepted and the database does not know of */
    size_t accepted_count;
    int64_t noted;  /* when the database was last written, in monotonic milliseconds */
    size_t refused; /* days at the beginning of `suspects` */
    bs_push_day *suspects;
} run;

/* ---- the database, between posts ---- */

typedef bs_status (*store_work)(run *of, bs_store *store, bs_error *error);

static bs_exit with_store(run *of, store_work work)
{
    bs_error error;
    bs_member member;
    bs_exit code = bs_member_open(&member, of->given->cli);
    if (code == BS_EXIT_OK) {
        if (work(of, member.store, &error) != BS_OK) {
            code = bs_complain_error(of->given->cli, &error);
        }
        bs_member_close(&member);
    }
    return code;
}

static bs_status load(run *of, bs_store *store, bs_error *error)
{
    const bs_profile_id profile = of->given->target->profile;
    BS_TRY(bs_store_push_score(store, profile, of->given->now, error));
    return bs_store_push_days(&of->days, &of->count, store, profile, false, error);
}

static bs_status note_wait(run *of, bs_store *store, bs_error *error)
{
    return bs_store_push_wait(store, of->given->target->profile, of->result->wait, error);
}

static bs_status note_marked(run *of, bs_store *store, bs_error *error)
{
    return bs_store_push_marked(store, of->given->target->profile, error);
}

static bs_status note_refused(run *of, bs_store *store, bs_error *error)
{
    return bs_store_push_refused(store, of->given->target->profile, of->suspects, of->refused,
                                 error);
}

static bs_status note_sent(run *of, bs_store *store, bs_error *error)
{
    return bs_store_push_sent(store, of->given->target->profile, of->days + of->accepted,
                              of->accepted_count, error);
}

/* ---- one post, with patience ---- */

/* A random part of `most`, so that the members of a team do not all return at once. */
static int64_t jitter(int64_t most)
{
    uint32_t random = 0;
    return bs_random_fill(&random, sizeof random) ? (int64_t)(random % ((uint64_t)most + 1)) : 0;
}

static void note_failure(run *of, const bs_delivery_reply *reply)
{
    bs_push_result *result = of->result;
    result->reply = *reply;
    result->why = reply->why;
    if (reply->end == BS_DELIVERY_LATER && reply->retry_after > 0) {
        result->wait = of->given->now + reply->retry_after + jitter(reply->retry_after / 10);
    }
    bs_log_write(&of->given->cli->log, BS_LOG_ERROR, "push: %s %d", reply->why, reply->status);
}

/* Posts the body. Waits twice as long after each failure, or as long as the server asks. */
static void post(bs_delivery_reply *reply, run *of)
{
    const bs_push_delivery *given = of->given;
    for (int i = 0; i < TRIES; i++) {
        bs_courier_post(reply, given->courier, given->place, of->body.data, of->body.size);
        const int64_t least = reply->retry_after > 0 ? reply->retry_after : 1 << i;
        if (reply->end != BS_DELIVERY_LATER || i + 1 == TRIES || least > given->patience) {
            return;
        }
        bs_clock_sleep_ms(least * 1000 + jitter(least * 1000));
    }
}

/* ---- days ---- */

void bs_push_write_days(bs_buffer *out, const bs_push_target *target, const bs_push_day *days,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bs_line_write_day(out, target, &days[i]);
    }
}

static void suspect(run *of, bs_push_day *day, const bs_delivery_reply *reply)
{
    day->refused = reply->status;
    of->suspects = bs_xrealloc(of->suspects, of->refused + 1, sizeof *of->suspects);
    of->suspects[of->refused++] = *day;
    of->result->reply = *reply;
}

/* A day that shares nothing has no line: it counts as sent. */
static void post_days(bs_delivery_reply *reply, run *of, const bs_push_day *days, size_t count)
{
    bs_buffer_clear(&of->body);
    bs_push_write_days(&of->body, of->given->target, days, count);
    if (of->body.failed) {
        bs_xfail();
    }
    *reply = (bs_delivery_reply){.end = BS_DELIVERED};
    if (of->body.size > 0) {
        post(reply, of);
    }
}

/* Notes the accepted days in the database. */
static bs_exit note_accepted(run *of)
{
    const bs_exit code = of->accepted_count > 0 ? with_store(of, note_sent) : BS_EXIT_OK;
    of->accepted += of->accepted_count;
    of->accepted_count = 0;
    of->noted = bs_clock_ms();
    return code;
}

/* The database is opened for many batches at once: that takes longer than a post. */
static bs_exit accept_days(run *of, size_t count)
{
    of->accepted_count += count;
    of->result->sent += count;
    return bs_clock_ms() - of->noted < NOTE_MS ? BS_EXIT_OK : note_accepted(of);
}

/* Sets the day at `at` aside, in suspicion. */
static bs_exit skip_day(run *of, size_t at, const bs_delivery_reply *reply)
{
    const bs_exit code = note_accepted(of);
    suspect(of, &of->days[at], reply);
    of->accepted = at + 1;
    return code;
}

/* A refused batch is halved until the day that the server refuses is alone. */
static bs_exit send_days(run *of)
{
    bs_exit code = BS_EXIT_OK;
    bs_push_result *result = of->result;
    size_t size = BS_PUSH_BATCH;
    of->noted = bs_clock_ms();
    for (size_t at = 0; at < of->count && code == BS_EXIT_OK && result->why == NULL;) {
        bs_delivery_reply reply;
        const size_t count = size < of->count - at ? size : of->count - at;
        post_days(&reply, of, of->days + at, count);
        if (reply.end == BS_DELIVERED) {
            code = accept_days(of, count);
            at += count;
            size = size * 2 < BS_PUSH_BATCH ? size * 2 : BS_PUSH_BATCH;
        } else if (reply.end == BS_DELIVERY_REFUSED && count > 1) {
            size = count / 2;
        } else if (reply.end == BS_DELIVERY_REFUSED &&
                   (result->sent > 0 || of->refused + 1 < SUSPECTS_MAX)) {
            code = skip_day(of, at++, &reply);
        } else {
            note_failure(of, &reply);
        }
    }
    const bs_exit noted = note_accepted(of);
    return code != BS_EXIT_OK ? code : noted;
}

/* Only a server that accepts other days has judged the refused ones. */
static bs_exit judge_suspects(run *of)
{
    bs_push_result *result = of->result;
    if (of->refused == 0) {
        return BS_EXIT_OK;
    }
    if (result->sent == 0) {
        result->why = result->why != NULL ? result->why : "refused";
        return BS_EXIT_OK;
    }
    result->set_aside = of->refused;
    return with_store(of, note_refused);
}

static bs_exit deliver_days(run *of)
{
    bs_exit code = with_store(of, load);
    if (code == BS_EXIT_OK) {
        code = send_days(of);
    }
    if (code == BS_EXIT_OK) {
        code = judge_suspects(of);
    }
    of->result->waiting = of->count - of->result->sent - of->result->set_aside;
    return code;
}

static bs_exit deliver_withdrawal(run *of)
{
    bs_delivery_reply reply;
    bs_line_write_withdrawn(&of->body, of->given->target);
    post(&reply, of);
    if (reply.end != BS_DELIVERED) {
        note_failure(of, &reply);
        return BS_EXIT_OK;
    }
    of->result->marked = true;
    return with_store(of, note_marked);
}

bs_exit bs_deliver(bs_push_result *result, const bs_push_delivery *delivery)
{
    const bs_push_target *target = delivery->target;
    run of = {.given = delivery, .result = result};
    *result = (bs_push_result){.waiting = (size_t)target->pending};
    if (target->wait > delivery->now && target->wait - delivery->now < WAIT_MAX) {
        result->why = "wait";
        result->wait = target->wait;
        return BS_EXIT_OK;
    }
    bs_buffer_init(&of.body, BS_DELIVERY_BODY_MAX);
    bs_exit code = target->withdrawn != 0 ? deliver_withdrawal(&of) : deliver_days(&of);
    if (code == BS_EXIT_OK && result->wait != 0) {
        code = with_store(&of, note_wait);
    }
    bs_buffer_free(&of.body);
    free(of.suspects);
    free(of.days);
    return code;
}
