#include "base64.h"

#include <stdint.h>
#include <string.h>

enum { GROUP = 4, GROUP_BYTES = 3, DIGIT_BITS = 6, BYTE_BITS = 8, NO_DIGIT = -1 };

static int digit_of(char character)
{
    if (character >= 'A' && character <= 'Z') {
        return character - 'A';
    }
    if (character >= 'a' && character <= 'z') {
        return character - 'a' + 26;
    }
    if (character >= '0' && character <= '9') {
        return character - '0' + 52;
    }
    return character == '+' ? 62 : character == '/' ? 63 : NO_DIGIT;
}

bool bs_base64_decode(bs_buffer *bytes, const char *text)
{
    const size_t length = strlen(text);
    size_t padding = 0;
    while (padding < 2 && padding < length && text[length - 1 - padding] == '=') {
        padding++;
    }
    if (length % GROUP != 0) {
        return false;
    }
    for (size_t i = 0; i < length; i += GROUP) {
        const size_t left_out = i + GROUP == length ? padding : 0;
        uint32_t group = 0;
        char decoded[GROUP_BYTES];
        for (size_t j = 0; j < GROUP; j++) {
            const int digit = j < GROUP - left_out ? digit_of(text[i + j]) : 0;
            if (digit == NO_DIGIT) {
                return false;
            }
            group = group << DIGIT_BITS | (uint32_t)digit;
        }
        for (size_t j = 0; j < GROUP_BYTES; j++) {
            decoded[j] = (char)(group >> (BYTE_BITS * (GROUP_BYTES - 1 - j)) & UINT8_MAX);
        }
        bs_buffer_append(bytes, decoded, GROUP_BYTES - left_out);
    }
    return !bytes->failed;
}
