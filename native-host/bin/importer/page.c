#include "page.h"

#include <string.h>

#include "report.h"

void bs_page_open(bs_page *page, int input, int output)
{
    *page = (bs_page){.reader = {.fd = input}, .output = output};
    bs_buffer_init(&page->message, BS_FRAME_MAX);
    bs_buffer_init(&page->reply, BS_FRAME_HEADER + BS_FRAME_MAX);
    bs_import_request_init(&page->request);
}

void bs_page_close(bs_page *page)
{
    bs_buffer_free(&page->message);
    bs_buffer_free(&page->reply);
    bs_import_request_free(&page->request);
}

bs_status bs_page_receive(bs_page *page, bs_error *error)
{
    const bs_status status = bs_frame_read(&page->message, &page->reader, error);
    return status == BS_OK && !page->reader.ended
               ? bs_import_request_parse(&page->request, page->message.data, page->message.size,
                                         error)
               : status;
}

bs_status bs_page_send(bs_page *page, bs_error *error)
{
    return bs_frame_write(page->output, &page->reply, error);
}

static bs_status fetch(bs_page *page, uint64_t offset, size_t length)
{
    bs_error *error = &page->error;
    bs_frame_begin(&page->reply);
    bs_report_need(&page->reply, page->id, offset, length);
    BS_TRY(bs_page_send(page, error));
    BS_TRY(bs_page_receive(page, error));
    if (page->reader.ended) {
        return bs_fail(error, BS_STORAGE, "unreadable", "The page has gone.");
    }
    if (page->request.type != BS_IMPORT_BYTES || page->request.id != page->id) {
        return bs_fail(error, BS_BAD_REQUEST, "type", "An import is under way: send its bytes.");
    }
    return page->request.bytes.size == length
               ? BS_OK
               : bs_fail(error, BS_BAD_REQUEST, "bytes", "These are not as many bytes as asked.");
}

/* Serves reads from the last piece: the archive reader asks for less than a message carries. */
static int64_t read_range(const bs_bytes *bytes, void *buffer, uint64_t offset, size_t length)
{
    bs_page *page = bytes->context;
    const bs_buffer *held = &page->request.bytes;
    if (page->error.status != BS_OK || offset >= bytes->size) {
        return page->error.status != BS_OK ? -1 : 0;
    }
    if (offset < page->start || offset - page->start >= held->size) {
        const uint64_t rest = bytes->size - offset;
        const size_t piece = rest < BS_IMPORT_PIECE_MAX ? (size_t)rest : BS_IMPORT_PIECE_MAX;
        if (fetch(page, offset, piece) != BS_OK) {
            return -1;
        }
        page->start = offset;
    }
    const size_t skip = (size_t)(offset - page->start);
    const size_t part = held->size - skip < length ? held->size - skip : length;
    memcpy(buffer, held->data + skip, part);
    return (int64_t)part;
}

void bs_page_begin(bs_page *page, bs_bytes *bytes)
{
    page->id = page->request.id;
    page->percent = -1;
    page->start = 0;
    page->error.status = BS_OK;
    *bytes =
        (bs_bytes){.size = page->request.size, .read = read_range, .context = page, .file = -1};
}

void bs_page_progress(void *context, uint64_t done, uint64_t total)
{
    bs_page *page = context;
    const int64_t percent = total > 0 && done < total ? (int64_t)(100 * done / total) : 100;
    if (percent == page->percent || page->error.status != BS_OK) {
        return;
    }
    page->percent = percent;
    bs_frame_begin(&page->reply);
    bs_report_progress(&page->reply, page->id, done, total);
    /* If the page is gone, the next read fails. */
    (void)!bs_page_send(page, &page->error);
}
