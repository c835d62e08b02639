/**
 * @file hello.h
 * The `client` of a hello, and the same object as it is kept. Internal to native-host/wire.
 */
#ifndef BUSSOLA_WIRE_HELLO_H
#define BUSSOLA_WIRE_HELLO_H

#include "bussola/greeting.h"
#include "bussola/json_write.h"
#include "fields.h"

/** Everything but `at`. */
BS_MUST_CHECK bs_status bs_hello_read(bs_greeting *greeting, const bs_fields *client);

/** The object that bs_hello_read reads, with `at`. */
void bs_hello_write(bs_json *json, const bs_greeting *greeting);

#endif
