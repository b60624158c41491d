#include "app/editor.h"
#include "app/logs.h"
#include "app/notes.h"
#include "app/parts.h"
#include "app/pins.h"
#include "app/section.h"
#include "app/section_epochs.h"
#include "app/snippet.h"
#include "ui/scroll.h"

enum { MARGIN = 18, NARROW_MARGIN = 14, NARROW = 300, GAP = 4 };
#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

static double warmup_show(App *app, Box row) {
    static const ParameterId rows[] = {PARAMETER_WARMUP_METHOD, PARAMETER_WARMUP_POWER,
                                       PARAMETER_WARMUP_FACTOR, PARAMETER_WARMUP_ITERS,
                                       PARAMETER_WARMUP_INTERVAL};
    double top = row.y;
    if (app->scenario.schedule.function) return 0;
    row.y += section_with_more(app, row, "WARM-UP", rows, COUNT(rows), ID_MORE_WARMUP, &app->more_warmup);
    row.y += section_epochs_offer(app, row);
    return row.y - top;
}

static double training_show(App *app, Box row) {
    static const ParameterId rows[] = {PARAMETER_BASE_LR, PARAMETER_TOTAL_STEPS};
    double title = section_title(app, row, "TRAINING");
    row.y += title;
    double height = section_rows(app, row, rows, COUNT(rows));
    row.y += height;
    double tie = tie_show(app, row);
    row.y += tie;
    return title + height + tie + scaling_show(app, row);
}

static double decay_show(App *app, Box row) {
    static const ParameterId rows[] = {PARAMETER_DECAY,          PARAMETER_WARMUP_JOIN, PARAMETER_DECAY_START,
                                       PARAMETER_DECAY_INTERVAL, PARAMETER_MILESTONES,  PARAMETER_POINTS,
                                       PARAMETER_STEP_SIZE,      PARAMETER_GAMMA,       PARAMETER_DECAY_STEPS,
                                       PARAMETER_POWER,          PARAMETER_NUM_CYCLES,  PARAMETER_CYCLE_STEPS,
                                       PARAMETER_CYCLE_MULT,     PARAMETER_CYCLE_GAMMA, PARAMETER_TIMESCALE,
                                       PARAMETER_FINAL_FACTOR,   PARAMETER_FLOOR};
    if (app->scenario.schedule.function) return 0;
    return section_with_more(app, row, "AFTER WARM-UP", rows, COUNT(rows), ID_MORE_DECAY, &app->more_decay);
}

/* The sections from top to bottom; one that returns 0 is not shown. */
static double (*const sections[])(App *app, Box row) = {
    logs_show,  editor_rows, warmup_show,  training_show, section_epochs_show,
    decay_show, pins_show,   compare_show, notes_show,    snippet_show,
};

static double show_sections(App *app, Box row) {
    Stroke edge = {.color = app->theme->edge, .width = 1};
    double rule = 0;
    for (int i = 0; i < COUNT(sections); i++) {
        double height = sections[i](app, row);
        if (height <= 0) continue;
        if (rule > 0) scene_rule(&app->scene, row.x, rule, row.x + row.w, rule, edge);
        row.y += height + GAP;
        rule = row.y;
    }
    return row.y;
}

void panel_show(App *app, Box card) {
    scene_group(&app->scene, "panel");
    scene_box(&app->scene, card, 12, app->theme->panel, (Stroke){.color = app->theme->edge, .width = 1});
    Box view = box_inset(card, 1, 1);
    view.h -= notes_show_hint(app, view);
    app->scrolled = ui_scroll_begin(&app->ui, &app->panel, view);
    double margin = card.w < NARROW ? NARROW_MARGIN : MARGIN;
    Box row = {card.x + margin, card.y + GAP - app->scrolled, card.w - 2 * margin, 0};
    ui_scroll_end(&app->ui, show_sections(app, row));
    scene_group_end(&app->scene);
}
