#include "bench.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

double bench_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_quantile(double *values, size_t count, double part) {
    qsort(values, count, sizeof *values, ascending);
    return values[(size_t)(part * (double)(count - 1) + 0.5)];
}

double bench_ratio(const double *ours, const double *theirs, size_t count) {
    double *ratios = malloc(count * sizeof *ratios);
    if (!ratios) exit(1);
    for (size_t i = 0; i < count; i++) ratios[i] = ours[i] / theirs[i];
    double ratio = bench_quantile(ratios, count, 0.5);
    free(ratios);
    return ratio;
}

bool bench_judge(const char *what, double value, double limit, const char *unit) {
    bool passed = value <= limit;
    printf("%-58s %8.2f of at most %g %s: %s\n", what, value, limit, unit, passed ? "PASS" : "FAIL");
    fflush(stdout);
    return passed;
}

pid_t bench_start(const char *const *argv) {
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        exit(1);
    }
    if (pid > 0) return pid;
    int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0) dup2(nowhere, STDOUT_FILENO);
    execvp(argv[0], (char *const *)argv); /* which leaves them as they are */
    perror(argv[0]);
    _exit(127);
}

bool bench_ended(pid_t pid) {
    int status;
    return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
