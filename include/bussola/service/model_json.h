/**
 * @file model_json.h
 * Reads the scoring model from JSON and selects the model in use.
 *
 * The caller owns the model, a plain value. The format is that of
 * include/contract/model.json; members that it does not name are ignored.
 */
#ifndef BUSSOLA_MODEL_JSON_H
#define BUSSOLA_MODEL_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/store/store.h"

/**
 * Parses and checks a model. BS_BAD_JSON if it is not JSON; BS_UNKNOWN_SIGNAL, BS_BAD_REQUEST or
 * BS_OUT_OF_RANGE, with `field` such as "rows[3].points", if it is not a valid model.
 */
BS_MUST_CHECK bs_status bs_model_parse(bs_model *model, const char *text, size_t length,
                                       bs_error *error);

/**
 * As bs_model_parse, from a file; BS_STORAGE if it cannot be read, BS_TOO_LARGE above
 * BS_MODEL_FILE_MAX.
 */
BS_MUST_CHECK bs_status bs_model_read(bs_model *model, const char *path, bs_error *error);

/** The built-in model that is used if the user has no model file. */
BS_MUST_CHECK bs_status bs_model_builtin(bs_model *model, bs_error *error);

/** Id of a built-in model by index, the newest last; NULL after the last. */
const char *bs_model_builtin_id(size_t index);
/** The text of a built-in model, by its id ("bussola-1", "bussola-2"); NULL for any other. */
const char *bs_model_builtin_text(const char *id);
/** A built-in model by its id; BS_BAD_REQUEST if unknown. */
BS_MUST_CHECK bs_status bs_model_named(bs_model *model, const char *id, bs_error *error);

/**
 * The path of the user's own model: $BUSSOLA_MODEL, else $XDG_CONFIG_HOME/bussola/model.json, else
 * $HOME/.config/bussola/model.json. False if no path can be built or it does not fit.
 */
bool bs_model_user_path(char *path, size_t size);

/**
 * The user's model if there is one, else the built-in one. For an invalid user's file, uses the
 * built-in one, sets `*refused` and fills `error`. Fails only if the built-in model is invalid.
 */
BS_MUST_CHECK bs_status bs_model_in_force(bs_model *model, bool *refused, bs_error *error);

/**
 * Replaces `*model` by the built-in model that the user chose; leaves it for their own and for one
 * that only a newer version has.
 */
BS_MUST_CHECK bs_status bs_model_of_choice(bs_model *model, const char *chosen, bs_error *error);

/**
 * Makes an open store score with the model of bs_model_of_choice, which must outlive the store.
 */
BS_MUST_CHECK bs_status bs_model_follow(bs_model *model, bs_store *store, bs_error *error);

#endif
