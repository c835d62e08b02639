#include "bussola/archive.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "directory.h"
#include "window.h"

#define PIECE ((size_t)64 << 10) /* inflated at a time */
#define NO_ENTRY UINT64_MAX

typedef struct reading {
    bs_window *window;
    zip_t *zip;
    bs_ingest *ingest;
    const bs_archive_options *options;
    bs_archive_result *result;
    uint64_t inflated; /* of all entries */
    uint64_t claimed;
    uint64_t entry_of[BS_FILE_COUNT]; /* index within the zip */
    uint8_t piece[PIECE];
} reading;

static ssize_t read_file(const bs_bytes *bytes, void *buffer, uint64_t offset, size_t length)
{
    ssize_t read = -1;
    do {
        read = pread(bytes->fd, buffer, length, (off_t)offset);
    } while (read < 0 && errno == EINTR);
    return read;
}

bs_status bs_bytes_of_file(bs_bytes *bytes, int fd, bs_error *error)
{
    struct stat about;
    if (fstat(fd, &about) != 0) {
        return bs_fail(error, BS_STORAGE, "unreadable", "The file cannot be read.");
    }
    if (S_ISDIR(about.st_mode)) {
        return bs_fail(error, BS_BAD_REQUEST, "folder",
                       "This is a folder: give the zip file that LinkedIn sent.");
    }
    if (!S_ISREG(about.st_mode)) {
        return bs_fail(error, BS_BAD_REQUEST, "not_file", "This is not a file.");
    }
    *bytes = (bs_bytes){.size = (uint64_t)about.st_size, .read = read_file, .fd = fd};
    return BS_OK;
}

bs_day bs_archive_day(const char *file_name)
{
    static const char before[] = "LinkedInDataExport_";
    const char *at = strcasestr(file_name, before);
    char text[BS_DAY_TEXT];
    bs_day day = BS_DAY_NONE;
    at = at != NULL ? at + sizeof before - 1 : NULL;
    if (at == NULL || strlen(at) < 10 || at[2] != '-' || at[5] != '-') {
        return BS_DAY_NONE;
    }
    memcpy(text, at + 6, 4);
    text[4] = '-';
    memcpy(text + 5, at, 5);
    text[10] = '\0';
    return bs_day_parse(&day, text) == BS_OK ? day : BS_DAY_NONE;
}

/* ---- names ---- */

typedef enum place { PLACE_KNOWN, PLACE_UNKNOWN, PLACE_UNSAFE, PLACE_NESTED } place;

static bool ends_with(const char *text, const char *suffix)
{
    size_t length = strlen(text);
    size_t suffix_length = strlen(suffix);
    return length >= suffix_length && strcasecmp(text + length - suffix_length, suffix) == 0;
}

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

/* True when a part of the path is ".." or the Mac's own folder. */
static bool leaves(const char *name)
{
    const char *part = name;
    while (*part != '\0') {
        size_t length = strcspn(part, "/\\");
        if ((length == 2 && memcmp(part, "..", 2) == 0) ||
            (length == 8 && strncasecmp(part, "__MACOSX", 8) == 0)) {
            return true;
        }
        part += length;
        part += *part != '\0' ? 1 : 0;
    }
    return false;
}

/* Known files stand at the root or in one folder around everything; LinkedIn's own folders hold
 * others of the same names. */
static place place_of(bs_file *file, const char *name)
{
    const char *base = name;
    size_t depth = 0;
    if (is_slash(*name) || (name[0] != '\0' && name[1] == ':') || leaves(name)) {
        return PLACE_UNSAFE;
    }
    for (const char *at = name; *at != '\0'; at++) {
        if (is_slash(*at)) {
            base = at + 1;
            depth++;
        }
    }
    if (strncmp(base, "._", 2) == 0) {
        return PLACE_UNSAFE;
    }
    if (ends_with(base, ".zip")) {
        return PLACE_NESTED;
    }
    bool own_folder = strncasecmp(name, "Jobs/", 5) == 0 || strncasecmp(name, "Articles/", 9) == 0;
    return depth <= 1 && !own_folder && bs_file_find(file, base) ? PLACE_KNOWN : PLACE_UNKNOWN;
}

static void note_entry(reading *reading, uint64_t index)
{
    bs_archive_result *result = reading->result;
    zip_stat_t about;
    bs_file file = BS_FILE_COUNT;
    if (zip_stat_index(reading->zip, index, ZIP_FL_ENC_RAW, &about) != 0 ||
        (about.valid & ZIP_STAT_NAME) == 0) {
        result->unknown++;
        return;
    }
    if (*about.name != '\0' && is_slash(about.name[strlen(about.name) - 1]) &&
        !leaves(about.name)) {
        return;
    }
    switch (place_of(&file, about.name)) {
    case PLACE_UNSAFE:
        result->unsafe++;
        break;
    case PLACE_NESTED:
        result->nested++;
        break;
    case PLACE_UNKNOWN:
        result->unknown++;
        break;
    case PLACE_KNOWN:
        if (reading->entry_of[file] != NO_ENTRY) {
            bs_ingest_extra(reading->ingest, file);
            break;
        }
        reading->entry_of[file] = index;
        reading->claimed += (about.valid & ZIP_STAT_SIZE) != 0 ? about.size : 0;
        result->recognised = true;
        break;
    }
}

/* ---- one entry ---- */

/* BS_OK when the ingest has taken the piece or has refused the file by itself. */
static bs_status feed(reading *reading, size_t length, bool *refused)
{
    bs_status status = bs_ingest_feed(reading->ingest, reading->piece, length);
    *refused = status != BS_OK;
    return status == BS_INTERNAL ? BS_INTERNAL : BS_OK;
}

/* What libzip gave up for: BS_OK when it is the entry itself. */
static bs_status gave_up(const reading *reading, zip_error_t *error)
{
    if (reading->window->failed) {
        return BS_STORAGE;
    }
    return zip_error_code_zip(error) == ZIP_ER_MEMORY ? BS_INTERNAL : BS_OK;
}

/* Inflates an entry into the ingest. `*why` tells what is wrong with the entry itself. */
static bs_status inflate_entry(bs_outcome *why, reading *reading, zip_file_t *opened,
                               uint64_t deflated)
{
    uint64_t inflated = 0;
    bool refused = false;
    bs_status status = BS_OK;
    while (status == BS_OK && !refused) {
        zip_int64_t read = zip_fread(opened, reading->piece, PIECE);
        if (read < 0) {
            *why = BS_OUTCOME_DAMAGED;
            return gave_up(reading, zip_file_get_error(opened));
        }
        if (read == 0) {
            status = bs_ingest_end(reading->ingest);
            return status == BS_INTERNAL ? BS_INTERNAL : BS_OK;
        }
        inflated += (uint64_t)read;
        reading->inflated += (uint64_t)read;
        if (inflated > BS_ARCHIVE_ENTRY_MAX || reading->inflated > BS_ARCHIVE_TOTAL_MAX) {
            *why = BS_OUTCOME_TOO_LARGE;
            return BS_OK;
        }
        if (inflated > BS_ARCHIVE_RATIO_FROM && inflated / BS_ARCHIVE_RATIO_MAX > deflated) {
            *why = BS_OUTCOME_BOMB;
            return BS_OK;
        }
        status = feed(reading, (size_t)read, &refused);
        if (reading->options->progress != NULL) {
            reading->options->progress(reading->options->progress_context, reading->inflated,
                                       reading->claimed);
        }
    }
    return status;
}

static bs_status read_entry(reading *reading, bs_file file)
{
    zip_stat_t about;
    bs_outcome why = BS_OUTCOME_READ;
    uint64_t index = reading->entry_of[file];
    if (zip_stat_index(reading->zip, index, 0, &about) != 0 ||
        (about.valid & ZIP_STAT_COMP_SIZE) == 0 ||
        ((about.valid & ZIP_STAT_COMP_METHOD) != 0 && about.comp_method != ZIP_CM_STORE &&
         about.comp_method != ZIP_CM_DEFLATE)) {
        bs_ingest_refuse(reading->ingest, file, BS_OUTCOME_DAMAGED);
        return BS_OK;
    }
    if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE) {
        bs_ingest_refuse(reading->ingest, file, BS_OUTCOME_ENCRYPTED);
        return BS_OK;
    }
    zip_file_t *opened = zip_fopen_index(reading->zip, index, 0);
    if (opened == NULL) {
        bs_ingest_refuse(reading->ingest, file, BS_OUTCOME_DAMAGED);
        return gave_up(reading, zip_get_error(reading->zip));
    }
    bs_status status = bs_ingest_begin(reading->ingest, file);
    if (status == BS_OK) {
        status = inflate_entry(&why, reading, opened, about.comp_size);
    }
    (void)zip_fclose(opened);
    if (why != BS_OUTCOME_READ) {
        bs_ingest_refuse(reading->ingest, file, why);
    }
    return status;
}

static bs_status read_all(reading *reading, bs_error *error)
{
    zip_int64_t entries = zip_get_num_entries(reading->zip, 0);
    reading->result->entries = entries > 0 ? (size_t)entries : 0;
    if (reading->result->entries > BS_ARCHIVE_ENTRIES_MAX) {
        return bs_fail(error, BS_TOO_LARGE, "entries", "The zip has more than %d files.",
                       BS_ARCHIVE_ENTRIES_MAX);
    }
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        reading->entry_of[i] = NO_ENTRY;
    }
    for (size_t i = 0; i < reading->result->entries; i++) {
        note_entry(reading, i);
    }
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        if (reading->entry_of[i] == NO_ENTRY) {
            continue;
        }
        bs_status status = read_entry(reading, (bs_file)i);
        if (status == BS_STORAGE) {
            return bs_fail(error, status, "unreadable", "The file could not be read to its end.");
        }
        if (status != BS_OK) {
            return bs_fail(error, status, "", "Out of memory.");
        }
    }
    return BS_OK;
}

static bs_status open_failed(const bs_window *window, int code, bs_error *error)
{
    if (window->failed || code == ZIP_ER_READ || code == ZIP_ER_SEEK) {
        return bs_fail(error, BS_STORAGE, "unreadable", "The file cannot be read.");
    }
    if (code == ZIP_ER_MEMORY) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    return bs_fail(error, BS_BAD_REQUEST, code == ZIP_ER_NOZIP ? "not_zip" : "damaged",
                   code == ZIP_ER_NOZIP ? "This is not a zip file."
                                        : "The zip is damaged. Download it again from LinkedIn.");
}

bs_status bs_archive_read(bs_observation *observation, bs_archive_result *result,
                          const bs_bytes *bytes, const bs_archive_options *options, bs_error *error)
{
    bs_status status = BS_INTERNAL;
    int code = ZIP_ER_MEMORY;
    bs_window *window = calloc(1, sizeof *window);
    reading *reading = calloc(1, sizeof *reading);
    *result = (bs_archive_result){0};
    if (window == NULL || reading == NULL ||
        bs_ingest_new(&reading->ingest, &options->ingest) != BS_OK) {
        (void)bs_fail(error, BS_INTERNAL, "", "Out of memory.");
        goto done;
    }
    window->bytes = bytes;
    reading->window = window;
    reading->options = options;
    reading->result = result;
    status = bs_directory_check(window, error);
    if (status != BS_OK) {
        goto done;
    }
    reading->zip = bs_window_open(window, &code);
    if (reading->zip == NULL) {
        status = open_failed(window, code, error);
        goto done;
    }
    status = read_all(reading, error);
    zip_discard(reading->zip);
    if (status == BS_OK) {
        status = bs_ingest_finish(observation, &result->ingest, reading->ingest, error);
    }
done:
    if (reading != NULL) {
        bs_ingest_free(reading->ingest);
    }
    free(reading);
    free(window);
    return status;
}
