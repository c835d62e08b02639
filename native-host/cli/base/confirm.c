#include "confirm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/ascii.h"
#include "bussola/store/recovery.h"
#include "platform/tty.h"

static const bs_question removal = {.prompt = "cli_forget_prompt",
                                    .word = "cli_forget_word",
                                    .no_terminal = "cli_forget_no_terminal",
                                    .declined = "cli_forget_kept"};

static bool answered_yes(const bs_question *question, const bs_cli *cli)
{
    const char *word = bs_text(&cli->text, question->word);
    char *prompt = bs_text_new(&cli->text, question->prompt, word, NULL);
    bs_terminal_write(&cli->out, prompt);
    bs_terminal_write(&cli->out, " ");
    free(prompt);
    (void)fflush(stdout);
    char answer[32] = "";
    if (fgets(answer, sizeof answer, stdin) == NULL) {
        (void)putchar('\n');
        return false;
    }
    answer[strcspn(answer, "\n")] = '\0';
    return bs_ascii_same(answer, word, sizeof answer);
}

bs_exit bs_confirm_as(const bs_question *question, const bs_cli *cli, const bs_arguments *arguments,
                      const char *const *sentences)
{
    if (bs_arguments_has(arguments, "yes")) {
        return BS_EXIT_OK;
    }
    if (!bs_tty_is(stdin) || !cli->out.interactive) {
        return bs_complain(cli, BS_EXIT_DECLINED, question->no_terminal, NULL);
    }
    for (; *sentences != NULL; sentences++) {
        bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 0, *sentences);
    }
    return answered_yes(question, cli)
               ? BS_EXIT_OK
               : bs_complain(cli, BS_EXIT_DECLINED, question->declined, NULL);
}

bs_exit bs_confirm(const bs_cli *cli, const bs_arguments *arguments, const char *const *sentences)
{
    return bs_confirm_as(&removal, cli, arguments, sentences);
}

bs_exit bs_confirm_copies(const bs_cli *cli)
{
    bs_error error;
    bs_copy *copies = NULL;
    size_t count = 0;
    if (bs_copies_list(&copies, &count, NULL, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (count > 0) {
        bs_say(cli, "cli_forget_copies", NULL);
    }
    for (size_t i = 0; i < count; i++) {
        bs_terminal_write(&cli->out, "  ");
        bs_terminal_write(&cli->out, copies[i].path);
        bs_terminal_write(&cli->out, "\n");
    }
    free(copies);
    return BS_EXIT_OK;
}
