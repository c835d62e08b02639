#include "tokenfile.h"

#include <stdlib.h>
#include <string.h>

#include "bussola/ingest/portability.h"
#include "cli/base/files.h"
#include "cli/base/paths.h"
#include "cli/output/xmalloc.h"
#include "platform/secret.h"

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

bool bs_tokenfile_holds_token(const char *path)
{
    char *text = NULL;
    const bool read = bs_file_read(&text, NULL, path) == 0;
    const size_t length = read ? strcspn(text, "\r\n") : 0;
    const bool valid = read && bs_token_valid(text, length);
    if (read) {
        bs_secret_wipe(text, strlen(text));
    }
    free(text);
    return valid;
}
