/** @file flatpak_snap.h The command that allows a sandboxed browser to start the host. */
#ifndef BUSSOLA_CLI_FLATPAK_SNAP_H
#define BUSSOLA_CLI_FLATPAK_SNAP_H

#include "browsers.h"

/** For a flatpak, or a snap of Firefox; otherwise NULL. The caller frees it. */
char *bs_flatpak_snap_command(const bs_browser *browser);

#endif
