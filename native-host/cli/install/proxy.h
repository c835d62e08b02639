/**
 * @file proxy.h
 * xdg-native-messaging-proxy: a service outside the sandbox that starts hosts for a flatpak, from
 * the manifests of browsers that are no flatpaks
 * (https://github.com/flatpak/xdg-native-messaging-proxy).
 */
#ifndef BUSSOLA_CLI_PROXY_H
#define BUSSOLA_CLI_PROXY_H

#include <stdbool.h>

#include "cli/base/paths.h"

/** True if the proxy is installed, and the flatpak `app` is Firefox of version `from` or later. */
bool bs_proxy_serves(const char *app, int from, const bs_paths *paths);

#endif
