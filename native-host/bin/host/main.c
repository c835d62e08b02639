/** bussola-host: the browser starts one process per extension, which runs until its input ends. */
#include <stdint.h>
#include <time.h>

#include "bussola/codec/frame.h"
#include "bussola/platform/locks.h"
#include "bussola/service/session.h"
#include "platform/stream.h"
#include "session_log.h"
#include "start.h"

#define PROGRAM "bussola-host"

static int64_t now(void)
{
    return (int64_t)time(NULL);
}

static bs_status serve(bs_session *session, int output, bs_session_log *minutes, bs_error *error)
{
    bs_frame_reader reader = {.fd = BS_STREAM_INPUT};
    bs_buffer message;
    bs_buffer reply;
    bs_status status = BS_OK;
    bs_buffer_init(&message, BS_FRAME_MAX);
    bs_buffer_init(&reply, BS_FRAME_HEADER + BS_FRAME_MAX);
    while (status == BS_OK) {
        bs_error refusal;
        const bs_status read = bs_frame_read(&message, &reader, &refusal);
        if (read == BS_OK && reader.ended) {
            break;
        }
        bs_frame_begin(&reply);
        if (read == BS_OK) {
            bs_session_answer(&reply, session, message.data, message.size);
        } else {
            bs_session_refuse(&reply, &refusal);
        }
        status = bs_frame_write(output, &reply, error);
        /* After the reply, so that the user does not wait for it. */
        bs_session_settle(session);
        if (read == BS_OK) {
            bs_session_log_answer(minutes, bs_session_answered(session));
        } else {
            bs_session_log_refusal(minutes, &refusal);
        }
        if (status == BS_OK && read != BS_OK && reader.ended) {
            status = bs_fail(error, read, "", "%s", refusal.message);
        }
    }
    bs_buffer_free(&message);
    bs_buffer_free(&reply);
    bs_session_log_end(minutes);
    return status;
}

int main(int argc, char **argv)
{
    bs_log log;
    bs_model model;
    bs_session *session = NULL;
    bs_error error;
    int output = -1;
    bs_log_open(&log, PROGRAM);
    const int started = bs_start(&output, &model, &log, argc, argv);
    if (started != BS_ENDED) {
        return started;
    }
    if (bs_session_open(&session, NULL, &model, now, &error) != BS_OK) {
        return bs_start_fail(&log, error.message);
    }
    bs_error unmade = {.status = BS_OK};
    const bs_locks locks = bs_start_lock(&unmade, &log, argc, argv);
    bs_session_locked(session, &locks, &unmade);
    bs_session_log minutes = {.log = &log};
    const bs_status status = serve(session, output, &minutes, &error);
    bs_session_close(session);
    return status == BS_OK ? BS_ENDED : bs_start_fail(&log, error.message);
}
