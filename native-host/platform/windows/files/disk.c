#include "platform/disk.h"

#include "platform/windows/wide.h"

bool bs_disk_measure(bs_disk_space *space, const char *directory)
{
    bs_wide_path wide;
    ULARGE_INTEGER bytes;
    if (!bs_wide_path_set(&wide, directory) ||
        (!GetDiskFreeSpaceExW(wide.text, &bytes, NULL, NULL) && !bs_wide_fail())) {
        return false;
    }
    *space = (bs_disk_space){.bytes = (int64_t)bytes.QuadPart};
    return true;
}

bool bs_disk_identify(bs_disk_kind *kind, const char *directory)
{
    bs_wide_path wide;
    wchar_t root[BS_STORE_PATH_MAX];
    wchar_t name[sizeof kind->name];
    if (!bs_wide_path_set(&wide, directory) ||
        !GetVolumePathNameW(wide.text, root, BS_STORE_PATH_MAX) ||
        !GetVolumeInformationW(root, NULL, 0, NULL, NULL, NULL, name, sizeof kind->name) ||
        !bs_wide_to_utf8(kind->name, sizeof kind->name, name)) {
        return false;
    }
    kind->network = GetDriveTypeW(root) == DRIVE_REMOTE;
    return true;
}
