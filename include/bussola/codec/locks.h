/** @file locks.h Writes a program's confinement as JSON. */
#ifndef BUSSOLA_CODEC_LOCKS_H
#define BUSSOLA_CODEC_LOCKS_H

#include "bussola/codec/json_write.h"
#include "bussola/platform/locks.h"

/** Writes the ids of the active ones ("memory", "privileges", "files", "calls") as a list. */
void bs_locks_write(bs_json *json, const bs_locks *locks);

#endif
