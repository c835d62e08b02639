#include "curl_library.h"

#include "platform/library.h"

/* Loads the system's libcurl, built with any TLS library. */
static void *load(void)
{
    static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl-nss.so.4"};
    void *handle = NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && handle == NULL; i++) {
        handle = bs_library_open(names[i]);
    }
    return handle;
}

bool bs_curl_library_open(bs_curl_library *library)
{
    void *const handle = load();
    return handle != NULL && bs_library_find(&library->global_init, handle, "curl_global_init") &&
           bs_library_find(&library->global_cleanup, handle, "curl_global_cleanup") &&
           bs_library_find(&library->easy_init, handle, "curl_easy_init") &&
           bs_library_find(&library->easy_setopt, handle, "curl_easy_setopt") &&
           bs_library_find(&library->easy_perform, handle, "curl_easy_perform") &&
           bs_library_find(&library->easy_getinfo, handle, "curl_easy_getinfo") &&
           bs_library_find(&library->easy_cleanup, handle, "curl_easy_cleanup") &&
           bs_library_find(&library->slist_append, handle, "curl_slist_append") &&
           bs_library_find(&library->slist_free_all, handle, "curl_slist_free_all");
}
