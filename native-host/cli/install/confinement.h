/**
 * @file confinement.h
 * The command that lets a browser in a sandbox of its own reach the host.
 */
#ifndef BUSSOLA_CLI_CONFINEMENT_H
#define BUSSOLA_CLI_CONFINEMENT_H

#include "browsers.h"

/** For a flatpak or a snap of Firefox; NULL for others. The caller frees it. */
char *bs_confinement_command(const bs_browser *browser);

#endif
