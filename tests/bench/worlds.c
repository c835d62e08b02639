#include "worlds.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 65536 };

/** Reads members of an object and remembers the first missing one. */
typedef struct reader {
    const cJSON *object;
    const char *missing;
} reader;

static const cJSON *member(reader *from, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(from->object, name);
    if (item == NULL && from->missing == NULL) {
        from->missing = name;
    }
    return item;
}

static double number(reader *from, const char *name)
{
    const cJSON *item = member(from, name);
    if (!cJSON_IsNumber(item)) {
        from->missing = name;
        return 0;
    }
    return item->valuedouble;
}

static size_t numbers(double *read, size_t room, reader *from, const char *name)
{
    const cJSON *list = member(from, name);
    size_t count = 0;
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, list)
    {
        if (count < room && cJSON_IsNumber(item)) {
            read[count++] = item->valuedouble;
        }
    }
    return count;
}

static range between(reader *from, const char *name)
{
    double ends[2] = {0};
    if (numbers(ends, 2, from, name) != 2 || ends[0] > ends[1]) {
        from->missing = name;
    }
    return (range){ends[0], ends[1]};
}

static habits read_habits(reader *from)
{
    return (habits){
        .vigour = between(from, "vigour"),
        .spread = number(from, "spread"),
        .mood = number(from, "mood"),
        .pause = number(from, "pause"),
        .turn = number(from, "turn"),
        .growth = number(from, "growth"),
        .presence = between(from, "presence"),
        .weekend = number(from, "weekend"),
        .idle = number(from, "idle"),
        .answered = between(from, "answered"),
    };
}

static world read_world(reader *from)
{
    world read = {
        .gate = number(from, "gate"),
        .weights = number(from, "weights"),
        .unseen = number(from, "unseen"),
        .walk = number(from, "walk"),
        .scored = cJSON_IsTrue(member(from, "scored")),
        .delay = between(from, "delay_days"),
        .jump_chance = number(from, "jump_chance"),
        .jump = number(from, "jump"),
    };
    const char *id = cJSON_GetStringValue(member(from, "id"));
    (void)snprintf(read.id, sizeof read.id, "%s", id == NULL ? "" : id);
    if (numbers(read.grid, BS_PILLAR_COUNT, from, "grid") != BS_PILLAR_COUNT) {
        from->missing = "grid";
    }
    return read;
}

static const char *read_all(worlds *read, const cJSON *root)
{
    reader from = {.object = root};
    double seeds[SEEDS_MAX];
    read->seed_count = numbers(seeds, SEEDS_MAX, &from, "seeds");
    for (size_t i = 0; i < read->seed_count; i++) {
        read->seeds[i] = (unsigned)seeds[i];
    }
    read->members = (size_t)number(&from, "members");
    read->readings = between(&from, "readings");
    read->gap = between(&from, "gap_days");
    read->known = between(&from, "known_days");
    reader everybody = {.object = member(&from, "habits")};
    read->habits = read_habits(&everybody);
    const char *missing = from.missing != NULL ? from.missing : everybody.missing;
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(root, "worlds"))
    {
        reader each = {.object = item};
        if (read->count < WORLDS_MAX) {
            read->of[read->count++] = read_world(&each);
        }
        missing = missing != NULL ? missing : each.missing;
    }
    return missing == NULL && read->count == 0 ? "worlds" : missing;
}

bool worlds_read(worlds *read, const char *path)
{
    *read = (worlds){0};
    static char text[FILE_MAX];
    FILE *file = fopen(path, "r");
    size_t length = file == NULL ? 0 : fread(text, 1, sizeof text - 1, file);
    if (file != NULL) {
        (void)fclose(file);
    }
    text[length] = '\0';
    cJSON *root = cJSON_Parse(text);
    const char *missing = root == NULL ? "JSON" : read_all(read, root);
    cJSON_Delete(root);
    if (missing != NULL) {
        (void)fprintf(stderr, "%s: missing or wrong: %s\n", path, missing);
    }
    return missing == NULL;
}
