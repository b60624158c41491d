#include "app/speaker.h"

#include "app/app.h"
#include "app/present_text.h"
#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double EDGE = 24, GAP = 20, HEADER = 84, CAPTION = 30;

void speaker_toggle(App *app) {
    AppRequests *requests = &app->requests;
    if (app->present.on) {
        requests->speaker = !requests->speaker;
    } else {
        requests->speaker = true;
        present_toggle(app);
    }
}

/* The lesson in it is the app's own, which is not its to free. */
void speaker_free(Speaker *speaker) {
    if (speaker->next) {
        speaker->next->present.lesson = (Lesson){0};
        app_close(speaker->next);
        free(speaker->next);
    }
    scene_free(&speaker->scene);
    *speaker = (Speaker){0};
}

/* --- what comes next --- */

/* Finds what the next key brings: this step's answer, or the step behind it. False at the end. */
static bool what_is_next(const App *app, int *step, bool *revealed) {
    const AppPresent *present = &app->present;
    *step = present->step;
    *revealed = true;
    if (lesson_step_reveals(present_step(app)) && !present->revealed) return true;
    ++*step;
    *revealed = false;
    return *step < present->lesson.count;
}

static void begin_next(Speaker *speaker, App *app) {
    Scenario scenario = scenario_default();
    speaker->next = memory_resize(NULL, 1, sizeof *speaker->next);
    app_open(speaker->next, &scenario, app->theme);
    speaker->next->present.printed = true;
    speaker->next->reduced_motion = true;
    scenario_free(&scenario);
}

static uint64_t hash_of(const App *app, int step, bool revealed) {
    const AppPresent *present = &app->present;
    double sizes[] = {app->width, app->height, step, revealed};
    uint64_t hash = scene_hash(present->votes, sizeof present->votes, present->stamp);
    hash = scene_hash(sizes, sizeof sizes, hash ^ (uintptr_t)app->theme);
    return scene_hash(text_string(&present->lesson.source), present->lesson.source.length, hash);
}

/* The other app presents the same lesson, one key ahead. */
static const Scene *show_next(Speaker *speaker, App *app, int step, bool revealed) {
    uint64_t is = hash_of(app, step, revealed);
    if (!speaker->next) begin_next(speaker, app);
    App *next = speaker->next;
    if (is == speaker->next_is) return &next->scene;
    speaker->next_is = is;
    Lesson lesson = app->present.lesson;
    next->present.lesson = (Lesson){0};
    next->theme = app->theme;
    app_resize(next, app->width, app->height);
    present_begin(next, &lesson);
    memcpy(next->present.votes, app->present.votes, sizeof next->present.votes);
    present_go_to(next, step, revealed);
    return app_frame(next, &(Input){.kind = INPUT_NONE}, app->ui.measure);
}

/* --- the picture --- */

typedef struct Frame {
    Speaker *speaker;
    App *app;
    const Theme *theme;
    const Measure *measure;
    double width, height;
} Frame;

static void put(const Frame *frame, double x, double y, Align align, Font font, double size, Color color, const char *utf8) {
    scene_text(&frame->speaker->scene, x, y, align, (TextStyle){font, size, color}, utf8);
}

static void show_clock(const Frame *frame, SpeakerClock clock) {
    const Theme *theme = frame->theme;
    int seconds = (int)fmax(0, floor(clock.time - frame->app->present.since));
    char elapsed[40], day[16];
    if (seconds < 3600)
        snprintf(elapsed, sizeof elapsed, "%d:%02d", seconds / 60, seconds % 60);
    else
        snprintf(elapsed, sizeof elapsed, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    snprintf(day, sizeof day, "%02d:%02d", clock.hour, clock.minute);
    double wide = measure_text(frame->measure, (TextStyle){FONT_MONO_BOLD, 34, 0}, elapsed);
    frame->speaker->clock = (Box){EDGE - 8, 14, wide + 16, 62};
    put(frame, EDGE, 46, ALIGN_LEFT, FONT_MONO_BOLD, 34, theme->text, elapsed);
    put(frame, EDGE, 68, ALIGN_LEFT, FONT_WORDS, 13, theme->muted, "since the start; a click begins anew");
    put(frame, frame->width - EDGE, 46, ALIGN_RIGHT, FONT_MONO_MEDIUM, 34, theme->muted, day);
}

static void show_place(const Frame *frame) {
    App *app = frame->app;
    const AppPresent *present = &app->present;
    double middle = frame->width / 2;
    if (!present_has_lesson(app)) {
        put(frame, middle, 46, ALIGN_MIDDLE, FONT_WORDS_BOLD, 20, frame->theme->text, "The present curve");
        return;
    }
    char place[40];
    snprintf(place, sizeof place, "%d of %d", present->step + 1, present->lesson.count);
    put(frame, middle, 46, ALIGN_MIDDLE, FONT_WORDS_BOLD, 24, frame->theme->text, place);
    put(frame, middle, 68, ALIGN_MIDDLE, FONT_WORDS, 13, frame->theme->muted, text_string(&present->lesson.title));
}

/* A picture as large as the room has place for, under its caption; returns where it stands. */
static Box show_picture(const Frame *frame, Box room, const Scene *picture, const char *caption, double *scale) {
    Scene *scene = &frame->speaker->scene;
    const Theme *theme = frame->theme;
    *scale = fmin(room.w / picture->width, (room.h - CAPTION) / picture->height);
    Box box = {room.x, room.y + CAPTION, *scale * picture->width, *scale * picture->height};
    put(frame, room.x, room.y + 20, ALIGN_LEFT, FONT_WORDS_BOLD, 14, theme->muted, caption);
    scene_fill(scene, box, 0, picture->background);
    scene_place(scene, picture, box.x, box.y, *scale);
    scene_clip_end(scene);
    scene_box(scene, (Box){box.x - 1, box.y - 1, box.w + 2, box.h + 2}, 0, 0, (Stroke){.color = theme->axis, .width = 1});
    return box;
}

static void show_ahead(const Frame *frame, Box room) {
    Speaker *speaker = frame->speaker;
    App *app = frame->app;
    double scale;
    int step;
    bool revealed;
    speaker->then = (Box){0};
    if (!present_has_lesson(app)) return;
    if (!what_is_next(app, &step, &revealed)) {
        put(frame, room.x, room.y + 20, ALIGN_LEFT, FONT_WORDS_BOLD, 14, frame->theme->muted, "This is the last step.");
        return;
    }
    const LessonStep *steps = app->present.lesson.steps;
    char caption[64];
    snprintf(caption, sizeof caption, revealed ? "Next: the answer" : "Next: step %d", step + 1);
    const Scene *picture = show_next(speaker, app, step, revealed);
    speaker->then = show_picture(frame, room, picture, caption, &scale);
    int titled = step + revealed; /* the step that is new */
    if (titled >= app->present.lesson.count) return;
    PresentText words = {0};
    present_text_add(&words, FONT_WORDS_BOLD, frame->theme->muted, 14, revealed ? "Then:" : "");
    present_text_add(&words, FONT_WORDS_MEDIUM, frame->theme->text, 16, text_string(&steps[titled].title));
    Box below = {room.x, speaker->then.y + speaker->then.h + 10, room.w, 60};
    present_text_set(&words, &speaker->scene, frame->measure, below, 16);
    text_free(&words.bytes);
}

/* Shows the notes as large as there is room for; at their least size they scroll. */
static void show_notes(const Frame *frame, Box room) {
    Speaker *speaker = frame->speaker;
    const Theme *theme = frame->theme;
    PresentText words = {0};
    const Text *notes = present_has_lesson(frame->app) ? &present_step(frame->app)->notes : NULL;
    bool any = notes && notes->length;
    present_text_add(&words, any ? FONT_WORDS_MEDIUM : FONT_WORDS, any ? theme->text : theme->muted, 0,
                     any ? text_string(notes) : "This step has no notes.");
    double size = present_text_size(&words, frame->measure, room, 28, 15);
    speaker->most = fmax(0, present_text_set(&words, NULL, frame->measure, room, size) - room.h);
    speaker->scrolled = speaker->step == frame->app->present.step ? fmin(speaker->scrolled, speaker->most) : 0;
    speaker->step = frame->app->present.step;
    scene_clip(&speaker->scene, room);
    Box moved = {room.x, room.y - speaker->scrolled, room.w, room.h};
    present_text_set(&words, &speaker->scene, frame->measure, moved, size);
    scene_clip_end(&speaker->scene);
    text_free(&words.bytes);
}

/* The room's picture takes what the notes, at least a quarter of the height, leave. */
static void show_all(const Frame *frame, SpeakerClock clock) {
    Speaker *speaker = frame->speaker;
    double inner = frame->width - 2 * EDGE - GAP, left = round(0.6 * inner), right = inner - left;
    double shape = frame->app->height / frame->app->width;
    double high = fmin(left * shape + CAPTION, frame->height - HEADER - fmax(110, 0.26 * frame->height));
    show_clock(frame, clock);
    show_place(frame);
    speaker->room = show_picture(frame, (Box){EDGE, HEADER, left, high}, &frame->app->scene, "The room sees",
                                 &speaker->room_scale);
    show_ahead(frame, (Box){EDGE + left + GAP, HEADER, right, high - 60});
    double top = HEADER + high + GAP;
    scene_rule(&speaker->scene, EDGE, top - 0.5, frame->width - EDGE, top - 0.5,
               (Stroke){.color = frame->theme->edge, .width = 1});
    show_notes(frame, (Box){EDGE, top + 14, frame->width - 2 * EDGE, frame->height - top - 14 - GAP});
}

const Scene *speaker_frame(Speaker *speaker, App *app, double width, double height, SpeakerClock clock,
                           const Measure *measure) {
    Measure own = *measure;
    own.wording = speaker->scene.wording = app->scene.wording;
    Frame frame = {speaker, app, app->theme, &own, width, height};
    if (app->present.since <= 0) app->present.since = clock.time;
    scene_begin(&speaker->scene, width, height, app->theme->panel);
    show_all(&frame, clock);
    return &speaker->scene;
}

/* --- hands --- */

static void place_in_room(const Speaker *speaker, Input *input) {
    input->x = (input->x - speaker->room.x) / speaker->room_scale;
    input->y = (input->y - speaker->room.y) / speaker->room_scale;
}

/* True once when the pointer leaves the picture. */
static bool leave_room(Speaker *speaker, Input *input) {
    bool inside = speaker->inside;
    speaker->inside = false;
    *input = (Input){.kind = INPUT_LEAVE, .time = input->time};
    return inside;
}

static bool take_press(Speaker *speaker, App *app, Input *input) {
    if (box_contains(speaker->clock, input->x, input->y)) {
        app->present.since = input->time;
        return false;
    }
    if (!box_contains(speaker->then, input->x, input->y)) return false;
    *input = (Input){.kind = INPUT_KEY, .key = KEY_PAGE_DOWN, .time = input->time};
    return true;
}

bool speaker_take(Speaker *speaker, App *app, Input *input) {
    bool pointer = input->kind == INPUT_MOVE || input->kind == INPUT_PRESS || input->kind == INPUT_RELEASE ||
                   input->kind == INPUT_WHEEL;
    if (input->kind == INPUT_LEAVE && !speaker->held) return leave_room(speaker, input);
    if (!pointer) return true;
    bool inside = box_contains(speaker->room, input->x, input->y);
    if (inside || speaker->held) {
        speaker->held = input->kind == INPUT_PRESS || (speaker->held && input->kind != INPUT_RELEASE);
        speaker->inside = true;
        place_in_room(speaker, input);
        return true;
    }
    if (input->kind == INPUT_WHEEL)
        speaker->scrolled = fmax(0, fmin(speaker->most, speaker->scrolled - 40 * input->wheel_y));
    if (input->kind == INPUT_PRESS) return take_press(speaker, app, input);
    return leave_room(speaker, input);
}
