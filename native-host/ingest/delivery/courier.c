#include <stdlib.h>
#include <string.h>

#include "bussola/ingest/delivery.h"
#include "bussola/platform/offline.h"
#include "platform/helper.h"
#include "post_client.h"

#define PLACES_MAX 64

typedef struct work {
    const bs_delivery_place *places;
    size_t count;
    const bs_delivery_options *options;
} work;

struct bs_courier {
    bs_helper child;
    work given; /* the child may be a thread */
};

/* Header of a post, before the body; only uint64_t, so that it has no padding. */
typedef struct question {
    uint64_t place, length;
} question;

/* ---- the child ---- */

/* Posts with the client of the place, which is made at the first post. */
static void answer(bs_post_reply *reply, bs_post_client **client, const bs_curl_library *library,
                   const bs_delivery_place *place, const work *given, const char *body,
                   size_t length)
{
    *reply = (bs_post_reply){.fault = BS_HTTP_NO_LIBRARY};
    if (library == NULL) {
        return;
    }
    const bs_status status =
        *client != NULL ? BS_OK : bs_post_client_new(client, library, place, given->options);
    if (status == BS_OK) {
        bs_post_client_send(reply, *client, body, length);
    } else {
        reply->fault = status == BS_BAD_REQUEST ? BS_HTTP_NO_TOKEN : BS_HTTP_CHILD;
    }
}

static void serve(const work *given, const bs_curl_library *library, int stream, char *body)
{
    bs_post_client *clients[PLACES_MAX] = {NULL};
    question asked;
    bool open = true;
    while (open && bs_helper_receive(stream, &asked, sizeof asked) && asked.place < given->count &&
           asked.length <= BS_DELIVERY_BODY_MAX &&
           bs_helper_receive(stream, body, (size_t)asked.length)) {
        bs_post_reply reply;
        answer(&reply, &clients[asked.place], library, &given->places[asked.place], given, body,
               (size_t)asked.length);
        open = bs_helper_send(stream, &reply, sizeof reply);
    }
    for (size_t i = 0; i < given->count; i++) {
        bs_post_client_free(clients[i]);
    }
}

static void be_child(const void *context, int stream)
{
    const work *given = context;
    const char *own[PLACES_MAX + 1] = {given->options->ca_file};
    char *body = malloc(BS_DELIVERY_BODY_MAX);
    bs_curl_library library;
    for (size_t i = 0; i < given->count; i++) {
        own[i + 1] = given->places[i].token_path;
    }
    const bool loaded = bs_curl_library_open(&library);
    (void)bs_online_enter(own, given->count + 1);
    if (body == NULL || (loaded && library.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)) {
        free(body);
        return;
    }
    serve(given, loaded ? &library : NULL, stream, body);
    if (loaded) {
        library.global_cleanup();
    }
    free(body);
}

/* ---- the parent ---- */

bs_status bs_courier_start(bs_courier **courier, const bs_delivery_place *places, size_t count,
                           const bs_delivery_options *options, bs_error *error)
{
    bs_courier *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    made->given = (work){places, count < PLACES_MAX ? count : PLACES_MAX, options};
    if (!bs_helper_start(&made->child, be_child, &made->given)) {
        free(made);
        return bs_fail(error, BS_INTERNAL, "", "No process can be started.");
    }
    (void)bs_offline_enter();
    *courier = made;
    return BS_OK;
}

void bs_courier_stop(bs_courier *courier)
{
    if (courier != NULL) {
        bs_helper_stop(&courier->child);
        free(courier);
    }
}

/* ---- what an answer means ---- */

static bool is_blank(const char *text)
{
    return text[strspn(text, " ")] == '\0';
}

static const char *why_fault(bs_http_fault fault)
{
    switch (fault) {
    case BS_HTTP_NO_TOKEN:
        return "no_token";
    case BS_HTTP_NO_LIBRARY:
        return "no_library";
    case BS_HTTP_CERTIFICATE:
        return "certificate";
    case BS_HTTP_REDIRECT: /* none is followed: the answer is of another protocol */
        return "not_http";
    case BS_HTTP_TOO_LARGE:
        return "answer";
    case BS_HTTP_BROKEN:
        return "broken";
    default:
        return "network";
    }
}

static void judge_fault(bs_delivery_reply *reply, bs_http_fault fault)
{
    const bool passing =
        fault == BS_HTTP_NETWORK || fault == BS_HTTP_BROKEN || fault == BS_HTTP_CHILD;
    reply->end = passing ? BS_DELIVERY_LATER : BS_DELIVERY_STOPPED;
    reply->why = why_fault(fault);
}

/*
 * Only an empty answer is an acceptance: a server that answers 200 with a text is a login page, a
 * proxy, or an error in disguise.
 */
static void judge_status(bs_delivery_reply *reply)
{
    const int status = reply->status;
    const bool accepted = status >= 200 && status <= 299 && is_blank(reply->text);
    reply->end = accepted ? BS_DELIVERED : BS_DELIVERY_STOPPED;
    reply->why = "answer";
    if (status == 400 || status == 413 || status == 422) {
        reply->end = BS_DELIVERY_REFUSED;
        reply->why = "refused";
    } else if (status == 408 || status == 429 || status >= 500) {
        reply->end = BS_DELIVERY_LATER;
        reply->why = "busy";
    } else if (status == 401 || status == 403 || status == 407) {
        reply->why = "token";
    } else if (status >= 300) {
        reply->why = "address";
    }
}

void bs_courier_post(bs_delivery_reply *reply, bs_courier *courier, size_t place, const char *body,
                     size_t length)
{
    const int stream = courier->child.stream;
    const question asked = {place, length};
    bs_post_reply got = {.fault = BS_HTTP_CHILD};
    if (length > BS_DELIVERY_BODY_MAX || !bs_helper_send(stream, &asked, sizeof asked) ||
        !bs_helper_send(stream, body, length) || !bs_helper_receive(stream, &got, sizeof got)) {
        got = (bs_post_reply){.fault = BS_HTTP_CHILD};
    }
    *reply = (bs_delivery_reply){.status = (int)got.status, .retry_after = (int)got.retry_after};
    memcpy(reply->text, got.text, sizeof got.text);
    if (got.fault == BS_HTTP_FINE) {
        judge_status(reply);
    } else {
        judge_fault(reply, (bs_http_fault)got.fault);
    }
}
