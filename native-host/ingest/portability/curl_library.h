/**
 * @file curl_library.h
 * libcurl, loaded by the process that fetches when it fetches.
 *
 * It brings some thirty libraries along, which every other command would wait for at its start; and
 * a machine without it can do all else. Its version 4 ABI has stood since 2006.
 */
#ifndef BUSSOLA_INGEST_CURL_LIBRARY_H
#define BUSSOLA_INGEST_CURL_LIBRARY_H

#include <curl/curl.h>
#include <stdbool.h>

/** The functions used, as curl.h declares them, without "curl_". */
typedef struct bs_curl_library {
    CURLcode (*global_init)(long flags);
    void (*global_cleanup)(void);
    CURL *(*easy_init)(void);
    CURLcode (*easy_setopt)(CURL *curl, CURLoption option, ...);
    CURLcode (*easy_perform)(CURL *curl);
    CURLcode (*easy_getinfo)(CURL *curl, CURLINFO info, ...);
    void (*easy_cleanup)(CURL *curl);
    struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
    void (*slist_free_all)(struct curl_slist *list);
} bs_curl_library;

/** Loads it for as long as the process lives; false when the machine has none. */
bool bs_curl_library_open(bs_curl_library *library);

#endif
