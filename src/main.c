/* lrscope: does command-line work itself; where a window is asked for, loads lrscope-window.so, which alone
   is linked with SDL: loading that would cost every figure 7 ms. */
#include "cli/cli.h"
#include "cli/report_error.h"
#include "window/window.h"

#include <dlfcn.h>
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

/* The window's part stands beside the program in a build folder and in ../libexec/lrscope when installed. */
static void *load_window_part(void) {
    static const char *const places[] = {"lrscope-window.so", "../libexec/lrscope/lrscope-window.so"};
    char self[PATH_MAX], path[PATH_MAX + 64];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length < 0) length = 0;
    self[length] = 0;
    char *slash = strrchr(self, '/');
    if (slash) *slash = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(path, sizeof path, "%s/%s", self, places[i]);
        if (access(path, F_OK) == 0) break;
    }
    return dlopen(path, RTLD_LAZY | RTLD_LOCAL);
}

static int cannot_open(const char *why) {
    fprintf(stderr, "lrscope: cannot open a window: %s (a figure needs none: -o FILE)\n", why);
    return 1;
}

static int open_window(CliWindow *window) {
    int (*run)(const WindowStart *start) = NULL;
    if (!has_display()) return cannot_open("there is no display");
    void *part = load_window_part();
    if (part) *(void **)&run = dlsym(part, "window_run"); /* as POSIX has it: C knows no such conversion */
    if (!run) return cannot_open(dlerror());
    cli_report(&window->report);
    return run(&(WindowStart){.scenario = &window->scenario,
                              .path = window->path,
                              .explicit = window->explicit,
                              .fresh = window->fresh,
                              .reduced_motion = window->reduced_motion,
                              .theme = window->theme,
                              .speaker = window->speaker,
                              .lesson = &window->lesson,
                              .date = window->date});
}

int main(int argc, char **argv) {
    CliWindow window;
    int status = cli_run(argc, argv, getenv("SOURCE_DATE_EPOCH"), &window);
    if (status != CLI_OPEN_WINDOW) return status;
    status = open_window(&window);
    cli_window_free(&window);
    return status;
}
