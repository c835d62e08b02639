/**
 * @file ascii.h
 * Transliterates characters for a terminal that only shows ASCII.
 *
 * Constant tables; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_CLI_ASCII_H
#define BUSSOLA_CLI_ASCII_H

#include <stdint.h>

#define BS_ASCII_TEXT 4 /**< the longest result ("...") and its NUL */

/** "e" for "è", "..." for "…", ">=" for "≥"; "?" if there is nothing similar. */
void bs_ascii_of(char text[BS_ASCII_TEXT], uint32_t character);

#endif
