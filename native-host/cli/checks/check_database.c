#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/platform/storage.h"
#include "bussola/service/model_json.h"
#include "bussola/store/about.h"
#include "bussola/store/recovery.h"
#include "bussola/store/store.h"
#include "cli/doctor/diagnosis.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"
#include "platform/user.h"

static const char check[] = "database";

/* The directory must have mode 0700 and files 0600, so that only the user can read the counts. */
static void check_mode(bs_diagnosis *diagnosis, const char *path, unsigned mode)
{
    bs_path_facts about;
    if (!bs_path_look(&about, path, true) || about.mode == mode || about.mode == BS_PATH_NO_MODE) {
        return;
    }
    const bool lost = (about.mode & mode) != mode;
    if (diagnosis->fix && bs_path_set_mode(path, mode)) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_mode_mended", path, NULL);
        return;
    }
    char *remedy = bs_xasprintf("chmod %o '%s'", mode, path);
    bs_diagnosis_add(diagnosis, check, lost ? BS_LEVEL_FAILURE : BS_LEVEL_WARNING, remedy,
                     lost ? "cli_doctor_mode_lost" : "cli_doctor_mode", path, NULL);
    free(remedy);
}

static void check_owner(bs_diagnosis *diagnosis, const char *path)
{
    bs_path_facts about;
    if (bs_path_look(&about, path, true) && about.foreign) {
        char *remedy = bs_xasprintf("sudo chown -R %ld '%s'", bs_user_number(), path);
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, remedy, "cli_doctor_owner", path,
                         NULL);
        free(remedy);
    }
}

static char *megabytes(const bs_diagnosis *diagnosis, double bytes)
{
    char text[BS_NUMBER_TEXT];
    bs_number_format(text, &diagnosis->cli->text, bytes / BS_MEGABYTE,
                     bytes < 10 * BS_MEGABYTE ? 1 : 0);
    return bs_xstrdup(text);
}

static void check_content(bs_diagnosis *diagnosis, bs_store *store)
{
    bs_error error;
    bs_store_info info;
    if (bs_store_check(store, false, &error) != BS_OK ||
        bs_store_about(&info, store, &error) != BS_OK) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, "bussola recover",
                         "cli_doctor_damaged", error.message, NULL);
        return;
    }
    char schema[12];
    char *size = megabytes(diagnosis, (double)info.bytes);
    (void)snprintf(schema, sizeof schema, "%d", info.schema);
    bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_database", info.database,
                     size, schema, NULL);
    free(size);
}

/* Adds the error's message, and the command that repairs it, if there is one. */
static void add_failure(bs_diagnosis *diagnosis, const bs_error *error)
{
    const bool set_aside = strcmp(error->field, BS_STORAGE_DAMAGED) == 0 ||
                           strcmp(error->field, BS_STORAGE_FOREIGN) == 0 ||
                           strcmp(error->field, BS_STORAGE_ALTERED) == 0;
    char *text = bs_error_text(&diagnosis->cli->text, error);
    bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, set_aside ? "bussola recover" : NULL,
                     "cli_error", text, NULL);
    free(text);
}

/* Reports backups and databases set aside, because they use space and hold earlier data. */
static void check_copies(bs_diagnosis *diagnosis, const char *directory)
{
    bs_error error;
    bs_copy *copies = NULL;
    size_t count = 0;
    int64_t bytes = 0;
    if (bs_copies_list(&copies, &count, directory, &error) != BS_OK || count == 0) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        bytes += copies[i].bytes;
    }
    char number[24];
    char *size = megabytes(diagnosis, (double)bytes);
    (void)snprintf(number, sizeof number, "%zu", count);
    bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_copies", number, size,
                     directory, NULL);
    free(size);
    free(copies);
}

/* The directory, or the nearest existing one above it; the caller frees it. */
static char *nearest(const char *directory)
{
    char *path = bs_xstrdup(directory);
    char *slash = strrchr(path, '/');
    while (!bs_path_exists(path) && errno == ENOENT && slash != NULL && slash != path) {
        *slash = '\0';
        slash = strrchr(path, '/');
    }
    return path;
}

/* Checks whether a missing database could be created. */
static void check_place(bs_diagnosis *diagnosis, const char *directory)
{
    char *path = nearest(directory);
    const bool good = bs_path_is_open_to(path);
    bs_diagnosis_add(diagnosis, check, good ? BS_LEVEL_OK : BS_LEVEL_FAILURE, NULL,
                     good ? "cli_doctor_no_database" : "cli_doctor_no_place", directory, NULL);
    if (good) {
        bs_check_disk(diagnosis, path);
        bs_check_readings(diagnosis, NULL);
    }
    free(path);
}

/* Seconds of the last change of a database or its log; 0 without either. */
static int64_t last_change(const char *database)
{
    bs_path_facts about;
    char *log = bs_xasprintf("%s-wal", database);
    int64_t last = bs_path_look(&about, database, true) ? about.changed : 0;
    if (bs_path_look(&about, log, true) && about.changed > last) {
        last = about.changed;
    }
    free(log);
    return last;
}

/* A browser that was not started from this terminal may lack its XDG_DATA_HOME. */
static void check_other(bs_diagnosis *diagnosis, const char *directory, const char *database)
{
    char *other = bs_xasprintf("%s/.local/share/bussola/bussola.db", diagnosis->paths.home);
    if (strcmp(other, database) != 0 && last_change(other) > last_change(database)) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, "unset XDG_DATA_HOME",
                         "cli_doctor_database_other", other, directory, NULL);
    }
    free(other);
}

static void check_store(bs_diagnosis *diagnosis)
{
    bs_error error;
    bs_model *model = bs_xcalloc(1, sizeof *model);
    bs_store *store = NULL;
    bool refused = false;
    if (bs_model_in_force(model, &refused, &error) == BS_OK &&
        bs_store_open(&store, NULL, model, (int64_t)time(NULL), &error) == BS_OK) {
        check_content(diagnosis, store);
        bs_check_readings(diagnosis, store);
        bs_check_push(diagnosis, store);
    } else {
        add_failure(diagnosis, &error);
    }
    bs_store_close(store);
    free(model);
}

void bs_check_database(bs_diagnosis *diagnosis)
{
    bs_error error;
    char directory[BS_STORE_PATH_MAX];
    if (bs_store_directory(directory, &error) != BS_OK) {
        add_failure(diagnosis, &error);
        return;
    }
    char *database = bs_xasprintf("%s/bussola.db", directory);
    char *log = bs_xasprintf("%s-wal", database);
    if (!bs_path_exists(database) && errno == ENOENT && !bs_path_exists(log)) {
        check_place(diagnosis, directory);
    } else {
        check_owner(diagnosis, directory);
        check_owner(diagnosis, database);
        check_mode(diagnosis, directory, 0700);
        check_mode(diagnosis, database, 0600);
        bs_check_disk(diagnosis, directory);
        check_store(diagnosis);
        check_copies(diagnosis, directory);
    }
    check_other(diagnosis, directory, database);
    free(log);
    free(database);
}
