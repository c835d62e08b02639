#include "subprocess.h"

#include <stdbool.h>

#include "cli/output/xmalloc.h"
#include "files.h"
#include "platform/child.h"

static bool take(void *context, const char *bytes, size_t length)
{
    bs_xtext *text = context;
    bs_xtext_add_bytes(text, bytes, length);
    return text->length < BS_FILE_MAX;
}

char *bs_subprocess_output(int *status, char *const argv[])
{
    bs_xtext text = {0};
    const int ending = bs_child_run(argv, BS_SUBPROCESS_SECONDS, take, &text);
    if (status != NULL) {
        *status = ending;
    }
    return bs_xtext_end(&text);
}
