/**
 * @file ascii.h
 * What stands for a character on a terminal that only takes ASCII.
 *
 * Constant tables; nothing is owned and nothing fails.
 */
#ifndef BUSSOLA_CLI_ASCII_H
#define BUSSOLA_CLI_ASCII_H

#include <stdint.h>

#define BS_ASCII_TEXT 4 /**< the longest likeness ("...") and its NUL */

/** "e" for "è", "..." for "…", ">=" for "≥"; "?" for what has no likeness. */
void bs_ascii_of(char text[BS_ASCII_TEXT], uint32_t character);

#endif
