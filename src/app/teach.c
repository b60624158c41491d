#include "app/teach.h"

#include "app/app.h"
#include "app/guessing.h"
#include "app/values.h"

#include <math.h>
#include <string.h>

static const double SECONDS = 1.4, FRAME = 1 / 60.0;

static bool has_steps(const App *app) {
    return app->teach.lesson.count > 0;
}

bool teach_has_lesson(const App *app) {
    return app->teach.on && has_steps(app);
}

const Scenario *teach_own(const App *app) {
    return app->teach.has_own ? &app->teach.own : &app->scenario;
}

const LessonStep *teach_step(const App *app) {
    return &app->teach.lesson.steps[app->teach.step];
}

void teach_words(const App *app, Text *out) {
    const AppTeach *teach = &app->teach;
    text_addf(out, "%s, %d of %d%s", text_string(&teach->lesson.title), teach->step + 1, teach->lesson.count,
              teach->revealed && !teach->moving ? ", answered" : "");
}

static void show_step(App *app) {
    const LessonStep *step = teach_step(app);
    Scenario *scenario = &app->scenario;
    app_let_go(app);
    scenario->schedule = lesson_step_schedule(step, app->teach.progress);
    scenario->view_fixed = step->view_fixed;
    memcpy(scenario->view_steps, step->view_steps, sizeof step->view_steps);
    memcpy(scenario->view_factor, step->view_factor, sizeof step->view_factor);
    app->crosshair = step->point == LESSON_NO_POINT ? CHART_NO_STEP : step->point;
    value_fit_ranges(app, true);
}

void teach_go_to(App *app, int index, bool revealed) {
    AppTeach *teach = &app->teach;
    teach->step = index;
    teach->revealed = revealed && lesson_step_reveals(teach_step(app));
    teach->moving = false;
    teach->progress = teach->revealed;
    show_step(app);
    guessing_begin(app);
}

static void move(App *app, double time) {
    AppTeach *teach = &app->teach;
    teach->progress = fmin(1, (time - teach->began) / SECONDS);
    teach->moving = teach->progress < 1;
    if (teach_step(app)->animated != LESSON_NOT_ANIMATED)
        app->scenario.schedule = lesson_step_schedule(teach_step(app), teach->progress);
}

void teach_reveal(App *app) {
    AppTeach *teach = &app->teach;
    const LessonStep *step = teach_step(app);
    teach->revealed = true;
    teach->moving = step->guess || step->animated != LESSON_NOT_ANIMATED;
    teach->began = app->ui.input->time;
    teach->progress = !teach->moving;
    if (app->reduced_motion) move(app, INFINITY);
    app_let_go(app);
}

void teach_go_on(App *app) {
    AppTeach *teach = &app->teach;
    if (teach->moving)
        move(app, INFINITY);
    else if (!teach->revealed && lesson_step_reveals(teach_step(app)))
        teach_reveal(app);
    else if (teach->step + 1 < teach->lesson.count)
        teach_go_to(app, teach->step + 1, false);
}

void teach_go_back(App *app) {
    AppTeach *teach = &app->teach;
    if (teach->revealed)
        teach_go_to(app, teach->step, false);
    else if (teach->step > 0)
        teach_go_to(app, teach->step - 1, true);
}

/* The user's own scenario makes room for the lesson's. */
static void set_aside(App *app) {
    AppTeach *teach = &app->teach;
    if (teach->has_own) return;
    teach->own = app->scenario;
    teach->has_own = true;
    app->scenario = scenario_default();
}

static void bring_back(App *app) {
    AppTeach *teach = &app->teach;
    if (!teach->has_own) return;
    app_let_go(app);
    scenario_free(&app->scenario);
    app->scenario = teach->own;
    teach->has_own = false;
    app->crosshair = CHART_NO_STEP;
    value_fit_ranges(app, true);
}

static void present(App *app) {
    AppTeach *teach = &app->teach;
    if (!teach->on) teach->was_fullscreen = app->wish.fullscreen;
    teach->on = app->wish.fullscreen = app->wish.awake = true;
    teach->blank = false;
    app_let_go(app);
    app->ui.focus = 0;
    if (!has_steps(app)) return;
    set_aside(app);
    teach_go_to(app, teach->step, teach->revealed);
}

void teach_begin(App *app, Lesson *lesson) {
    AppTeach *teach = &app->teach;
    lesson_free(&teach->lesson);
    teach->lesson = *lesson;
    *lesson = (Lesson){0};
    teach->step = 0;
    teach->revealed = false;
    teach->guess_step = -1;
    present(app);
}

void teach_leave(App *app) {
    AppTeach *teach = &app->teach;
    if (!teach->on) return;
    teach->on = teach->blank = teach->moving = app->wish.awake = app->play.on = false;
    app->wish.fullscreen = teach->was_fullscreen;
    bring_back(app);
}

void teach_drop_lesson(App *app) {
    bring_back(app);
    lesson_free(&app->teach.lesson);
    present(app);
}

void teach_toggle(App *app) {
    (app->teach.on ? teach_leave : present)(app);
}

void teach_free(AppTeach *teach) {
    lesson_free(&teach->lesson);
    if (teach->has_own) scenario_free(&teach->own);
}

typedef enum Way { WAY_NONE, WAY_ON, WAY_BACK, WAY_BLANK, WAY_OUT } Way;

static Way way_of(const App *app, const Input *input) {
    if (input->kind != INPUT_KEY || input->ctrl || input->alt) return WAY_NONE;
    switch (input->key) {
    case '.':
    case 'b': return WAY_BLANK;
    case KEY_ESCAPE: return app->ui.active ? WAY_NONE : WAY_OUT;
    case KEY_PAGE_DOWN:
    case KEY_RIGHT:
    case KEY_SPACE:
    case 'n': return has_steps(app) ? WAY_ON : WAY_NONE;
    case KEY_PAGE_UP:
    case KEY_LEFT:
    case KEY_BACKSPACE: return has_steps(app) ? WAY_BACK : WAY_NONE;
    default: return WAY_NONE;
    }
}

/* A blank screen comes back first, by any key or press. */
static bool unblank(App *app) {
    InputKind kind = app->ui.input->kind;
    if (!app->teach.blank || (kind != INPUT_KEY && kind != INPUT_PRESS)) return false;
    app->teach.blank = false;
    return app->ui.used = true;
}

void teach_take_key(App *app) {
    Ui *ui = &app->ui;
    if (ui->covered || ui->used) return;
    Way way = way_of(app, ui->input);
    if (way != WAY_OUT && unblank(app)) return;
    ui->used = way != WAY_NONE;
    switch (way) {
    case WAY_NONE: break;
    case WAY_ON: teach_go_on(app); break;
    case WAY_BACK: teach_go_back(app); break;
    case WAY_BLANK: app->teach.blank = true; break;
    case WAY_OUT: teach_leave(app); break;
    }
}

/* How the lesson looks, not what it shows. */
static bool passes(const Input *input) {
    if (input->ctrl) return input->key > 0 && input->key < 127 && strchr("+=-0ql", input->key);
    return input->key == 't' || input->key == '?' || (input->key >= KEY_F1 && input->key <= KEY_F12);
}

void teach_take_rest(App *app) {
    Ui *ui = &app->ui;
    InputKind kind = ui->input->kind;
    if (!has_steps(app) || ui->covered) return;
    if (kind == INPUT_PASTE) ui->used = true;
    if (kind != INPUT_KEY) return;
    ui->used = ui->used || (!passes(ui->input) && ui->input->key != KEY_TAB);
}

/* A hand that takes hold stops what moves. */
void teach_tick(App *app, double time) {
    AppTeach *teach = &app->teach;
    if (!teach->on || !teach->moving) return;
    if (app->ui.input->kind == INPUT_PRESS)
        move(app, INFINITY);
    else
        move(app, time);
    if (teach->moving) app_wake(app, time + FRAME);
}
