#include "bussola/ingest/archive.h"

#include <stdlib.h>
#include <string.h>

#include "bussola/core/ascii.h"
#include "directory.h"
#include "platform/fs.h"
#include "reading.h"
#include "window.h"

typedef struct packed_archive {
    bs_reading *reading;
    bs_window *window;
    zip_t *zip;
} packed_archive;

static int64_t read_file(const bs_bytes *bytes, void *buffer, uint64_t offset, size_t length)
{
    return bs_fs_read(bytes->file, buffer, length, (int64_t)offset);
}

bs_status bs_bytes_of_file(bs_bytes *bytes, int file, bs_error *error)
{
    const int64_t size = bs_fs_length(file);
    if (size < 0) {
        return bs_fail(error, BS_STORAGE, "unreadable", "The file cannot be read.");
    }
    *bytes = (bs_bytes){.size = (uint64_t)size, .read = read_file, .file = file};
    return BS_OK;
}

bs_day bs_archive_day(const char *file_name)
{
    static const char before[] = "LinkedInDataExport_";
    const char *at = bs_ascii_find(file_name, before);
    char text[BS_DAY_TEXT] = "";
    bs_day day = BS_DAY_NONE;
    at = at != NULL ? at + sizeof before - 1 : "";
    if (strlen(at) < 10) {
        return BS_DAY_NONE;
    }
    if (at[2] == '-' && at[5] == '-') {
        memcpy(text, at + 6, 4);
        text[4] = '-';
        memcpy(text + 5, at, 5);
    } else {
        memcpy(text, at, 10);
    }
    text[10] = '\0';
    return bs_day_parse(&day, text) == BS_OK ? day : BS_DAY_NONE;
}

/* ---- one entry ---- */

static int64_t inflate(void *context, void *buffer, size_t length)
{
    return zip_fread(context, buffer, length);
}

/* libzip's reason for stopping; BS_OK if the entry itself is damaged. */
static bs_status gave_up(const packed_archive *packed, zip_error_t *error)
{
    if (packed->window->failed) {
        return BS_STORAGE;
    }
    return zip_error_code_zip(error) == ZIP_ER_MEMORY ? BS_INTERNAL : BS_OK;
}

/* BS_OUTCOME_READ for an entry that can be opened. */
static bs_outcome outlook(const zip_stat_t *about)
{
    if ((about->valid & ZIP_STAT_COMP_SIZE) == 0) {
        return BS_OUTCOME_DAMAGED;
    }
    if ((about->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
        about->encryption_method != ZIP_EM_NONE) {
        return BS_OUTCOME_ENCRYPTED;
    }
    const bool supported = (about->valid & ZIP_STAT_COMP_METHOD) == 0 ||
                           zip_compression_method_supported(about->comp_method, 0) == 1;
    return supported ? BS_OUTCOME_READ : BS_OUTCOME_METHOD;
}

static bs_status read_once(bool *again, packed_archive *packed, bs_file file, uint64_t packed_size)
{
    bool broken = false;
    *again = false;
    zip_file_t *opened = zip_fopen_index(packed->zip, packed->reading->chosen[file], 0);
    if (opened == NULL) {
        bs_ingest_refuse(packed->reading->ingest, file, BS_OUTCOME_DAMAGED);
        return gave_up(packed, zip_get_error(packed->zip));
    }
    const bs_stream stream = {.next = inflate, .context = opened, .packed = packed_size};
    bs_status status = bs_reading_file(&broken, again, packed->reading, file, &stream);
    if (status == BS_OK && broken) {
        status = gave_up(packed, zip_file_get_error(opened));
    }
    (void)zip_fclose(opened);
    return status;
}

static bs_status read_entry(packed_archive *packed, bs_file file)
{
    zip_stat_t about;
    bool again = true;
    const bool there = zip_stat_index(packed->zip, packed->reading->chosen[file], 0, &about) == 0;
    const bs_outcome why = there ? outlook(&about) : BS_OUTCOME_DAMAGED;
    if (why != BS_OUTCOME_READ) {
        bs_ingest_refuse(packed->reading->ingest, file, why);
        return BS_OK;
    }
    bs_status status = BS_OK;
    while (status == BS_OK && again) {
        status = read_once(&again, packed, file, about.comp_size);
    }
    return status;
}

/* ---- all entries ---- */

static bool note_entry(packed_archive *packed, uint32_t index)
{
    zip_stat_t about;
    bs_entries *entries = &packed->reading->entries;
    if (zip_stat_index(packed->zip, index, ZIP_FL_ENC_RAW, &about) != 0 ||
        (about.valid & ZIP_STAT_NAME) == 0) {
        entries->unknown++;
        return true;
    }
    const size_t length = strlen(about.name);
    const bool folder =
        length > 0 && (about.name[length - 1] == '/' || about.name[length - 1] == '\\');
    bs_file file = BS_FILE_COUNT;
    bs_ingest_entry_name(packed->reading->ingest, about.name);
    return (folder && bs_path_judge(&file, about.name) != BS_PATH_UNSAFE) ||
           bs_entries_add(entries, about.name, index,
                          (about.valid & ZIP_STAT_SIZE) != 0 ? about.size : 0);
}

/* Adds every entry, then chooses; false out of memory. */
static bool choose(packed_archive *packed)
{
    bs_reading *reading = packed->reading;
    const zip_int64_t count = zip_get_num_entries(packed->zip, 0);
    bool fine = true;
    reading->result->entries = count > 0 ? (size_t)count : 0;
    for (size_t i = 0; i < reading->result->entries && fine; i++) {
        fine = note_entry(packed, (uint32_t)i);
    }
    bs_reading_choose(reading);
    return fine;
}

static bs_status read_all(packed_archive *packed, bs_error *error)
{
    bs_status status = choose(packed) ? BS_OK : BS_INTERNAL;
    for (size_t i = 0; i < BS_FILE_COUNT && status == BS_OK; i++) {
        if (packed->reading->chosen[i] != BS_NO_ENTRY) {
            status = read_entry(packed, (bs_file)i);
        }
    }
    if (status == BS_STORAGE) {
        return bs_fail(error, status, "unreadable", "The file could not be read to its end.");
    }
    return status == BS_OK ? BS_OK : bs_fail(error, status, "", "Out of memory.");
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

static bs_status read_zip(bs_reading *reading, const bs_bytes *bytes, bs_error *error)
{
    int code = ZIP_ER_MEMORY;
    bs_window *window = calloc(1, sizeof *window);
    if (window == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    window->bytes = bytes;
    bs_status status = bs_directory_check(window, error);
    if (status == BS_OK) {
        packed_archive packed = {
            .reading = reading, .window = window, .zip = bs_window_open(window, &code)};
        status = packed.zip != NULL ? read_all(&packed, error) : open_failed(window, code, error);
        if (packed.zip != NULL) {
            zip_discard(packed.zip);
        }
    }
    free(window);
    return status;
}

/* ---- a table by itself ---- */

typedef struct plain_file {
    const bs_bytes *bytes;
    uint64_t offset;
} plain_file;

static int64_t next_plain(void *context, void *buffer, size_t length)
{
    plain_file *plain = context;
    if (plain->offset >= plain->bytes->size) {
        return 0;
    }
    const int64_t read = plain->bytes->read(plain->bytes, buffer, plain->offset, length);
    plain->offset += read > 0 ? (uint64_t)read : 0;
    /* The file was truncated meanwhile. */
    return read == 0 ? -1 : read;
}

static bs_status read_table(bs_reading *reading, const bs_bytes *bytes, bs_file file,
                            bs_error *error)
{
    bool again = true;
    bool broken = false;
    bs_status status = BS_OK;
    reading->claimed = bytes->size;
    reading->result->entries = 1;
    bs_ingest_entry_name(reading->ingest, reading->options->name);
    while (status == BS_OK && again) {
        plain_file plain = {.bytes = bytes};
        const bs_stream stream = {.next = next_plain, .context = &plain, .packed = BS_STREAM_PLAIN};
        status = bs_reading_file(&broken, &again, reading, file, &stream);
    }
    if (status != BS_OK) {
        return bs_fail(error, status, "", "Out of memory.");
    }
    return broken ? bs_fail(error, BS_STORAGE, "unreadable", "The file cannot be read.") : BS_OK;
}

bs_status bs_archive_read(bs_observation *observation, bs_archive_result *result,
                          const bs_bytes *bytes, const bs_archive_options *options, bs_error *error)
{
    bs_reading *reading = NULL;
    bs_file file = BS_FILE_COUNT;
    const bool table = options->name != NULL && bs_file_find(&file, options->name);
    bs_status status = bs_reading_begin(&reading, result, options, error);
    if (status == BS_OK) {
        status = table ? read_table(reading, bytes, file, error) : read_zip(reading, bytes, error);
    }
    if (status == BS_OK) {
        status = bs_reading_finish(observation, reading, error);
    }
    bs_reading_end(reading);
    return status;
}
