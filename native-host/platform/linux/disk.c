#include "platform/disk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>

bool bs_disk_measure(bs_disk_space *space, const char *directory)
{
    struct statvfs about;
    if (statvfs(directory, &about) != 0) {
        return false;
    }
    *space = (bs_disk_space){.bytes = (int64_t)(about.f_bavail * about.f_frsize),
                             .files_out = about.f_files > 0 && about.f_favail == 0};
    return true;
}

/** SQLite's locks are unreliable over a network (https://www.sqlite.org/faq.html#q5). */
static bool is_network(const char *kind)
{
    static const char *const networks[] = {"nfs",  "cifs", "smb3", "smbfs",      "afs",
                                           "ceph", "9p",   "coda", "fuse.sshfs", "fuse.rclone"};
    for (size_t i = 0; i < sizeof networks / sizeof networks[0]; i++) {
        if (strncmp(kind, networks[i], strlen(networks[i])) == 0) {
            return true;
        }
    }
    return false;
}

/** Reads the type from a line of mountinfo (proc(5)) for the device "MAJOR:MINOR". */
static bool read_kind(bs_disk_kind *kind, const char *line, const char *device)
{
    const char *separator = strstr(line, " - ");
    if (separator == NULL || strstr(line, device) == NULL) {
        return false;
    }
    const char *name = separator + strlen(" - ");
    (void)snprintf(kind->name, sizeof kind->name, "%.*s", (int)strcspn(name, " \n"), name);
    kind->network = is_network(kind->name);
    return true;
}

bool bs_disk_identify(bs_disk_kind *kind, const char *directory)
{
    struct stat about;
    char device[32];
    char *line = NULL;
    size_t room = 0;
    bool found = false;
    if (stat(directory, &about) != 0) {
        return false;
    }
    (void)snprintf(device, sizeof device, " %u:%u ", major(about.st_dev), minor(about.st_dev));
    FILE *mounts = fopen("/proc/self/mountinfo", "re");
    while (!found && mounts != NULL && getline(&line, &room, mounts) > 0) {
        found = read_kind(kind, line, device);
    }
    free(line);
    if (mounts != NULL) {
        (void)fclose(mounts);
    }
    return found;
}
