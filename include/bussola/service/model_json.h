/**
 * @file model_json.h
 * The scoring model from its JSON text, and which model is in force.
 *
 * The model is the caller's plain value. The format is that of native-host/core/score/model.json:
 * an id, window_days and rows of signal, pillar, points, curve, target (except for flag); other
 * members, such as source and about, are for readers.
 */
#ifndef BUSSOLA_MODEL_JSON_H
#define BUSSOLA_MODEL_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/store/store.h"

#define BS_MODEL_FILE_MAX 262144U /**< bytes of a model file */

/**
 * Reads and checks a model. BS_BAD_JSON when it is not JSON; BS_UNKNOWN_SIGNAL, BS_BAD_REQUEST or
 * BS_OUT_OF_RANGE, with `field` such as "rows[3].points", when it is not a model.
 */
BS_MUST_CHECK bs_status bs_model_parse(bs_model *model, const char *text, size_t length,
                                       bs_error *error);

/** The same from a file; BS_STORAGE when it cannot be read, BS_TOO_LARGE beyond BS_MODEL_FILE_MAX.
 */
BS_MUST_CHECK bs_status bs_model_read(bs_model *model, const char *path, bs_error *error);

/** The model built into the program that is used where the user has none of their own. */
BS_MUST_CHECK bs_status bs_model_builtin(bs_model *model, bs_error *error);

/** The id of a built-in model by its index, the newest last; NULL beyond them. */
const char *bs_model_builtin_id(size_t index);
/** The text of a built-in model, by its id ("bussola-1", "bussola-2"); NULL for any other. */
const char *bs_model_builtin_text(const char *id);
/** A built-in model by its id; BS_BAD_REQUEST when there is none. */
BS_MUST_CHECK bs_status bs_model_named(bs_model *model, const char *id, bs_error *error);

/**
 * Where the user's own model may be: $BUSSOLA_MODEL, else $XDG_CONFIG_HOME/bussola/model.json, else
 * $HOME/.config/bussola/model.json. False when none of these names a path that fits.
 */
bool bs_model_user_path(char *path, size_t size);

/**
 * The user's model when there is one, else the built-in one. A user's file that is no model is
 * refused: the built-in one is used, `*refused` is true and `error` says why. Fails only when the
 * built-in model does.
 */
BS_MUST_CHECK bs_status bs_model_in_force(bs_model *model, bool *refused, bs_error *error);

/**
 * Has an open store score with the built-in model that its user chose, which then replaces
 * `*model`, else with `*model`, which must outlive the store. A choice made with a newer version,
 * of a model that this one lacks, is left aside.
 */
BS_MUST_CHECK bs_status bs_model_follow(bs_model *model, bs_store *store, bs_error *error);

#endif
