/*
 * Random bytes as a file for a team: an error that says what is wrong, or a member that is written
 * as a file of the same member.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/team_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NOON INT64_C(1777636800) /* 1 May 2026 */

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/** Writes a member and reads it again. */
static void go_round(bs_buffer *file, bs_team_member *again, const bs_team_member *member)
{
    bs_error error;
    bs_buffer_init(file, BS_TEAM_FILE_MAX);
    bs_team_file_write(file, member);
    require(!file->failed);
    require(bs_team_file_read(again, file->data, file->size, NOON, &error) == BS_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bs_team_member member;
    bs_error error = {.status = BS_OK};
    char *text = malloc(size > 0 ? size : 1);
    require(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    if (bs_team_file_read(&member, text, size, NOON, &error) == BS_OK) {
        bs_team_member again;
        bs_team_member third;
        bs_buffer first;
        bs_buffer second;
        go_round(&first, &again, &member);
        go_round(&second, &third, &again);
        require(first.size == second.size && memcmp(first.data, second.data, first.size) == 0);
        bs_buffer_free(&first);
        bs_buffer_free(&second);
    } else {
        require(error.message[0] != '\0');
    }
    free(text);
    return 0;
}
