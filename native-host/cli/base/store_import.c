#include "store_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/service/model_json.h"
#include "bussola/store/apply.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "cli/output/xmalloc.h"
#include "member.h"

/* State of one call. */
typedef struct keep_run {
    bs_import_outcome *kept;
    const bs_cli *cli;
    bs_store *store;
    bs_observation *observation; /* NULL: store nothing */
    const bs_owner *owner;
    const char *chosen; /* --profile, or NULL */
    int64_t now;
} keep_run;

static bs_status apply(keep_run *keeping, bs_error *error)
{
    bs_import_outcome *kept = keeping->kept;
    bs_applied applied = {0};
    if (keeping->observation == NULL) {
        return bs_store_import_find(kept->profile, &kept->by, keeping->store, keeping->owner,
                                    keeping->chosen, error);
    }
    BS_TRY(bs_store_import(&applied, &kept->by, keeping->store, keeping->observation,
                           keeping->owner, keeping->chosen, keeping->now, error));
    kept->changed = applied.changed;
    (void)snprintf(kept->profile, sizeof kept->profile, "%s", applied.view.key);
    bs_view_free(&applied.view);
    return BS_OK;
}

/* "tilda-varga, ines-prova": known profiles only. */
static char *list_profiles(bs_store *store)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    char *list = bs_xstrdup("");
    if (bs_store_profiles(&profiles, &count, store, NULL) != BS_OK) {
        return list;
    }
    for (size_t i = 0; i < count; i++) {
        const bs_profile *profile = &profiles[i];
        char *longer = bs_xasprintf("%s%s%s", list, i > 0 ? ", " : "",
                                    profile->label[0] != '\0' ? profile->label : profile->key);
        free(list);
        list = longer;
    }
    bs_profiles_free(profiles, count);
    return list;
}

bs_exit bs_store_import_complain(const char **refusal, const bs_cli *cli, bs_store *store,
                                 const char *chosen, const bs_error *error)
{
    const bool other = strcmp(error->field, BS_IMPORT_OTHER) == 0;
    if (error->status == BS_UNKNOWN_PROFILE && chosen != NULL) {
        return bs_complain(cli, BS_EXIT_NOTHING, "cli_unknown_profile", chosen, NULL);
    }
    if (!other && strcmp(error->field, BS_IMPORT_OWNER_UNKNOWN) != 0) {
        return bs_complain_error(cli, error);
    }
    *refusal = other ? BS_IMPORT_OTHER : BS_IMPORT_OWNER_UNKNOWN;
    char *profiles = list_profiles(store);
    const bs_exit code =
        bs_complain(cli, BS_EXIT_FAILED, other ? "cli_import_other" : "cli_import_which", profiles,
                    BS_IMPORT_KEY, NULL);
    free(profiles);
    return code;
}

static bs_exit work(keep_run *keeping)
{
    bs_error error;
    const bs_cli *cli = keeping->cli;
    bs_model *model = bs_xcalloc(1, sizeof *model);
    bs_exit code = bs_member_model(model, cli);
    keeping->now = (int64_t)time(NULL);
    *keeping->kept = (bs_import_outcome){.by = BS_IMPORT_MATCH_CHOSEN};
    if (code == BS_EXIT_OK) {
        bs_status status = bs_store_open(&keeping->store, NULL, model, keeping->now, &error);
        if (status == BS_OK) {
            status = bs_model_follow(model, keeping->store, &error);
        }
        if (status != BS_OK) {
            code = bs_complain_error(cli, &error);
        } else if (apply(keeping, &error) != BS_OK) {
            code = bs_store_import_complain(&keeping->kept->refusal, cli, keeping->store,
                                            keeping->chosen, &error);
        } else if (keeping->observation != NULL) {
            bs_log_write(&cli->log, BS_LOG_INFO, "stored: %zu rows changed",
                         keeping->kept->changed);
        }
        bs_store_close(keeping->store);
    }
    free(model);
    return code;
}

bs_exit bs_store_import_observation(bs_import_outcome *kept, const bs_cli *cli,
                                    bs_observation *observation, const bs_owner *owner,
                                    const char *chosen)
{
    keep_run keeping = {
        .kept = kept, .cli = cli, .observation = observation, .owner = owner, .chosen = chosen};
    return work(&keeping);
}

bs_exit bs_store_import_try_observation(bs_import_outcome *kept, const bs_cli *cli,
                                        const bs_owner *owner, const char *chosen)
{
    keep_run keeping = {.kept = kept, .cli = cli, .owner = owner, .chosen = chosen};
    if (!bs_member_present()) {
        *kept = (bs_import_outcome){.by = BS_IMPORT_MATCH_FIRST};
        return BS_EXIT_OK;
    }
    return work(&keeping);
}
