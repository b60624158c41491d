#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(const char *verb, const char *path, int error, Text *why) {
    text_setf(why, "cannot %s %s: %s", verb, path, strerror(error));
    return false;
}

/* Returns the length of the folder part of a path, its slash included. */
static size_t folder_length(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash + 1 - path) : 0;
}

/* Links are followed, so that the file they name is replaced and not the link; also to a file that is yet to
   be. 0 or an error number. */
static int resolve(const char *path, Text *out) {
    enum { LINKS_MAX = 40, LONGEST = 4096 };
    char target[LONGEST];
    text_setf(out, "%s", path);
    for (int links = 0; links < LINKS_MAX; links++) {
        ssize_t length = readlink(text_string(out), target, sizeof target);
        if (length < 0) return 0; /* not a link, or opening it will tell what is wrong */
        if (length == LONGEST) return ENAMETOOLONG;
        out->length = target[0] == '/' ? 0 : folder_length(text_string(out));
        text_add_bytes(out, target, (size_t)length);
    }
    return ELOOP;
}

/* A file that can be replaced by its name. What only a descriptor leads to (/dev/fd/5) may have lost its own.
 */
static bool has_a_name(const char *path) {
    struct stat about;
    Text resolved = {0};
    if (stat(path, &about) != 0) return true; /* it is yet to be made */
    bool good =
        S_ISREG(about.st_mode) && (resolve(path, &resolved) || file_same(path, text_string(&resolved)));
    text_free(&resolved);
    return good;
}

/* --- those that are open: none stays behind when the program ends in the middle of one --- */

static FileOut *open_files;
static pid_t opened_by; /* a child process leaves its parent's alone */

void file_remove_temporaries(void) {
    for (FileOut *file = open_files; file && opened_by == getpid(); file = file->next)
        if (file->temporary.length) unlink(text_string(&file->temporary));
}

static void remember(FileOut *file) {
    static bool asked;
    if (!asked) asked = atexit(file_remove_temporaries) == 0;
    if (opened_by != getpid()) open_files = NULL;
    opened_by = getpid();
    file->next = open_files;
    open_files = file;
}

static void forget(const FileOut *file) {
    for (FileOut **at = &open_files; *at; at = &(*at)->next)
        if (*at == file) {
            *at = file->next;
            return;
        }
}

static mode_t mode_of_new_file(void) {
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* Whose it was it stays, as far as the system lets; nobody gets a program that runs as somebody else. */
static bool take_over(int descriptor, const struct stat *old) {
    bool other = old->st_uid != geteuid() || old->st_gid != getegid();
    if (other && fchown(descriptor, old->st_uid, old->st_gid) != 0)
        (void)!fchown(descriptor, (uid_t)-1, old->st_gid);
    return fchmod(descriptor, old->st_mode & 0777) == 0;
}

/* Makes the temporary file; -1 with errno. Its path is known before it is there, so that memory cannot run
   out between. */
static int make_temporary(FileOut *file, const char *path) {
    text_add_bytes(&file->temporary, path, folder_length(path));
    text_add(&file->temporary, ".lrscope-XXXXXX");
    remember(file);
    int descriptor = mkstemp(file->temporary.data);
    file->folder_refused = descriptor < 0;
    if (descriptor < 0) text_clear(&file->temporary);
    return descriptor;
}

/* Returns 0 or an error number; the temporary file may be there in both cases. */
static int begin_temporary(FileOut *file, const char *name) {
    int unresolved = *name ? resolve(name, &file->path) : ENOENT;
    if (unresolved) return unresolved;
    const char *path = text_string(&file->path);
    struct stat about;
    bool exists = stat(path, &about) == 0;
    if (exists && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0) return errno;
    int descriptor = make_temporary(file, path);
    if (descriptor < 0) return errno;
    bool allowed = exists ? take_over(descriptor, &about) : fchmod(descriptor, mode_of_new_file()) == 0;
    file->stream = allowed ? fdopen(descriptor, "wb") : NULL;
    if (file->stream) return 0;
    int error = errno;
    close(descriptor);
    return error;
}

/* Opens the name as it was given: a link to a pipe need not lead to a name. */
static int begin_direct(FileOut *file, const char *name) {
    text_add(&file->path, name);
    file->stream = fopen(name, "wb");
    return file->stream ? 0 : errno;
}

/* A file that stdout leads to is appended to: this call must not replace what it holds. */
bool file_is_stdout(const char *path) {
    static const char *const names[] = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(path, names[i])) return true;
    return false;
}

/* Names the folder where it is what is wrong: it is not there, or nothing can be made in it. */
static void tell_of_folder(const FileOut *file, int error, Text *why) {
    const char *place = text_string(&file->path);
    size_t length = folder_length(place);
    bool closed = error == EACCES || error == EPERM || error == EROFS;
    if (error == ENOENT && length > 1) text_addf(why, "; create the folder %.*s first", (int)length - 1, place);
    if (!closed || !file->folder_refused) return;
    if (length > 1)
        text_addf(why, "; nothing can be made in the folder %.*s", (int)length - 1, place);
    else
        text_add(why, "; nothing can be made in this folder");
}

bool file_begin(FileOut *file, const char *path, Text *why) {
    *file = (FileOut){0};
    if (file_is_stdout(path)) {
        text_add(&file->path, "stdout");
        file->stream = stdout;
        file->direct_stdout = true;
        return true;
    }
    int error = has_a_name(path) ? begin_temporary(file, path) : begin_direct(file, path);
    if (!error) return true;
    fail("write", path, error, why);
    tell_of_folder(file, error, why);
    file_abandon(file);
    return false;
}

void file_abandon(FileOut *file) {
    if (file->stream && !file->direct_stdout) fclose(file->stream);
    if (file->temporary.length) unlink(text_string(&file->temporary));
    forget(file);
    text_free(&file->path);
    text_free(&file->temporary);
    *file = (FileOut){0};
}

/* stdio keeps that a write failed, but not why. One more byte fails in the same way; what was written is of
   no use any more. */
static int reason_of_failure(FileOut *file) {
    return write(fileno(file->stream), "\n", 1) < 0 ? errno : EIO;
}

/* Returns 0 once everything written so far is in the file, else an error number. */
static int flush(FileOut *file) {
    if (fflush(file->stream) != 0) return errno;
    if (ferror(file->stream)) return reason_of_failure(file);
    return file->temporary.length && !file->hasty && fsync(fileno(file->stream)) != 0 ? errno : 0;
}

/* So that the new name outlives a loss of power. Some file systems cannot, and the file is in its place by
 * now. */
static void flush_folder(const char *path) {
    Text folder = {0};
    text_add_bytes(&folder, path, folder_length(path));
    int descriptor = open(folder.length ? text_string(&folder) : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        (void)fsync(descriptor);
        close(descriptor);
    }
    text_free(&folder);
}

bool file_finish(FileOut *file, Text *why) {
    int error = flush(file);
    if (!file->direct_stdout && fclose(file->stream) != 0 && !error) error = errno;
    file->stream = NULL;
    if (!error && file->temporary.length) {
        if (rename(text_string(&file->temporary), text_string(&file->path)) != 0)
            error = errno;
        else
            text_clear(&file->temporary);
        if (!error && !file->hasty) flush_folder(text_string(&file->path));
    }
    if (error) fail("write", text_string(&file->path), error, why);
    file_abandon(file);
    return !error;
}

bool file_write(const char *path, const void *bytes, size_t count, Text *why) {
    FileOut file;
    if (!file_begin(&file, path, why)) return false;
    fwrite(bytes, 1, count, file.stream);
    return file_finish(&file, why);
}

bool file_exists(const char *path) {
    return access(path, F_OK) == 0;
}

bool file_same(const char *one, const char *other) {
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* Opens regular files only; without O_NONBLOCK, opening a pipe would wait. */
static FILE *open_regular(const char *path, Text *why) {
    int descriptor = open(path, O_RDONLY | O_NONBLOCK);
    struct stat about;
    bool known = descriptor >= 0 && fstat(descriptor, &about) == 0;
    FILE *stream = known && S_ISREG(about.st_mode) ? fdopen(descriptor, "rb") : NULL;
    if (stream) return stream;
    if (known && !S_ISREG(about.st_mode))
        text_setf(why, "cannot read %s: not a regular file", path);
    else
        fail("read", path, errno, why);
    if (descriptor >= 0) close(descriptor);
    return NULL;
}

/* Adds up to `max` bytes to the content and closes the stream. Returns 0 or an error number. */
static int take_bytes(FILE *stream, size_t max, Text *content) {
    char block[65536];
    size_t got = 1;
    text_clear(content);
    while (content->length < max && got > 0) {
        size_t want = max - content->length;
        got = fread(block, 1, want < sizeof block ? want : sizeof block, stream);
        text_add_bytes(content, block, got);
    }
    int error = ferror(stream) ? errno : 0;
    fclose(stream);
    return error;
}

bool file_read_head(const char *path, size_t max, Text *content, Text *why) {
    FILE *stream = open_regular(path, why);
    if (!stream) return false;
    int error = take_bytes(stream, max, content);
    return !error || fail("read", path, error, why);
}

bool file_read_tail(const char *path, size_t max, Text *content, Text *why) {
    FILE *stream = open_regular(path, why);
    if (!stream) return false;
    struct stat about;
    bool longer = fstat(fileno(stream), &about) == 0 && about.st_size > (off_t)max;
    if (longer && fseeko(stream, -(off_t)max, SEEK_END) != 0) {
        fclose(stream);
        return fail("read", path, errno, why);
    }
    int error = take_bytes(stream, max, content);
    return !error || fail("read", path, error, why);
}

bool file_read(const char *path, size_t max, Text *content, Text *why) {
    if (!file_read_head(path, max + 1, content, why)) return false;
    if (content->length <= max) return true;
    text_setf(why, "cannot read %s: larger than %zu bytes", path, max);
    return false;
}

void file_name_whole(Text *path) {
    char *whole = realpath(text_string(path), NULL);
    if (whole) text_setf(path, "%s", whole);
    free(whole);
}

uint64_t file_stamp(const char *path) {
    struct stat about;
    if (stat(path, &about) != 0) return 0;
    uint64_t stamp = (uint64_t)about.st_mtim.tv_sec * 1000000007u + (uint64_t)about.st_mtim.tv_nsec;
    stamp = stamp * 31 + (uint64_t)about.st_size;
    return (stamp * 31 + (uint64_t)about.st_ino) | 1;
}
