#include "http.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "platform/fs.h"
#include "platform/secret.h"

#define CONNECT_SECONDS 20L
#define SLOW_BYTES 64L /* bytes per second … */
#define SLOW_SECONDS 30L

bs_http_fault bs_http_fault_of(CURLcode code, bool too_large, bool reached)
{
    switch (code) {
    case CURLE_OK:
        return BS_HTTP_FINE;
    case CURLE_WRITE_ERROR:
        return too_large ? BS_HTTP_TOO_LARGE : BS_HTTP_BROKEN;
    case CURLE_FILESIZE_EXCEEDED:
        return BS_HTTP_TOO_LARGE;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return BS_HTTP_CERTIFICATE;
    case CURLE_UNSUPPORTED_PROTOCOL:
        return BS_HTTP_REDIRECT;
    default:
        return reached ? BS_HTTP_BROKEN : BS_HTTP_NETWORK;
    }
}

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

bool bs_http_read_token(char token[BS_API_TOKEN_MAX + 1], const char *path)
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

bool bs_http_set_safe(const bs_curl_library *library, CURL *curl, const char *protocols,
                      long seconds)
{
    CURLcode (*const set)(CURL *, CURLoption, ...) = library->easy_setopt;
    return set(curl, CURLOPT_PROTOCOLS_STR, protocols) == CURLE_OK &&
           set(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           set(curl, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
           set(curl, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
           set(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
           set(curl, CURLOPT_CONNECTTIMEOUT,
               seconds < CONNECT_SECONDS ? seconds : CONNECT_SECONDS) == CURLE_OK &&
           set(curl, CURLOPT_TIMEOUT, seconds) == CURLE_OK &&
           set(curl, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES) == CURLE_OK &&
           set(curl, CURLOPT_LOW_SPEED_TIME, SLOW_SECONDS) == CURLE_OK &&
           set(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           set(curl, CURLOPT_USERAGENT, "Bussola/" BS_VERSION) == CURLE_OK;
}

bool bs_http_add_header(const bs_curl_library *library, struct curl_slist **headers,
                        const char *header)
{
    struct curl_slist *longer = library->slist_append(*headers, header);
    if (longer == NULL) {
        return false;
    }
    *headers = longer;
    return true;
}

bool bs_http_add_token(const bs_curl_library *library, struct curl_slist **headers,
                       const char *token)
{
    char line[BS_API_TOKEN_MAX + 32];
    (void)snprintf(line, sizeof line, "Authorization: Bearer %s", token);
    const bool fine = bs_http_add_header(library, headers, line);
    bs_secret_wipe(line, sizeof line);
    return fine;
}

void bs_http_free_headers(const bs_curl_library *library, struct curl_slist *headers)
{
    for (struct curl_slist *header = headers; header != NULL; header = header->next) {
        bs_secret_wipe(header->data, strlen(header->data));
    }
    library->slist_free_all(headers);
}
