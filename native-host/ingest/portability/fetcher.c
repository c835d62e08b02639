#include "fetcher.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/platform/offline.h"
#include "platform/helper.h"

#define CHANGES_A_PAGE 50

struct bs_fetcher {
    bs_helper child;
};

/* A request to the child; only uint64_t, so that it has no padding. */
typedef struct question {
    uint64_t changes, domain, position;
} question;

/* Header of the child's answer, before the body. */
typedef struct answer {
    int64_t status, fault, retry_after;
    uint64_t length;
} answer;

/* ---- the child ---- */

/* Without a client answers every request with the fault. */
static void serve(bs_api_client *client, bs_http_fault fault, int stream)
{
    question asked;
    while (bs_helper_receive(stream, &asked, sizeof asked)) {
        char path[256];
        bs_api_reply reply = {.fault = (int)fault};
        if (asked.changes != 0) {
            (void)snprintf(
                path, sizeof path,
                "/rest/memberChangeLogs?q=memberAndApplication&count=%d&startTime=%" PRIu64,
                CHANGES_A_PAGE, asked.position);
        } else {
            (void)snprintf(
                path, sizeof path, "/rest/memberSnapshotData?q=criteria&domain=%s&start=%" PRIu64,
                bs_domain_name((bs_domain)(asked.domain % BS_DOMAIN_COUNT)), asked.position);
        }
        if (client != NULL) {
            bs_api_client_get(&reply, client, path);
        }
        answer head = {reply.status, reply.fault, reply.retry_after, reply.length};
        bool sent = bs_helper_send(stream, &head, sizeof head) &&
                    bs_helper_send(stream, reply.body != NULL ? reply.body : "", reply.length);
        free(reply.body);
        if (!sent) {
            return;
        }
    }
}

static void be_child(const void *context, int stream)
{
    const bs_api_place *place = context;
    bs_api_client *client = NULL;
    const char *const own[] = {place->token_path, place->ca_file};
    bs_curl_library library;
    const bool loaded = bs_curl_library_open(&library);
    (void)bs_online_enter(own, sizeof own / sizeof own[0]);
    if (!loaded) {
        serve(NULL, BS_HTTP_NO_LIBRARY, stream);
        return;
    }
    if (library.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
        bs_api_client_new(&client, &library, place) == BS_INTERNAL) {
        return;
    }
    serve(client, BS_HTTP_NO_TOKEN, stream);
    bs_api_client_free(client);
    library.global_cleanup();
}

/* ---- the parent ---- */

bs_status bs_fetcher_start(bs_fetcher **fetcher, const bs_api_place *place, bs_error *error)
{
    if (place->base != NULL && !bs_api_base_allowed(place->base)) {
        return bs_fail(error, BS_BAD_REQUEST, "base",
                       "Only a server on this machine may be named.");
    }
    bs_fetcher *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    if (!bs_helper_start(&made->child, be_child, place)) {
        free(made);
        return bs_fail(error, BS_INTERNAL, "", "No process can be started.");
    }
    (void)bs_offline_enter();
    *fetcher = made;
    return BS_OK;
}

void bs_fetcher_stop(bs_fetcher *fetcher)
{
    if (fetcher == NULL) {
        return;
    }
    bs_helper_stop(&fetcher->child);
    free(fetcher);
}

void bs_fetcher_get(bs_api_reply *reply, bs_fetcher *fetcher, const bs_api_request *request)
{
    question asked = {request->changes ? 1 : 0, (uint64_t)request->domain, request->position};
    answer head;
    *reply = (bs_api_reply){.fault = BS_HTTP_CHILD};
    if (!bs_helper_send(fetcher->child.stream, &asked, sizeof asked) ||
        !bs_helper_receive(fetcher->child.stream, &head, sizeof head) ||
        head.length > BS_API_BODY_MAX) {
        return;
    }
    char *body = malloc((size_t)head.length + 1);
    if (body == NULL || !bs_helper_receive(fetcher->child.stream, body, (size_t)head.length)) {
        free(body);
        return;
    }
    body[head.length] = '\0';
    *reply = (bs_api_reply){(int)head.status, (int)head.fault, (int)head.retry_after, body,
                            (size_t)head.length};
}
