/**
 * @file files.h Reads whole text files for core's tests; paths are relative to the project's root.
 */
#ifndef TESTS_UNIT_CORE_FILES_H
#define TESTS_UNIT_CORE_FILES_H

#include <stdio.h>
#include <stdlib.h>

#include "../test.h"

#include <cjson/cJSON.h>

/** The parsed file; the caller deletes it. */
static inline cJSON *read_json(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("%s is missing: tests run at the project's root", path);
        return NULL;
    }
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    assert_true(size > 0);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, (size_t)size, file), (size_t)size);
    text[size] = '\0';
    (void)fclose(file);
    cJSON *json = cJSON_Parse(text);
    free(text);
    assert_non_null(json);
    return json;
}

#endif
