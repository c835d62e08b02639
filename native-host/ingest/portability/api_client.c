#include "api_client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/secret.h"

#define PATH_MAX_BYTES 512
#define BASE_MAX 128
#define REPLY_SECONDS 300L
#define REDIRECTS_MAX 3

struct bs_api_client {
    const bs_curl_library *library;
    CURL *curl;
    struct curl_slist *headers;
    char base[BASE_MAX];
    char token[BS_API_TOKEN_MAX + 1];
};

typedef struct received {
    bs_api_reply *reply;
    size_t capacity;
    bool too_large;
} received;

bool bs_api_base_allowed(const char *base)
{
    static const char *const hosts[] = {"https://127.0.0.1:", "https://localhost:"};
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        size_t length = strlen(hosts[i]);
        if (strncmp(base, hosts[i], length) == 0) {
            size_t digits = strspn(base + length, "0123456789");
            return digits > 0 && digits <= 5 && base[length + digits] == '\0';
        }
    }
    return false;
}

static size_t take(char *data, size_t size, size_t count, void *context)
{
    received *into = context;
    size_t length = size * count;
    bs_api_reply *reply = into->reply;
    if (length > BS_API_BODY_MAX - reply->length) {
        into->too_large = true;
        return 0;
    }
    if (reply->length + length + 1 > into->capacity) {
        size_t capacity = (reply->length + length + 1) * 2;
        char *larger = realloc(reply->body, capacity);
        if (larger == NULL) {
            return 0;
        }
        reply->body = larger;
        into->capacity = capacity;
    }
    memcpy(reply->body + reply->length, data, length);
    reply->length += length;
    reply->body[reply->length] = '\0';
    return length;
}

static bool set_headers(bs_api_client *client)
{
    return bs_http_add_token(client->library, &client->headers, client->token) &&
           bs_http_add_header(client->library, &client->headers,
                              "LinkedIn-Version: " BS_API_VERSION) &&
           bs_http_add_header(client->library, &client->headers,
                              "X-Restli-Protocol-Version: 2.0.0");
}

static bool set_options(bs_api_client *client, const char *ca_file)
{
    CURL *curl = client->curl;
    CURLcode (*const set)(CURL *, CURLoption, ...) = client->library->easy_setopt;
    return bs_http_set_safe(client->library, curl, "https", REPLY_SECONDS) &&
           set(curl, CURLOPT_HTTPHEADER, client->headers) == CURLE_OK &&
           set(curl, CURLOPT_ACCEPT_ENCODING, "") == CURLE_OK &&
           set(curl, CURLOPT_WRITEFUNCTION, take) == CURLE_OK &&
           (ca_file == NULL || set(curl, CURLOPT_CAINFO, ca_file) == CURLE_OK);
}

bs_status bs_api_client_new(bs_api_client **client, const bs_curl_library *library,
                            const bs_api_place *place)
{
    bs_api_client *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return BS_INTERNAL;
    }
    made->library = library;
    if (!bs_http_read_token(made->token, place->token_path)) {
        bs_api_client_free(made);
        return BS_BAD_REQUEST;
    }
    const char *base = place->base != NULL ? place->base : BS_API_BASE;
    (void)snprintf(made->base, sizeof made->base, "%s", base);
    made->curl = library->easy_init();
    if (made->curl == NULL || !set_headers(made) ||
        !set_options(made, place->base != NULL ? place->ca_file : NULL)) {
        bs_api_client_free(made);
        return BS_INTERNAL;
    }
    *client = made;
    return BS_OK;
}

void bs_api_client_free(bs_api_client *client)
{
    if (client == NULL) {
        return;
    }
    bs_http_free_headers(client->library, client->headers);
    client->library->easy_cleanup(client->curl);
    bs_secret_wipe(client->token, sizeof client->token);
    free(client);
}

static void get_once(bs_api_reply *reply, bs_api_client *client, const char *url)
{
    const bs_curl_library *library = client->library;
    received into = {.reply = reply};
    long status = 0;
    curl_off_t wait = 0;
    double reached = 0;
    free(reply->body);
    *reply = (bs_api_reply){0};
    (void)library->easy_setopt(client->curl, CURLOPT_URL, url);
    (void)library->easy_setopt(client->curl, CURLOPT_WRITEDATA, &into);
    CURLcode code = library->easy_perform(client->curl);
    (void)library->easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &status);
    (void)library->easy_getinfo(client->curl, CURLINFO_RETRY_AFTER, &wait);
    (void)library->easy_getinfo(client->curl, CURLINFO_PRETRANSFER_TIME, &reached);
    reply->fault = (int)bs_http_fault_of(code, into.too_large, reached > 0);
    reply->status = reply->fault == BS_HTTP_FINE ? (int)status : 0;
    reply->retry_after = wait < BS_HTTP_RETRY_MAX ? (int)wait : BS_HTTP_RETRY_MAX;
}

/* True if `url` is on the requested server. */
static bool same_server(const bs_api_client *client, const char *url)
{
    size_t length = strlen(client->base);
    return strncmp(url, client->base, length) == 0 && (url[length] == '/' || url[length] == '?');
}

void bs_api_client_get(bs_api_reply *reply, bs_api_client *client, const char *path)
{
    char url[BASE_MAX + PATH_MAX_BYTES];
    *reply = (bs_api_reply){0};
    (void)snprintf(url, sizeof url, "%s%s", client->base, path);
    for (int i = 0; i <= REDIRECTS_MAX; i++) {
        get_once(reply, client, url);
        if (reply->status < 300 || reply->status > 399) {
            return;
        }
        const char *next = NULL;
        (void)client->library->easy_getinfo(client->curl, CURLINFO_REDIRECT_URL, &next);
        if (next == NULL || strlen(next) >= sizeof url || !same_server(client, next)) {
            break;
        }
        (void)snprintf(url, sizeof url, "%s", next);
    }
    reply->fault = BS_HTTP_REDIRECT;
    reply->status = 0;
}
