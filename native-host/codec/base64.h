/**
 * @file base64.h
 * RFC 4648's base64, strictly: padded, no other characters. Internal to native-host/codec.
 */
#ifndef BUSSOLA_CODEC_BASE64_H
#define BUSSOLA_CODEC_BASE64_H

#include <stdbool.h>

#include "bussola/codec/buffer.h"

/** Appends the bytes of `text`; false when it is no base64 or stands for more than fit. */
bool bs_base64_decode(bs_buffer *bytes, const char *text);

#endif
