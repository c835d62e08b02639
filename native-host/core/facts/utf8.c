#include "bussola/core/utf8.h"

size_t bs_utf8_length(const unsigned char *text, size_t left)
{
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    size_t size = 0;
    if (left == 0) {
        return 0;
    }
    const unsigned char lead = text[0];
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        size = 2;
    } else if ((lead & 0xF0) == 0xE0) {
        size = 3;
        low = lead == 0xE0 ? 0xA0 : low;
        high = lead == 0xED ? 0x9F : high;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        size = 4;
        low = lead == 0xF0 ? 0x90 : low;
        high = lead == 0xF4 ? 0x8F : high;
    }
    if (size == 0 || left < size || text[1] < low || text[1] > high) {
        return 0;
    }
    for (size_t i = 2; i < size; i++) {
        if ((text[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    return size;
}
