/** @file elision.h Shortens Italian articles before a number that begins with a vowel. */
#ifndef BUSSOLA_CLI_ELISION_H
#define BUSSOLA_CLI_ELISION_H

#include <stddef.h>

#include "xmalloc.h"

/**
 * Writes the part of an Italian text before an argument; an article at its end is
 * shortened if the argument needs it: "il " before "8 mar" becomes "l'", "dal " before "11"
 * "dall'". Does not write the argument, which may be the user's own words.
 */
void bs_elision_write(bs_xtext *out, const char *part, size_t length, const char *argument);

#endif
