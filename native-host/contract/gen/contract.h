/**
 * @file contract.h
 * What the generator of the contract's code shares. Runs at build time: it reads the data of
 * include/contract, writes one file to standard output, and ends the build where the data is wrong.
 */
#ifndef BUSSOLA_CONTRACT_H
#define BUSSOLA_CONTRACT_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

/** The data, read and checked. */
typedef struct contract {
    const cJSON *signals;  /**< array of signals.json */
    const cJSON *pages;    /**< array of pages.json */
    const char *origin;    /**< LinkedIn's, of pages.json */
    const cJSON *limits;   /**< array of limits.json */
    const cJSON *protocol; /**< protocol.json, limits in place */
    const cJSON *model;    /**< model.json, limits in place */
} contract;

_Noreturn void die(const char *where, const char *what);

/** Reads and checks the data; the process owns it until it ends. */
contract contract_read(const char *folder);

/** A member that must be there. */
const cJSON *member(const cJSON *object, const char *name);
const char *text_of(const cJSON *object, const char *name);
/** A member that is true; false where it is missing. */
bool is_set(const cJSON *object, const char *name);
/** A member that may be missing. */
const cJSON *get(const cJSON *object, const char *name);
/** The name behind a `$ref`; NULL where a schema has none. */
const char *ref_of(const cJSON *schema);
/** The schema beside null, where null is allowed; NULL where it is not. */
const cJSON *or_null(const cJSON *schema);
bool is_required(const cJSON *object, const char *name);
/** Returns the row with this id, or NULL. */
const cJSON *row_of(const cJSON *rows, const char *id);
/** Writes the first lines of a header, up to its guard. */
void begin_header(const char *name, const char *guard);
/** An enumeration for each definition that names one in C. */
void write_enumerations(const cJSON *defs);
/** `false` only where it says so. */
bool is_read(const cJSON *page);

/** The constant's name: a prefix and the id in capitals. */
void print_constant(const char *prefix, const char *id);
/** "WhyCause" as "WHY_CAUSE". */
void print_snake(const char *name);
/** A literal that C and TypeScript read alike. */
void print_literal(const char *text);

/** The words of all enumerations, a part of contract.c. */
void write_words(const contract *data);

/* One file each. */
void write_signals_h(const contract *data);
void write_pages_h(const contract *data);
void write_limits_h(const contract *data);
void write_model_h(const contract *data);
void write_tables_c(const contract *data);
void write_protocol_h(const contract *data);
void write_signals_ts(const contract *data);
void write_pages_ts(const contract *data);
void write_limits_ts(const contract *data);
void write_protocol_ts(const contract *data);
void write_document(const contract *data);

#endif
