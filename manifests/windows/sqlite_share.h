/**
 * @file sqlite_share.h
 * Read before SQLite's source: it lets other processes rename and remove a file that it has open.
 */
#include <windows.h>

#undef FILE_SHARE_WRITE
#define FILE_SHARE_WRITE (0x00000002 | FILE_SHARE_DELETE)
