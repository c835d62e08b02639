#include "phone.h"

#include "bussola/store/store.h"

bs_status bs_phone_read(bs_phone *phone, bs_store *store, bs_error *error)
{
    int64_t said = -1;
    const bs_status status =
        bs_db_integer(&said, store, BS_SQL_SETTING_READ, -1, error, BS_BIND(BS_PHONE_SETTING));
    *phone = said < 0 ? BS_PHONE_NOT_ASKED : said == 0 ? BS_PHONE_NO : BS_PHONE_YES;
    return status;
}
