/* The smallest possible native host: sends every frame back. */
#include "frame.h"

int main(void)
{
    uint32_t size;
    char *text;
    while ((text = read_frame(&size)) != NULL) {
        bool written = write_frame(text, size);
        free(text);
        if (!written) {
            return 1;
        }
    }
    return 0;
}
