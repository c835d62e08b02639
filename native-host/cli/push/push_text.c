#include "push_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/ingest/when.h"
#include "cli/output/xmalloc.h"

char *bs_push_parts_text(const bs_messages *text, unsigned parts)
{
    char *list = bs_xstrdup("");
    for (int i = 0; i < BS_SHARE_PART_COUNT; i++) {
        if ((parts & BS_PUSH_BIT(i)) != 0) {
            char *longer = bs_xasprintf("%s%s%s", list, *list != '\0' ? ", " : "",
                                        bs_text_of(text, "cli_push_part_", bs_share_part_words[i]));
            free(list);
            list = longer;
        }
    }
    return list;
}

static void say_count(const bs_cli *cli, bs_ink ink, const char *base, size_t count)
{
    if (count > 0) {
        char *text = bs_text_count(&cli->text, base, (long)count);
        bs_terminal_wrap(&cli->out, ink, 0, text);
        free(text);
    }
}

/* "14:05" in the machine's time zone, with the date if it is another day. */
static char *moment_text(const bs_cli *cli, int64_t seconds)
{
    const bs_zone here = {.fixed = false};
    const bs_moment at = bs_zone_moment(&here, seconds);
    const int64_t local = at.seconds + (int64_t)at.offset_minutes * 60;
    const int minutes = (int)(local % BS_DAY_SECONDS / 60);
    char date[BS_DATE_TEXT];
    bs_date_format(date, &cli->text, bs_moment_day(at));
    return bs_xasprintf("%s, %02d:%02d", date, minutes / 60, minutes % 60);
}

/* Why something did not arrive: the status and what the server said are in the message. */
static bs_exit complain(const bs_cli *cli, const bs_push_target *target,
                        const bs_push_result *result)
{
    char key[64];
    char status[16];
    const bs_delivery_reply *reply = &result->reply;
    char *until = moment_text(cli, result->wait);
    (void)snprintf(key, sizeof key, "cli_push_error_%s", result->why);
    (void)snprintf(status, sizeof status, "%d", reply->status);
    const bs_exit code = bs_complain(cli, BS_EXIT_FAILED, key, target->url,
                                     strcmp(result->why, "wait") == 0 ? until : status, NULL);
    if (reply->text[strspn(reply->text, " ")] != '\0') {
        (void)bs_complain(cli, BS_EXIT_FAILED, "cli_push_server_said", reply->text, NULL);
    }
    if (result->wait != 0 && strcmp(result->why, "wait") != 0) {
        (void)bs_complain(cli, BS_EXIT_FAILED, "cli_push_error_wait", target->url, until, NULL);
    }
    free(until);
    return code;
}

static bs_exit complain_refused(const bs_cli *cli, const bs_push_result *result)
{
    char status[16];
    char *text = bs_text_count(&cli->text, "cli_push_set_aside", (long)result->set_aside);
    (void)snprintf(status, sizeof status, "%d", result->reply.status);
    const bs_exit code =
        bs_complain(cli, BS_EXIT_FAILED, "cli_push_refused_days", text, status, NULL);
    free(text);
    if (result->reply.text[strspn(result->reply.text, " ")] != '\0') {
        (void)bs_complain(cli, BS_EXIT_FAILED, "cli_push_server_said", result->reply.text, NULL);
    }
    return code;
}

void bs_push_say_deletion(const bs_cli *cli, const bs_push_target *target)
{
    bs_say(cli, "cli_push_delete", NULL);
    char *command = bs_xasprintf("  curl -d 'match[]={member=\"%s\"}' "
                                 "http://localhost:8428/api/v1/admin/tsdb/delete_series\n",
                                 target->member);
    bs_terminal_write(&cli->out, command);
    free(command);
}

bs_exit bs_push_say(const bs_cli *cli, const bs_push_target *target, const bs_push_result *result)
{
    bs_exit code = BS_EXIT_OK;
    if (result->marked) {
        bs_say(cli, "cli_push_withdrawn", target->url, NULL);
    } else if (target->withdrawn == 0 && result->sent > 0) {
        char *text = bs_text_count(&cli->text, "cli_push_sent", (long)result->sent);
        bs_say(cli, "cli_push_sent_to", text, target->url, NULL);
        free(text);
    } else if (target->withdrawn == 0 && result->why == NULL && result->set_aside == 0) {
        bs_say(cli, "cli_push_same", target->url, NULL);
    }
    if (result->why != NULL) {
        code = complain(cli, target, result);
        say_count(cli, BS_INK_PLAIN, "cli_push_waiting", result->waiting);
    }
    if (result->set_aside > 0) {
        code = complain_refused(cli, result);
    } else if (target->refused > 0) {
        say_count(cli, BS_INK_WARNING, "cli_push_aside", (size_t)target->refused);
    }
    return code;
}

void bs_push_write_json(bs_json *json, const bs_push_target *target, const bs_push_result *result)
{
    bs_json_open(json, '{');
    bs_json_member_known(json, "profile", target->key);
    bs_json_member_text(json, "url", target->url);
    bs_json_member_text(json, "member", target->member);
    bs_json_member_day(json, "since", target->since);
    bs_json_member_integer(json, "sent", (int64_t)result->sent);
    bs_json_member_integer(json, "waiting", (int64_t)result->waiting);
    bs_json_member_integer(json, "refused", target->refused + (int64_t)result->set_aside);
    bs_json_member_bool(json, "withdrawn", target->withdrawn != 0);
    if (result->why != NULL) {
        bs_json_member_text(json, "error", result->why);
    } else {
        bs_json_member_null(json, "error");
    }
    bs_json_close(json, '}');
}
