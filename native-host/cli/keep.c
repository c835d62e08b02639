#include "keep.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "member.h"
#include "memory.h"

static bs_status apply(bs_kept *kept, bs_store *store, bs_observation *observation, const char *key,
                       int64_t now, bs_error *error)
{
    bs_applied applied = {0};
    bs_status status = bs_store_keep(&applied, store, observation, key, now, error);
    if (status == BS_OK) {
        kept->changed = applied.changed;
        (void)snprintf(kept->profile, sizeof kept->profile, "%s", applied.view.key);
        bs_view_free(&applied.view);
    }
    return status;
}

bs_exit bs_keep(bs_kept *kept, const bs_cli *cli, bs_observation *observation, const char *key)
{
    bs_error error;
    bs_store *store = NULL;
    int64_t now = (int64_t)time(NULL);
    bs_model *model = bs_memory_new(1, sizeof *model);
    bs_exit code = bs_member_model(model, cli);
    *kept = (bs_kept){0};
    if (code == BS_EXIT_OK) {
        bs_status status = bs_store_open(&store, NULL, model, now, &error);
        if (status == BS_OK) {
            status = apply(kept, store, observation, key, now, &error);
        }
        if (status != BS_OK) {
            code = bs_complain_error(cli, &error);
        } else {
            bs_log_write(&cli->log, BS_LOG_INFO, "stored: %zu rows changed", kept->changed);
        }
        bs_store_close(store);
    }
    free(model);
    return code;
}
