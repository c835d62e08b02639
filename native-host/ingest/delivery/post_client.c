#define ZLIB_CONST /* what is read is const */

#include "post_client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "platform/secret.h"

#define URL_MAX 512
#define ANSWER_MAX ((size_t)64 * 1024) /* bytes read of an answer, which should have none */
#define GZIP_WINDOW (15 + 16)          /* with a gzip header */
#define GZIP_MEMORY 8

struct bs_post_client {
    const bs_curl_library *library;
    CURL *curl;
    struct curl_slist *headers;
    char url[URL_MAX];
    char token[BS_API_TOKEN_MAX + 1];
};

typedef struct received {
    bs_post_reply *reply;
    size_t length;
} received;

/** Replaces what a terminal would act on. */
static void make_printable(char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] < ' ' || text[i] > '~') {
            text[i] = ' ';
        }
    }
}

static size_t take(char *data, size_t size, size_t count, void *context)
{
    received *into = context;
    const size_t length = size * count;
    if (into->length < sizeof into->reply->text) {
        const size_t room = sizeof into->reply->text - into->length;
        const size_t kept = length < room ? length : room;
        memcpy(into->reply->text + into->length, data, kept);
        make_printable(into->reply->text + into->length, kept);
    }
    into->length += length;
    return into->length <= ANSWER_MAX ? length : 0;
}

/** True for an address on this machine, after its scheme. */
static bool is_here(const char *authority)
{
    static const char *const hosts[] = {"127.0.0.1", "localhost", "[::1]"};
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        const size_t length = strlen(hosts[i]);
        if (strncmp(authority, hosts[i], length) == 0 &&
            strchr(":/", authority[length]) != NULL) { /* also at the end */
            return true;
        }
    }
    return false;
}

static const char *after_scheme(const char *url)
{
    const char *colon = strstr(url, "://");
    return colon != NULL ? colon + 3 : "";
}

bool bs_delivery_url_allowed(const char *url)
{
    static const char safe[] = "https://";
    static const char plain[] = "http://";
    const char *authority = after_scheme(url);
    const bool encrypted = strncmp(url, safe, sizeof safe - 1) == 0;
    const bool here = strncmp(url, plain, sizeof plain - 1) == 0 && is_here(authority);
    bool fine = (encrypted || here) && strlen(url) + sizeof BS_DELIVERY_PATH <= URL_MAX &&
                authority[0] != '\0' && strchr("/:", authority[0]) == NULL;
    for (const char *at = url; *at != '\0' && fine; at++) {
        fine = *at > ' ' && *at <= '~' && strchr("@?#\"'\\<>^`{|}", *at) == NULL;
    }
    return fine;
}

static bool set_headers(bs_post_client *client)
{
    const bs_curl_library *library = client->library;
    return (client->token[0] == '\0' ||
            bs_http_add_token(library, &client->headers, client->token)) &&
           bs_http_add_header(library, &client->headers, "Content-Type: text/plain") &&
           bs_http_add_header(library, &client->headers, "Content-Encoding: gzip") &&
           bs_http_add_header(library, &client->headers, "Expect:");
}

static bool set_options(bs_post_client *client, const bs_delivery_options *options)
{
    CURL *curl = client->curl;
    CURLcode (*const set)(CURL *, CURLoption, ...) = client->library->easy_setopt;
    const bool here = is_here(after_scheme(client->url));
    return bs_http_set_safe(client->library, curl, here ? "http,https" : "https",
                            options->seconds) &&
           set(curl, CURLOPT_HTTPHEADER, client->headers) == CURLE_OK &&
           set(curl, CURLOPT_URL, client->url) == CURLE_OK &&
           set(curl, CURLOPT_POST, 1L) == CURLE_OK &&
           set(curl, CURLOPT_WRITEFUNCTION, take) == CURLE_OK &&
           /* No proxy sees what stays on this machine. */
           (!here || set(curl, CURLOPT_PROXY, "") == CURLE_OK) &&
           (!here || options->ca_file == NULL ||
            set(curl, CURLOPT_CAINFO, options->ca_file) == CURLE_OK);
}

bs_status bs_post_client_new(bs_post_client **client, const bs_curl_library *library,
                             const bs_delivery_place *place, const bs_delivery_options *options)
{
    bs_post_client *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return BS_INTERNAL;
    }
    made->library = library;
    if (place->token_path != NULL && !bs_http_read_token(made->token, place->token_path)) {
        bs_post_client_free(made);
        return BS_BAD_REQUEST;
    }
    (void)snprintf(made->url, sizeof made->url, "%s%s", place->url, BS_DELIVERY_PATH);
    made->curl = library->easy_init();
    if (made->curl == NULL || !set_headers(made) || !set_options(made, options)) {
        bs_post_client_free(made);
        return BS_INTERNAL;
    }
    *client = made;
    return BS_OK;
}

void bs_post_client_free(bs_post_client *client)
{
    if (client == NULL) {
        return;
    }
    bs_http_free_headers(client->library, client->headers);
    client->library->easy_cleanup(client->curl);
    bs_secret_wipe(client->token, sizeof client->token);
    free(client);
}

/** The bytes compressed, which the caller frees; NULL without memory. */
static unsigned char *compressed(size_t *size, const char *body, size_t length)
{
    z_stream stream = {.next_in = (const Bytef *)body, .avail_in = (uInt)length};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        return NULL;
    }
    const uLong bound = deflateBound(&stream, (uLong)length);
    unsigned char *bytes = malloc(bound);
    stream.next_out = bytes;
    stream.avail_out = (uInt)bound;
    const bool done = bytes != NULL && deflate(&stream, Z_FINISH) == Z_STREAM_END;
    *size = stream.total_out;
    (void)deflateEnd(&stream);
    if (!done) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

static void post(bs_post_reply *reply, bs_post_client *client, const unsigned char *bytes,
                 size_t size)
{
    const bs_curl_library *library = client->library;
    received into = {.reply = reply};
    long status = 0;
    curl_off_t wait = 0;
    double reached = 0;
    (void)library->easy_setopt(client->curl, CURLOPT_POSTFIELDS, bytes);
    (void)library->easy_setopt(client->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)size);
    (void)library->easy_setopt(client->curl, CURLOPT_WRITEDATA, &into);
    const CURLcode code = library->easy_perform(client->curl);
    (void)library->easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &status);
    (void)library->easy_getinfo(client->curl, CURLINFO_RETRY_AFTER, &wait);
    (void)library->easy_getinfo(client->curl, CURLINFO_PRETRANSFER_TIME, &reached);
    const bs_http_fault fault = bs_http_fault_of(code, into.length > ANSWER_MAX, reached > 0);
    reply->fault = fault;
    reply->status = fault == BS_HTTP_FINE || fault == BS_HTTP_TOO_LARGE ? status : 0;
    reply->retry_after = wait < BS_HTTP_RETRY_MAX ? wait : BS_HTTP_RETRY_MAX;
}

void bs_post_client_send(bs_post_reply *reply, bs_post_client *client, const char *body,
                         size_t length)
{
    size_t size = 0;
    unsigned char *bytes = compressed(&size, body, length);
    *reply = (bs_post_reply){.fault = BS_HTTP_CHILD};
    if (bytes != NULL) {
        post(reply, client, bytes, size);
    }
    free(bytes);
}
