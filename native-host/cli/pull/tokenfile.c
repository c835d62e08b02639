#include "tokenfile.h"

#include "cli/base/paths.h"
#include "cli/output/xmalloc.h"

char *bs_tokenfile_path(const bs_cli *cli)
{
    bs_paths paths;
    if (!bs_paths_open(&paths, "")) {
        (void)bs_complain(cli, BS_EXIT_FAILED, "cli_token_no_home", NULL);
        return NULL;
    }
    char *path = bs_xasprintf("%s/bussola/token", paths.config);
    bs_paths_free(&paths);
    return path;
}
