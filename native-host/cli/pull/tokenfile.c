#include "tokenfile.h"

#include "cli/base/paths.h"
#include "cli/base/xmalloc.h"

char *bs_tokenfile_path(const bs_cli *cli)
{
    bs_paths places;
    if (!bs_paths_open(&places, "")) {
        (void)bs_complain(cli, BS_EXIT_FAILED, "cli_token_no_home", NULL);
        return NULL;
    }
    char *path = bs_xasprintf("%s/bussola/token", places.config);
    bs_paths_free(&places);
    return path;
}
