/**
 * @file report.h
 * Messages from bussola-import to the page, as JSON appended to a buffer.
 *
 * They hold only counts, days and the names of LinkedIn's own files, never contents. Only reads its
 * arguments; if a message does not fit, the buffer's `failed` is set.
 */
#ifndef BUSSOLA_IMPORTER_REPORT_H
#define BUSSOLA_IMPORTER_REPORT_H

#include <stddef.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/ingest/archive.h"
#include "bussola/platform/locks.h"

/** `{host:{version, locks:[id]}}`: the active confinement. */
void bs_report_hello(bs_buffer *out, int64_t id, const bs_locks *locks);
void bs_report_need(bs_buffer *out, int64_t id, uint64_t offset, size_t length);
void bs_report_progress(bs_buffer *out, int64_t id, uint64_t done, uint64_t total);

/**
 * `{summary:{day|null, day_told, whose_unknown, impossible_days, unknown, unsafe, nested,
 * files:[{file, outcome, rows, counted, left_out:{verdict: rows}, extra}], totals:{id: n|null},
 * stored:{profile, changed, owner_told}|null}}`, as in `bussola import --json`. `profile` NULL:
 * there was nothing to store. `owner_told` false: neither the archive nor the user identifies the
 * owner.
 */
void bs_report_summary(bs_buffer *out, int64_t id, const bs_archive_result *result,
                       const char *profile, size_t changed, bool owner_told);

#endif
