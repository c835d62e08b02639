/* Writes one file of the contract's code to standard output: make-contract FOLDER FILE */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"

static const struct {
    const char *name;
    void (*write)(const contract *data);
} files[] = {
    {"signals.h", write_signals_h},   {"pages.h", write_pages_h},
    {"limits.h", write_limits_h},     {"protocol.h", write_protocol_h},
    {"model.h", write_model_h},       {"contract.c", write_tables_c},
    {"signals.ts", write_signals_ts}, {"pages.ts", write_pages_ts},
    {"limits.ts", write_limits_ts},   {"protocol.ts", write_protocol_ts},
    {"README.md", write_document},
};

int main(int argc, char **argv)
{
    if (argc != 3) {
        die("make-contract", "takes a folder and the name of a file");
    }
    const contract data = contract_read(argv[1]);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (strcmp(files[i].name, argv[2]) == 0) {
            files[i].write(&data);
            return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
        }
    }
    die(argv[2], "is not written from the contract");
}
