/**
 * @file clicks.h
 * What remains to be done by hand once the host is registered, browser by browser.
 *
 * Writes to the context's standard output; owns nothing and cannot fail.
 */
#ifndef BUSSOLA_CLI_CLICKS_H
#define BUSSOLA_CLI_CLICKS_H

#include "registration.h"

/** The clicks per chosen browser, browsers with the same ones together. */
void bs_clicks_write(const bs_cli *cli, const bs_registration *registration);

#endif
