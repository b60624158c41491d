/* Preloaded into a program: the n-th of its calls of one kind does not go well.

       FAULT_MEMORY=N   the N-th allocation is refused, those after it are not
       FAULT_CALL=N     the N-th call on a file fails with ENOSPC
       FAULT_KILL=N     the program is killed before the N-th call on a file
       FAULT_CAIRO=N    the N-th drawing leaves Cairo's context in an error, which is sticky
       FAULT_MARK=FILE  is made when it has happened, so that whoever counts knows the end
       FAULT_LOG=FILE   gets a line for each rename, and for each fsync of a file or a folder

   The C library's own calls do not come by here; so what is done through a stream is counted where the program does it,
   and fails by its file becoming /dev/full. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static long number_of(const char *variable) {
    const char *value = getenv(variable);
    return value ? strtol(value, NULL, 10) : 0;
}

static void mark(void) {
    const char *path = getenv("FAULT_MARK");
    if (!path) return;
    long descriptor = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT, 0600);
    if (descriptor >= 0) syscall(SYS_close, descriptor);
}

/* --- memory --- */

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static long allocations, refused_at = -1; /* -1: not known yet, 0: none */

/* What other libraries allocate while they are loaded is not the program's: GLib waits for ever there. The
   constructor of a preloaded library runs after theirs. */
static int has_begun;

__attribute__((constructor)) static void begin(void) { has_begun = 1; }

static int is_refused(void) {
    if (!has_begun) return 0;
    if (refused_at < 0) refused_at = environ ? number_of("FAULT_MEMORY") : 0;
    if (!refused_at || __sync_add_and_fetch(&allocations, 1) != refused_at) return 0;
    mark();
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size) {
    return is_refused() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return is_refused() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    return is_refused() ? NULL : __libc_realloc(old, size);
}

/* --- files --- */

static int is_counted(const char *path) {
    return strncmp(path, "/proc/", 6) && strncmp(path, "/dev/", 5) && strncmp(path, "/usr/", 5);
}

/* Does this call fail? */
static int comes_now(void) {
    static long calls, failing = -1, killing;
    if (failing < 0) {
        failing = number_of("FAULT_CALL");
        killing = number_of("FAULT_KILL");
    }
    calls++;
    if (calls != failing && calls != killing) return 0;
    mark();
    if (calls == killing) kill(getpid(), SIGKILL);
    errno = ENOSPC;
    return 1;
}

#define NEXT(type, name, ...)                                                                                     \
    type (*next)(__VA_ARGS__);                                                                                    \
    *(void **)&next = dlsym(RTLD_NEXT, name)

int open(const char *path, int flags, ...) {
    NEXT(int, "open", const char *, int, ...);
    __builtin_va_list list;
    __builtin_va_start(list, flags);
    int mode = flags & O_CREAT ? __builtin_va_arg(list, int) : 0;
    __builtin_va_end(list);
    return is_counted(path) && comes_now() ? -1 : next(path, flags, mode);
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

int mkstemp(char *path) {
    NEXT(int, "mkstemp", char *);
    return comes_now() ? -1 : next(path);
}

int mkstemp64(char *path) __attribute__((alias("mkstemp")));

int fchmod(int file, mode_t mode) {
    NEXT(int, "fchmod", int, mode_t);
    return comes_now() ? -1 : next(file, mode);
}

static void note(const char *line) {
    const char *path = getenv("FAULT_LOG");
    if (!path) return;
    long descriptor = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (descriptor < 0) return;
    syscall(SYS_write, descriptor, line, strlen(line));
    syscall(SYS_close, descriptor);
}

int fsync(int file) {
    NEXT(int, "fsync", int);
    struct stat about;
    if (comes_now()) return -1;
    note(fstat(file, &about) == 0 && S_ISDIR(about.st_mode) ? "fsync folder\n" : "fsync file\n");
    return next(file);
}

int rename(const char *from, const char *to) {
    NEXT(int, "rename", const char *, const char *);
    if (comes_now()) return -1;
    note("rename\n");
    return next(from, to);
}

FILE *fdopen(int file, const char *mode) {
    NEXT(FILE *, "fdopen", int, const char *);
    return comes_now() ? NULL : next(file, mode);
}

static void spoil(FILE *stream) {
    long full = syscall(SYS_openat, AT_FDCWD, "/dev/full", O_WRONLY, 0);
    if (full >= 0 && fileno(stream) > 2) dup2((int)full, fileno(stream));
}

size_t fwrite(const void *bytes, size_t size, size_t count, FILE *stream) {
    NEXT(size_t, "fwrite", const void *, size_t, size_t, FILE *);
    if (fileno(stream) > 2 && comes_now()) spoil(stream);
    return next(bytes, size, count, stream);
}

int fflush(FILE *stream) {
    NEXT(int, "fflush", FILE *);
    if (stream && fileno(stream) > 2 && comes_now()) spoil(stream);
    return next(stream);
}

/* Closed all the same, as the system does it. */
int fclose(FILE *stream) {
    NEXT(int, "fclose", FILE *);
    int fails = fileno(stream) > 2 && comes_now();
    int result = next(stream);
    if (!fails) return result;
    errno = ENOSPC;
    return EOF;
}

/* --- Cairo --- */

/* Restoring what was not saved is a mistake that the context keeps, and what is drawn from then on is not. */
static void drawn(void *cairo) {
    static long drawings, failing = -1;
    if (failing < 0) failing = number_of("FAULT_CAIRO");
    if (++drawings != failing) return;
    NEXT(void, "cairo_restore", void *);
    for (int saved = 0; saved < 32; saved++) next(cairo);
    mark();
}

void cairo_fill(void *cairo);
void cairo_stroke(void *cairo);
void cairo_paint(void *cairo);

void cairo_fill(void *cairo) {
    NEXT(void, "cairo_fill", void *);
    drawn(cairo);
    next(cairo);
}

void cairo_stroke(void *cairo) {
    NEXT(void, "cairo_stroke", void *);
    drawn(cairo);
    next(cairo);
}

void cairo_paint(void *cairo) {
    NEXT(void, "cairo_paint", void *);
    drawn(cairo);
    next(cairo);
}
