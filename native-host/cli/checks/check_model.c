#include <stdlib.h>
#include <time.h>

#include "bussola/platform/storage.h"
#include "bussola/service/model_json.h"
#include "bussola/store/models.h"
#include "bussola/store/store.h"
#include "cli/base/member.h"
#include "cli/doctor/diagnosis.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"

/* Id of the model that the user chose; "" without a choice or a database. */
static void find_chosen(char id[BS_MODEL_ID_MAX + 1])
{
    bs_store *store = NULL;
    bs_model *model = bs_xcalloc(1, sizeof *model);
    id[0] = '\0';
    if (!bs_member_present() || bs_model_builtin(model, NULL) != BS_OK ||
        bs_store_open(&store, NULL, model, (int64_t)time(NULL), NULL) != BS_OK ||
        bs_store_model_chosen(id, store, NULL) != BS_OK || bs_model_builtin_text(id) == NULL) {
        id[0] = '\0';
    }
    bs_store_close(store);
    free(model);
}

void bs_check_model(bs_diagnosis *diagnosis)
{
    static const char check[] = "model";
    bs_error error;
    bs_model model;
    char chosen[BS_MODEL_ID_MAX + 1];
    char path[BS_STORE_PATH_MAX];
    find_chosen(chosen);
    bool own = bs_model_user_path(path, sizeof path) && bs_path_exists(path);
    if (own && bs_model_read(&model, path, &error) != BS_OK) {
        char *remedy = bs_xasprintf("bussola model check '%s'", path);
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, remedy, "cli_model_refused", path,
                         error.message, NULL);
        free(remedy);
    } else if (chosen[0] != '\0') {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_model_builtin", chosen,
                         NULL);
    } else if (own) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_model_own", model.id,
                         path, NULL);
    } else if (bs_model_builtin(&model, &error) == BS_OK) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_model_builtin", model.id,
                         NULL);
    } else {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, NULL, "cli_error", error.message,
                         NULL);
    }
}
