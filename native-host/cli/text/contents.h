/** @file contents.h Describes a database or a copy in words. */
#ifndef BUSSOLA_CLI_CONTENTS_H
#define BUSSOLA_CLI_CONTENTS_H

#include "bussola/store/recovery.h"
#include "cli/base/cli.h"

/** "profiles: 1, readings: 1,234, newest: 23 Nov 2026"; the caller frees it. */
char *bs_word_contents(const bs_catalogue *text, const bs_contents *contents);

#endif
