#include "rights.h"

#include <aclapi.h>
#include <errno.h>

#include "platform/windows/wide.h"

/** True for accounts that can read every file of this user anyway. */
static bool is_expected(PSID account, PSID owner)
{
    static const WELL_KNOWN_SID_TYPE known[] = {WinLocalSystemSid, WinBuiltinAdministratorsSid,
                                                WinCreatorOwnerSid, WinCreatorOwnerRightsSid};
    bool expected = EqualSid(account, owner) != 0;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        expected = expected || IsWellKnownSid(account, known[i]);
    }
    return expected;
}

/** True if an entry of the list, or its absence, lets others in. */
static bool lets_others_in(ACL *list, PSID owner)
{
    if (list == NULL) {
        return true;
    }
    for (DWORD i = 0; i < list->AceCount; i++) {
        void *entry = NULL;
        if (!GetAce(list, i, &entry)) {
            return true;
        }
        ACCESS_ALLOWED_ACE *allowed = entry;
        if (allowed->Header.AceType == ACCESS_ALLOWED_ACE_TYPE &&
            !is_expected(&allowed->SidStart, owner)) {
            return true;
        }
    }
    return false;
}

bool bs_rights_shared(const char *path)
{
    bs_wide_path wide;
    bs_wide_user user;
    ACL *list = NULL;
    PSECURITY_DESCRIPTOR found = NULL;
    if (!bs_wide_path_set(&wide, path) || !bs_wide_user_find(&user) ||
        GetNamedSecurityInfoW(wide.text, SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, NULL, NULL,
                              &list, NULL, &found) != ERROR_SUCCESS) {
        return false;
    }
    const bool shared = lets_others_in(list, user.about.User.Sid);
    (void)LocalFree(found);
    return shared;
}

bool bs_rights_make_private(const char *path, bool directory)
{
    bs_wide_path wide;
    ACL *list = NULL;
    BOOL present = FALSE;
    BOOL defaulted = FALSE;
    PSECURITY_DESCRIPTOR wanted = bs_wide_private(directory);
    if (wanted == NULL || !bs_wide_path_set(&wide, path) ||
        !GetSecurityDescriptorDacl(wanted, &present, &list, &defaulted)) {
        (void)LocalFree(wanted);
        errno = EINVAL;
        return false;
    }
    const SECURITY_INFORMATION parts =
        DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION;
    DWORD code = SetNamedSecurityInfoW(wide.text, SE_FILE_OBJECT, parts, NULL, NULL, list, NULL);
    /* Wine adds the parent directory's entries even to a protected list. This call removes them. */
    if (code == ERROR_SUCCESS && !SetFileSecurityW(wide.text, parts, wanted)) {
        code = GetLastError();
    }
    (void)LocalFree(wanted);
    return code == ERROR_SUCCESS || bs_wide_fail_with(code);
}
