/**
 * @file hello.h The `client` of a hello, also as stored on disk. Internal to native-host/codec.
 */
#ifndef BUSSOLA_CODEC_HELLO_H
#define BUSSOLA_CODEC_HELLO_H

#include "bussola/codec/client_hello.h"
#include "bussola/codec/json_write.h"
#include "bussola/core/error.h"
#include "fields.h"

/** Reads everything except `at`. */
BS_MUST_CHECK bs_status bs_hello_read(bs_client_hello *hello, const bs_fields *client);

/** Writes the object that bs_hello_read reads, plus `at`. */
void bs_hello_write(bs_json *json, const bs_client_hello *hello);

#endif
