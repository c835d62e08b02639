/**
 * @file pages.h
 * Where signals can be seen: kinds of LinkedIn pages, and LinkedIn's archive. One row for each page
 * of include/contract/pages.json that is proposed to the user; the others are words that the host
 * stores as they come.
 */
#ifndef BUSSOLA_PAGES_H
#define BUSSOLA_PAGES_H

#include "bussola/contract/pages.h"

typedef struct bs_page_info {
    const char *id;     /**< the name in the protocol, such as "own_profile" */
    const char *see_id; /**< "see_" and the id: the key of its text */
    double minutes;     /**< what looking at it takes */
    const char *link;
} bs_page_info;

/** The row of a kind. `kind` < BS_PAGE_COUNT. */
const bs_page_info *bs_page_info_of(bs_page_kind kind);

/** Returns the kind with this name, or BS_PAGE_COUNT. */
bs_page_kind bs_page_kind_find(const char *id);

#endif
