/* lrscope's window against a bare one, on the display that DISPLAY names: window LRSCOPE BARE. How long until
   the first frame is to be seen, how much memory is resident then, and what ten idle seconds cost. */
#include "bench.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    ROUNDS = 31,
    GROUND = 0x0E1116, /* the dark theme's background, in which both windows begin */
    PATIENCE = 10000   /* milliseconds */
};

/* A millisecond and a wake-up more than the bare window's are the measurement's own. */
static const double limit_start = 1.5, limit_megabytes = 40, limit_idle_time = 1, limit_wakes = 1;

typedef struct Idle {
    double milliseconds; /* of processor time, all threads */
    double wakes;
} Idle;

static void rest(double milliseconds) {
    struct timespec time = {(time_t)(milliseconds / 1000), (long)(milliseconds * 1e6) % 1000000000};
    nanosleep(&time, NULL);
}

static unsigned long corner(Display *display) {
    XImage *image = XGetImage(display, DefaultRootWindow(display), 4, 4, 1, 1, AllPlanes, ZPixmap);
    unsigned long pixel = XGetPixel(image, 0, 0) & 0xFFFFFF;
    XDestroyImage(image);
    return pixel;
}

/* Waits until the display's corner is painted, or is not; the milliseconds that took. */
static double until(Display *display, bool painted) {
    double start = bench_now();
    while ((corner(display) == GROUND) != painted) {
        if (bench_now() - start > PATIENCE) {
            fputs("window: nothing happened on the display\n", stderr);
            exit(1);
        }
        rest(0.2);
    }
    return bench_now() - start;
}

static void stop(Display *display, pid_t pid) {
    kill(pid, SIGTERM);
    if (!bench_ended(pid)) exit(1);
    until(display, false);
}

static double first_frame(Display *display, const char *program) {
    const char *argv[] = {program, NULL};
    pid_t pid = bench_start(argv);
    double time = until(display, true);
    stop(display, pid);
    return time;
}

static bool compare_starts(Display *display, const char *lrscope, const char *bare) {
    double ours[ROUNDS], theirs[ROUNDS];
    char what[96];
    first_frame(display, lrscope);
    first_frame(display, bare);
    for (int i = 0; i < ROUNDS; i++) {
        ours[i] = first_frame(display, lrscope);
        theirs[i] = first_frame(display, bare);
    }
    double ratio = bench_ratio(ours, theirs, ROUNDS);
    double our_time = bench_quantile(ours, ROUNDS, 0.5), their_time = bench_quantile(theirs, ROUNDS, 0.5);
    snprintf(what, sizeof what, "first frame on the screen: %.1f ms, bare %.1f ms", our_time, their_time);
    return bench_judge(what, ratio, limit_start, "bare ones");
}

/* The number behind `name` in a file of /proc, 0 where there is none. */
static double proc_number(const char *path, const char *name) {
    char line[256];
    double number = 0;
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, name, strlen(name)) == 0) number = atof(line + strlen(name));
    if (file) fclose(file);
    return number;
}

static double peak_megabytes(pid_t pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    return proc_number(path, "VmHWM:") / 1024;
}

/* What all threads of a process have used up so far. */
static Idle used(pid_t pid) {
    Idle sum = {0, 0};
    char folder[64], path[512];
    snprintf(folder, sizeof folder, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(folder);
    for (struct dirent *task; tasks && (task = readdir(tasks));) {
        if (task->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s/schedstat", folder, task->d_name);
        sum.milliseconds += proc_number(path, "") / 1e6;
        snprintf(path, sizeof path, "%s/%s/status", folder, task->d_name);
        sum.wakes += proc_number(path, "voluntary_ctxt_switches:");
    }
    if (tasks) closedir(tasks);
    return sum;
}

static Idle idle_cost(pid_t pid) {
    Idle before = used(pid);
    rest(10000);
    Idle after = used(pid);
    return (Idle){after.milliseconds - before.milliseconds, after.wakes - before.wakes};
}

typedef struct Life {
    double megabytes;
    Idle idle;
} Life;

static Life live(Display *display, const char *program) {
    const char *argv[] = {program, NULL};
    pid_t pid = bench_start(argv);
    until(display, true);
    rest(1000);
    Life life = {.megabytes = peak_megabytes(pid), .idle = idle_cost(pid)};
    stop(display, pid);
    return life;
}

static bool compare_lives(Display *display, const char *lrscope, const char *bare) {
    char what[96];
    Life ours = live(display, lrscope), theirs = live(display, bare);
    snprintf(what, sizeof what, "resident at 1280x800, at most so far (bare %.1f)", theirs.megabytes);
    bool memory = bench_judge(what, ours.megabytes, limit_megabytes, "MB");
    snprintf(what, sizeof what, "ten idle seconds, processor time (bare %.2f ms)", theirs.idle.milliseconds);
    bool time = bench_judge(what, ours.idle.milliseconds, theirs.idle.milliseconds + limit_idle_time, "ms");
    snprintf(what, sizeof what, "ten idle seconds, wake-ups: no frame without one (bare %g)",
             theirs.idle.wakes);
    bool wakes = bench_judge(what, ours.idle.wakes, theirs.idle.wakes + limit_wakes, "");
    return memory && time && wakes;
}

int main(int argc, char **argv) {
    Display *display = XOpenDisplay(NULL);
    if (argc != 3 || !display) return 2;
    bool starts = compare_starts(display, argv[1], argv[2]), lives = compare_lives(display, argv[1], argv[2]);
    XCloseDisplay(display);
    return starts && lives ? 0 : 1;
}
