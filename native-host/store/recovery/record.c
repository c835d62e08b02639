#include "record.h"

#include <string.h>

#define FILE_HEADER 100
#define PAGE_HEADER_MAX 12
#define INDEX_INTERIOR 0x02U
#define TABLE_INTERIOR 0x05U
#define INDEX_LEAF 0x0AU
#define TABLE_LEAF 0x0DU

/** Bytes to parse, from the front. */
typedef struct byte_range {
    const unsigned char *at;
    size_t left;
} byte_range;

/** Parses 1 to 9 bytes, big-endian, seven bits each except in the ninth. */
static bool take_varint(uint64_t *value, byte_range *from)
{
    *value = 0;
    for (int i = 0; i < 9; i++) {
        if (from->left == 0) {
            return false;
        }
        const unsigned char byte = *from->at++;
        from->left--;
        if (i == 8) {
            *value = *value << 8 | byte;
            return true;
        }
        *value = *value << 7 | (byte & 0x7f);
        if (byte < 0x80) {
            return true;
        }
    }
    return true;
}

static int64_t take_integer(byte_range *from, size_t size)
{
    uint64_t value = size > 0 && from->at[0] >= 0x80 ? UINT64_MAX : 0;
    for (size_t i = 0; i < size; i++) {
        value = value << 8 | from->at[i];
    }
    from->at += size;
    from->left -= size;
    return (int64_t)value;
}

/** True for UTF-8 without control characters. */
static bool is_text(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length;) {
        const unsigned char lead = bytes[i];
        const size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead < ' ' || lead == 0x7F || (lead >= 0x80 && lead < 0xC2) || lead > 0xF4 ||
            size > length - i) {
            return false;
        }
        for (size_t k = 1; k < size; k++) {
            if ((bytes[i + k] & 0xC0) != 0x80) {
                return false;
            }
        }
        /* Overlong forms, surrogates, and code points beyond Unicode (table 3-7 of its standard).
         */
        if ((lead == 0xE0 && bytes[i + 1] < 0xA0) || (lead == 0xED && bytes[i + 1] > 0x9F) ||
            (lead == 0xF0 && bytes[i + 1] < 0x90) || (lead == 0xF4 && bytes[i + 1] > 0x8F)) {
            return false;
        }
        i += size;
    }
    return true;
}

/** Parses one column by its serial type; fails for blobs, which Bussola does not use. */
static bool take_column(bs_column *column, uint64_t type, byte_range *body)
{
    static const size_t sizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    const bool text = type >= 13 && type % 2 == 1;
    if (type > 9 && !text) {
        return false;
    }
    const uint64_t size = text ? (type - 13) / 2 : sizes[type];
    if (size > body->left) {
        return false;
    }
    *column = (bs_column){.kind = type == 0 ? BS_COLUMN_NULL : BS_COLUMN_INTEGER};
    if (text) {
        column->kind = BS_COLUMN_TEXT;
        column->text = (const char *)body->at;
        column->length = (size_t)size;
        body->at += size;
        body->left -= (size_t)size;
        return is_text((const unsigned char *)column->text, column->length);
    }
    column->integer = type >= 8 ? (int64_t)type - 8 : take_integer(body, (size_t)size);
    if (type == 7) {
        column->kind = BS_COLUMN_REAL;
        memcpy(&column->real, &column->integer, sizeof column->real);
    }
    return true;
}

static bool take_record(bs_row *row, byte_range payload)
{
    const size_t whole = payload.left;
    const unsigned char *start = payload.at;
    uint64_t header = 0;
    if (!take_varint(&header, &payload) || header > whole || header < 2) {
        return false;
    }
    byte_range types = {.at = payload.at, .left = (size_t)header - (size_t)(payload.at - start)};
    byte_range body = {.at = start + header, .left = whole - (size_t)header};
    if ((size_t)(payload.at - start) > header) {
        return false;
    }
    row->count = 0;
    while (types.left > 0) {
        uint64_t type = 0;
        if (row->count == BS_RECORD_COLUMNS_MAX || !take_varint(&type, &types) ||
            !take_column(&row->columns[row->count++], type, &body)) {
            return false;
        }
    }
    return body.left == 0;
}

/** The largest payload without an overflow page. */
static size_t local_max(const bs_page_rows *rows)
{
    return rows->type == TABLE_LEAF ? rows->size - 35 : (rows->size - 12) * 64 / 255 - 23;
}

static size_t number_at(const unsigned char *bytes)
{
    return (size_t)bytes[0] << 8 | bytes[1];
}

static bool take_cell(bs_row *row, const bs_page_rows *rows, size_t cell)
{
    const size_t head = rows->type == INDEX_INTERIOR ? 12 : 8;
    const size_t offset = number_at(rows->page + rows->header + head + 2 * cell);
    uint64_t size = 0;
    uint64_t rowid = 0;
    if (offset < rows->header + head || offset >= rows->kept) {
        return false;
    }
    byte_range from = {.at = rows->page + offset, .left = rows->kept - offset};
    if (rows->type == INDEX_INTERIOR) {
        if (from.left < 4) {
            return false;
        }
        from.at += 4;
        from.left -= 4;
    }
    row->of_index = rows->type != TABLE_LEAF;
    if (!take_varint(&size, &from) || (!row->of_index && !take_varint(&rowid, &from)) ||
        size > local_max(rows) || size > from.left) {
        return false;
    }
    row->rowid = (int64_t)rowid;
    from.left = (size_t)size;
    return take_record(row, from);
}

void bs_page_rows_begin(bs_page_rows *rows, const unsigned char *page, size_t size, size_t kept,
                        bool first)
{
    *rows =
        (bs_page_rows){.page = page, .size = size, .kept = kept, .header = first ? FILE_HEADER : 0};
    rows->flawed = kept < size;
    if (kept < rows->header + PAGE_HEADER_MAX) {
        return;
    }
    rows->type = page[rows->header];
    if (rows->type == INDEX_LEAF || rows->type == TABLE_LEAF || rows->type == INDEX_INTERIOR) {
        const size_t head = rows->type == INDEX_INTERIOR ? 12 : 8;
        const size_t room = (kept - rows->header - head) / 2;
        rows->cells = number_at(page + rows->header + 3);
        rows->flawed = rows->flawed || rows->cells > room;
        rows->cells = rows->cells > room ? room : rows->cells;
    } else {
        rows->flawed = rows->flawed || rows->type != TABLE_INTERIOR;
    }
}

bool bs_page_rows_next(bs_row *row, bs_page_rows *rows)
{
    while (rows->next < rows->cells) {
        if (take_cell(row, rows, rows->next++)) {
            return true;
        }
        rows->flawed = true;
    }
    return false;
}
