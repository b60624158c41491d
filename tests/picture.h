/* Pictures for the chart's tests: the window's two cards with their content, from any schedule, without
 * fonts. */
#ifndef TESTS_PICTURE_H
#define TESTS_PICTURE_H

#include "chart/chart.h"

#include <math.h>
#include <string.h>

/* A picture with everything it was made from. */
typedef struct Picture {
    Schedule schedule;
    Chart chart;
    Measure measure;
    Text scratch;
    Scene scene;
    ChartLayout layout;
} Picture;

static inline void picture_open(Picture *picture, Schedule schedule) {
    *picture = (Picture){.schedule = schedule, .measure = measure_fixed()};
    picture->chart = (Chart){.schedule = &picture->schedule,
                             .view = chart_fit(&picture->schedule),
                             .theme = &theme_light,
                             .measure = &picture->measure,
                             .em = 1,
                             .crosshair = 250,
                             .formula_step = 250,
                             .handles = true,
                             .scratch = &picture->scratch};
}

static inline void picture_draw(Picture *picture) {
    Box plot_card = {20, 62, 920, 560}, strip_card = {20, 634, 920, 146};
    scene_begin(&picture->scene, 960, 800, picture->chart.theme->background);
    picture->layout = chart_plot(&picture->scene, plot_card, &picture->chart);
    chart_formula(&picture->scene, strip_card, &picture->chart);
}

static inline void picture_close(Picture *picture) {
    text_free(&picture->scratch);
    scene_free(&picture->scene);
}

/* Schedules of every kind, the odd ones too. */
enum { SPECIMENS = WARMUP_COUNT * DECAY_COUNT * 8 };

static inline Schedule specimen(int i) {
    static const struct {
        double factor;
        int64_t iters, total;
    } odd[8] = {{0.001, 1000, 2000}, {1.5, 1000, 2000}, {1, 500, 2000},   {1000, 1, 1},
                {-0.5, 300, 2000},   {1.5, 5000, 2000}, {0.3, 0, 100000}, {2, 1000, 1000000000000000}};
    Schedule schedule = schedule_default();
    schedule.warmup_method = (WarmupMethod)(i % WARMUP_COUNT);
    schedule.decay = (Decay)(i / WARMUP_COUNT % DECAY_COUNT);
    schedule.decay_start = i % 3 ? SCHEDULE_AUTO : 0;
    int kind = i / WARMUP_COUNT / DECAY_COUNT;
    schedule.warmup_factor = odd[kind].factor;
    schedule.warmup_iters = odd[kind].iters;
    schedule.total_steps = odd[kind].total;
    if (schedule.warmup_method == WARMUP_EXPONENTIAL && schedule.warmup_factor <= 0)
        schedule.warmup_factor = 0.01;
    return schedule;
}

/* The commands of one group, in order: NULL asks for the first. */
static inline const SceneCommand *next_in(const Scene *scene, const char *group,
                                          const SceneCommand *previous) {
    bool inside = previous != NULL;
    for (const SceneCommand *command = scene_next(scene, previous); command;
         command = scene_next(scene, command)) {
        if (command->kind == SCENE_GROUP)
            inside = !strcmp(scene_string(command), group);
        else if (inside)
            return command;
    }
    return NULL;
}

#endif
