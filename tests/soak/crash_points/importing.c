/* The options page passes an archive to bussola-import, range by range. */
#include <sys/stat.h>

#include "crash_points.h"

/** The archive adds other rows; comparisons exclude the time of the import. */
static const char *const before[] = {
    "SELECT id, key FROM profile",
    "SELECT * FROM gauge WHERE source <> 'archive'",
    "SELECT * FROM tally WHERE source <> 'archive'",
    "SELECT * FROM cover WHERE source <> 'archive'",
    "SELECT * FROM request",
    /* An import adds a mark of the archive's owner. */
    "SELECT * FROM alias WHERE alias NOT LIKE 'archive:%'",
    NULL,
};
static const char *const after[] = {
    "SELECT id, key FROM profile",
    "SELECT profile, signal, at, value, bound, source FROM gauge",
    "SELECT profile, signal, day, source, count, bound FROM tally",
    "SELECT profile, signal, source, from_day, to_day FROM cover",
    /* The archive's days: before 2026, in the past. */
    "SELECT profile, day, kind, total, coverage FROM snapshot WHERE day < 20454",
    "SELECT * FROM request",
    "SELECT * FROM alias",
    NULL,
};

static void prepare(once *o)
{
    observe(o);
}

static process begin(const once *o)
{
    return start((char *[]){o->importer, NULL});
}

/** Base64 (RFC 4648) of `size` bytes; returns its end. */
static char *encode(char *out, const unsigned char *bytes, size_t size)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    enum { NONE = 64 };
    for (size_t i = 0; i < size; i += 3) {
        const uint32_t three = (uint32_t)bytes[i] << 16 |
                               (i + 1 < size ? (uint32_t)bytes[i + 1] << 8 : 0) |
                               (i + 2 < size ? (uint32_t)bytes[i + 2] : 0);
        *out++ = digits[three >> 18];
        *out++ = digits[three >> 12 & 63];
        *out++ = digits[i + 1 < size ? three >> 6 & 63 : NONE];
        *out++ = digits[i + 2 < size ? three & 63 : NONE];
    }
    return out;
}

/** The number after a name in the message. */
static size_t number_of(const once *o, const char *name)
{
    const char *found = strstr(o->text, name);
    if (found == NULL) {
        lost(o, "bytes are asked for without saying which");
    }
    return strtoul(found + strlen(name), NULL, 10);
}

/** Sends the requested bytes; false if the program has ended. */
static bool send_range(once *o, process *running, int file)
{
    static const char head[] = "{\"id\":7,\"type\":\"bytes\",\"bytes\":\"";
    const size_t offset = number_of(o, "\"offset\":");
    const size_t length = number_of(o, "\"length\":");
    expect(o, length <= sizeof o->text / 2, "more bytes are asked for than a message carries");
    unsigned char *bytes = malloc(length);
    if (bytes == NULL || pread(file, bytes, length, (off_t)offset) != (ssize_t)length) {
        give_up("the archive cannot be read");
    }
    memcpy(o->text, head, sizeof head - 1);
    char *end = encode(o->text + sizeof head - 1, bytes, length);
    memcpy(end, "\"}", 3);
    free(bytes);
    return tell(running, o->text);
}

static bool work(once *o, process *running)
{
    struct stat about;
    const int file = open(o->archive, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &about) != 0) {
        give_up("there is no archive");
    }
    snprintf(o->text, sizeof o->text,
             "{\"id\":7,\"type\":\"import\",\"file\":{\"name\":\"archive.zip\",\"size\":%lld},"
             "\"profile\":{\"key\":\"ines-prova\"}}",
             (long long)about.st_size);
    bool goes_on = tell(running, o->text);
    bool done = false;
    while (goes_on && !done) {
        goes_on = hear(running, o->text, sizeof o->text) > 0;
        done = goes_on && strstr(o->text, "\"summary\":") != NULL;
        if (goes_on && strstr(o->text, "\"need\":") != NULL) {
            goes_on = send_range(o, running, file);
        } else if (goes_on && !done && strstr(o->text, "\"progress\":") == NULL) {
            fprintf(stderr, "%s\n", o->text);
            lost(o, "the import was refused");
        }
    }
    close(file);
    return done;
}

static stage inspect(const once *o)
{
    sqlite3 *db = look(o, DATABASE);
    const struct timespec touched = log_touched(o);
    const bool stored = query(o, db, "SELECT count(*) FROM tally WHERE source = 'archive'") > 0;
    expect_before(o, db);
    if (stored) {
        expect_after(o, db);
    }
    (void)sqlite3_close(db);
    if (stored) {
        return AFTER;
    }
    return touched.tv_sec != o->touched.tv_sec || touched.tv_nsec != o->touched.tv_nsec ? BETWEEN
                                                                                        : BEFORE;
}

const writer importing = {
    .name = "imports of the options page",
    .step = 16,
    .before = before,
    .after = after,
    .prepare = prepare,
    .begin = begin,
    .work = work,
    .inspect = inspect,
};
