#include <stdlib.h>

#include "cli/doctor/diagnosis.h"
#include "cli/output/xmalloc.h"
#include "platform/disk.h"

static const char check[] = "disk";

#define SPACE_WARNING (200 * BS_MEGABYTE)
#define SPACE_FAILURE (20 * BS_MEGABYTE)

static void check_space(bs_diagnosis *diagnosis, const char *directory)
{
    bs_disk_space space;
    char text[BS_NUMBER_TEXT];
    if (!bs_disk_measure(&space, directory)) {
        return;
    }
    if (space.files_out) {
        char *remedy = bs_xasprintf("df -i '%s'", directory);
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, remedy, "cli_doctor_space_files",
                         directory, NULL);
        free(remedy);
        return;
    }
    const double left = (double)space.bytes;
    bs_number_format(text, &diagnosis->cli->text, left / BS_MEGABYTE, 0);
    if (left >= SPACE_WARNING) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_space_good", text, NULL);
        return;
    }
    char *remedy = bs_xasprintf("df -h '%s'", directory);
    bs_diagnosis_add(diagnosis, check, left < SPACE_FAILURE ? BS_LEVEL_FAILURE : BS_LEVEL_WARNING,
                     remedy, "cli_doctor_space", text, directory, NULL);
    free(remedy);
}

void bs_check_disk(bs_diagnosis *diagnosis, const char *directory)
{
    bs_disk_kind kind;
    if (bs_disk_identify(&kind, directory)) {
        bs_diagnosis_add(diagnosis, check, kind.network ? BS_LEVEL_WARNING : BS_LEVEL_OK, NULL,
                         kind.network ? "cli_doctor_network" : "cli_doctor_file_system",
                         kind.network ? directory : kind.name, NULL);
    }
    check_space(diagnosis, directory);
}
