#include "tokenfile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/base/paths.h"
#include "cli/output/xmalloc.h"
#include "platform/secret.h"
#include "platform/tty.h"

static char *path_of(const bs_cli *cli, const char *name, const char *suffix)
{
    bs_paths paths;
    if (!bs_paths_open(&paths, "")) {
        (void)bs_complain(cli, BS_EXIT_FAILED, "cli_token_no_home", NULL);
        return NULL;
    }
    char *path = bs_xasprintf("%s/bussola/%s%s", paths.config, name, suffix);
    bs_paths_free(&paths);
    return path;
}

char *bs_tokenfile_path(const bs_cli *cli)
{
    return path_of(cli, "token", "");
}

char *bs_tokenfile_push_path(const bs_cli *cli, const char *member)
{
    return path_of(cli, "push-", member);
}

/* ---- asking and writing ---- */

typedef struct question {
    const bs_cli *cli;
    const char *key;
} question;

static void prompt_for(const void *context)
{
    const question *asked = context;
    bs_terminal_write(&asked->cli->err, bs_text(&asked->cli->text, asked->key));
    bs_terminal_write(&asked->cli->err, " ");
    (void)fflush(stderr);
}

bool bs_tokenfile_ask(char token[BS_TOKEN_LINE], const bs_cli *cli, const char *prompt)
{
    const question asked = {cli, prompt};
    size_t length = bs_tty_read_secret(token, BS_TOKEN_LINE - 1, prompt_for, &asked);
    if (bs_tty_is(stdin)) {
        bs_terminal_write(&cli->err, "\n");
    }
    while (length > 0 && (token[length - 1] == '\r' || token[length - 1] == ' ')) {
        length--;
    }
    token[length] = '\0';
    return bs_token_valid(token, length);
}

static void note_nothing(void *context, const char *path)
{
    (void)context;
    (void)path;
}

int bs_tokenfile_write(const char *path, const char *token)
{
    char *directory = bs_xstrdup(path);
    *strrchr(directory, '/') = '\0';
    int failure = bs_directory_make(directory, 0700, true, note_nothing, NULL);
    if (failure == 0) {
        failure = bs_file_write(path, 0600, token);
    }
    free(directory);
    return failure;
}

/* ---- reading ---- */

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
