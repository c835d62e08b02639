/**
 * @file forget.h
 * What was removed leaves nothing behind. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_FORGET_H
#define BUSSOLA_STORE_FORGET_H

#include "db.h"

/** Builds the file anew and empties the log, after rows were removed; outside any transaction. */
BS_MUST_CHECK bs_status bs_forget_traces(bs_store *store, bs_error *error);

#endif
