#include "platform/registry.h"

#include <string.h>

#include "wide.h"

#define ROOT "HKCU\\"
#define KEY_MAX 512

bool bs_registry_used(void)
{
    return true;
}

bool bs_registry_is_key(const char *name)
{
    return strncmp(name, ROOT, strlen(ROOT)) == 0;
}

/** Converts the part of a key below its root. */
static bool convert(wchar_t wide[KEY_MAX], const char *key)
{
    return (bs_registry_is_key(key) && bs_wide_from_utf8(wide, KEY_MAX, key + strlen(ROOT))) ||
           bs_wide_fail_with(ERROR_INVALID_NAME);
}

static bool succeed(LSTATUS code)
{
    return code == ERROR_SUCCESS || bs_wide_fail_with((DWORD)code);
}

bool bs_registry_read(char text[BS_STORE_PATH_MAX], const char *key)
{
    wchar_t wide[KEY_MAX];
    wchar_t value[BS_STORE_PATH_MAX];
    DWORD size = sizeof value;
    text[0] = '\0';
    return convert(wide, key) &&
           succeed(
               RegGetValueW(HKEY_CURRENT_USER, wide, NULL, RRF_RT_REG_SZ, NULL, value, &size)) &&
           (bs_wide_to_utf8(text, BS_STORE_PATH_MAX, value) ||
            bs_wide_fail_with(ERROR_INVALID_NAME));
}

bool bs_registry_write(const char *key, const char *text)
{
    wchar_t wide[KEY_MAX];
    wchar_t value[BS_STORE_PATH_MAX];
    if (!convert(wide, key) || !bs_wide_from_utf8(value, BS_STORE_PATH_MAX, text)) {
        return bs_wide_fail_with(ERROR_INVALID_NAME);
    }
    const DWORD size = (DWORD)((wcslen(value) + 1) * sizeof value[0]);
    return succeed(RegSetKeyValueW(HKEY_CURRENT_USER, wide, NULL, REG_SZ, value, size));
}

bool bs_registry_remove(const char *key)
{
    wchar_t wide[KEY_MAX];
    return convert(wide, key) && succeed(RegDeleteKeyW(HKEY_CURRENT_USER, wide));
}
