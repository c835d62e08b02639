/**
 * @file sample.h
 * The database of an invented user, to look around in without data of one's own.
 *
 * It is made in a temporary directory and removed afterwards; the user's database is not opened.
 */
#ifndef BUSSOLA_CLI_SAMPLE_H
#define BUSSOLA_CLI_SAMPLE_H

#include "bussola/platform/storage.h"
#include "cli.h"
#include "member.h"

typedef struct bs_sample {
    char directory[BS_STORE_PATH_MAX]; /**< "" before bs_sample_open */
} bs_sample;

/** Makes the database and opens it; prints a message on failure. */
bs_exit bs_sample_open(bs_sample *sample, bs_member *member, const bs_cli *cli);
/** Removes the database, which must be closed. Safe on an empty one. */
void bs_sample_remove(const bs_sample *sample);

#endif
