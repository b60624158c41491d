/* The whole window's frame after a change of warmup_factor, scene and painting, against memset of as many
   pixels; and how often memory is asked for in it. The linker sends our own calls of malloc, calloc and
   realloc here; those of Cairo, SDL2_ttf and what they use do not come by. */
#include "app/app.h"
#include "app/parts.h"
#include "bench.h"
#include "paint/screen.h"
#include "schedule/function.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FRAMES = 500, BLOCK = 50, WARM = 300, PINS = 20, LOG_ROWS = 1000000 };

static const double greatest = 1.5,
                    sweep = 250.37; /* not whole: no value comes twice, so no text is at hand */

typedef struct Case {
    int width, height;
    double scale, limit; /* of the median, in memsets */
    bool crowded;        /* ten curves of a family, twenty pins and the implementations are shown */
} Case;

static const Case cases[] = {
    {1280, 720, 1, 40, false},  {1920, 1080, 1, 25, false}, {3840, 2160, 1, 12, false},
    {3840, 2160, 2, 12, false}, {1920, 1080, 1, 50, true},
};

typedef struct Stage {
    App *app;
    Screen *screen;
    SDL_Surface *surface;
    Measure measure;
    void *pixels; /* as many, for memset */
    int frame;
} Stage;

static long own_allocations; /* the one thing in this program that cannot be handed on */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

void *__wrap_malloc(size_t size) {
    own_allocations++;
    return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    own_allocations++;
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size) {
    own_allocations++;
    return __real_realloc(old, size);
}

/* Pins of three kinds: straight, curved and with jumps. */
static void crowd(Scenario *scenario) {
    static const Decay decays[] = {DECAY_NONE, DECAY_COSINE, DECAY_MULTISTEP};
    scenario->family = PARAMETER_WARMUP_ITERS;
    scenario->implementations = true;
    scenario->schedule.decay = DECAY_COSINE; /* where most implementations differ */
    for (int i = 0; i < PINS; i++) {
        char name[32];
        Schedule schedule = schedule_default();
        schedule.warmup_factor = 0.08 * i;
        schedule.warmup_iters = 90 * i;
        schedule.decay = decays[i % 3];
        snprintf(name, sizeof name, "pin number %d", i);
        scenario_pin(scenario, name, &schedule);
    }
}

static Stage open_stage(const Case *which) {
    Stage stage = {.app = malloc(sizeof *stage.app), .screen = screen_open()};
    Scenario scenario = scenario_default();
    if (which->crowded) crowd(&scenario);
    stage.surface =
        SDL_CreateRGBSurfaceWithFormat(0, which->width, which->height, 32, SDL_PIXELFORMAT_RGB888);
    if (!stage.app || !stage.screen || !stage.surface) exit(1);
    stage.pixels = malloc((size_t)stage.surface->pitch * (size_t)which->height);
    if (!stage.pixels) exit(1);
    screen_set_scale(stage.screen, which->scale);
    stage.measure = screen_measure(stage.screen);
    app_open(stage.app, &scenario, &theme_dark);
    scenario_free(&scenario);
    app_resize(stage.app, which->width / which->scale, which->height / which->scale);
    return stage;
}

static void close_stage(Stage *stage) {
    app_close(stage->app);
    screen_close(stage->screen);
    SDL_FreeSurface(stage->surface);
    free(stage->app);
    free(stage->pixels);
}

/* One frame, in milliseconds. The factor goes from 0.001 up and starts again. */
static double frame(Stage *stage) {
    SDL_Rect rects[SCREEN_RECTS_MAX];
    double start = bench_now();
    stage->app->scenario.schedule.warmup_factor = 0.001 + greatest * fmod(stage->frame++ / sweep, 1);
    const Scene *scene = app_frame(stage->app, &(Input){.kind = INPUT_NONE}, &stage->measure);
    int count = screen_paint(stage->screen, scene, stage->surface, rects);
    if (count == 0) fputs("frame: nothing was painted\n", stderr);
    return bench_now() - start;
}

static double clear(Stage *stage, int i) {
    double start = bench_now();
    memset(stage->pixels, i, (size_t)stage->surface->pitch * (size_t)stage->surface->h);
    return bench_now() - start;
}

static bool judge(const Case *which, double *frames, double *clears, long allocations) {
    char what[96];
    double unit = bench_quantile(clears, FRAMES, 0.5), median = bench_quantile(frames, FRAMES, 0.5);
    snprintf(what, sizeof what, "frame %dx%d, scale %g%s: median %.2f ms, p99 %.2f ms", which->width,
             which->height, which->scale, which->crowded ? ", 30 more curves" : "", median,
             bench_quantile(frames, FRAMES, 0.99));
    bool passed = bench_judge(what, median / unit, which->limit, "memsets");
    snprintf(what, sizeof what, "  allocations of our own in %d frames", FRAMES);
    return bench_judge(what, (double)allocations, 0, "") && passed;
}

/* After one sweep, which may grow what is kept, frames and memsets take turns in blocks: the machine drifts.
 */
static bool measure(const Case *which) {
    Stage stage = open_stage(which);
    double frames[FRAMES], clears[FRAMES];
    for (int i = 0; i < WARM; i++) frame(&stage);
    long before = own_allocations;
    for (int i = 0; i < FRAMES; i += BLOCK) {
        for (int k = i; k < i + BLOCK; k++) frames[k] = frame(&stage);
        for (int k = i; k < i + BLOCK; k++) clears[k] = clear(&stage, k);
    }
    long allocations = own_allocations - before;
    close_stage(&stage);
    return judge(which, frames, clears, allocations);
}

/* A mouse move over the open export sheet, in milliseconds. */
static double move_over_sheet(Stage *stage) {
    SDL_Rect rects[SCREEN_RECTS_MAX];
    double x = 200 + 4 * (stage->frame % 100), y = 200 + stage->frame % 50;
    double start = bench_now();
    stage->frame++;
    const Scene *scene = app_frame(stage->app, &(Input){.kind = INPUT_MOVE, .x = x, .y = y}, &stage->measure);
    screen_paint(stage->screen, scene, stage->surface, rects);
    return bench_now() - start;
}

/* The sheet's preview is the whole figure: a mouse move over it costs little more than any frame. */
static bool measure_sheet(void) {
    const double limit = 1.5;
    Stage plain = open_stage(&cases[0]), sheet = open_stage(&cases[0]);
    double frames[FRAMES], moves[FRAMES];
    char what[96];
    frame(&sheet);
    app_frame(sheet.app, &(Input){.kind = INPUT_KEY, .key = 'e'}, &sheet.measure);
    for (int i = 0; i < WARM; i++) frame(&plain), move_over_sheet(&sheet);
    for (int i = 0; i < FRAMES; i += BLOCK) {
        for (int k = i; k < i + BLOCK; k++) frames[k] = frame(&plain);
        for (int k = i; k < i + BLOCK; k++) moves[k] = move_over_sheet(&sheet);
    }
    double unit = bench_quantile(frames, FRAMES, 0.5), median = bench_quantile(moves, FRAMES, 0.5);
    snprintf(what, sizeof what, "a mouse move over the export sheet: %.2f ms, a frame %.2f ms", median, unit);
    close_stage(&plain);
    close_stage(&sheet);
    return bench_judge(what, median / unit, limit, "frames");
}

/* Gives both the same curve over 10^12 steps: one as a function of some twenty operations. */
static void take_cosine(Stage *stage, bool function) {
    static const char text[] = "def f(x):\n"
                               "    if x < warmup_iters:\n"
                               "        a = x / warmup_iters\n"
                               "        return warmup_factor * (1 - a) + a\n"
                               "    q = min((x - warmup_iters) / (total_steps - warmup_iters), 1)\n"
                               "    return (1 + cos(pi * q)) / 2\n";
    Text why = {0};
    Schedule *schedule = &stage->app->scenario.schedule;
    schedule->total_steps = INT64_C(1000000000000);
    schedule->warmup_iters = INT64_C(200000000000);
    schedule->decay = DECAY_COSINE;
    if (function && !schedule_read_function(schedule, text, &why)) exit(1);
    text_free(&why);
}

/* A function costs little more than the model's own shapes, however long the run. */
static bool measure_function(void) {
    const double limit = 1.5;
    Stage cosine = open_stage(&cases[1]), function = open_stage(&cases[1]);
    double plain[FRAMES], frames[FRAMES];
    char what[96];
    take_cosine(&cosine, false);
    take_cosine(&function, true);
    for (int i = 0; i < WARM; i++) frame(&cosine), frame(&function);
    for (int i = 0; i < FRAMES; i += BLOCK) {
        for (int k = i; k < i + BLOCK; k++) plain[k] = frame(&cosine);
        for (int k = i; k < i + BLOCK; k++) frames[k] = frame(&function);
    }
    double unit = bench_quantile(plain, FRAMES, 0.5), median = bench_quantile(frames, FRAMES, 0.5);
    snprintf(what, sizeof what, "frame of a function of 10^12 steps: %.2f ms, of a cosine %.2f ms", median,
             unit);
    close_stage(&cosine);
    close_stage(&function);
    return bench_judge(what, median / unit, limit, "frames");
}

/* A log of 10^6 rows, as a table. */
static void write_log(char *path) {
    int file = mkstemp(path);
    FILE *out = file < 0 ? NULL : fdopen(file, "w");
    if (!out) exit(1);
    fputs("step,lr\n", out);
    for (int step = 0; step < LOG_ROWS; step++) fprintf(out, "%d,%.9g\n", step, 0.02 * (1 - step / 1.1e6));
    if (fclose(out) != 0) exit(1);
}

/* A frame while a hand drags the factor's handle. */
static double drag(Stage *stage) {
    stage->app->ui.active = ID_HANDLE_FACTOR;
    return frame(stage);
}

/* A log of many rows is drawn as a band and compared when the hand lets go: a drag over it costs little more
   than one without. */
static bool measure_log(void) {
    const double limit = 1.5;
    char path[] = "/tmp/lrscope-bench-XXXXXX", what[96];
    Stage plain = open_stage(&cases[1]), logged = open_stage(&cases[1]);
    double frames[FRAMES], drags[FRAMES];
    write_log(path);
    scenario_add_log(&logged.app->scenario, path);
    frame(&logged);
    if (logged.app->logs.open.count != 1 || !logged.app->logs.open.items[0].read) exit(1);
    for (int i = 0; i < WARM; i++) drag(&plain), drag(&logged);
    for (int i = 0; i < FRAMES; i += BLOCK) {
        for (int k = i; k < i + BLOCK; k++) frames[k] = drag(&plain);
        for (int k = i; k < i + BLOCK; k++) drags[k] = drag(&logged);
    }
    double unit = bench_quantile(frames, FRAMES, 0.5), median = bench_quantile(drags, FRAMES, 0.5);
    snprintf(what, sizeof what, "frame over a log of 10^6 rows: %.2f ms, without %.2f ms", median, unit);
    close_stage(&plain);
    close_stage(&logged);
    remove(path);
    return bench_judge(what, median / unit, limit, "frames");
}

int main(void) {
    bool passed = measure_sheet();
    passed = measure_log() && passed;
    passed = measure_function() && passed;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) passed = measure(&cases[i]) && passed;
    return passed ? 0 : 1;
}
