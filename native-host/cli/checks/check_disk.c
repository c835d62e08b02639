#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>

#include "cli/doctor/diagnosis.h"
#include "cli/output/xmalloc.h"

static const char check[] = "disk";

#define SPACE_WARNING (200 * BS_MEGABYTE)
#define SPACE_FAILURE (20 * BS_MEGABYTE)

static void check_space(bs_diagnosis *diagnosis, const char *directory)
{
    struct statvfs about;
    char text[BS_NUMBER_TEXT];
    if (statvfs(directory, &about) != 0) {
        return;
    }
    if (about.f_files > 0 && about.f_favail == 0) {
        char *remedy = bs_xasprintf("df -i '%s'", directory);
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, remedy, "cli_doctor_space_files",
                         directory, NULL);
        free(remedy);
        return;
    }
    const double left = (double)about.f_bavail * (double)about.f_frsize;
    bs_number_format(text, &diagnosis->cli->text, left / BS_MEGABYTE, 0);
    if (left >= SPACE_WARNING) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_space_good", text, NULL);
        return;
    }
    char *remedy = bs_xasprintf("df -h '%s'", directory);
    bs_diagnosis_add(diagnosis, check, left < SPACE_FAILURE ? BS_LEVEL_FAILURE : BS_LEVEL_WARNING,
                     remedy, "cli_doctor_space", text, directory, NULL);
    free(remedy);
}

/*
 * A directory's file system type, such as "ext4" or "nfs4", from /proc/self/mountinfo (proc(5));
 * NULL if it is not found. The caller frees it.
 */
static char *file_system_of(const char *directory)
{
    struct stat about;
    FILE *mounts = fopen("/proc/self/mountinfo", "re");
    char *line = NULL;
    size_t room = 0;
    char *found = NULL;
    if (mounts == NULL || stat(directory, &about) != 0) {
        if (mounts != NULL) {
            (void)fclose(mounts);
        }
        return NULL;
    }
    char *device = bs_xasprintf(" %u:%u ", major(about.st_dev), minor(about.st_dev));
    while (found == NULL && getline(&line, &room, mounts) > 0) {
        const char *separator = strstr(line, " - ");
        if (separator != NULL && strstr(line, device) != NULL) {
            const char *kind = separator + strlen(" - ");
            found = bs_xasprintf("%.*s", (int)strcspn(kind, " \n"), kind);
        }
    }
    free(device);
    free(line);
    (void)fclose(mounts);
    return found;
}

/* SQLite's locks are unreliable over a network (https://www.sqlite.org/faq.html#q5). */
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

void bs_check_disk(bs_diagnosis *diagnosis, const char *directory)
{
    char *kind = file_system_of(directory);
    if (kind != NULL && is_network(kind)) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, NULL, "cli_doctor_network", directory,
                         NULL);
    } else if (kind != NULL) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_file_system", kind, NULL);
    }
    check_space(diagnosis, directory);
    free(kind);
}
