/* Runs a fuzz target on the given files, without a fuzzer: replay FILE… */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
    FILE *file = fopen(path, "rbe");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        return -1;
    }
    long size = ftell(file);
    uint8_t *data = size >= 0 ? malloc((size_t)size + 1) : NULL;
    rewind(file);
    int outcome = -1;
    if (data != NULL && fread(data, 1, (size_t)size, file) == (size_t)size) {
        outcome = LLVMFuzzerTestOneInput(data, (size_t)size);
    }
    free(data);
    (void)fclose(file);
    return outcome;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (replay(argv[i]) != 0) {
            (void)fprintf(stderr, "%s: cannot be replayed\n", argv[i]);
            return EXIT_FAILURE;
        }
    }
    (void)printf("%d inputs\n", argc - 1);
    return EXIT_SUCCESS;
}
