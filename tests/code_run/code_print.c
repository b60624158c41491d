/* Prints recipes, their code in every dialect and the rates that lrscope has for them, for code_run.py to
 * compare. */
#include "base/memory.h"
#include "code/code.h"
#include "code/model.h"
#include "reading/reading.h"
#include "schedule/function.h"
#include "schedule/function_text.h"
#include "schedule/parameters.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Preset {
    const char *name, *settings;
} Preset;

static const Preset presets[] = {
    {"default", ""},
    {"torchvision-detection",
     "total_steps=190580 decay=multistep decay_start=0 milestones=117280,161260 gamma=0.1"},
    {"detectron2-1x", "total_steps=90000 decay=multistep decay_start=0 milestones=60000,80000 gamma=0.1"},
    {"mmdetection-1x",
     "total_steps=87960 warmup_iters=500 decay=multistep decay_start=0 milestones=58640,80630"},
    {"torchvision-vit-b16", "base_lr=0.003 total_steps=300 warmup_factor=0.033 warmup_iters=30 decay=cosine"},
    {"bert-base", "base_lr=1e-4 total_steps=1000000 warmup_factor=0 warmup_iters=10000 decay=linear"},
    {"roberta-base",
     "base_lr=5e-4 total_steps=125000 warmup_factor=0 warmup_iters=10000 decay=linear decay_steps=115000"},
    {"transformer-base", "base_lr=6.987712429686843e-04 total_steps=100000 warmup_factor=1/4000 "
                         "warmup_iters=3999 decay=inverse_sqrt timescale=4000"},
    {"nanogpt-gpt2", "base_lr=6e-4 total_steps=600000 warmup_factor=1/2001 warmup_iters=2000 decay=cosine "
                     "final_factor=0.1"},
    {"gpt-neox-20b",
     "base_lr=0.97e-4 total_steps=150000 warmup_factor=0 warmup_iters=1500 decay=cosine final_factor=0.1"},
    {"vit-i21k", "base_lr=1e-3 total_steps=1035900 warmup_factor=0 warmup_iters=10000 decay=cosine"},
    {"yolo-bias", "base_lr=0.01 total_steps=2217900 warmup_factor=10 warmup_iters=22179 decay=linear "
                  "final_factor=0.01"},
    {"wsd", "base_lr=0.01 total_steps=100000 warmup_factor=0 warmup_iters=1000 decay=exponential "
            "decay_start=90000 gamma=0.5 step_size=5000"},
    {"sequential linear then steps",
     "total_steps=4000 warmup_iters=500 decay=multistep milestones=1000,2000,3000"},
    {"sequential with a hold", "total_steps=3000 warmup_iters=100 decay=linear decay_start=2500"},
    {"constant then step", "base_lr=0.1 total_steps=131 warmup_method=constant warmup_factor=0.01 "
                           "warmup_iters=5 decay=step step_size=30"},
    {"restarts after a line",
     "base_lr=0.05 total_steps=171 warmup_factor=0.1 warmup_iters=10 decay=cosine_restarts "
     "cycle_steps=10 cycle_mult=2 final_factor=0.002"},
    {"hard restarts", "base_lr=0.001 total_steps=660 warmup_factor=0 warmup_iters=60 decay=cosine_restarts "
                      "cycle_steps=200"},
    {"polynomial",
     "base_lr=0.001 total_steps=601 warmup_factor=0 warmup_iters=50 decay=polynomial decay_steps=500 "
     "power=2 final_factor=0.01"},
    {"polynomial to zero", "total_steps=2000 warmup_iters=50 decay=polynomial power=0.5"},
    {"one minus sqrt",
     "base_lr=0.01 total_steps=2001 warmup_factor=0.1 warmup_iters=100 decay=one_minus_sqrt "
     "decay_start=1800 decay_steps=200 final_factor=0.1"},
    {"decay alone", "total_steps=5000 warmup_iters=0 decay=exponential gamma=0.999"},
    {"constant", "warmup_iters=0"},
    {"warm-up never ends", "total_steps=500 decay=cosine"},
    {"negative", "base_lr=0.1 total_steps=21 warmup_factor=-0.5 warmup_iters=7"},
    {"above 1", "base_lr=0.1 total_steps=21 warmup_factor=1.5 warmup_iters=7"},
    {"third", "base_lr=0.1 total_steps=21 warmup_factor=1/3 warmup_iters=7"},
    {"exponential warm-up", "total_steps=1500 warmup_method=exponential"},
    {"cosine warm-up", "total_steps=1500 warmup_method=cosine"},
    {"constant warm-up", "total_steps=1500 warmup_method=constant"},
    {"decay starts inside", "total_steps=1500 decay=multistep decay_start=200"},
    {"one step", "total_steps=1 decay=cosine"},
    {"longest cosine that torch keeps", "total_steps=5010 warmup_iters=10 decay=cosine"},
    {"cosine too long for torch", "total_steps=17808 warmup_iters=10 decay=cosine"},
    {"cosine that ends early",
     "total_steps=2000 warmup_iters=10 warmup_factor=0 decay=cosine decay_steps=900"},
    {"line to almost 0", "total_steps=20050 warmup_iters=10 warmup_factor=1e-12 decay_steps=20000 "
                         "decay=linear final_factor=1e-5"},
    {"line to less", "total_steps=20050 warmup_iters=10 decay=linear decay_steps=20000 final_factor=1e-13"},
    {"many restarts", "total_steps=2996 warmup_factor=0 warmup_iters=7 decay=cosine_restarts cycle_steps=61"},
    {"above 1, then steps",
     "total_steps=900 warmup_factor=2 warmup_iters=50 decay=multistep milestones=100,200"},
    {"start after the end", "total_steps=1000 warmup_iters=100 decay=linear decay_start=1000"},
};

static void fail(const char *what) {
    fprintf(stderr, "code_print: %s\n", what);
    exit(2);
}

static Schedule parse(const char *settings) {
    Schedule schedule = schedule_default();
    char copy[256], *rest = copy;
    Text why = {0};
    snprintf(copy, sizeof copy, "%s", settings);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
        rest = strchr(word, '=');
        *rest = 0;
        if (!parameter_read(&schedule, (ParameterId)parameter_find(word), rest + 1, &why))
            fail(text_string(&why));
    }
    text_free(&why);
    return schedule;
}

/* xorshift64*, so that the seed alone decides. */
static uint64_t roll(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static int64_t below(uint64_t *state, int64_t bound) {
    return (int64_t)(roll(state) >> 11) % bound;
}

static double unit(uint64_t *state) {
    return (double)(roll(state) >> 11) / 9007199254740992.0;
}

/* What people type: three significant digits. */
static double typed(uint64_t *state, double min, double max) {
    char text[32];
    snprintf(text, sizeof text, "%.2e", min * pow(max / min, unit(state)));
    return strtod(text, NULL);
}

static double random_warmup_factor(uint64_t *state) {
    static const double usual[] = {0, 0.001, 1.0 / 3, 1, 0.1, 2, -0.5};
    int64_t pick = below(state, 10);
    return pick < 7 ? usual[pick] : typed(state, 1e-4, 3);
}

static int64_t random_start(uint64_t *state, const Schedule *schedule) {
    switch (below(state, 4)) {
    case 0: return 0;
    case 1: return below(state, schedule->total_steps);
    default: return SCHEDULE_AUTO;
    }
}

static Schedule random_schedule(uint64_t *state) {
    Schedule schedule = schedule_default();
    schedule.base_lr = typed(state, 1e-5, 1);
    schedule.total_steps = (int64_t)typed(state, 1, 9000);
    schedule.warmup_method = (WarmupMethod)below(state, WARMUP_COUNT);
    schedule.warmup_factor = random_warmup_factor(state);
    if (schedule.warmup_factor <= 0 && schedule.warmup_method == WARMUP_EXPONENTIAL)
        schedule.warmup_factor = 0.01;
    schedule.warmup_iters = below(state, 5) ? (int64_t)typed(state, 1, (double)schedule.total_steps + 1) : 0;
    schedule.decay = (Decay)below(state, DECAY_COUNT);
    schedule.decay_start = random_start(state, &schedule);
    schedule.milestone_count = (int)below(state, 4);
    for (int i = 0; i < schedule.milestone_count; i++)
        schedule.milestones[i] =
            (i ? schedule.milestones[i - 1] : 0) + 1 + below(state, schedule.total_steps);
    schedule.gamma = below(state, 2) ? 0.1 : typed(state, 0.5, 0.9999);
    schedule.step_size = 1 + below(state, 500);
    schedule.decay_steps = below(state, 3) ? SCHEDULE_AUTO : 1 + below(state, schedule.total_steps);
    schedule.final_factor = below(state, 2) ? 0 : typed(state, 1e-6, 0.99);
    schedule.power = below(state, 2) ? 1 : typed(state, 0.3, 4);
    schedule.cycle_steps = 1 + below(state, schedule.total_steps);
    schedule.cycle_mult = 1 + below(state, 3);
    schedule.timescale = typed(state, 1, 10000);
    return schedule;
}

/* The same with all that the model has. */
static Schedule random_model(uint64_t *state) {
    Schedule schedule = random_schedule(state);
    schedule.warmup_join = (WarmupJoin)below(state, JOIN_COUNT);
    if (schedule_decay_is_flat(&schedule)) schedule.warmup_join = JOIN_MULTIPLY; /* said so in code */
    schedule.warmup_power = typed(state, 0.3, 4);
    schedule.warmup_interval = below(state, 2) ? 1 : 1 + below(state, 400);
    schedule.decay_interval = below(state, 2) ? 1 : 1 + below(state, 400);
    schedule.num_cycles = below(state, 2) ? 0.5 : typed(state, 0.1, 5);
    schedule.cycle_gamma = below(state, 2) ? 1 : typed(state, 0.5, 1.1);
    if (below(state, 2)) schedule.cycle_steps = (double)schedule.total_steps / (double)(1 + below(state, 9));
    if (schedule.cycle_steps < 1) schedule.cycle_steps = 1;
    if (below(state, 3) == 0) schedule.timescale = (double)SCHEDULE_AUTO;
    schedule.floor = below(state, 2) ? (double)SCHEDULE_AUTO : typed(state, 1e-4, 0.5);
    schedule.point_count = (int)below(state, 6);
    for (int i = 0; i < schedule.point_count; i++) {
        schedule.points[i].step = (i ? schedule.points[i - 1].step : 0) + 1 + below(state, 900);
        schedule.points[i].factor = typed(state, 0.01, 1.5);
    }
    return schedule;
}

/* The same curve from a function of the step. */
static Schedule as_function(const Schedule *model) {
    Schedule schedule = *model;
    Text text = {0}, why = {0};
    function_text(model, &text);
    if (!schedule_read_function(&schedule, text_string(&text), &why)) fail(text_string(&why));
    text_free(&text);
    text_free(&why);
    return schedule;
}

static int compare(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Every step of a short run; of a long one the first, some evenly spread, and those around each break. */
static size_t choose_steps(const Schedule *schedule, int64_t **out) {
    enum { ALL = 10000, FIRST = 300, SPREAD = 1200, NEAR = 3 };
    int64_t total = schedule->total_steps, start = schedule_decay_start(schedule);
    int64_t breaks[SCHEDULE_MILESTONES_MAX + 4] = {schedule->warmup_iters, start,
                                                   start + schedule_decay_steps(schedule), total - 1};
    size_t break_count = 4, count = 0;
    for (int i = 0; i < schedule->milestone_count; i++)
        breaks[break_count++] = start + schedule->milestones[i];
    int64_t *steps = memory_resize(NULL, ALL + FIRST + SPREAD + (2 * NEAR + 1) * break_count, sizeof *steps);
    int64_t whole = total <= ALL ? total : FIRST;
    for (int64_t t = 0; t < whole; t++) steps[count++] = t;
    for (int64_t i = 0; whole < total && i < SPREAD; i++) steps[count++] = total / SPREAD * i + i % 7;
    for (size_t i = 0; whole < total && i < break_count; i++)
        for (int64_t t = breaks[i] - NEAR; t <= breaks[i] + NEAR; t++)
            if (t >= 0 && t < total) steps[count++] = t;
    qsort(steps, count, sizeof *steps, compare);
    *out = steps;
    return count;
}

/* How many rates differ, by more than their rounding, after the code was read back. */
static size_t lost(CodeDialect dialect, const Schedule *schedule, const int64_t *steps, size_t count) {
    Text text = {0};
    size_t wrong = 0;
    code_write(dialect, schedule, &text);
    Reading reading = reading_read(text_string(&text), text.length, &(ReadingOptions){0});
    const Schedule *back = &reading.groups[0].schedule;
    if (!reading.group_count) {
        fprintf(stderr, "%s\n%s\n", text_string(&text), text_string(&reading.report));
        wrong = count;
    }
    for (size_t i = 0; reading.group_count && i < count; i++) {
        double rate = schedule_lr(schedule, steps[i]);
        bool same = fabs(rate - schedule_lr(back, steps[i])) <= 1e-9 * fmax(schedule->base_lr, fabs(rate));
        wrong += !same;
    }
    wrong += reading.group_count && back->total_steps != schedule->total_steps;
    text_free(&text);
    reading_free(&reading);
    return wrong;
}

static void print(const char *name, const Schedule *schedule) {
    Text text = {0};
    int64_t *steps;
    size_t count = choose_steps(schedule, &steps);
    printf("=== %s\n", name);
    for (CodeDialect dialect = 0; dialect < CODE_COUNT; dialect++) {
        text_clear(&text);
        code_write(dialect, schedule, &text);
        printf("--- %s\n%s", code_kinds[dialect].name, text_string(&text));
    }
    printf("--- lost\ncli %zu\n", lost(CODE_CLI, schedule, steps, count));
    if (!model_goes_beyond(schedule)) printf("pytorch %zu\n", lost(CODE_PYTORCH, schedule, steps, count));
    printf("--- rates\n");
    for (size_t i = 0; i < count; i++)
        if (i == 0 || steps[i] != steps[i - 1])
            printf("%" PRId64 " %a\n", steps[i], schedule_lr(schedule, steps[i]));
    free(steps);
    text_free(&text);
}

/* Another seed and number of random schedules than the test's may be given. */
int main(int argc, char **argv) {
    uint64_t state = argc > 1 ? strtoull(argv[1], NULL, 10) : 20240717;
    int randoms = argc > 2 ? atoi(argv[2]) : 50;
    for (size_t i = 0; i < sizeof presets / sizeof *presets; i++) {
        Schedule schedule = parse(presets[i].settings);
        print(presets[i].name, &schedule);
    }
    for (int i = 0; i < randoms; i++) {
        char name[32];
        snprintf(name, sizeof name, "random %d", i);
        Schedule schedule = random_schedule(&state);
        print(name, &schedule);
        snprintf(name, sizeof name, "model %d", i);
        schedule = random_model(&state);
        print(name, &schedule);
        if (i % 3) continue;
        snprintf(name, sizeof name, "function %d", i);
        schedule = as_function(&schedule);
        print(name, &schedule);
    }
    return 0;
}
