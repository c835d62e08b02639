#include "bussola/platform/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/core/dates.h"
#include "bussola/platform/storage.h"
#include "log_file.h"
#include "platform/environment.h"
#include "platform/process.h"

static const char *const levels[] = {[BS_LOG_OFF] = "off",
                                     [BS_LOG_ERROR] = "error",
                                     [BS_LOG_INFO] = "info",
                                     [BS_LOG_DEBUG] = "debug"};

static bs_log_level level_of(const char *word)
{
    for (size_t i = 0; word != NULL && i < sizeof levels / sizeof levels[0]; i++) {
        if (strcmp(word, levels[i]) == 0) {
            return (bs_log_level)i;
        }
    }
    return BS_LOG_INFO;
}

void bs_log_open(bs_log *log, const char *program)
{
    char directory[BS_STORE_PATH_MAX];
    log->program = program;
    log->level = level_of(bs_environment("BUSSOLA_LOG"));
    const int length = bs_store_directory(directory, NULL) == BS_OK
                           ? snprintf(log->path, sizeof log->path, "%s/" BS_LOG_NAME, directory)
                           : -1;
    if (length < 0 || (size_t)length >= sizeof log->path) {
        log->level = BS_LOG_OFF;
    }
}

/** Replaces control characters, which could break the line or control a terminal. */
static void make_plain(char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)text[i];
        if (byte < ' ' || byte == 0x7F) {
            text[i] = '?';
        }
    }
}

void bs_log_write(const bs_log *log, bs_log_level level, const char *format, ...)
{
    if (level > log->level) {
        return;
    }
    char line[BS_LOG_LINE_MAX];
    char moment[BS_MOMENT_TEXT];
    bs_moment_format(moment, (bs_moment){.seconds = (int64_t)time(NULL)});
    const int head = snprintf(line, sizeof line, "%.19sZ %s %s[%ld] ", moment, levels[level],
                              log->program, bs_process_id());
    if (head < 0 || (size_t)head >= sizeof line) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    const int text = vsnprintf(line + head, sizeof line - (size_t)head, format, arguments);
    va_end(arguments);
    if (text < 0) {
        return;
    }
    size_t length = (size_t)head + (size_t)text;
    length = length < sizeof line - 1 ? length : sizeof line - 2;
    make_plain(line, length);
    line[length] = '\n';
    bs_log_append(log->path, line, length + 1);
}

static bool about_this_machine(bs_status status)
{
    return status == BS_STORAGE || status == BS_BUSY || status == BS_NEWER_SCHEMA ||
           status == BS_INTERNAL;
}

void bs_log_failure(const bs_log *log, const char *what, const bs_error *error)
{
    const char *code = bs_status_id(error->status);
    if (about_this_machine(error->status)) {
        bs_log_write(log, BS_LOG_ERROR, "%s: %s: %s", what, code, error->message);
    } else {
        bs_log_write(log, BS_LOG_INFO, "%s: %s", what, code);
    }
}
