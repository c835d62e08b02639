/** @file phone.h Whether the user also uses LinkedIn on a phone. Internal to native-host/store. */
#ifndef BUSSOLA_STORE_PHONE_H
#define BUSSOLA_STORE_PHONE_H

#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/store/store.h"
#include "store/db/db.h"

/** Row of table setting: 0 for no, 1 for yes. */
#define BS_PHONE_SETTING "phone"

/** Needs a transaction. */
BS_MUST_CHECK bs_status bs_phone_read(bs_phone *phone, bs_store *store, bs_error *error);

#endif
