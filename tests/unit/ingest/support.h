/*
 * Shared by the tests of ingest: packs archives in memory from texts, and reads them. Each function
 * fails the test on an error.
 */
#ifndef TESTS_INGEST_SUPPORT_H
#define TESTS_INGEST_SUPPORT_H

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "../test.h"
#include "bussola/ingest/archive.h"

/* An entry to pack; `size` 0 means the text's length. */
typedef struct packed_entry {
    const char *name;
    const char *text;
    size_t size;
    const char *password; /* NULL: not encrypted */
    bool stored;          /* not compressed */
    bool bzip2;           /* instead of deflate */
} packed_entry;

typedef struct packed {
    uint8_t *data;
    size_t size;
} packed;

__attribute__((unused)) static packed pack(const packed_entry *entries, size_t count)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
    assert_non_null(target);
    zip_source_keep(target);
    zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    for (size_t i = 0; i < count; i++) {
        size_t size = entries[i].size != 0 ? entries[i].size : strlen(entries[i].text);
        zip_source_t *source = zip_source_buffer(zip, entries[i].text, size, 0);
        assert_non_null(source);
        zip_int64_t index = zip_file_add(zip, entries[i].name, source, ZIP_FL_ENC_UTF_8);
        assert_true(index >= 0);
        if (entries[i].stored || entries[i].bzip2) {
            const zip_int32_t method = entries[i].bzip2 ? ZIP_CM_BZIP2 : ZIP_CM_STORE;
            assert_int_equal(zip_set_file_compression(zip, (zip_uint64_t)index, method, 0), 0);
        }
        if (entries[i].password != NULL) {
            assert_int_equal(zip_file_set_encryption(zip, (zip_uint64_t)index, ZIP_EM_AES_128,
                                                     entries[i].password),
                             0);
        }
    }
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t about;
    assert_int_equal(zip_source_stat(target, &about), 0);
    packed made = {malloc((size_t)about.size), (size_t)about.size};
    assert_non_null(made.data);
    assert_int_equal(zip_source_open(target), 0);
    assert_int_equal(zip_source_read(target, made.data, made.size), (zip_int64_t)made.size);
    assert_int_equal(zip_source_close(target), 0);
    zip_source_free(target);
    return made;
}

__attribute__((unused)) static int64_t read_packed(const bs_bytes *bytes, void *buffer,
                                                   uint64_t offset, size_t length)
{
    const packed *from = bytes->context;
    if (offset >= from->size) {
        return 0;
    }
    size_t left = from->size - (size_t)offset;
    size_t part = left < length ? left : length;
    memcpy(buffer, from->data + offset, part);
    return (int64_t)part;
}

/* In every test "today" is 2024-06-30; days are UTC. */
__attribute__((unused)) static bs_archive_options options_of(const char *day)
{
    bs_archive_options options = {.ingest = {.zone = {.fixed = true, .offset_minutes = 0},
                                             .source = BS_FROM_ARCHIVE,
                                             .day = BS_DAY_NONE,
                                             .today = bs_day_from_civil(2024, 6, 30)}};
    if (day != NULL) {
        assert_int_equal(bs_day_parse(&options.ingest.day, day), BS_OK);
    }
    return options;
}

typedef struct imported {
    bs_status status;
    bs_error error;
    bs_observation observation;
    bs_archive_result result;
} imported;

__attribute__((unused)) static void import_bytes(imported *got, packed from,
                                                 const bs_archive_options *options)
{
    bs_bytes bytes = {.size = from.size, .read = read_packed, .context = &from};
    memset(got, 0, sizeof *got);
    bs_observation_init(&got->observation);
    got->status = bs_archive_read(&got->observation, &got->result, &bytes, options, &got->error);
}

__attribute__((unused)) static void import_entries(imported *got, const packed_entry *entries,
                                                   size_t count, const bs_archive_options *options)
{
    packed from = pack(entries, count);
    import_bytes(got, from, options);
    free(from.data);
}

/* Imports one file of an archive made on 2024-03-24. */
__attribute__((unused)) static void import_file(imported *got, const char *name, const char *text)
{
    packed_entry entry = {.name = name, .text = text};
    bs_archive_options options = options_of("2024-03-24");
    import_entries(got, &entry, 1, &options);
    assert_int_equal(got->status, BS_OK);
}

__attribute__((unused)) static int64_t total_of(const imported *got, bs_total total)
{
    return got->result.ingest.totals[total];
}

__attribute__((unused)) static const bs_file_result *file_of(const imported *got, bs_file file)
{
    return &got->result.ingest.files[file];
}

/* A day's count; −1 if the day is not covered. */
__attribute__((unused)) static int64_t count_of(const imported *got, bs_signal signal,
                                                const char *text)
{
    bs_day day = BS_DAY_NONE;
    int64_t count = -1;
    assert_int_equal(bs_day_parse(&day, text), BS_OK);
    for (size_t i = 0; i < got->observation.cover_count; i++) {
        const bs_cover *cover = &got->observation.covers[i];
        if (cover->signal == signal && cover->from <= day && day <= cover->to) {
            count = 0;
        }
    }
    for (size_t i = 0; i < got->observation.tally_count; i++) {
        const bs_tally *tally = &got->observation.tallies[i];
        if (tally->signal == signal && tally->day == day) {
            count = tally->count;
        }
    }
    return count;
}

/* The newest level of a gauge; −1 without one. */
__attribute__((unused)) static int64_t level_of(const imported *got, bs_signal signal)
{
    int64_t value = -1;
    int64_t newest = INT64_MIN;
    for (size_t i = 0; i < got->observation.gauge_count; i++) {
        const bs_gauge *gauge = &got->observation.gauges[i];
        if (gauge->signal == signal && gauge->at.seconds >= newest) {
            newest = gauge->at.seconds;
            value = gauge->value;
        }
    }
    return value;
}

__attribute__((unused)) static void release(imported *got)
{
    bs_observation_free(&got->observation);
}

#endif
