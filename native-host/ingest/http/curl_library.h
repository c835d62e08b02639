/**
 * @file curl_library.h
 * Loads libcurl on demand, in the process that fetches.
 *
 * libcurl brings some thirty libraries, which would slow down the start of every other command; and
 * everything else works without it. Its version 4 ABI is stable since 2006. Windows brings none, so
 * its programs are linked with it (curl_linked.c).
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

/** Loads it for the rest of the process; false if it is not installed. */
bool bs_curl_library_open(bs_curl_library *library);

#endif
