/** @file model_use.h Lists and chooses the model in use. */
#ifndef BUSSOLA_CLI_MODEL_USE_H
#define BUSSOLA_CLI_MODEL_USE_H

#include "bussola/core/model.h"
#include "cli/base/arguments.h"
#include "cli/base/cli.h"

/** The model in use: the database's, or without a database as bs_member_model. */
bs_exit bs_model_in_use(bs_model *model, const bs_cli *cli);

/** Lists all models and marks the one in use; --json for programs. */
bs_exit bs_model_list(const bs_cli *cli, const bs_arguments *arguments);

/** Uses a built-in model, or the user's own, from now on. */
bs_exit bs_model_choose(const bs_cli *cli, const char *name);

#endif
