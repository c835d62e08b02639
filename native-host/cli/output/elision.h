/** @file elision.h Shortens Italian articles before a number that begins with a vowel. */
#ifndef BUSSOLA_CLI_ELISION_H
#define BUSSOLA_CLI_ELISION_H

/**
 * "il 8 mar" becomes "l'8 mar", "dal 11" becomes "dall'11". Frees the text and returns a new one,
 * which the caller frees.
 */
char *bs_elide_articles(char *text);

#endif
