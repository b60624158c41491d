#include "runlog/folder.h"

#include "base/memory.h"
#include "runlog/runlog.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEEPEST = 5, FILES_MAX = 4000 };

typedef struct Entry {
    Text path;
    struct timespec changed;
} Entry;

typedef struct Entries {
    Entry *items;
    size_t count;
} Entries;

static void add_entry(Entries *entries, const Text *path, struct timespec changed) {
    entries->items = memory_resize(entries->items, entries->count + 1, sizeof *entries->items);
    entries->items[entries->count] = (Entry){.changed = changed};
    text_add(&entries->items[entries->count++].path, text_string(path));
}

static void walk(Entries *entries, const char *folder, int depth) {
    DIR *directory = opendir(folder);
    Text path = {0};
    for (struct dirent *entry; directory && (entry = readdir(directory)) && entries->count < FILES_MAX;) {
        struct stat about;
        if (entry->d_name[0] == '.') continue;
        text_setf(&path, "%s/%s", folder, entry->d_name);
        if (lstat(text_string(&path), &about) != 0) continue;
        if (S_ISDIR(about.st_mode) && depth < DEEPEST) walk(entries, text_string(&path), depth + 1);
        if (S_ISREG(about.st_mode)) add_entry(entries, &path, about.st_mtim);
    }
    if (directory) closedir(directory);
    text_free(&path);
}

/* Sorts the newest first, and files of one age by name, the last first. */
static int compare(const void *a, const void *b) {
    const Entry *one = a, *other = b;
    if (one->changed.tv_sec != other->changed.tv_sec)
        return one->changed.tv_sec < other->changed.tv_sec ? 1 : -1;
    if (one->changed.tv_nsec != other->changed.tv_nsec)
        return one->changed.tv_nsec < other->changed.tv_nsec ? 1 : -1;
    return strcmp(text_string(&other->path), text_string(&one->path));
}

bool runlog_folder_newest(const char *folder, Text *path, Text *why) {
    Entries entries = {0};
    bool found = false;
    walk(&entries, folder, 0);
    if (entries.count) qsort(entries.items, entries.count, sizeof *entries.items, compare);
    for (size_t i = 0; i < entries.count; i++) {
        if (!found && runlog_recognise(text_string(&entries.items[i].path))) {
            text_add(path, text_string(&entries.items[i].path));
            found = true;
        }
        text_free(&entries.items[i].path);
    }
    if (!found)
        text_setf(why, "%s: no log with a learning rate among the %zu files in this folder", folder,
                  entries.count);
    free(entries.items);
    return found;
}
