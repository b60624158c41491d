/* lrscope: does command-line work itself; where a window is asked for, loads lrscope-window.so, which alone
   is linked with SDL: loading that would cost every figure 7 ms. */
#include "base/beside.h"
#include "cli/cli.h"
#include "cli/report_error.h"
#include "window/window.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_set(const char *variable) {
    const char *value = getenv(variable);
    return value && *value;
}

/* Asked before SDL is: without a display that would take its "offscreen" driver and wait for ever, unseen. */
static bool has_display(void) {
    return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") || is_set("SDL_VIDEODRIVER");
}

static void *load_window_part(void) {
    Text path = {0};
    beside_find("lrscope-window.so", &path);
    void *part = dlopen(text_string(&path), RTLD_LAZY | RTLD_LOCAL);
    text_free(&path);
    return part;
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
                              .launched = window->launched,
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
