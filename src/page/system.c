/* In place of the room `system`: a page has no files and no folders of its own. What is written goes to the reader as a
   download, which the host takes with the state; nothing can be read by a path. */
#include "base/beside.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "base/progress.h"
#include "page/host.h"
#include "page/json.h"

#include <stdlib.h>
#include <string.h>

/* The file that was written and not yet taken; and the one that the reader gave. */
static Text written, given_name, given;

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void add_base64(Text *out, const unsigned char *bytes, size_t count) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < count; i += 3) {
        unsigned three = (unsigned)bytes[i] << 16 | (i + 1 < count ? (unsigned)bytes[i + 1] << 8 : 0) |
                         (i + 2 < count ? bytes[i + 2] : 0);
        char four[4] = {digits[three >> 18], digits[three >> 12 & 63], digits[three >> 6 & 63], digits[three & 63]};
        if (i + 1 >= count) four[2] = '=';
        if (i + 2 >= count) four[3] = '=';
        text_add_bytes(out, four, 4);
    }
}

bool file_write(const char *path, const void *bytes, size_t count, Text *why) {
    (void)why;
    if (written.length) text_add(&written, ", ");
    text_add(&written, "{");
    json_member(&written, "name", name_of(path));
    text_add(&written, "\"content\": \"");
    add_base64(&written, bytes, count);
    text_add(&written, "\"}");
    return true;
}

void host_add_files(Text *out) {
    text_addf(out, "\"files\": [%s], ", text_string(&written));
    text_clear(&written);
}

void host_put_file(const char *name, const void *bytes, size_t count) {
    text_setf(&given_name, "%s", name_of(name));
    text_clear(&given);
    text_add_bytes(&given, bytes, count);
}

/* A stream in memory, whose bytes lie behind the pointers that it was opened with. */
typedef struct Stream {
    char *bytes;
    size_t count;
} Stream;

static Stream stream;

bool beside_find(const char *name, Text *path) {
    (void)name, (void)path;
    return false;
}

bool file_begin(FileOut *file, const char *path, Text *why) {
    (void)why;
    *file = (FileOut){.stream = open_memstream(&stream.bytes, &stream.count)};
    if (!file->stream) memory_exhausted();
    text_setf(&file->path, "%s", path);
    return true;
}

void file_abandon(FileOut *file) {
    fclose(file->stream);
    free(stream.bytes);
    text_free(&file->path);
}

bool file_finish(FileOut *file, Text *why) {
    fclose(file->stream);
    bool good = file_write(text_string(&file->path), stream.bytes, stream.count, why);
    free(stream.bytes);
    text_free(&file->path);
    return good;
}

void file_remove_temporaries(void) {}

bool file_is_stdout(const char *path) {
    (void)path;
    return false;
}

bool file_exists(const char *path) {
    return given_name.length && !strcmp(name_of(path), text_string(&given_name));
}

bool file_same(const char *one, const char *other) {
    return !strcmp(one, other);
}

void file_name_whole(Text *path) {
    (void)path;
}

uint64_t file_stamp(const char *path) {
    (void)path;
    return 0;
}

bool file_read(const char *path, size_t max, Text *content, Text *why) {
    if (file_exists(path) && given.length <= max) {
        text_add_bytes(content, given.data, given.length);
        return true;
    }
    text_setf(why, "cannot read %s: a page in a browser has no files", path);
    return false;
}

bool file_read_head(const char *path, size_t max, Text *content, Text *why) {
    return file_read(path, max, content, why);
}

bool file_read_tail(const char *path, size_t max, Text *content, Text *why) {
    return file_read(path, max, content, why);
}

void folder_match(const char *typed, FolderMatches *matches) {
    folder_free(matches);
    text_add(&matches->common, typed);
}

void folder_free(FolderMatches *matches) {
    for (int i = 0; i < FOLDER_SHOWN; i++) text_free(&matches->paths[i]);
    text_free(&matches->common);
    *matches = (FolderMatches){0};
}

void folder_resolve(const char *typed, Text *path) {
    text_setf(path, "%s%s", *typed == '/' ? "" : "/", typed);
}

bool folder_each(const char *path, void (*see)(void *self, const char *path), void *self) {
    (void)path, (void)see, (void)self;
    return false;
}

bool folder_make(const char *path, Text *why) {
    (void)path, (void)why;
    return true;
}

void interrupt_hold(void) {}

bool interrupt_waits(void) {
    return false;
}

void interrupt_release(void) {}

Progress progress_begin(size_t all, bool wanted) {
    (void)wanted;
    return (Progress){.all = all};
}

void progress_show(Progress *progress, size_t done) {
    (void)progress, (void)done;
}

void progress_end(Progress *progress) {
    (void)progress;
}
