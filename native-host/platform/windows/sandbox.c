#include "platform/sandbox.h"

#include <aclapi.h>
#include <sddl.h>
#include <stdio.h>
#include <stdlib.h>

#include "bussola/platform/locks.h"
#include "wide.h"

/* Windows passes on only the handles that the browser names. */
void bs_sandbox_close_inherited(void)
{
}

/**
 * Other programs of this user may end and wait for this process, and read its name; not its memory.
 * The owner's own entry takes the right to change that, which an owner has otherwise; Wine does not
 * know it, and needs the user's.
 */
static bool restrict_memory(void)
{
    char user[BS_WIDE_USER_MAX];
    char entries[BS_WIDE_USER_MAX + 64];
    PSECURITY_DESCRIPTOR made = NULL;
    BOOL present = FALSE;
    BOOL defaulted = FALSE;
    ACL *list = NULL;
    if (!bs_wide_user_name(user) ||
        snprintf(entries, sizeof entries, "D:P(A;;0x101001;;;OW)(A;;0x101001;;;%s)", user) < 0 ||
        !ConvertStringSecurityDescriptorToSecurityDescriptorA(entries, SDDL_REVISION_1, &made,
                                                              NULL)) {
        return false;
    }
    const bool set =
        GetSecurityDescriptorDacl(made, &present, &list, &defaulted) && present &&
        SetSecurityInfo(GetCurrentProcess(), SE_KERNEL_OBJECT,
                        DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION, NULL, NULL,
                        list, NULL) == ERROR_SUCCESS;
    (void)LocalFree(made);
    return set;
}

/** Removes every privilege of the process for good. */
static bool drop_privileges(void)
{
    HANDLE token = NULL;
    DWORD size = 0;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY | TOKEN_ADJUST_PRIVILEGES, &token)) {
        return false;
    }
    (void)GetTokenInformation(token, TokenPrivileges, NULL, 0, &size);
    TOKEN_PRIVILEGES *held = malloc(size);
    bool dropped = held != NULL && GetTokenInformation(token, TokenPrivileges, held, size, &size);
    for (DWORD i = 0; dropped && i < held->PrivilegeCount; i++) {
        held->Privileges[i].Attributes = SE_PRIVILEGE_REMOVED;
    }
    dropped = dropped && AdjustTokenPrivileges(token, FALSE, held, 0, NULL, NULL) &&
              GetLastError() == ERROR_SUCCESS;
    free(held);
    (void)CloseHandle(token);
    return dropped;
}

/** A job of one process: it can start no other. */
static bool restrict_programs(void)
{
    JOBOBJECT_BASIC_LIMIT_INFORMATION limits = {.LimitFlags = JOB_OBJECT_LIMIT_ACTIVE_PROCESS,
                                                .ActiveProcessLimit = 1};
    /* Open until the process ends. */
    HANDLE job = CreateJobObjectW(NULL, NULL);
    return job != NULL &&
           SetInformationJobObject(job, JobObjectBasicLimitInformation, &limits, sizeof limits) &&
           AssignProcessToJobObject(job, GetCurrentProcess());
}

static bool set(PROCESS_MITIGATION_POLICY policy, DWORD flags)
{
    return SetProcessMitigationPolicy(policy, &flags, sizeof flags) != 0;
}

/** No code but that of programs and libraries on a disk of this machine. */
static bool restrict_code(void)
{
    /* The first bits of the structs, by winnt.h. */
    enum {
        PROHIBIT_DYNAMIC_CODE = 1,
        DISABLE_EXTENSION_POINTS = 1,
        RAISE_AND_KEEP = 3,
        DISABLE_FONTS = 1,
        NO_REMOTE_AND_NO_LOW_IMAGES = 3
    };
    (void)set(ProcessStrictHandleCheckPolicy, RAISE_AND_KEEP);
    (void)set(ProcessExtensionPointDisablePolicy, DISABLE_EXTENSION_POINTS);
    (void)set(ProcessFontDisablePolicy, DISABLE_FONTS);
    const bool images = set(ProcessImageLoadPolicy, NO_REMOTE_AND_NO_LOW_IMAGES);
    return set(ProcessDynamicCodePolicy, PROHIBIT_DYNAMIC_CODE) && images;
}

/* A process cannot give up the network or the user's files by itself, so `files` and `calls` are
 * false. */
bs_locks bs_sandbox_enter(const char *directory, const char *linked)
{
    bs_locks held = {0};
    (void)directory;
    (void)linked;
    held.privileges = drop_privileges();
    held.programs = restrict_programs();
    held.code = restrict_code();
    held.memory = restrict_memory();
    return held;
}
