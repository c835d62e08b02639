/**
 * @file next_steps.h
 * Prints the manual steps after the host is registered, for each browser.
 *
 * Writes to the context's standard output; owns nothing and cannot fail.
 */
#ifndef BUSSOLA_CLI_NEXT_STEPS_H
#define BUSSOLA_CLI_NEXT_STEPS_H

#include "registration.h"

/** Prints the steps of the chosen browsers, grouping those with the same steps. */
void bs_next_steps_write(const bs_cli *cli, const bs_registration *registration);

#endif
