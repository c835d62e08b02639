#include "curl_library.h"

#include <dlfcn.h>
#include <string.h>

/* Loads the system's libcurl, built with any TLS library. */
static void *load(void)
{
    static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl-nss.so.4"};
    void *handle = NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && handle == NULL; i++) {
        handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    }
    return handle;
}

/* POSIX guarantees that dlsym's result converts to a function pointer; ISO C has no such cast. */
static bool find(void *function, void *handle, const char *name)
{
    void *const address = dlsym(handle, name);
    memcpy(function, &address, sizeof address);
    return address != NULL;
}

bool bs_curl_library_open(bs_curl_library *library)
{
    void *const handle = load();
    return handle != NULL && find(&library->global_init, handle, "curl_global_init") &&
           find(&library->global_cleanup, handle, "curl_global_cleanup") &&
           find(&library->easy_init, handle, "curl_easy_init") &&
           find(&library->easy_setopt, handle, "curl_easy_setopt") &&
           find(&library->easy_perform, handle, "curl_easy_perform") &&
           find(&library->easy_getinfo, handle, "curl_easy_getinfo") &&
           find(&library->easy_cleanup, handle, "curl_easy_cleanup") &&
           find(&library->slist_append, handle, "curl_slist_append") &&
           find(&library->slist_free_all, handle, "curl_slist_free_all");
}
