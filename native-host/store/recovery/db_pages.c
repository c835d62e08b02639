#include "db_pages.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "store/db/create.h"

#define HEADER 100
#define PAGE_SIZE 4096

static uint32_t number_at(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/** Parses a database header; offsets are those of SQLite's file format. */
static void take_header(bs_db_pages *pages, const unsigned char *header)
{
    if (memcmp(header, "SQLite format 3", 16) == 0) {
        pages->ours = number_at(header + 68) == BS_APPLICATION_ID;
        pages->foreign = !pages->ours;
        pages->schema = number_at(header + 60);
        /* The page count is valid only if the last writer set it. */
        pages->stated =
            number_at(header + 24) == number_at(header + 92) ? number_at(header + 28) : 0;
    }
}

static size_t page_size_in(const unsigned char *header)
{
    /* 1 means 65,536. */
    const size_t field = (size_t)header[16] << 8 | header[17];
    const size_t size = field == 1 ? BS_DB_PAGE_MAX : field;
    return size >= BS_DB_PAGE_MIN && (size & (size - 1)) == 0 ? size : 0;
}

/** Fails if the first page cannot be read, which tests the disk; later pages are merely lost. */
static bs_status read_header(bs_db_pages *pages, bs_error *error)
{
    unsigned char header[HEADER];
    const int64_t got =
        pages->database >= 0 ? bs_fs_read(pages->database, header, sizeof header, 0) : 0;
    if (got < 0) {
        return bs_fs_fail(error, "cannot be read", "the database");
    }
    if (got == (int64_t)sizeof header) {
        const size_t size = page_size_in(header);
        take_header(pages, header);
        if (pages->ours && size > 0) {
            pages->size = size;
        }
    }
    return BS_OK;
}

/** Uses the header in the WAL, if it has a newer one. */
static void read_newer_header(bs_db_pages *pages)
{
    unsigned char header[HEADER];
    if (pages->count > 0 && pages->in_log[1] >= 0 &&
        bs_fs_read(pages->log, header, sizeof header, pages->in_log[1]) == (int64_t)sizeof header) {
        take_header(pages, header);
    }
}

static bs_status open_part(int *file, const char *database, const char *suffix, bs_error *error)
{
    char path[BS_STORE_PATH_MAX + 8];
    (void)snprintf(path, sizeof path, "%s%s", database, suffix);
    const bs_status status = bs_fs_open(file, path, error);
    return status != BS_OK && errno == ENOENT ? BS_OK : status;
}

/** Finds the newest version of each page. */
static bs_status index_log(bs_db_pages *pages, bs_error *error)
{
    const int64_t bytes = pages->database < 0 ? 0 : bs_fs_length(pages->database);
    if (bytes < 0) {
        return bs_fs_fail(error, "cannot be read", "the database");
    }
    pages->bytes = (size_t)bytes;
    const uint32_t in_file = (uint32_t)((pages->bytes + pages->size - 1) / pages->size);
    /* A WAL adds at most one page per frame; a higher page number is garbage. */
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

/**
 * True if the file ends before its last page and the WAL does not have the rest (it has after a
 * crash during a checkpoint). SQLite would read zeros there.
 */
static bool is_cut(const bs_db_pages *pages)
{
    const uint32_t whole = (uint32_t)(pages->bytes / pages->size);
    const bool in_part = pages->bytes % pages->size != 0;
    const uint32_t last = in_part && pages->stated <= whole ? whole + 1 : pages->stated;
    for (uint32_t page = whole + 1; page <= last; page++) {
        if (page > pages->count || pages->in_log[page] < 0) {
            return true;
        }
    }
    return false;
}

bs_status bs_pages_open(bs_db_pages *pages, const char *database, bool indexed, bs_error *error)
{
    int index = -1;
    *pages = (bs_db_pages){.database = -1, .log = -1, .size = PAGE_SIZE};
    bs_status status = open_part(&pages->database, database, "", error);
    if (status == BS_OK) {
        status = open_part(&pages->log, database, "-wal", error);
    }
    if (status == BS_OK && indexed) {
        status = open_part(&index, database, "-shm", error);
    }
    if (status == BS_OK) {
        status = read_header(pages, error);
    }
    if (status == BS_OK && pages->log >= 0) {
        status = bs_wal_read(&pages->wal, pages->log, index, error);
    }
    bs_fs_close(index);
    if (status == BS_OK && bs_wal_is_foreign(&pages->wal, pages->ours ? pages->size : 0)) {
        bs_wal_free(&pages->wal);
        pages->wal.damaged = true;
    } else if (status == BS_OK && pages->wal.page_size != 0) {
        pages->size = pages->wal.page_size;
    }
    if (status == BS_OK) {
        status = index_log(pages, error);
    }
    if (status == BS_OK) {
        read_newer_header(pages);
        pages->cut = pages->ours && is_cut(pages);
    }
    return status;
}

void bs_pages_close(bs_db_pages *pages)
{
    bs_fs_close(pages->database);
    bs_fs_close(pages->log);
    bs_wal_free(&pages->wal);
    free(pages->in_log);
    *pages = (bs_db_pages){.database = -1, .log = -1};
}

size_t bs_pages_read(unsigned char *page, const bs_db_pages *pages, uint32_t number, bool older)
{
    const int64_t in_log = pages->in_log[number];
    const bool from_log = in_log >= 0 && !older;
    const int file = from_log ? pages->log : pages->database;
    const int64_t offset = from_log ? in_log : (int64_t)(number - 1) * (int64_t)pages->size;
    if (file < 0 || (older && in_log < 0)) {
        return 0;
    }
    const int64_t got = bs_fs_read(file, page, pages->size, offset);
    return got < 0 ? 0 : (size_t)got;
}
