#include "wal.h"

#include <stdlib.h>
#include <string.h>

#include "platform/fs.h"

#define MAGIC 0x377f0682U /* plus 1 if checksums are of big-endian words */
#define VERSION 3007000U
#define PAGE_USUAL 4096U
#define PIECE_FRAMES 16 /* read at once */

/** From the index: how many frames belong to committed transactions. */
typedef struct index_head {
    bool known;
    unsigned char salts[8];
    uint32_t frames;
} index_head;

/** State of reading a WAL. */
typedef struct reading {
    bs_wal *wal;
    int file;
    unsigned char salts[8]; /**< of every frame since the WAL was restarted */
    uint32_t sums[2];       /**< checksums of the previous frame */
    bool big_endian;
    bool broken;   /**< the header is invalid, or a frame's checksum did not match */
    bool headless; /**< the header is invalid */
    size_t frames; /**< read so far */
    size_t sound;  /**< up to the last commit before `broken` */
    size_t last_commit;
    uint32_t other[2]; /**< alternative checksums, while `doubtful` */
    bool doubtful;
    bool mended;        /**< one bit was corrected, and all frames since match */
    bool flipped;       /**< `mended` up to a commit: the transaction was complete */
    size_t run;         /**< commits in the latest run of matching frames */
    size_t longest_run; /**< longest run since `broken` */
    size_t room;
} reading;

static uint32_t number_at(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void put_number(unsigned char *bytes, uint32_t number)
{
    for (int i = 0; i < 4; i++) {
        bytes[i] = (unsigned char)(number >> (24 - 8 * i));
    }
}

static uint32_t little_number_at(const unsigned char *bytes)
{
    return (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
}

static uint32_t word_at(const unsigned char *bytes, bool big_endian)
{
    return big_endian ? number_at(bytes) : little_number_at(bytes);
}

/** Two loops, because each start of a host checks a whole WAL. */
static void add_to_sums(uint32_t sums[2], const unsigned char *bytes, size_t size, bool big_endian)
{
    uint32_t first = sums[0];
    uint32_t second = sums[1];
    if (big_endian) {
        for (size_t i = 0; i + 8 <= size; i += 8) {
            first += number_at(bytes + i) + second;
            second += number_at(bytes + i + 4) + first;
        }
    } else {
        for (size_t i = 0; i + 8 <= size; i += 8) {
            first += little_number_at(bytes + i) + second;
            second += little_number_at(bytes + i + 4) + first;
        }
    }
    sums[0] = first;
    sums[1] = second;
}

static bool is_blank(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

/**
 * Reads the head of the index, in the machine's byte order (https://www.sqlite.org/walformat.html).
 * SQLite writes it after a transaction is on disk.
 */
static index_head read_index(int index)
{
    enum { SIZE = 48, SUMMED = 40 };
    unsigned char head[SIZE];
    uint32_t sums[2] = {0, 0};
    index_head found = {.known = false};
    const uint16_t one = 1;
    const bool big_endian = *(const unsigned char *)&one == 0;
    if (index < 0 || bs_fs_read(index, head, sizeof head, 0) != (int64_t)sizeof head ||
        is_blank(head, sizeof head)) {
        return found;
    }
    add_to_sums(sums, head, SUMMED, big_endian);
    found.known = sums[0] == word_at(head + SUMMED, big_endian) &&
                  sums[1] == word_at(head + SUMMED + 4, big_endian);
    found.frames = word_at(head + 16, big_endian);
    memcpy(found.salts, head + 32, sizeof found.salts);
    return found;
}

/** Parses the header; returns false if it is invalid. */
static bool take_header(reading *at, const unsigned char header[BS_WAL_HEADER])
{
    const uint32_t magic = number_at(header);
    const uint32_t size = number_at(header + 8);
    at->big_endian = (magic & 1) != 0;
    add_to_sums(at->sums, header, 24, at->big_endian);
    memcpy(at->salts, header + 16, sizeof at->salts);
    if ((magic & ~1U) != MAGIC || number_at(header + 4) != VERSION || size < BS_DB_PAGE_MIN ||
        size > BS_DB_PAGE_MAX || (size & (size - 1)) != 0 ||
        at->sums[0] != number_at(header + 24) || at->sums[1] != number_at(header + 28)) {
        return false;
    }
    at->wal->page_size = size;
    return true;
}

static bool note_page(reading *at, uint32_t page)
{
    if (at->frames == at->room) {
        const size_t room = at->room == 0 ? 64 : at->room * 2;
        uint32_t *grown = realloc(at->wal->pages, room * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        at->wal->pages = grown;
        at->room = room;
    }
    at->wal->pages[at->frames++] = page;
    return true;
}

/** The checksums that a frame must have, given those of the previous one. */
static void sums_after(uint32_t sums[2], const uint32_t before[2], const reading *at,
                       const unsigned char *frame)
{
    sums[0] = before[0];
    sums[1] = before[1];
    add_to_sums(sums, frame, 8, at->big_endian);
    add_to_sums(sums, frame + BS_WAL_FRAME_HEADER, at->wal->page_size, at->big_endian);
}

/**
 * Corrects a one-bit error in a word that explains the difference `missing`; the word counts
 * `times` in each checksum.
 */
static bool mend_word(unsigned char *word, bool big_endian, const uint32_t times[2],
                      const uint32_t missing[2])
{
    const uint32_t value = word_at(word, big_endian);
    for (unsigned bit = 0; bit < 32; bit++) {
        const uint32_t mask = (uint32_t)1 << bit;
        const uint32_t change = (value & mask) != 0 ? 0 - mask : mask;
        if (times[0] * change == missing[0] && times[1] * change == missing[1]) {
            word[big_endian ? 3 - bit / 8 : bit / 8] ^= (unsigned char)(1U << bit % 8);
            return true;
        }
    }
    return false;
}

/**
 * Corrects a one-bit error in the frame that explains the difference `missing`. The checksums are
 * linear: the words of the last pair count (1, 1) and (0, 1) times, and each later pair turns (a,
 * b) into (a + b, a + 2b).
 */
static bool mend_content(const reading *at, unsigned char *frame, const uint32_t missing[2])
{
    unsigned char *page = frame + BS_WAL_FRAME_HEADER;
    uint32_t even[2] = {1, 1};
    uint32_t odd[2] = {0, 1};
    for (size_t left = at->wal->page_size + 8; left > 0; left -= 8) {
        unsigned char *pair = left > 8 ? page + left - 16 : frame;
        if (mend_word(pair, at->big_endian, even, missing) ||
            mend_word(pair + 4, at->big_endian, odd, missing)) {
            return true;
        }
        even[0] += even[1];
        even[1] += even[0];
        odd[0] += odd[1];
        odd[1] += odd[0];
    }
    return false;
}

/** True if eight bytes differ in one bit. */
static bool differ_in_one_bit(const unsigned char *a, const unsigned char *b)
{
    int bits = 0;
    for (int i = 0; i < 8; i++) {
        for (unsigned rest = a[i] ^ b[i]; rest != 0; rest &= rest - 1) {
            bits++;
        }
    }
    return bits == 1;
}

/**
 * True if correcting one bit makes the frame match; corrects it. A one-bit error in the checksums
 * themselves is ambiguous in their highest bits (it may be a bit of the page), so both alternatives
 * are kept; the next frame decides.
 */
static bool mend(reading *at, unsigned char *frame)
{
    unsigned char right[16];
    uint32_t sums[2];
    sums_after(sums, at->sums, at, frame);
    memcpy(right, at->salts, 8);
    put_number(right + 8, sums[0]);
    put_number(right + 12, sums[1]);
    if (memcmp(frame + 8, right, 8) != 0) {
        const bool salts =
            memcmp(frame + 16, right + 8, 8) == 0 && differ_in_one_bit(frame + 8, right);
        if (salts) {
            memcpy(frame + 8, right, 8);
        }
        return salts;
    }
    const uint32_t missing[2] = {number_at(frame + 16) - sums[0], number_at(frame + 20) - sums[1]};
    at->doubtful = differ_in_one_bit(frame + 16, right + 8);
    memcpy(at->other, sums, sizeof sums);
    return at->doubtful || mend_content(at, frame, missing);
}

/** True if a frame matches the checksums of the previous one. */
static bool follows(const reading *at, const unsigned char *frame, const uint32_t before[2])
{
    uint32_t sums[2];
    if (memcmp(frame + 8, at->salts, sizeof at->salts) != 0 || number_at(frame) == 0) {
        return false;
    }
    sums_after(sums, before, at, frame);
    return number_at(frame + 16) == sums[0] && number_at(frame + 20) == sums[1];
}

static void note_commit(reading *at)
{
    at->last_commit = at->frames;
    at->run++;
    if (!at->broken) {
        at->sound = at->frames;
    } else if (at->run > at->longest_run) {
        at->longest_run = at->run;
    }
    at->flipped = at->flipped || at->mended;
}

/**
 * Adds a frame, unless its salts are of an earlier WAL. At the first mismatch tries to correct one
 * bit, to see whether later frames match.
 */
static bool take_frame(reading *at, unsigned char *frame)
{
    const bool doubtful = at->doubtful;
    at->doubtful = false;
    if (!follows(at, frame, at->sums) && !(doubtful && follows(at, frame, at->other))) {
        at->mended = !at->broken && mend(at, frame);
        at->broken = true;
        at->run = 0;
    }
    const bool of_log = memcmp(frame + 8, at->salts, sizeof at->salts) == 0;
    at->sums[0] = number_at(frame + 16);
    at->sums[1] = number_at(frame + 20);
    if (!note_page(at, of_log ? number_at(frame) : 0)) {
        return false;
    }
    if (of_log && number_at(frame + 4) != 0) {
        note_commit(at);
    }
    return true;
}

/** Reads all frames; `piece` has room for PIECE_FRAMES of them. */
static bs_status take_frames(reading *at, const index_head *index, unsigned char *piece,
                             size_t size, bs_error *error)
{
    int64_t from = BS_WAL_HEADER;
    for (;;) {
        const int64_t got = bs_fs_read(at->file, piece, PIECE_FRAMES * size, from);
        if (got < 0) {
            return bs_fs_fail(error, "cannot be read", "the database's log");
        }
        const size_t frames = (size_t)got / size;
        if (frames == 0) {
            return BS_OK;
        }
        /* Without a header, take the salts from the index or the first frame. */
        if (at->headless && at->frames == 0) {
            memcpy(at->salts, index->known ? index->salts : piece + 8, sizeof at->salts);
        }
        for (size_t i = 0; i < frames; i++) {
            if (!take_frame(at, piece + i * size)) {
                return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
            }
        }
        from += (int64_t)(frames * size);
    }
}

/**
 * True if the WAL held committed frames that the index does not list. Each commit is on disk before
 * the next begins (synchronous = FULL), so a power cut or a failed write damages only the last one.
 * Several commits in a row that match each other after the damage must have been complete.
 */
static bool lost_commits(const reading *at, bool index_agrees)
{
    return at->longest_run > 1 || (at->flipped && !index_agrees);
}

/**
 * Decides which frames count. SQLite restarts a WAL, and writes its header, only if the index needs
 * no frame any more.
 */
static void conclude(const reading *at, const index_head *index)
{
    const bool of_log = index->known && memcmp(index->salts, at->salts, sizeof at->salts) == 0;
    at->wal->count = at->sound;
    if (of_log && index->frames > at->sound) {
        at->wal->damaged = true;
        at->wal->count = index->frames < at->frames ? index->frames : at->frames;
    } else if (at->headless ? at->frames > 0 && !(index->known && index->frames == 0)
                            : lost_commits(at, of_log && index->frames == at->sound)) {
        at->wal->damaged = true;
        at->wal->count = at->last_commit;
    }
}

bs_status bs_wal_read(bs_wal *wal, int file, int index, bs_error *error)
{
    unsigned char header[BS_WAL_HEADER];
    reading at = {.wal = wal, .file = file};
    const index_head head = read_index(index);
    *wal = (bs_wal){0};
    const int64_t got = bs_fs_read(file, header, sizeof header, 0);
    if (got < 0) {
        return bs_fs_fail(error, "cannot be read", "the database's log");
    }
    /* A blank WAL never reached the disk: nothing in it was acknowledged. */
    if (is_blank(header, (size_t)got)) {
        return BS_OK;
    }
    if ((size_t)got < sizeof header || !take_header(&at, header)) {
        wal->page_size = PAGE_USUAL;
        at.headless = true;
        at.broken = true;
    }
    const size_t size = BS_WAL_FRAME_HEADER + (size_t)wal->page_size;
    unsigned char *piece = malloc(PIECE_FRAMES * size);
    if (piece == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    const bs_status status = take_frames(&at, &head, piece, size, error);
    conclude(&at, &head);
    free(piece);
    return status;
}

void bs_wal_free(bs_wal *wal)
{
    free(wal->pages);
    *wal = (bs_wal){0};
}

bool bs_wal_is_foreign(const bs_wal *wal, size_t page_size)
{
    return wal->count > 0 && page_size != 0 && wal->page_size != page_size;
}

int64_t bs_wal_offset(const bs_wal *wal, size_t frame)
{
    return BS_WAL_HEADER + (int64_t)frame * (BS_WAL_FRAME_HEADER + (int64_t)wal->page_size) +
           BS_WAL_FRAME_HEADER;
}
