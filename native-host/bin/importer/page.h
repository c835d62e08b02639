/**
 * @file page.h
 * The options page as a source of bytes: requests each range and waits for it.
 *
 * A bs_page borrows both descriptors and owns its buffers (bs_page_close). The page is not trusted:
 * a reply with another length than requested fails the read and sets `error`.
 */
#ifndef BUSSOLA_IMPORTER_PAGE_H
#define BUSSOLA_IMPORTER_PAGE_H

#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/codec/frame.h"
#include "bussola/codec/import_request.h"
#include "bussola/core/error.h"
#include "bussola/ingest/archive.h"

typedef struct bs_page {
    bs_frame_reader reader;
    int output;
    bs_buffer message;
    bs_buffer reply;
    bs_import_request request; /**< the last message read */
    int64_t id;                /**< of the running import */
    uint64_t start;            /**< offset of the bytes in `request` */
    int64_t percent;           /**< last one reported */
    bs_error error;            /**< BS_OK until a read fails */
} bs_page;

void bs_page_open(bs_page *page, int input, int output);
void bs_page_close(bs_page *page);

/**
 * Reads the next message into page->request. At the end of the input returns BS_OK with
 * page->reader.ended.
 */
BS_MUST_CHECK bs_status bs_page_receive(bs_page *page, bs_error *error);

/** Sends page->reply, which begins with bs_frame_begin. */
BS_MUST_CHECK bs_status bs_page_send(bs_page *page, bs_error *error);

/** Begins the import in page->request; `bytes` borrows the page. */
void bs_page_begin(bs_page *page, bs_bytes *bytes);

/** A bs_archive_progress that reports each percent to the page once. */
void bs_page_progress(void *context, uint64_t done, uint64_t total);

#endif
