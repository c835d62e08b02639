#include "window.h"

#include <string.h>

zip_int64_t bs_window_read(bs_window *window, void *out, uint64_t offset, size_t length)
{
    size_t given = 0;
    while (given < length && offset < window->bytes->size) {
        if (offset < window->start || offset >= window->start + window->held) {
            const int64_t read =
                window->bytes->read(window->bytes, window->data, offset, BS_WINDOW_SIZE);
            window->held = 0;
            if (read <= 0 || (size_t)read > BS_WINDOW_SIZE) {
                window->failed = true;
                return -1;
            }
            window->start = offset;
            window->held = (size_t)read;
        }
        size_t skip = (size_t)(offset - window->start);
        size_t part = window->held - skip < length - given ? window->held - skip : length - given;
        memcpy((uint8_t *)out + given, window->data + skip, part);
        given += part;
        offset += part;
    }
    return (zip_int64_t)given;
}

static zip_int64_t seek(bs_window *window, void *data, zip_uint64_t length)
{
    zip_int64_t position = zip_source_seek_compute_offset(window->position, window->bytes->size,
                                                          data, length, &window->error);
    if (position < 0) {
        return -1;
    }
    window->position = (uint64_t)position;
    return 0;
}

static zip_int64_t serve(void *context, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
    bs_window *window = context;
    switch (command) {
    case ZIP_SOURCE_OPEN:
        window->position = 0;
        return 0;
    case ZIP_SOURCE_READ: {
        zip_int64_t read = bs_window_read(window, data, window->position, (size_t)length);
        if (read < 0) {
            zip_error_set(&window->error, ZIP_ER_READ, 0);
            return -1;
        }
        window->position += (uint64_t)read;
        return read;
    }
    case ZIP_SOURCE_SEEK:
        return seek(window, data, length);
    case ZIP_SOURCE_TELL:
        return (zip_int64_t)window->position;
    case ZIP_SOURCE_STAT: {
        zip_stat_t *stat = data;
        zip_stat_init(stat);
        stat->valid = ZIP_STAT_SIZE;
        stat->size = window->bytes->size;
        return (zip_int64_t)sizeof *stat;
    }
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&window->error, data, length);
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                              ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, -1);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        zip_error_set(&window->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

static zip_t *open_as(bs_window *window, int flags, int *code)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_error_init(&window->error);
    zip_source_t *source = zip_source_function_create(serve, window, &error);
    zip_t *zip = NULL;
    if (source != NULL) {
        zip = zip_open_from_source(source, flags, &error);
        if (zip == NULL) {
            zip_source_free(source);
        }
    }
    *code = zip_error_code_zip(&error);
    zip_error_fini(&error);
    return zip;
}

zip_t *bs_window_open(bs_window *window, int *code)
{
    zip_t *zip = open_as(window, ZIP_RDONLY | ZIP_CHECKCONS, code);
    /* With consistency checks, libzip refuses duplicate names, as its last check. */
    return zip == NULL && *code == ZIP_ER_EXISTS ? open_as(window, ZIP_RDONLY, code) : zip;
}
