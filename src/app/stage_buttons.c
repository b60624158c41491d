#include "app/app.h"
#include "app/guessing.h"
#include "app/lesson_picker.h"
#include "app/parts.h"
#include "app/stage_frame.h"

#include <math.h>

static const double DOTS = 48; /* the foot's middle above the lower edge, in units */

static bool big_button(const Stage *stage, UiId id, Box box, const char *name, bool strong) {
    App *app = stage->app;
    Ui *ui = &app->ui;
    const Theme *theme = app->theme;
    ui_stop(ui, id, box);
    ui_pressed(ui, id, box);
    bool inside = ui_over(ui, id, box);
    bool clicked = (ui_released(ui, id) && inside) || ui_key(ui, id, KEY_ENTER);
    if (inside) ui->cursor = CURSOR_HAND;
    Stroke edge = {.color = inside ? theme->muted : theme->edge, .width = 1};
    TextStyle style = {FONT_WORDS_BOLD, 0.42 * box.h, strong ? theme->on_accent : theme->text};
    scene_box(&app->scene, box, 0.19 * box.h, strong ? theme->accent : theme->control, edge);
    scene_text(&app->scene, box.x + box.w / 2, box.y + 0.65 * box.h, ALIGN_MIDDLE, style, name);
    ui_ring(ui, id, box, 0.19 * box.h);
    return clicked;
}

static double button_width(const Stage *stage, const char *name) {
    TextStyle style = {FONT_WORDS_BOLD, 0.42 * STAGE_BUTTON * stage->unit, 0};
    return ceil(measure_text(stage->app->ui.measure, style, name) + 44 * stage->unit);
}

static const char *reveal_name(const LessonStep *step) {
    return step->guess ? "Reveal" : step->animated != LESSON_NOT_ANIMATED ? "Play" : "Answer";
}

static void draw_reach(const Stage *stage, double y) {
    App *app = stage->app;
    TextStyle style = {FONT_WORDS, fmax(stage->small, 18 * stage->unit), app->theme->muted};
    guessing_words(app, &app->words);
    scene_text(&app->scene, stage->words.x, y + style.size, ALIGN_LEFT, style, text_string(&app->words));
}

double stage_reveal(const Stage *stage, double y) {
    App *app = stage->app;
    if (stage->out) return y;
    const char *name = reveal_name(stage->step);
    double unit = stage->unit, height = STAGE_BUTTON * unit, x = stage->words.x;
    Box box = {x, y, button_width(stage, name), height};
    if (big_button(stage, ID_REVEAL, box, name, true)) teach_reveal(app);
    x += box.w + 14 * unit;
    if (stage->step->guess && guessing_may_add(app)) {
        box = (Box){x, y, button_width(stage, "Next group"), height};
        if (big_button(stage, ID_NEXT_GROUP, box, "Next group", false)) guessing_add_group(app);
    } else {
        TextStyle style = {FONT_MONO, fmax(stage->small, 18 * unit), app->theme->muted};
        scene_text(&app->scene, x, y + 0.62 * height, ALIGN_LEFT, style, "Space");
    }
    if (stage->step->guess) draw_reach(stage, y + height + 12 * unit);
    return y + height;
}

static void show_lessons_button(const Stage *stage) {
    if (stage->step) return;
    double unit = stage->unit, height = fmax(0.85 * STAGE_BUTTON * unit, stage->small / 0.41);
    double y = stage->app->height - DOTS * unit - 0.6 * height;
    Box box = {stage->words.x, y, button_width(stage, "Lessons"), height};
    if (big_button(stage, ID_LESSONS, box, "Lessons", false)) lesson_picker_open(stage->app);
}

/* For whoever has nothing but a mouse. */
static void show_ways(const Stage *stage) {
    App *app = stage->app;
    if (!stage->step || app->teach.printed) return;
    double unit = stage->unit, height = fmax(46 * unit, stage->small / 0.41), width = 40 * unit;
    double x = stage->words.x + stage->column - 2 * width, y = app->height - DOTS * unit - height / 2;
    if (big_button(stage, ID_BACK, (Box){x - 4 * unit, y, width, height}, "\u2190", false))
        teach_go_back(app);
    if (big_button(stage, ID_ON, (Box){x + width, y, width, height}, "\u2192", false)) teach_go_on(app);
}

/* Where the lesson is: a dot a step, and in words. */
static void draw_place(const Stage *stage) {
    App *app = stage->app;
    if (!stage->step) return;
    const Theme *theme = app->theme;
    const AppTeach *teach = &app->teach;
    int count = teach->lesson.count;
    double unit = stage->unit, y = app->height - DOTS * unit, radius = 6 * unit;
    double apart = fmin(22 * unit, (stage->column - 190 * unit) / count), x = stage->words.x + radius;
    scene_group(&app->scene, "place");
    for (int i = 0; i < count; i++, x += apart)
        scene_disc(&app->scene, (Point){x, y}, fmin(radius, 0.4 * apart),
                   i == teach->step ? theme->accent : theme->axis, (Stroke){0});
    TextStyle style = {FONT_WORDS, fmax(stage->small, 18 * unit), theme->muted};
    text_setf(&app->words, "%d of %d", teach->step + 1, count);
    scene_text(&app->scene, x + 8 * unit, y + 0.36 * style.size, ALIGN_LEFT, style, text_string(&app->words));
}

void stage_foot(const Stage *stage) {
    show_lessons_button(stage);
    draw_place(stage);
    show_ways(stage);
}
