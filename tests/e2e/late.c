/* Preloaded into the program: sends it SIGTERM where a wait of SDL's is about to begin, when the file LATE is
 * there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int is_sdl(const void *caller) {
    Dl_info library;
    return dladdr(caller, &library) && strstr(library.dli_fname, "libSDL2-");
}

int poll(struct pollfd *files, nfds_t count, int timeout) {
    int (*next)(struct pollfd *, nfds_t, int);
    *(void **)&next = dlsym(RTLD_NEXT, "poll");
    const char *late = getenv("LATE");
    if (timeout < 0 && late && is_sdl(__builtin_return_address(0)) && unlink(late) == 0)
        kill(getpid(), SIGTERM);
    return next(files, count, timeout);
}
