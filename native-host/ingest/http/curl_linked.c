/* For Windows, in place of curl_library.c. */
#include "curl_library.h"

bool bs_curl_library_open(bs_curl_library *library)
{
    *library = (bs_curl_library){.global_init = curl_global_init,
                                 .global_cleanup = curl_global_cleanup,
                                 .easy_init = curl_easy_init,
                                 .easy_setopt = curl_easy_setopt,
                                 .easy_perform = curl_easy_perform,
                                 .easy_getinfo = curl_easy_getinfo,
                                 .easy_cleanup = curl_easy_cleanup,
                                 .slist_append = curl_slist_append,
                                 .slist_free_all = curl_slist_free_all};
    return true;
}
