#include "app/present.h"

#include "app/app.h"
#include "app/guessing.h"
#include "app/picker_lessons.h"
#include "app/notice.h"
#include "app/present_check.h"
#include "app/values.h"
#include "base/file.h"
#include "base/folder.h"
#include "lesson/answers.h"
#include "lesson/lessons.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double SECONDS = 1.4, FRAME = 1 / 60.0, REST = 0.6;

static bool has_steps(const App *app) {
    return app->present.lesson.count > 0;
}

bool present_has_lesson(const App *app) {
    return app->present.on && has_steps(app);
}

const Scenario *present_own(const App *app) {
    return app->present.has_own ? &app->present.own : &app->scenario;
}

const LessonStep *present_step(const App *app) {
    return &app->present.lesson.steps[app->present.step];
}

void present_words(const App *app, Text *out) {
    const AppPresent *present = &app->present;
    text_addf(out, "%s, %d of %d%s", text_string(&present->lesson.title), present->step + 1,
              present->lesson.count, present->revealed && !present->moving ? ", answered" : "");
}

static void show_point(App *app) {
    int64_t point = lesson_step_point(present_step(app), app->present.progress);
    app->crosshair = point == LESSON_NO_POINT ? CHART_NO_STEP : point;
}

static void show_step(App *app) {
    const LessonStep *step = present_step(app);
    Scenario *scenario = &app->scenario;
    app_let_go(app);
    scenario->schedule = lesson_step_schedule(step, app->present.progress);
    scenario->view_fixed = step->view_fixed;
    memcpy(scenario->view_steps, step->view_steps, sizeof step->view_steps);
    memcpy(scenario->view_factor, step->view_factor, sizeof step->view_factor);
    show_point(app);
    values_fit_ranges(app, true);
}

void present_go_to(App *app, int index, bool revealed) {
    AppPresent *present = &app->present;
    present->step = index;
    present->revealed = revealed && lesson_step_reveals(present_step(app));
    present->moving = false;
    present->progress = present->revealed;
    show_step(app);
    guessing_begin(app);
}

static void move(App *app, double time) {
    AppPresent *present = &app->present;
    present->progress = fmin(1, (time - present->began) / SECONDS);
    present->moving = present->progress < 1;
    if (present_step(app)->animated == LESSON_POINT_MOVES) show_point(app);
    if (present_step(app)->animated >= 0)
        app->scenario.schedule = lesson_step_schedule(present_step(app), present->progress);
}

void present_reveal(App *app) {
    AppPresent *present = &app->present;
    const LessonStep *step = present_step(app);
    present->revealed = true;
    present->moving = step->guess || step->animated != LESSON_NOT_ANIMATED;
    present->began = app->ui.input->time;
    present->progress = !present->moving;
    if (app->reduced_motion) move(app, INFINITY);
    app_let_go(app);
}

void present_go_on(App *app) {
    AppPresent *present = &app->present;
    if (present->moving)
        move(app, INFINITY);
    else if (!present->revealed && lesson_step_reveals(present_step(app)))
        present_reveal(app);
    else if (present->step + 1 < present->lesson.count)
        present_go_to(app, present->step + 1, false);
}

void present_go_back(App *app) {
    AppPresent *present = &app->present;
    if (present->revealed)
        present_go_to(app, present->step, false);
    else if (present->step > 0)
        present_go_to(app, present->step - 1, true);
}

/* The user's own scenario makes room for the lesson's. */
static void set_aside(App *app) {
    AppPresent *present = &app->present;
    if (present->has_own) return;
    present->own = app->scenario;
    present->has_own = true;
    app->scenario = scenario_default();
}

static void bring_back(App *app) {
    AppPresent *present = &app->present;
    if (!present->has_own) return;
    app_let_go(app);
    scenario_free(&app->scenario);
    app->scenario = present->own;
    present->has_own = false;
    app->crosshair = CHART_NO_STEP;
    values_fit_ranges(app, true);
}

static void show_current(App *app) {
    AppPresent *present = &app->present;
    if (!present->on) present->was_fullscreen = app->requests.fullscreen;
    present->on = app->requests.fullscreen = app->requests.awake = true;
    present->blank = false;
    app_let_go(app);
    app->ui.focus = 0;
    asking_close(app);
    if (!has_steps(app)) return;
    set_aside(app);
    present_go_to(app, present->step, present->revealed);
}

void present_count_answers(App *app) {
    AppPresent *present = &app->present;
    for (int i = 0; i < present->lesson.count; i++)
        memcpy(present->votes[i], present->lesson.steps[i].answers.votes, sizeof present->votes[i]);
}

void present_begin(App *app, Lesson *lesson) {
    AppPresent *present = &app->present;
    lesson_free(&present->lesson);
    present->lesson = *lesson;
    *lesson = (Lesson){0};
    present->step = 0;
    present->revealed = false;
    present->guess_step = -1;
    present_count_answers(app);
    show_current(app);
}

void present_leave(App *app) {
    AppPresent *present = &app->present;
    if (!present->on) return;
    present->since = 0;
    present->on = present->blank = present->moving = app->requests.awake = app->play.on = false;
    app->requests.fullscreen = present->was_fullscreen;
    bring_back(app);
}

void present_drop_lesson(App *app) {
    bring_back(app);
    lesson_free(&app->present.lesson);
    show_current(app);
}

void present_toggle(App *app) {
    (app->present.on ? present_leave : show_current)(app);
}

static void free_own(AppPresent *present) {
    for (int i = 0; i < present->file_count; i++) {
        text_free(&present->files[i].path);
        text_free(&present->files[i].title);
        text_free(&present->files[i].about);
    }
    present->file_count = 0;
}

void present_free(AppPresent *present) {
    free_own(present);
    lesson_free(&present->lesson);
    if (present->has_own) scenario_free(&present->own);
}

void present_take_settings(App *app) {
    Schedule shown = app->scenario.schedule;
    int step = app->present.step + 1;
    if (!present_has_lesson(app)) return;
    present_leave(app);
    app->scenario.schedule = shown;
    if (shown.function) app->effect.view = EFFECT_FORMULA;
    values_fit_ranges(app, true);
    notice_say(app, "The settings of step %d", step);
}

void present_take_answers(App *app, const char *path) {
    AnswersCount counts = {0};
    Text words = {0};
    if (answers_load(&app->present.lesson, path, &counts, &words)) answers_words(&counts, &words);
    present_count_answers(app);
    notice_say(app, "%s", text_string(&words));
    text_free(&words);
}

/* --- lessons as files --- */

bool present_open_file(App *app, const char *path, Text *why) {
    Lesson lesson = {0};
    Messages messages = {0};
    bool good = lesson_load(&lesson, path, why);
    if (good && app->ui.measure) good = present_check(&lesson, app->ui.measure, &messages);
    messages_print(&messages, path, why);
    messages_free(&messages);
    if (good) {
        present_begin(app, &lesson);
        app->present.stamp = file_stamp(text_string(&app->present.lesson.source));
    }
    lesson_free(&lesson);
    return good;
}

void present_bring_back(App *app, const char *source, int step) {
    AppPresent *present = &app->present;
    Lesson lesson = {0};
    Text why = {0};
    bool in_file;
    if (lessons_open(source, &lesson, &in_file, &why) && step >= 0 && step < lesson.count) {
        lesson_free(&present->lesson);
        present->lesson = lesson;
        lesson = (Lesson){0};
        present->step = step;
        present->guess_step = -1;
        present->stamp = *source == '/' ? file_stamp(source) : 0;
    }
    lesson_free(&lesson);
    text_free(&why);
}

static void read_again(App *app) {
    AppPresent *present = &app->present;
    Lesson lesson = {0};
    Text why = {0};
    Messages messages = {0};
    const char *path = text_string(&present->lesson.source);
    bool good = lesson_load(&lesson, path, &why) && present_check(&lesson, app->ui.measure, &messages);
    messages_print(&messages, path, &why);
    if (good) {
        int step = present->step < lesson.count ? present->step : lesson.count - 1;
        lesson_free(&present->lesson);
        present->lesson = lesson;
        present_go_to(app, step, present->revealed);
    } else {
        why.length = strcspn(text_string(&why), "\n");
        why.data[why.length] = 0;
        const char *slash = strrchr(text_string(&why), '/');
        notice_nothing(app, "%s", slash ? slash + 1 : text_string(&why));
        lesson_free(&lesson);
    }
    text_free(&why);
    messages_free(&messages);
}

void present_follow_file(App *app, double time) {
    AppPresent *present = &app->present;
    const char *path = text_string(&present->lesson.source);
    if (!present_has_lesson(app) || *path != '/' || present->printed) return;
    uint64_t stamp = file_stamp(path);
    app_wake(app, time + 1);
    if (!stamp || stamp == present->stamp) return;
    present->stamp = stamp;
    read_again(app);
}

static bool find_own_folder(Text *folder) {
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (data && *data == '/')
        text_setf(folder, "%s/lrscope/lessons/", data);
    else if (home && *home == '/')
        text_setf(folder, "%s/.local/share/lrscope/lessons/", home);
    return folder->length > 0;
}

static void add_own(AppPresent *present, const char *path) {
    Lesson lesson = {0};
    Text why = {0};
    if (present->file_count == PRESENT_OWN || !lesson_is_file(path)) return;
    PresentFile *file = &present->files[present->file_count++];
    *file = (PresentFile){0};
    bool good = lesson_load(&lesson, path, &why);
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    text_setf(&file->path, "%s", path);
    text_setf(&file->title, "%s", good ? text_string(&lesson.title) : name);
    text_setf(&file->about, "%s",
              good ? (lesson.about.length ? text_string(&lesson.about) : name) : text_string(&why));
    lesson_free(&lesson);
    text_free(&why);
}

void present_find_own(App *app) {
    Text folder = {0};
    FolderMatches matches = {0};
    free_own(&app->present);
    if (find_own_folder(&folder)) folder_match(text_string(&folder), &matches);
    for (int i = 0; i < matches.shown; i++) add_own(&app->present, text_string(&matches.paths[i]));
    folder_free(&matches);
    text_free(&folder);
}

/* --- keys --- */

/* Takes a step's number and Enter. */
static bool take_number(App *app) {
    AppPresent *present = &app->present;
    const Input *input = app->ui.input;
    if (!has_steps(app) || input->kind != INPUT_KEY || input->ctrl || input->alt) return false;
    int typed = present->typed;
    present->typed = 0;
    if (input->key >= '0' && input->key <= '9')
        present->typed =
            typed * 10 + input->key - '0' <= present->lesson.count ? typed * 10 + input->key - '0' : typed;
    else if (typed && input->key == KEY_BACKSPACE)
        present->typed = typed / 10;
    else if (typed && input->key == KEY_ENTER)
        present_go_to(app, typed - 1, false);
    else if (!typed || input->key != KEY_ESCAPE)
        return false;
    return true;
}

typedef enum Way {
    WAY_NONE,
    WAY_ON,
    WAY_BACK,
    WAY_BLANK,
    WAY_LIGHT,
    WAY_FIRST,
    WAY_LAST,
    WAY_SETTINGS,
    WAY_LESSONS,
    WAY_OUT
} Way;

static Way way_of(const App *app, const Input *input) {
    if (input->kind != INPUT_KEY || input->ctrl || input->alt) return WAY_NONE;
    if (input->key == KEY_ESCAPE && app->pointer.spotlight) return WAY_LIGHT;
    switch (input->key) {
    case '.':
    case 'b': return WAY_BLANK;
    case KEY_ESCAPE: return app->ui.active ? WAY_NONE : WAY_OUT;
    case KEY_PAGE_DOWN: return has_steps(app) ? WAY_ON : WAY_LESSONS;
    case KEY_RIGHT:
    case KEY_SPACE:
    case 'n': return has_steps(app) ? WAY_ON : WAY_NONE;
    case KEY_HOME: return has_steps(app) ? WAY_FIRST : WAY_NONE;
    case KEY_END: return has_steps(app) ? WAY_LAST : WAY_NONE;
    case 'u': return has_steps(app) ? WAY_SETTINGS : WAY_NONE;
    case KEY_PAGE_UP:
    case KEY_LEFT:
    case KEY_BACKSPACE: return has_steps(app) ? WAY_BACK : WAY_NONE;
    default: return WAY_NONE;
    }
}

/* A blank screen comes back first, by any key or press. */
static bool unblank(App *app) {
    InputKind kind = app->ui.input->kind;
    if (!app->present.blank || (kind != INPUT_KEY && kind != INPUT_PRESS)) return false;
    app->present.blank = false;
    return app->ui.used = true;
}

void present_take_key(App *app) {
    Ui *ui = &app->ui;
    if (ui->covered || ui->used) return;
    if (!app->present.blank && take_number(app)) {
        ui->used = true;
        return;
    }
    Way way = way_of(app, ui->input);
    if (way != WAY_OUT && unblank(app)) return;
    ui->used = way != WAY_NONE;
    switch (way) {
    case WAY_NONE: break;
    case WAY_ON: present_go_on(app); break;
    case WAY_BACK: present_go_back(app); break;
    case WAY_FIRST: present_go_to(app, 0, false); break;
    case WAY_LAST: present_go_to(app, app->present.lesson.count - 1, false); break;
    case WAY_SETTINGS: present_take_settings(app); break;
    case WAY_LESSONS: picker_lessons_open(app); break;
    case WAY_LIGHT: app->pointer.spotlight = false; break;
    case WAY_BLANK: app->present.blank = true; break;
    case WAY_OUT: present_leave(app); break;
    }
}

/* How the lesson looks, not what it shows. */
static bool passes(const Input *input) {
    if (input->ctrl) return input->key > 0 && input->key < 127 && strchr("+=-0ql", input->key);
    return input->key == 't' || input->key == '?' || (input->key >= KEY_F1 && input->key <= KEY_F12);
}

void present_take_rest(App *app) {
    Ui *ui = &app->ui;
    InputKind kind = ui->input->kind;
    if (!has_steps(app) || ui->covered) return;
    if (kind == INPUT_PASTE) ui->used = true;
    if (kind != INPUT_KEY) return;
    ui->used = ui->used || (!passes(ui->input) && ui->input->key != KEY_TAB);
}

/* Nothing is explained under a hand that moves, nor after a key or a press, until the pointer moves again. */
static void rest(App *app, double time) {
    AppPresent *present = &app->present;
    InputKind kind = app->ui.input->kind;
    if (kind == INPUT_MOVE) present->moved = time;
    if (kind == INPUT_PRESS || kind == INPUT_KEY) present->moved = 0;
    present->rests = present->moved > 0 && time >= present->moved + REST;
    if (present->moved > 0 && !present->rests) app_wake(app, present->moved + REST);
}

/* A hand that takes hold stops what moves. */
void present_tick(App *app, double time) {
    AppPresent *present = &app->present;
    present_follow_file(app, time);
    if (present->on && present->since <= 0) present->since = time;
    if (present->on) rest(app, time);
    if (!present->on || !present->moving) return;
    if (app->ui.input->kind == INPUT_PRESS)
        move(app, INFINITY);
    else
        move(app, time);
    if (present->moving) app_wake(app, time + FRAME);
}
