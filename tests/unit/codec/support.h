/** @file support.h Common to all tests of codec and service. */
#ifndef BUSSOLA_TESTS_WIRE_SUPPORT_H
#define BUSSOLA_TESTS_WIRE_SUPPORT_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../test.h"
#include "bussola/codec/buffer.h"

/** The buffer's text so far, NUL-terminated; valid until the next append. */
static inline const char *text_of(bs_buffer *buffer)
{
    assert_false(buffer->failed);
    bs_buffer_append(buffer, "", 1);
    buffer->size--;
    return buffer->data;
}

#endif
