/**
 * @file addresses.h Contact addresses from manifests/addresses.json, which the extension uses too.
 */
#ifndef BUSSOLA_CLI_ADDRESSES_H
#define BUSSOLA_CLI_ADDRESSES_H

/** The e-mail address for help and bug reports; the caller frees it. */
char *bs_address_contact(void);

#endif
