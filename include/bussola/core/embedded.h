/**
 * @file embedded.h
 * Data files built into the binaries, as NUL-terminated text, byte for byte.
 *
 * The EMBED table of native-host/native.mk names each file. Static storage; cannot fail.
 */
#ifndef BUSSOLA_EMBEDDED_H
#define BUSSOLA_EMBEDDED_H

extern const char bs_embedded_model_1[];           /**< include/contract/models/bussola-1.json */
extern const char bs_embedded_model_2[];           /**< include/contract/models/bussola-2.json */
extern const char bs_embedded_schema[];            /**< native-host/store/db/schema.sql */
extern const char bs_embedded_extension_ids[];     /**< manifests/extension-ids.json */
extern const char bs_embedded_browsers[];          /**< manifests/browsers.json */
extern const char bs_embedded_addresses[];         /**< manifests/addresses.json */
extern const char bs_embedded_manifest_chromium[]; /**< manifests/host.chromium.json */
extern const char bs_embedded_manifest_firefox[];  /**< manifests/host.firefox.json */
extern const char bs_embedded_import_chromium[];   /**< manifests/import.chromium.json */
extern const char bs_embedded_import_firefox[];    /**< manifests/import.firefox.json */

#endif
