/* A figure from a cold start against gnuplot's of the same curve: export LRSCOPE SCRIPT FOLDER, where SCRIPT
   is warmup.gnuplot and FOLDER takes the files. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 25 };

static const double limit = 0.5; /* of gnuplot's time */

static double timed(const char *const *argv) {
    double start = bench_now();
    if (!bench_ended(bench_start(argv))) {
        fprintf(stderr, "export: %s failed\n", argv[0]);
        exit(1);
    }
    return bench_now() - start;
}

static bool compare(const char *lrscope, const char *script, const char *folder, const char *format) {
    char ours[512], settings[640], theirs[512], what[96];
    double our_times[ROUNDS], their_times[ROUNDS];
    snprintf(ours, sizeof ours, "%s/lrscope.%s", folder, format);
    snprintf(theirs, sizeof theirs, "%s/gnuplot.%s", folder, format);
    snprintf(settings, sizeof settings, "format='%s'; place='%s'", format, theirs);
    const char *our_command[] = {lrscope, "--size=1280x720", "--base-lr=0.002", "-o", ours, NULL};
    const char *their_command[] = {"gnuplot", "-e", settings, script, NULL};
    timed(our_command);
    timed(their_command);
    for (int i = 0; i < ROUNDS; i++) {
        our_times[i] = timed(our_command);
        their_times[i] = timed(their_command);
    }
    double ratio = bench_ratio(our_times, their_times, ROUNDS);
    double our_time = bench_quantile(our_times, ROUNDS, 0.5),
           their_time = bench_quantile(their_times, ROUNDS, 0.5);
    snprintf(what, sizeof what, "cold %s 1280x720: %.1f ms, gnuplot %.1f ms", format, our_time, their_time);
    return bench_judge(what, ratio, limit, "gnuplots");
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    bool png = compare(argv[1], argv[2], argv[3], "png"), svg = compare(argv[1], argv[2], argv[3], "svg");
    return png && svg ? 0 : 1;
}
