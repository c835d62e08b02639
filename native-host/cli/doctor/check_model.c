#include <unistd.h>

#include "bussola/model_json.h"
#include "checkup.h"

void bs_check_model(bs_checkup *checkup)
{
    static const char check[] = "model";
    bs_error error;
    bs_model model;
    char path[BS_STORE_PATH_MAX];
    bool own = bs_model_user_path(path, sizeof path) && access(path, F_OK) == 0;
    if (own && bs_model_read(&model, path, &error) != BS_OK) {
        bs_checkup_add(checkup, check, BS_LEVEL_WARNING, "bussola model check FILE",
                       "cli_model_refused", path, error.message, NULL);
    } else if (own) {
        bs_checkup_add(checkup, check, BS_LEVEL_OK, NULL, "cli_doctor_model_own", model.id, path,
                       NULL);
    } else if (bs_model_builtin(&model, &error) == BS_OK) {
        bs_checkup_add(checkup, check, BS_LEVEL_OK, NULL, "cli_doctor_model_builtin", model.id,
                       NULL);
    } else {
        bs_checkup_add(checkup, check, BS_LEVEL_FAILURE, NULL, "cli_error", error.message, NULL);
    }
}
