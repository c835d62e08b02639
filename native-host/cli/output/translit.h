/**
 * @file translit.h
 * Transliterates characters for a terminal that only shows ASCII.
 *
 * Constant tables; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_CLI_TRANSLIT_H
#define BUSSOLA_CLI_TRANSLIT_H

#include <stdint.h>

#define BS_TRANSLIT_TEXT 4 /**< the longest result ("...") and its NUL */

/** "e" for "è", "..." for "…", ">=" for "≥"; "?" if there is nothing similar. */
void bs_translit(char text[BS_TRANSLIT_TEXT], uint32_t character);

#endif
