/*
 * A fake libcurl that answers from the test; each of its calls can fail. In every test that
 * includes this, the linker redirects dlopen and dlsym here (Makefile).
 */
#ifndef TESTS_INGEST_FAKE_CURL_H
#define TESTS_INGEST_FAKE_CURL_H

#include <curl/curl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "../failing.h"

enum { CALLS_CURL = CALLS_COUNT, CALLS_LOAD, FAKE_CURL_NEXT };

/** The server's answer to one address. */
typedef struct fake_answer {
    CURLcode code;
    long status;
    curl_off_t wait;
    const char *redirect;
    const char *body;
} fake_answer;

/** The only server; the code under test gets pointers to it as libcurl's objects. */
static struct {
    fake_answer (*answer)(const char *url);
    fake_answer now;
    size_t (*take)(char *data, size_t size, size_t count, void *context);
    void *into;
    const char *url;
    int lists, handles; /* not freed */
} server;

static CURLcode fake_global_init(long flags)
{
    (void)flags;
    return call_fails(CALLS_CURL) ? CURLE_FAILED_INIT : CURLE_OK;
}

static void fake_global_cleanup(void)
{
}

static CURL *fake_easy_init(void)
{
    if (call_fails(CALLS_CURL)) {
        return NULL;
    }
    server.handles++;
    return &server;
}

static void fake_easy_cleanup(CURL *curl)
{
    server.handles -= curl != NULL ? 1 : 0;
}

static CURLcode fake_easy_setopt(CURL *curl, CURLoption option, ...)
{
    (void)curl;
    va_list more;
    va_start(more, option);
    switch (option) {
    case CURLOPT_URL:
        server.url = va_arg(more, const char *);
        break;
    case CURLOPT_WRITEDATA:
        server.into = va_arg(more, void *);
        break;
    case CURLOPT_WRITEFUNCTION:
        server.take = va_arg(more, size_t(*)(char *, size_t, size_t, void *));
        break;
    default:
        break;
    }
    va_end(more);
    return call_fails(CALLS_CURL) ? CURLE_OUT_OF_MEMORY : CURLE_OK;
}

static CURLcode fake_easy_perform(CURL *curl)
{
    (void)curl;
    server.now = server.answer(server.url);
    const char *body = server.now.body != NULL ? server.now.body : "";
    size_t length = strlen(body);
    char copy[2048];
    if (length >= sizeof copy) {
        return CURLE_READ_ERROR;
    }
    memcpy(copy, body, length + 1);
    if (length > 0 && server.take(copy, 1, length, server.into) != length) {
        return CURLE_WRITE_ERROR;
    }
    return server.now.code;
}

static CURLcode fake_easy_getinfo(CURL *curl, CURLINFO info, ...)
{
    (void)curl;
    va_list more;
    va_start(more, info);
    if (info == CURLINFO_RESPONSE_CODE) {
        *va_arg(more, long *) = server.now.status;
    } else if (info == CURLINFO_RETRY_AFTER) {
        *va_arg(more, curl_off_t *) = server.now.wait;
    } else if (info == CURLINFO_REDIRECT_URL) {
        *va_arg(more, const char **) = server.now.redirect;
    }
    va_end(more);
    return CURLE_OK;
}

static struct curl_slist *fake_slist_append(struct curl_slist *list, const char *text)
{
    struct curl_slist *item = call_fails(CALLS_CURL) ? NULL : calloc(1, sizeof *item);
    if (item == NULL) {
        return NULL;
    }
    item->data = strdup(text);
    item->next = list;
    server.lists++;
    return item;
}

static void fake_slist_free_all(struct curl_slist *list)
{
    while (list != NULL) {
        struct curl_slist *next = list->next;
        free(list->data);
        free(list);
        list = next;
        server.lists--;
    }
}

/*
 * The linker defines the names.
 * NOLINTBEGIN(cert-dcl37-c,cert-dcl51-cpp,bugprone-reserved-identifier)
 */
void *__wrap_dlopen(const char *name, int flags);
void *__wrap_dlopen(const char *name, int flags)
{
    (void)name;
    (void)flags;
    return call_fails(CALLS_LOAD) ? NULL : &server;
}

#define FAKE(name)                                                                                 \
    {                                                                                              \
        "curl_" #name, (void (*)(void))fake_##name                                                 \
    }

void *__wrap_dlsym(void *handle, const char *name);
void *__wrap_dlsym(void *handle, const char *name)
{
    static const struct {
        const char *name;
        void (*function)(void);
    } fakes[] = {FAKE(global_init),  FAKE(global_cleanup), FAKE(easy_init),
                 FAKE(easy_setopt),  FAKE(easy_perform),   FAKE(easy_getinfo),
                 FAKE(easy_cleanup), FAKE(slist_append),   FAKE(slist_free_all)};
    void *address = NULL;
    (void)handle;
    for (size_t i = 0; i < sizeof fakes / sizeof fakes[0]; i++) {
        if (strcmp(fakes[i].name, name) == 0 && !call_fails(CALLS_LOAD)) {
            memcpy(&address, &fakes[i].function, sizeof address);
        }
    }
    return address;
}
/* NOLINTEND(cert-dcl37-c,cert-dcl51-cpp,bugprone-reserved-identifier) */

#endif
