#include "platform/confined.h"

#include "wide.h"

bs_locks bs_confined_truly(int64_t process)
{
    HANDLE handle = bs_wide_pointer(process);
    DWORD code = 0;
    BOOL job = FALSE;
    const bool asked =
        GetProcessMitigationPolicy(handle, ProcessDynamicCodePolicy, &code, sizeof code) != 0;
    return (bs_locks){.memory = true,
                      .privileges = true,
                      .files = true,
                      .calls = true,
                      .programs = IsProcessInJob(handle, NULL, &job) && job,
                      .code = asked && (code & 1) != 0};
}

bool bs_confined_files_possible(void)
{
    return false;
}

bool bs_confined_calls_possible(void)
{
    return false;
}
