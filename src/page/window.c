/* The window's whole content, and a lesson in it: the app takes what hands do, as it does in the window. */
#include "app/app.h"
#include "app/present.h"
#include "lesson/words.h"
#include "base/memory.h"
#include "page/host.h"
#include "page/json.h"
#include "page/show.h"
#include "schedule/words.h"

#include <stdlib.h>
#include <string.h>

typedef struct Shown {
    App app;
    const Scene *scene; /* the app's last */
} Shown;

static App *app_of(const Page *page) {
    return &((Shown *)page->own)->app;
}

static void feed(Page *page, const Input *input) {
    Shown *shown = page->own;
    shown->scene = app_frame(&shown->app, input, &page->measure);
}

static void close(Page *page) {
    app_close(app_of(page));
    free(page->own);
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

/* One entry of the history. */
static void take(Page *page, const Schedule *schedule) {
    app_of(page)->scenario.schedule = *schedule;
    feed(page, &(Input){.kind = INPUT_TIME});
}

static void describe(const Page *page, Text *out) {
    App *app = app_of(page);
    if (!present_has_lesson(app)) {
        words_brief(&app->scenario.schedule, out);
        return;
    }
    lesson_step_words(&app->present.lesson, app->present.step, app->present.revealed, out);
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
    text_addf(out, "\"width\": %g, \"height\": %g, ", app->width, app->height);
}

static const PageShow show = {close, prefer, resize, feed, draw, scenario_of, take, describe, add_state};

Page *page_open_window(const char *scenario) {
    Page *page = page_begin(scenario);
    Shown *shown = memory_resize(NULL, 1, sizeof *shown);
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
    if (lesson_read(&lesson, text, strlen(text), &messages))
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
