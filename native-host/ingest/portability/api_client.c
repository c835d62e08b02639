#include "api_client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/fs.h"
#include "platform/secret.h"

#define PATH_MAX_BYTES 512
#define BASE_MAX 128
#define CONNECT_SECONDS 20L
#define REPLY_SECONDS 300L
#define SLOW_BYTES 64L /* bytes per second … */
#define SLOW_SECONDS 30L
#define REDIRECTS_MAX 3
#define RETRY_MAX 86400 /* seconds; longer waits are capped */

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

bool bs_token_valid(const char *token, size_t length)
{
    if (length == 0 || length > BS_API_TOKEN_MAX) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (token[i] <= ' ' || token[i] > '~') {
            return false;
        }
    }
    return true;
}

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

static bool read_token(char token[BS_API_TOKEN_MAX + 1], const char *path)
{
    char text[BS_API_TOKEN_MAX + 2];
    int file = -1;
    int64_t length =
        bs_fs_open_direct(&file, path, NULL) == BS_OK ? bs_fs_read(file, text, sizeof text, 0) : -1;
    bs_fs_close(file);
    while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r')) {
        length--;
    }
    bool valid = length > 0 && bs_token_valid(text, (size_t)length);
    if (valid) {
        memcpy(token, text, (size_t)length);
        token[length] = '\0';
    }
    bs_secret_wipe(text, sizeof text);
    return valid;
}

static bool add_header(bs_api_client *client, const char *header)
{
    struct curl_slist *longer = client->library->slist_append(client->headers, header);
    if (longer == NULL) {
        return false;
    }
    client->headers = longer;
    return true;
}

static bool set_headers(bs_api_client *client)
{
    char line[BS_API_TOKEN_MAX + 32];
    (void)snprintf(line, sizeof line, "Authorization: Bearer %s", client->token);
    bool fine = add_header(client, line) &&
                add_header(client, "LinkedIn-Version: " BS_API_VERSION) &&
                add_header(client, "X-Restli-Protocol-Version: 2.0.0");
    bs_secret_wipe(line, sizeof line);
    return fine;
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

static bool set_options(bs_api_client *client, const char *ca_file)
{
    CURL *curl = client->curl;
    CURLcode (*const set)(CURL *, CURLoption, ...) = client->library->easy_setopt;
    return set(curl, CURLOPT_PROTOCOLS_STR, "https") == CURLE_OK &&
           set(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           set(curl, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
           set(curl, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
           set(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
           set(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS) == CURLE_OK &&
           set(curl, CURLOPT_TIMEOUT, REPLY_SECONDS) == CURLE_OK &&
           set(curl, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES) == CURLE_OK &&
           set(curl, CURLOPT_LOW_SPEED_TIME, SLOW_SECONDS) == CURLE_OK &&
           set(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           set(curl, CURLOPT_HTTPHEADER, client->headers) == CURLE_OK &&
           set(curl, CURLOPT_USERAGENT, "Bussola/" BS_VERSION) == CURLE_OK &&
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
    if (!read_token(made->token, place->token_path)) {
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
    for (struct curl_slist *header = client->headers; header != NULL; header = header->next) {
        bs_secret_wipe(header->data, strlen(header->data));
    }
    client->library->slist_free_all(client->headers);
    client->library->easy_cleanup(client->curl);
    bs_secret_wipe(client->token, sizeof client->token);
    free(client);
}

static bs_api_fault fault_of(CURLcode code, bool too_large, bool reached)
{
    switch (code) {
    case CURLE_OK:
        return BS_API_FINE;
    case CURLE_WRITE_ERROR:
        return too_large ? BS_API_TOO_LARGE : BS_API_BROKEN;
    case CURLE_FILESIZE_EXCEEDED:
        return BS_API_TOO_LARGE;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return BS_API_CERTIFICATE;
    case CURLE_UNSUPPORTED_PROTOCOL:
        return BS_API_REDIRECT;
    default:
        return reached ? BS_API_BROKEN : BS_API_NETWORK;
    }
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
    reply->fault = (int)fault_of(code, into.too_large, reached > 0);
    reply->status = reply->fault == BS_API_FINE ? (int)status : 0;
    reply->retry_after = wait < RETRY_MAX ? (int)wait : RETRY_MAX;
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
    reply->fault = BS_API_REDIRECT;
    reply->status = 0;
}
