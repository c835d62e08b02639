#include "pages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "create.h"

#define HEADER 100
#define PAGE_SIZE 4096
#define PAGE_MIN 512U

static uint32_t number_at(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/** What a header says of its database; offsets are those of SQLite's file format. */
static void take_header(bs_pages *pages, const unsigned char *header)
{
    if (memcmp(header, "SQLite format 3", 16) == 0) {
        pages->ours = number_at(header + 68) == BS_APPLICATION_ID;
        pages->foreign = !pages->ours;
        pages->schema = number_at(header + 60);
    }
}

/** A single page that cannot be read is lost; the first one tells whether there is a disk. */
static bs_status read_header(bs_pages *pages, bs_error *error)
{
    unsigned char header[HEADER];
    const ssize_t got =
        pages->database >= 0 ? bs_place_read(pages->database, header, sizeof header, 0) : 0;
    if (got < 0) {
        return bs_place_fail(error, "Cannot read", "the database");
    }
    if (got == (ssize_t)sizeof header) {
        const size_t size = (size_t)header[16] << 8 | header[17];
        take_header(pages, header);
        if (pages->ours && size >= PAGE_MIN && (size & (size - 1)) == 0) {
            pages->size = size;
        }
    }
    return BS_OK;
}

/** The log may hold a newer one. */
static void read_newer_header(bs_pages *pages)
{
    unsigned char header[HEADER];
    if (pages->count > 0 && pages->in_log[1] >= 0 &&
        bs_place_read(pages->log, header, sizeof header, pages->in_log[1]) ==
            (ssize_t)sizeof header) {
        take_header(pages, header);
    }
}

static bs_status open_part(int *file, const char *directory, const char *name, bs_error *error)
{
    char path[BS_STORE_PATH_MAX];
    const bs_status status = bs_place_join(path, directory, name, error);
    if (status != BS_OK) {
        return status;
    }
    *file = open(path, O_RDONLY | O_CLOEXEC);
    return *file >= 0 || errno == ENOENT ? BS_OK : bs_place_fail(error, "Cannot read", path);
}

/** Where each page's newest state is. */
static bs_status index_log(bs_pages *pages, bs_error *error)
{
    const off_t bytes = pages->database < 0 ? 0 : lseek(pages->database, 0, SEEK_END);
    const uint32_t in_file = bytes < 0 ? 0 : (uint32_t)((size_t)bytes / pages->size);
    /* A log can add no more pages than it has frames; a higher number is garbage. */
    const uint32_t most = in_file + (uint32_t)pages->wal.count;
    pages->count = most;
    pages->in_log = malloc(((size_t)most + 1) * sizeof *pages->in_log);
    if (pages->in_log == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    for (uint32_t i = 0; i <= most; i++) {
        pages->in_log[i] = -1;
    }
    for (size_t frame = 0; frame < pages->wal.count; frame++) {
        if (pages->wal.pages[frame] <= most) {
            pages->in_log[pages->wal.pages[frame]] = bs_wal_offset(&pages->wal, frame);
        }
    }
    return BS_OK;
}

bs_status bs_pages_open(bs_pages *pages, const char *directory, bs_error *error)
{
    int index = -1;
    *pages = (bs_pages){.database = -1, .log = -1, .size = PAGE_SIZE};
    bs_status status = open_part(&pages->database, directory, BS_DATABASE, error);
    if (status == BS_OK) {
        status = open_part(&pages->log, directory, BS_DATABASE_LOG, error);
    }
    if (status == BS_OK) {
        status = open_part(&index, directory, BS_DATABASE_INDEX, error);
    }
    if (status == BS_OK) {
        status = read_header(pages, error);
    }
    if (status == BS_OK && pages->log >= 0) {
        status = bs_wal_read(&pages->wal, pages->log, index, error);
    }
    if (index >= 0) {
        (void)close(index);
    }
    if (status == BS_OK && pages->wal.page_size != 0) {
        pages->size = pages->wal.page_size;
    }
    if (status == BS_OK) {
        status = index_log(pages, error);
    }
    if (status == BS_OK) {
        read_newer_header(pages);
    }
    return status;
}

void bs_pages_close(bs_pages *pages)
{
    if (pages->database >= 0) {
        (void)close(pages->database);
    }
    if (pages->log >= 0) {
        (void)close(pages->log);
    }
    bs_wal_free(&pages->wal);
    free(pages->in_log);
    *pages = (bs_pages){.database = -1, .log = -1};
}

bool bs_pages_read(unsigned char *page, const bs_pages *pages, uint32_t number, bool older)
{
    const int64_t in_log = pages->in_log[number];
    const bool from_log = in_log >= 0 && !older;
    const int file = from_log ? pages->log : pages->database;
    const int64_t offset = from_log ? in_log : (int64_t)(number - 1) * (int64_t)pages->size;
    return file >= 0 && !(older && in_log < 0) &&
           bs_place_read(file, page, pages->size, offset) == (ssize_t)pages->size;
}
