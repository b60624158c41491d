#include "app/app.h"
#include "app/guessing.h"
#include "app/picker_lessons.h"
#include "app/parts.h"
#include "app/present_frame.h"
#include "ui/tooltip.h"

#include <math.h>

static const double DOTS = 48; /* the foot's middle above the lower edge, in units */

static bool big_button(const PresentFrame *frame, UiId id, Box box, const char *name, bool strong) {
    App *app = frame->app;
    Ui *ui = &app->ui;
    const Theme *theme = app->theme;
    ui_stop(ui, id, box);
    ui_pressed(ui, id, box);
    bool inside = ui_over(ui, id, box);
    bool clicked = (ui_released(ui, id) && inside) || ui_key(ui, id, KEY_ENTER);
    if (inside) ui->cursor = CURSOR_HAND;
    Stroke edge = {.color = inside ? theme->muted : theme->edge, .width = 1};
    TextStyle style = {FONT_WORDS_BOLD, fmax(0.42 * box.h, frame->small),
                       strong ? theme->on_accent : theme->text};
    scene_box(&app->scene, box, 0.19 * box.h, strong ? theme->accent : theme->control, edge);
    scene_text(&app->scene, box.x + box.w / 2, box.y + 0.65 * box.h, ALIGN_MIDDLE, style, name);
    ui_ring(ui, id, box, 0.19 * box.h);
    return clicked;
}

static double button_width(const PresentFrame *frame, const char *name) {
    TextStyle style = {FONT_WORDS_BOLD, fmax(0.42 * PRESENT_BUTTON * frame->unit, frame->small), 0};
    return ceil(measure_text(frame->app->ui.measure, style, name) + 44 * frame->unit);
}

static const char *reveal_name(const LessonStep *step) {
    return step->guess ? "Reveal" : step->animated != LESSON_NOT_ANIMATED ? "Play" : "Answer";
}

static void draw_reach(const PresentFrame *frame, double y) {
    App *app = frame->app;
    TextStyle style = {FONT_WORDS, fmax(frame->small, 18 * frame->unit), app->theme->muted};
    guessing_words(app, &app->words);
    scene_text(&app->scene, frame->words.x, y + style.size, ALIGN_LEFT, style, text_string(&app->words));
}

double present_view_reveal(const PresentFrame *frame, double y) {
    App *app = frame->app;
    if (frame->out || !frame->asked || frame->app->present.printed) return y;
    const char *name = reveal_name(frame->step);
    double unit = frame->unit, height = fmax(PRESENT_BUTTON * unit, frame->small / 0.41), x = frame->words.x;
    Box box = {x, y, button_width(frame, name), height};
    if (big_button(frame, ID_REVEAL, box, name, true)) present_reveal(app);
    x += box.w + 14 * unit;
    if (frame->step->guess && guessing_may_add(app)) {
        box = (Box){x, y, button_width(frame, "Next group"), height};
        if (big_button(frame, ID_NEXT_GROUP, box, "Next group", false)) guessing_add_group(app);
    } else {
        TextStyle style = {FONT_MONO, fmax(frame->small, 18 * unit), app->theme->muted};
        scene_text(&app->scene, x, y + 0.62 * height, ALIGN_LEFT, style, "Space");
    }
    if (frame->step->guess) draw_reach(frame, y + height + 12 * unit);
    return y + height;
}

static void show_lessons_button(const PresentFrame *frame) {
    if (frame->step) return;
    double unit = frame->unit, height = fmax(0.85 * PRESENT_BUTTON * unit, frame->small / 0.41);
    double y = frame->app->height - DOTS * unit - 0.6 * height;
    Box box = {frame->words.x, y, button_width(frame, "Lessons"), height};
    if (big_button(frame, ID_LESSONS, box, "Lessons", false)) picker_lessons_open(frame->app);
}

/* Shows buttons for whoever has nothing but a mouse. */
static void show_ways(const PresentFrame *frame) {
    App *app = frame->app;
    if (!frame->step || app->present.printed) return;
    double unit = frame->unit, height = fmax(46 * unit, frame->small / 0.41), width = 40 * unit;
    double x = frame->words.x + frame->column - 2 * width, y = app->height - DOTS * unit - height / 2;
    if (big_button(frame, ID_BACK, (Box){x - 4 * unit, y, width, height}, "\u2190", false))
        present_go_back(app);
    if (big_button(frame, ID_ON, (Box){x + width, y, width, height}, "\u2192", false)) present_go_on(app);
}

/* Draws where the lesson is: a dot for each step, and in words. */
static void draw_place(const PresentFrame *frame) {
    App *app = frame->app;
    if (!frame->step) return;
    const Theme *theme = app->theme;
    const AppPresent *present = &app->present;
    int count = present->lesson.count;
    double unit = frame->unit, y = app->height - DOTS * unit, radius = 6 * unit;
    double apart = fmin(22 * unit, (frame->column - 236 * unit) / count), x = frame->words.x + radius;
    scene_group(&app->scene, "place");
    for (int i = 0; i < count; i++, x += apart) {
        Box reach = {x - apart / 2, y - 16 * unit, apart, 32 * unit};
        if (!present->printed && ui_pressed(&app->ui, ID_DOTS + (UiId)i, reach)) present_go_to(app, i, false);
        if (!present->printed && ui_over(&app->ui, ID_DOTS + (UiId)i, reach)) app->ui.cursor = CURSOR_HAND;
        if (present->rests && !present->printed)
            ui_explain(&app->ui, ID_DOTS + (UiId)i, reach, text_string(&present->lesson.steps[i].title));
        scene_disc(&app->scene, (Point){x, y}, fmin(radius, 0.4 * apart),
                   i == present->step ? theme->accent : theme->axis, (Stroke){0});
    }
    TextStyle style = {FONT_WORDS, fmax(frame->small, 18 * unit), theme->muted};
    text_setf(&app->words, "%d of %d", present->step + 1, count);
    if (present->typed) text_setf(&app->words, "to %d: Enter", present->typed);
    scene_text(&app->scene, x + 8 * unit, y + 0.36 * style.size, ALIGN_LEFT, style, text_string(&app->words));
}

void present_view_foot(const PresentFrame *frame) {
    show_lessons_button(frame);
    draw_place(frame);
    show_ways(frame);
}
