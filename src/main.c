/* lrscope: does command-line work itself; where a window is asked for, becomes lrscope-window, which alone is
   linked with SDL: loading it would cost every figure 7 ms. */
#include "cli/cli.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_set(const char *variable) {
    const char *value = getenv(variable);
    return value && *value;
}

/* Asked before SDL is: without a display that would take its "offscreen" driver and wait for ever, unseen. */
static bool has_display(void) {
    return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") || is_set("SDL_VIDEODRIVER");
}

/* The window's program stands beside this one in a build folder and in ../libexec/lrscope when installed. */
static void become_window(char **argv) {
    static const char *const places[] = {"lrscope-window", "../libexec/lrscope/lrscope-window"};
    char self[PATH_MAX], path[PATH_MAX + 64];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length < 0) length = 0;
    self[length] = 0;
    char *slash = strrchr(self, '/');
    if (slash) *slash = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(path, sizeof path, "%s/%s", self, places[i]);
        execv(path, argv);
    }
    fprintf(stderr, "lrscope: cannot open a window: %s: %s (a figure needs none: -o FILE)\n", path,
            strerror(errno));
}

int main(int argc, char **argv) {
    CliWindow window;
    int status = cli_run(argc, argv, &window);
    if (status != CLI_OPEN_WINDOW) return status;
    if (has_display())
        become_window(argv);
    else
        fputs("lrscope: cannot open a window: there is no display (a figure needs none: -o FILE)\n", stderr);
    cli_window_free(&window);
    return 1;
}
