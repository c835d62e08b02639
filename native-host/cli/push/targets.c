#include "targets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/line_protocol.h"
#include "bussola/ingest/delivery.h"
#include "cli/output/xmalloc.h"
#include "cli/pull/tokenfile.h"
#include "deliver.h"
#include "platform/path.h"

#define LINES_SHOWN 4 /* before the user agrees */

size_t bs_targets_keep(bs_push_target *targets, size_t count, bs_profile_id profile, bool open)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const bs_push_target *target = &targets[i];
        if (target->agreed != 0 && (profile == BS_PROFILE_NONE || target->profile == profile) &&
            !(open && target->marked)) {
            targets[kept++] = *target;
        }
    }
    return kept;
}

bs_exit bs_targets_find(bs_push_target *target, const bs_member *member, const bs_cli *cli,
                        bs_profile_id profile)
{
    bs_error error;
    bs_push_target *targets = NULL;
    size_t count = 0;
    bs_exit code = BS_EXIT_NOTHING;
    if (bs_store_push_targets(&targets, &count, member->store, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (profile != BS_PROFILE_NONE && bs_targets_keep(targets, count, profile, false) > 0) {
        *target = targets[0];
        code = BS_EXIT_OK;
    }
    free(targets);
    return code;
}

bs_exit bs_targets_of(bs_push_target *target, const bs_cli *cli, const bs_arguments *arguments)
{
    bs_member member;
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_exit code = bs_member_open(&member, cli);
    if (code != BS_EXIT_OK) {
        return code;
    }
    code = bs_member_profile(&profile, &member, cli, arguments);
    if (code == BS_EXIT_OK) {
        code = bs_targets_find(target, &member, cli, profile);
        if (code == BS_EXIT_NOTHING) {
            code = bs_complain(cli, BS_EXIT_NOTHING, "cli_push_none", NULL);
        }
    }
    bs_member_close(&member);
    return code;
}

bs_exit bs_targets_all(bs_push_target **targets, size_t *count, const bs_cli *cli,
                       const bs_arguments *arguments)
{
    bs_error error;
    bs_member member;
    bs_profile_id profile = BS_PROFILE_NONE;
    *targets = NULL;
    *count = 0;
    bs_exit code = bs_member_open(&member, cli);
    if (code != BS_EXIT_OK) {
        return code;
    }
    if (bs_store_push_targets(targets, count, member.store, &error) != BS_OK) {
        code = bs_complain_error(cli, &error);
    } else if (bs_arguments_has(arguments, "profile")) {
        code = bs_member_profile(&profile, &member, cli, arguments);
    }
    *count = bs_targets_keep(*targets, *count, profile, false);
    bs_member_close(&member);
    return code;
}

static void write_lines(const bs_cli *cli, const bs_buffer *lines, size_t most)
{
    size_t shown = 0;
    size_t end = 0;
    size_t all = 0;
    for (size_t i = 0; i < lines->size; i++) {
        if (lines->data[i] == '\n') {
            all++;
            shown = all <= most ? all : shown;
            end = all <= most ? i + 1 : end;
        }
    }
    (void)fwrite(lines->data, 1, end, stdout);
    (void)fflush(stdout);
    if (all > shown) {
        char *text = bs_text_count(&cli->text, "cli_push_more_lines", (long)(all - shown));
        bs_terminal_wrap(&cli->err, BS_INK_DIM, 0, text);
        free(text);
    }
}

bs_exit bs_targets_show(const bs_cli *cli, const bs_member *member, const bs_push_target *target,
                        bool all)
{
    bs_error error;
    bs_buffer lines;
    bs_push_day *days = NULL;
    size_t count = 0;
    if (bs_store_push_score(member->store, target->profile, member->now, &error) != BS_OK ||
        bs_store_push_days(&days, &count, member->store, target->profile, false, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    bs_buffer_init(&lines, SIZE_MAX / 2);
    if (target->withdrawn == 0) {
        bs_push_write_days(&lines, target, days, count);
    } else if (!target->marked) {
        bs_line_write_withdrawn(&lines, target);
    }
    if (lines.failed) {
        bs_xfail();
    }
    free(days);
    char *address = bs_text_new(&cli->text, "cli_push_post", target->url, BS_DELIVERY_PATH, NULL);
    bs_terminal_wrap(&cli->err, BS_INK_DIM, 0, address);
    free(address);
    write_lines(cli, &lines, all ? SIZE_MAX : LINES_SHOWN);
    bs_buffer_free(&lines);
    return BS_EXIT_OK;
}

void bs_targets_remove_token(const bs_cli *cli, const bs_push_target *target)
{
    char *path = bs_tokenfile_push_path(cli, target->member);
    if (path != NULL) {
        (void)bs_path_remove(path);
    }
    free(path);
}
