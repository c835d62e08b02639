#include <dirent.h>
#include <ftw.h>
#include <sys/stat.h>

#include "crash_points.h"

void path_of(char path[PATH_SIZE * 2], const char *folder, const char *name)
{
    snprintf(path, (size_t)PATH_SIZE * 2, "%s/%s", folder, name);
}

bool exists(const char *folder, const char *name)
{
    char path[PATH_SIZE * 2];
    path_of(path, folder, name);
    return access(path, F_OK) == 0;
}

/** Reads a whole file, which the caller frees; NULL if it does not exist. */
static char *read_file(size_t *size, const char *folder, const char *name)
{
    char path[PATH_SIZE * 2];
    struct stat about;
    path_of(path, folder, name);
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return NULL;
    }
    char *bytes = fstat(file, &about) == 0 ? malloc((size_t)about.st_size + 1) : NULL;
    if (bytes == NULL || !transfer(file, bytes, (size_t)about.st_size, false)) {
        give_up("a file cannot be read");
    }
    close(file);
    *size = (size_t)about.st_size;
    return bytes;
}

bool is_same(const char *folder, const char *name, const char *other_folder, const char *other_name)
{
    size_t size = 0;
    size_t other_size = 0;
    char *bytes = read_file(&size, folder, name);
    char *other = read_file(&other_size, other_folder, other_name);
    const bool same =
        bytes != NULL && other != NULL && size == other_size && memcmp(bytes, other, size) == 0;
    free(bytes);
    free(other);
    return same;
}

static int remove_one(const char *path, const struct stat *about, int type, struct FTW *place)
{
    (void)about;
    (void)type;
    (void)place;
    return remove(path);
}

void empty_folder(const char *folder)
{
    (void)nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    if (mkdir(folder, 0700) != 0) {
        give_up("no scratch directory");
    }
}

static void copy_file(const char *to, const char *to_name, const char *from, const char *from_name)
{
    char path[PATH_SIZE * 2];
    size_t size = 0;
    char *bytes = read_file(&size, from, from_name);
    if (bytes == NULL) {
        return;
    }
    path_of(path, to, to_name);
    const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || !transfer(file, bytes, size, true)) {
        give_up("a file cannot be written");
    }
    close(file);
    free(bytes);
}

void copy_database(const char *to, const char *from, const char *name)
{
    char log[PATH_SIZE];
    snprintf(log, sizeof log, "%s-wal", name);
    copy_file(to, DATABASE, from, name);
    copy_file(to, LOG, from, log);
}

int count_files(const once *o, const char *beginning, bool (*is)(const once *o, const char *name))
{
    int count = 0;
    DIR *open = opendir(o->folder);
    for (struct dirent *entry = NULL; open != NULL && (entry = readdir(open)) != NULL;) {
        count += strncmp(entry->d_name, beginning, strlen(beginning)) == 0 && is(o, entry->d_name);
    }
    if (open != NULL) {
        closedir(open);
    }
    return count;
}

struct timespec log_touched(const once *o)
{
    char path[PATH_SIZE * 2];
    struct stat about;
    path_of(path, o->folder, LOG);
    return stat(path, &about) == 0 ? about.st_mtim : (struct timespec){0};
}
