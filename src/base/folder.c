#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void add_home(Text *path, const char **typed) {
    const char *home = getenv("HOME");
    if ((*typed)[0] != '~' || ((*typed)[1] && (*typed)[1] != '/') || !home || *home != '/') return;
    text_add(path, home);
    ++*typed;
}

void folder_resolve(const char *typed, Text *path) {
    char here[4096];
    text_clear(path);
    add_home(path, &typed);
    bool relative = !path->length && *typed != '/';
    if (relative && getcwd(here, sizeof here)) text_addf(path, "%s/", strcmp(here, "/") ? here : "");
    text_add(path, typed);
}

static bool is_folder(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool folder_each(const char *path, void (*see)(void *self, const char *path), void *self) {
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, alphasort);
    Text whole = {0};
    for (int i = 0; i < count; i++) {
        text_setf(&whole, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && !is_folder(text_string(&whole))) see(self, text_string(&whole));
        free(entries[i]);
    }
    if (count >= 0) free(entries);
    text_free(&whole);
    return count >= 0;
}

bool folder_make(const char *path, Text *why) {
    Text part = {0};
    int error = 0;
    for (const char *end = path; *end && !error;) {
        end += strspn(end, "/");
        end += strcspn(end, "/");
        text_clear(&part);
        text_add_bytes(&part, path, (size_t)(end - path));
        if (mkdir(text_string(&part), 0700) != 0 && !is_folder(text_string(&part))) error = errno;
    }
    if (error == ENOENT) error = EACCES; /* the folder above is there: the system lets nobody make one in it (/proc) */
    text_free(&part);
    if (error) text_setf(why, "cannot make the folder %s: %s", path, strerror(error));
    return !error;
}

/* Adds a name to those that are shown, if it comes early enough in the alphabet. */
static void keep_first(FolderMatches *matches, const char *path) {
    int at = matches->shown;
    while (at > 0 && strcmp(path, text_string(&matches->paths[at - 1])) < 0) at--;
    if (at == FOLDER_SHOWN) return;
    if (matches->shown < FOLDER_SHOWN) matches->shown++;
    Text spare = matches->paths[matches->shown - 1];
    for (int i = matches->shown - 1; i > at; i--) matches->paths[i] = matches->paths[i - 1];
    text_setf(&spare, "%s", path);
    matches->paths[at] = spare;
}

/* Shortens *common to what it shares with the path, in whole characters. */
static void shorten_to_common(Text *common, const char *path) {
    size_t same = 0;
    while (same < common->length && common->data[same] == path[same]) same++;
    while (same > 0 && ((unsigned char)path[same] & 0xC0) == 0x80) same--;
    common->length = same;
    if (common->data) common->data[same] = 0;
}

static void take(FolderMatches *matches, const char *path) {
    if (matches->count++ == 0)
        text_setf(&matches->common, "%s", path);
    else
        shorten_to_common(&matches->common, path);
    keep_first(matches, path);
}

/* What stands before the last slash is the folder; the rest is how an entry begins. */
void folder_match(const char *typed, FolderMatches *matches) {
    const char *slash = strrchr(typed, '/'), *start = slash ? slash + 1 : typed;
    Text folder = {0}, whole = {0}, path = {0};
    text_add_bytes(&folder, typed, (size_t)(start - typed));
    folder_resolve(folder.length ? text_string(&folder) : "./", &whole);
    matches->shown = 0;
    matches->count = 0;
    text_setf(&matches->common, "%s", typed);
    DIR *list = opendir(text_string(&whole));
    for (struct dirent *entry; list && (entry = readdir(list));) {
        bool hidden = entry->d_name[0] == '.' && *start != '.';
        bool dots = !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..");
        if (hidden || dots || strncmp(entry->d_name, start, strlen(start)) != 0) continue;
        text_setf(&path, "%s%s", text_string(&whole), entry->d_name);
        const char *mark = is_folder(text_string(&path)) ? "/" : "";
        text_setf(&path, "%s%s%s", text_string(&folder), entry->d_name, mark);
        take(matches, text_string(&path));
    }
    if (list) closedir(list);
    text_free(&folder);
    text_free(&whole);
    text_free(&path);
}

void folder_free(FolderMatches *matches) {
    for (int i = 0; i < FOLDER_SHOWN; i++) text_free(&matches->paths[i]);
    text_free(&matches->common);
    *matches = (FolderMatches){0};
}
