/* The window's whole content, and a lesson in it: the app takes the reader's input as it does in the window.
   */
#include "app/app.h"
#include "app/present.h"
#include "lesson/answers.h"
#include "lesson/words.h"
#include "base/memory.h"
#include "page/host.h"
#include "page/json.h"
#include "page/show.h"

#include <stdlib.h>
#include <string.h>

typedef struct Shown {
    App app;
    const Scene *scene; /* the app's last */
    bool lesson;
    Guess *guesses[LESSON_STEPS_MAX]; /* as they were when their step was last seen without its answer; NULL: none */
} Shown;

static App *app_of(const Page *page) {
    return &((Shown *)page->own)->app;
}

/* The app keeps the last step's guess only; whoever hands in wants all of them. */
static void keep_guess(Shown *shown) {
    const AppPresent *present = &shown->app.present;
    int step = present->guess_step;
    if (!shown->lesson || step < 0 || step != present->step || present->revealed) return;
    if (!shown->guesses[step]) shown->guesses[step] = memory_resize(NULL, 1, sizeof(Guess));
    *shown->guesses[step] = present->groups[0];
}

static void feed(Page *page, const Input *input) {
    Shown *shown = page->own;
    shown->scene = app_frame(&shown->app, input, &page->measure);
    keep_guess(shown);
}

static void close(Page *page) {
    Shown *shown = page->own;
    app_close(&shown->app);
    for (int i = 0; i < LESSON_STEPS_MAX; i++) free(shown->guesses[i]);
    free(shown);
}

static void prefer(Page *page) {
    app_of(page)->theme = page_theme(page);
    app_of(page)->reduced_motion = page->still;
    feed(page, &(Input){.kind = INPUT_NONE});
}

static void resize(Page *page, double width, double height) {
    app_resize(app_of(page), width, height);
    feed(page, &(Input){.kind = INPUT_NONE});
}

static const Scene *draw(Page *page) {
    return ((Shown *)page->own)->scene;
}

static const Scenario *scenario_of(const Page *page) {
    return &app_of(page)->scenario;
}

/* Takes the schedule as one entry of the history. */
static void take(Page *page, const Schedule *schedule) {
    app_of(page)->scenario.schedule = *schedule;
    feed(page, &(Input){.kind = INPUT_TIME});
}

static void describe(const Page *page, Text *out) {
    App *app = app_of(page);
    if (!present_has_lesson(app)) {
        figure_brief(&(Figure){.scenario = &app->scenario, .spec = page->spec}, out);
        return;
    }
    lesson_step_words(&app->present.lesson, app->present.step, app->present.revealed, out);
}

static int chosen(const int *votes) {
    int choice = -1;
    for (int i = 0; i < LESSON_CHOICES_MAX; i++)
        if (votes[i]) choice = i;
    return choice;
}

/* What would be handed in; nothing as long as nothing was answered. */
static void add_answers(const Shown *shown, Text *out) {
    const Lesson *lesson = &shown->app.present.lesson;
    Text line = {0};
    answers_begin(lesson, &line);
    size_t empty = line.length;
    for (int i = 0; i < lesson->count; i++) {
        if (chosen(shown->app.present.votes[i]) >= 0) answers_add_choice(i, chosen(shown->app.present.votes[i]), &line);
        if (shown->guesses[i]) answers_add_guess(i, shown->guesses[i], &line);
    }
    json_member(out, "answers", line.length > empty ? text_string(&line) : "");
    text_free(&line);
}

static void add_state(Page *page, Text *out) {
    App *app = app_of(page);
    AppRequests *requests = &app->requests;
    json_colors(out, app->theme, app->theme->background);
    text_addf(out, "\"cursor\": %d, \"typing\": %s, \"deadline\": %.17g, \"fullscreen\": %s, \"zoom\": %g, ",
              (int)requests->cursor, requests->text_input ? "true" : "false", requests->deadline,
              requests->fullscreen ? "true" : "false", requests->zoom);
    json_member(out, "copy", text_string(&requests->copy));
    text_clear(&requests->copy);
    add_answers(page->own, out);
    text_addf(out, "\"width\": %g, \"height\": %g, ", app->width, app->height);
}

static const PageShow show = {close, prefer, resize, feed, draw, scenario_of, take, describe, add_state};

Page *page_open_window(const char *scenario) {
    Page *page = page_begin(scenario);
    Shown *shown = memory_resize(NULL, 1, sizeof *shown);
    *shown = (Shown){.lesson = false};
    page->show = &show;
    page->own = shown;
    app_open(&shown->app, &page->file, page_theme(page));
    resize(page, 1280, 720);
    return page;
}

Page *page_open_lesson(const char *scenario, const char *text) {
    Page *page = page_open_window(scenario);
    Messages messages = {0};
    Lesson lesson = {0};
    bool good = lesson_read(&lesson, text, strlen(text), &messages);
    app_of(page)->present.alone = true;
    ((Shown *)page->own)->lesson = good;
    if (good)
        present_begin(app_of(page), &lesson);
    else
        messages_print(&messages, "lesson", &page->refusal);
    lesson_free(&lesson);
    messages_free(&messages);
    feed(page, &(Input){.kind = INPUT_NONE});
    return page;
}

void page_drop(Page *page, const char *name, const void *bytes, size_t count) {
    (void)page;
    host_put_file(name, bytes, count);
}
