#include "tokenfile.h"

#include "cli/base/memory.h"
#include "cli/base/places.h"

char *bs_tokenfile_path(const bs_cli *cli)
{
    bs_places places;
    if (!bs_places_open(&places, "")) {
        (void)bs_complain(cli, BS_EXIT_FAILED, "cli_token_no_home", NULL);
        return NULL;
    }
    char *path = bs_memory_print("%s/bussola/token", places.config);
    bs_places_free(&places);
    return path;
}
