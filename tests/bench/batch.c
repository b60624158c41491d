/* A batch of figures against gnuplot's in one process, and the commands that the README shows: batch LRSCOPE
   SCRIPT FOLDER, where SCRIPT is batch.gnuplot and FOLDER takes the files. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

enum { FIGURES = 200, ROUNDS = 5, COLD_ROUNDS = 15 };

static const double cold_limit = 200; /* milliseconds */

static double timed(const char *const *argv) {
    double start = bench_now();
    if (!bench_ended(bench_start(argv))) {
        fprintf(stderr, "batch: %s failed\n", argv[0]);
        exit(1);
    }
    return bench_now() - start;
}

static void write_jobs(const char *path, const char *folder, const char *format) {
    FILE *jobs = fopen(path, "w");
    if (!jobs) exit(1);
    fputs("defaults: {size: 1280x720, base_lr: 0.002}\nfigures:\n", jobs);
    for (int i = 1; i <= FIGURES; i++)
        fprintf(jobs, "  - {output: %s/l%d.%s, warmup_factor: %d/%d}\n", folder, i, format, i, FIGURES + 1);
    if (fclose(jobs) != 0) exit(1);
}

static bool compare(const char *lrscope, const char *script, const char *folder, const char *format,
                    double limit) {
    char jobs[512], settings[640], what[96];
    double ours[ROUNDS], theirs[ROUNDS];
    snprintf(jobs, sizeof jobs, "%s/jobs-%s.yaml", folder, format);
    snprintf(settings, sizeof settings, "format='%s'; folder='%s'; count=%d", format, folder, FIGURES);
    write_jobs(jobs, folder, format);
    const char *our_command[] = {lrscope, "--batch", jobs, NULL};
    const char *their_command[] = {"gnuplot", "-e", settings, script, NULL};
    for (int i = 0; i < ROUNDS; i++) {
        ours[i] = timed(our_command);
        theirs[i] = timed(their_command);
    }
    double ratio = bench_ratio(ours, theirs, ROUNDS);
    snprintf(what, sizeof what, "%d %s 1280x720: %.0f ms, gnuplot %.0f ms", FIGURES, format,
             bench_quantile(ours, ROUNDS, 0.5), bench_quantile(theirs, ROUNDS, 0.5));
    return bench_judge(what, ratio, limit, "gnuplots");
}

/* What the README shows first, into FOLDER. */
static bool commands_are_quick(const char *lrscope, const char *folder) {
    char svg[512], png[512], pdf[512], both[512], family[512];
    snprintf(svg, sizeof svg, "%s/fig.svg", folder);
    snprintf(png, sizeof png, "%s/fig.png", folder);
    snprintf(pdf, sizeof pdf, "%s/new.pdf", folder);
    snprintf(both, sizeof both, "%s/both.svg", folder);
    snprintf(family, sizeof family, "%s/family.svg", folder);
    const char *const commands[][6] = {
        {lrscope, "--warmup-factor=1.5", "-o", svg, NULL},
        {lrscope, "--warmup-factor=1.5", "--scale=2", "-o", png, NULL},
        {lrscope, png, "-o", pdf, NULL},
        {lrscope, "--theme=both", "-o", both, NULL},
        {lrscope, "--sweep=warmup_factor=0,0.001,0.5,1,1.5", "-o", family, NULL},
    };
    bool quick = true;
    for (size_t c = 0; c < sizeof commands / sizeof *commands; c++) {
        double times[COLD_ROUNDS];
        char what[96];
        for (int i = 0; i < COLD_ROUNDS; i++) times[i] = timed(commands[c]);
        snprintf(what, sizeof what, "cold, command %zu of the README", c + 1);
        quick = bench_judge(what, bench_quantile(times, COLD_ROUNDS, 0.5), cold_limit, "ms") && quick;
    }
    return quick;
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    bool png = compare(argv[1], argv[2], argv[3], "png", 0.25);
    bool svg = compare(argv[1], argv[2], argv[3], "svg", 0.2);
    bool pdf = compare(argv[1], argv[2], argv[3], "pdf", 0.35);
    return commands_are_quick(argv[1], argv[3]) && png && svg && pdf ? 0 : 1;
}
