/* Reading logs, as ratios: text beside counting its lines and strtod, JSON beside Python's json.load. And memory.
     bench_logs LRSCOPE FOLDER */
#include "bench.h"

#include "runlog/compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TEXT_ROWS = 1000000, JSON_ROWS = 100000, TIMES = 5, NUMBERS = 8 };

static FILE *begin(const char *folder, const char *name, char path[512]) {
    snprintf(path, 512, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file) exit(2);
    return file;
}

static double rate(int row) {
    return 1e-4 * (1 - (double)row / TEXT_ROWS);
}

static void write_text(const char *folder, char path[512]) {
    FILE *file = begin(folder, "run.log", path);
    for (int i = 0; i < TEXT_ROWS; i++)
        fprintf(file, "[01/01 10:00:00 d2.utils.events]:  eta: 5:00:00  iter: %d  total_loss: 1.9  time: 0.2513  lr: %.5g  max_mem: 4000M\n", i, rate(i));
    fclose(file);
}

static void write_json(const char *folder, char path[512]) {
    FILE *file = begin(folder, "trainer_state.json", path);
    fprintf(file, "{\n  \"best_metric\": null,\n  \"log_history\": [\n");
    for (int i = 1; i <= JSON_ROWS; i++)
        fprintf(file, "    {\n      \"epoch\": %.17g,\n      \"grad_norm\": 1.25,\n      \"learning_rate\": %.17g,\n      \"loss\": 2.25,\n      \"step\": %d\n    }%s\n",
                i / 1000.0, rate(i), i * 10, i < JSON_ROWS ? "," : "");
    fprintf(file, "  ],\n  \"max_steps\": %d\n}\n", JSON_ROWS * 10);
    fclose(file);
}

static double time_reading(const char *path) {
    RunLog log;
    Text why = {0};
    double start = bench_now();
    if (!runlog_open(&log, path, &(LogOptions){0}, &why)) exit(2);
    double taken = bench_now() - start;
    runlog_close(&log);
    text_free(&why);
    return taken;
}

static double time_program(const char *const *argv) {
    double start = bench_now();
    pid_t pid = fork();
    int status;
    if (pid == 0) {
        if (!freopen("/dev/null", "w", stdout)) _exit(127);
        execvp(argv[0], (char *const *)argv);
        _exit(127);
    }
    if (waitpid(pid, &status, 0) < 0 || status != 0) exit(2);
    return bench_now() - start;
}

/* As many numbers as the text's lines hold: 13 of them a line. */
static double time_strtod(void) {
    enum { A_LINE = 13 };
    char numbers[NUMBERS][24];
    double start = bench_now(), sum = 0;
    for (int i = 0; i < NUMBERS; i++) snprintf(numbers[i], sizeof numbers[i], "%.5g", rate(i * 1000));
    for (int i = 0; i < TEXT_ROWS * A_LINE; i++) sum += strtod(numbers[i % NUMBERS], NULL);
    return bench_now() - start + (sum < 0);
}

static double memory_of_reading(const char *path) {
    pid_t pid = fork();
    struct rusage usage;
    int status;
    if (pid == 0) {
        time_reading(path);
        _exit(0);
    }
    if (waitpid(pid, &status, 0) < 0 || status != 0 || getrusage(RUSAGE_CHILDREN, &usage) != 0) exit(2);
    return (double)usage.ru_maxrss / 1024;
}

int main(int argc, char **argv) {
    char text[512], json[512];
    double ours[TIMES], theirs[TIMES];
    bool kept = true;
    if (argc != 2) return 2;
    write_text(argv[1], text);
    write_json(argv[1], json);
    /* First, for what is known of memory is the most that any child had. */
    kept = bench_judge("memory while a text log is read", memory_of_reading(text), 40 + 24.0 * TEXT_ROWS / (1 << 20), "MiB") && kept;
    for (int i = 0; i < TIMES; i++) {
        ours[i] = time_reading(text);
        theirs[i] = time_program((const char *[]){"wc", "-l", text, NULL}) + time_strtod();
    }
    kept = bench_judge("a text log of 10^6 rows", bench_ratio(ours, theirs, TIMES), 3, "wc -l and strtod") && kept;
    for (int i = 0; i < TIMES; i++) {
        ours[i] = time_reading(json);
        theirs[i] = time_program((const char *[]){"python3", "-c", "import json, sys; json.load(open(sys.argv[1]))", json, NULL});
    }
    kept = bench_judge("a trainer_state.json of 10^5 rows", bench_ratio(ours, theirs, TIMES), 0.25, "json.load") && kept;
    return !kept;
}
