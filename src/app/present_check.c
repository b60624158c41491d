#include "app/present_check.h"

#include "app/app.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

typedef struct Screen {
    const char *name;
    double width, height;
} Screen;
static const Screen screens[] = {{"16:9", 1280, 720}, {"4:3", 1024, 768}};

static void complain(const App *app, const Screen *screen, int step, const char *what, double share,
                     Messages *messages) {
    const Lesson *lesson = &app->present.lesson;
    bool has_answer = lesson_step_reveals(&lesson->steps[step]);
    const char *when = !has_answer ? "" : app->present.revealed ? ", with its answer" : ", before its answer";
    messages_add(
        messages, lesson->steps[step].line, 1,
        "step %d: %s not fit a %s screen%s: they take %.0f%% of the room there is; shorten them or make two "
        "steps of it",
        step + 1, what, screen->name, when, ceil(100 * share));
}

/* Where texts stand in the lesson's file, and what measures them. */
typedef struct Letters {
    const Measure *measure;
    Messages *messages;
    int line, step; /* step 0: in none */
    bool good;
} Letters;

static const char *first_backwards(const char *utf8) {
    for (const char *at = utf8; *at; at = utf8)
        if (text_is_right_to_left(text_next(&utf8))) return at;
    return NULL;
}

/* A letter that no font has would be a box; what runs from right to left would stand in the wrong order. */
static void check_letters(Letters *letters, const char *key, const Text *words) {
    const Measure *measure = letters->measure;
    const char *backwards = first_backwards(text_string(words)), *behind;
    const char *at = measure->missing ? measure->missing(measure->self, text_string(words)) : NULL;
    while (at && *at == '\n') at = measure->missing(measure->self, at + 1);
    if (backwards) at = backwards;
    if (!at) return;
    Text where = {0};
    behind = at;
    (void)text_next(&behind);
    if (letters->step) text_addf(&where, "step %d: ", letters->step);
    messages_add(letters->messages, letters->line, 1,
                 backwards ? "%s%s: '%.*s' is of a script that runs from right to left; lessons cannot set those"
                           : "%s%s: no font has '%.*s', neither the built-in ones nor the system's (fc-list shows those)",
                 text_string(&where), key, (int)(behind - at), at);
    letters->good = false;
    text_free(&where);
}

static bool check_step_letters(const Measure *measure, const LessonStep *step, int number, Messages *messages) {
    Letters letters = {measure, messages, step->line, number, true};
    check_letters(&letters, "title", &step->title);
    check_letters(&letters, "text", &step->text);
    check_letters(&letters, "question", &step->question);
    check_letters(&letters, "answer", &step->answer);
    check_letters(&letters, "code", &step->code);
    for (int i = 0; i < step->choice_count; i++) check_letters(&letters, "choices", &step->choices[i]);
    return letters.good;
}

static bool check_wording_letters(const Measure *measure, const Lesson *lesson, Messages *messages) {
    Letters letters = {measure, messages, lesson->wording_line, 0, true};
    for (size_t i = 0; i < lesson->wording.count; i++)
        check_letters(&letters, "words", &lesson->wording.phrases[i].other);
    return letters.good;
}

/* One message a step is enough. */
static bool check_step(App *app, const Measure *measure, int step, Messages *messages) {
    for (int revealed = 0; revealed < 2; revealed++) {
        for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
            app_resize(app, screens[i].width, screens[i].height);
            present_go_to(app, step, revealed);
            app->present.fit.words = app->present.fit.code = 0;
            app_frame(app, &(Input){.kind = INPUT_NONE}, measure);
            double words = app->present.fit.words, code = app->present.fit.code;
            if (words <= 1 && code <= 1) continue;
            bool code_only = words <= 1;
            complain(app, &screens[i], step, code_only ? "the lines of code do" : "the words do",
                     code_only ? code : words, messages);
            return false;
        }
    }
    return true;
}

bool present_check(Lesson *lesson, const Measure *measure, Messages *messages) {
    Scenario scenario = scenario_default();
    App *app = memory_resize(NULL, 1, sizeof *app);
    bool good = check_wording_letters(measure, lesson, messages);
    app_open(app, &scenario, &theme_light);
    app->present.printed = true;
    present_begin(app, lesson);
    for (int i = 0; i < app->present.lesson.count; i++) {
        good = check_step_letters(measure, &app->present.lesson.steps[i], i + 1, messages) && good;
        good = check_step(app, measure, i, messages) && good;
    }
    *lesson = app->present.lesson;
    app->present.lesson = (Lesson){0};
    app_close(app);
    free(app);
    scenario_free(&scenario);
    return good;
}
