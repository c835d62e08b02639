/**
 * @file base64.h Strict RFC 4648 base64: padded, no other characters. Internal to
 * native-host/codec.
 */
#ifndef BUSSOLA_CODEC_BASE64_H
#define BUSSOLA_CODEC_BASE64_H

#include <stdbool.h>

#include "bussola/codec/buffer.h"

/** Appends the decoded bytes of `text`; returns false if it is not base64 or does not fit. */
bool bs_base64_decode(bs_buffer *bytes, const char *text);

#endif
