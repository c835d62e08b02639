/* Imports the sample archives, if they are there. */
#include "support.h"

#include <cjson/cJSON.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define SAMPLES "../shared/exports"

static char *read_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    char *text = calloc(1, 65536);
    assert_non_null(text);
    assert_true(fread(text, 1, 65535, file) > 0);
    assert_int_equal(fclose(file), 0);
    return text;
}

static int64_t shown_total(const imported *got, const char *id)
{
    for (size_t i = 0; i < BS_TOTAL_COUNT; i++) {
        if (strcmp(bs_total_id((bs_total)i), id) == 0) {
            return got->result.ingest.totals[i];
        }
    }
    assert_string_equal(id, "accepted");
    return got->result.ingest.totals[BS_TOTAL_ACCEPTED_OUT];
}

static void sample_archives_give_what_is_expected(void **state)
{
    (void)state;
    char *text = read_text(SAMPLES "/expected.json");
    if (text == NULL) {
        skip();
    }
    cJSON *expected = cJSON_Parse(text);
    assert_non_null(expected);
    const cJSON *archive = NULL;
    cJSON_ArrayForEach(archive, expected)
    {
        char path[512];
        (void)snprintf(path, sizeof path, SAMPLES "/%s", archive->string);
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        assert_true(fd >= 0);
        bs_bytes bytes;
        bs_error error;
        assert_int_equal(bs_bytes_of_file(&bytes, fd, &error), BS_OK);
        bs_archive_options options = options_of(NULL);
        options.ingest.day = bs_archive_day(archive->string);
        assert_int_not_equal(options.ingest.day, BS_DAY_NONE);
        imported got = {.status = BS_OK};
        bs_observation_init(&got.observation);
        assert_int_equal(bs_archive_read(&got.observation, &got.result, &bytes, &options, &error),
                         BS_OK);
        const cJSON *count = NULL;
        cJSON_ArrayForEach(count, archive)
        {
            int64_t wanted = cJSON_IsNull(count) ? BS_NOT_KNOWN : (int64_t)count->valuedouble;
            if (shown_total(&got, count->string) != wanted) {
                print_error("%s: %s\n", archive->string, count->string);
            }
            assert_int_equal(shown_total(&got, count->string), wanted);
        }
        release(&got);
        assert_int_equal(close(fd), 0);
    }
    cJSON_Delete(expected);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sample_archives_give_what_is_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
