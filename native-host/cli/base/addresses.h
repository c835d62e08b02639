/**
 * @file addresses.h
 * Addresses shown to users, from manifests/addresses.json, which the extension reads too.
 */
#ifndef BUSSOLA_CLI_ADDRESSES_H
#define BUSSOLA_CLI_ADDRESSES_H

/** The e-mail address for help and reports of a fault; the caller frees it. */
char *bs_address_contact(void);

#endif
