/**
 * @file http.h
 * What every client of libcurl shares: why a request failed, the token's file, and safe options.
 */
#ifndef BUSSOLA_INGEST_HTTP_H
#define BUSSOLA_INGEST_HTTP_H

#include <stdbool.h>

#include "bussola/ingest/portability.h"
#include "curl_library.h"

/** Why there is no complete reply. */
typedef enum bs_http_fault {
    BS_HTTP_FINE,
    BS_HTTP_NO_TOKEN,    /**< no file, or no valid token in it */
    BS_HTTP_NETWORK,     /**< not reached */
    BS_HTTP_BROKEN,      /**< connected, then interrupted or too slow */
    BS_HTTP_CERTIFICATE, /**< the certificate is not valid for the server */
    BS_HTTP_REDIRECT,    /**< redirect to another server, or too many */
    BS_HTTP_TOO_LARGE,   /**< more than the client accepts */
    BS_HTTP_CHILD,       /**< the child process has ended */
    BS_HTTP_NO_LIBRARY,  /**< libcurl is not installed */
} bs_http_fault;

#define BS_HTTP_RETRY_MAX                                                                          \
    86400 /**< seconds; a server that asks for a longer wait gets this one                         \
           */

/** The fault for libcurl's result; `reached`: a connection was made. */
bs_http_fault bs_http_fault_of(CURLcode code, bool too_large, bool reached);

/** Reads a file with one token; false without a valid one. The caller wipes the token. */
bool bs_http_read_token(char token[BS_API_TOKEN_MAX + 1], const char *path);

/**
 * Allows only these protocols ("https"), no redirects, TLS 1.2 or newer with verified certificates,
 * and no signals; sets connect and total timeouts and the user agent.
 */
bool bs_http_set_safe(const bs_curl_library *library, CURL *curl, const char *protocols,
                      long seconds);

/** Appends a header to the list; false without memory. */
bool bs_http_add_header(const bs_curl_library *library, struct curl_slist **headers,
                        const char *header);
/** Appends the header that carries the token. */
bool bs_http_add_token(const bs_curl_library *library, struct curl_slist **headers,
                       const char *token);
/** Wipes and frees the headers. */
void bs_http_free_headers(const bs_curl_library *library, struct curl_slist *headers);

#endif
