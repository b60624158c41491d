/* A lesson in another language: whatever the program says in it can be said in that language. */
#include "gestures.h"

#include <ctype.h>

#include "app/guessing.h"
#include "app/present_check.h"
#include "app/speaker.h"
#include "lesson/lessons.h"
#include "paint/paint.h"

static Lesson lesson_from(const char *name) {
    Lesson lesson = {0};
    Text path = {0}, why = {0};
    text_setf(&path, TESTS_DIR "/lessons/%s.yaml", name);
    if (!lesson_load(&lesson, text_string(&path), &why)) fail_msg("%s", text_string(&why));
    text_clear(&lesson.source); /* so that it is not read again */
    text_free(&path);
    text_free(&why);
    return lesson;
}

typedef void Check(const App *app, const char *said);

static void check_scene(const App *app, const Scene *scene, Check *check) {
    for (const SceneCommand *at = scene_next(scene, NULL); at; at = scene_next(scene, at))
        if (at->kind == SCENE_TEXT) check(app, scene_string(at));
}

static void draw_guess(App *app, double high) {
    Point from = plot_at(app, 0.01, high), to = plot_at(app, 0.9, 0.9);
    drag(app, from, to);
    release(app, to.x, to.y);
}

/* Every step before and after its answer, with guesses drawn where they are asked for. */
static void check_lesson(App *app, Lesson *lesson, Check *check) {
    Speaker speaker = {0};
    app_resize(app, 1280, 720);
    present_begin(app, lesson);
    for (int step = 0; step < app->present.lesson.count; step++) {
        for (int answered = 0; answered < 2; answered++) {
            present_go_to(app, step, answered);
            show(app);
            check_scene(app, &app->scene, check);
            check_scene(app, speaker_frame(&speaker, app, 1120, 700, (SpeakerClock){1, 9, 5}, &measure), check);
        }
        if (!present_step(app)->guess) continue;
        for (int group = 0; group < 2; group++) {
            present_go_to(app, step, false);
            draw_guess(app, group ? 0.6 : 0.2);
            check_scene(app, &app->scene, check);
            if (group) guessing_add_group(app);
            show(app);
            check_scene(app, &app->scene, check);
            present_go_to(app, step, true);
            show(app);
            check_scene(app, &app->scene, check);
        }
    }
    speaker_free(&speaker);
}

static void is_not_english(const App *app, const char *said) {
    (void)app;
    for (int i = 0; lesson_phrases[i]; i++)
        if (strcmp(said, "{1}") && wording_matches(lesson_phrases[i], said))
            fail_msg("'%s' is said in English", said);
}

/* The speaker's own window is left to its reader. */
static void a_german_lesson_is_german(void **state) {
    App *app = *state;
    Lesson lesson = lesson_from("german");
    static const char *const own[] = {"since the start; a click begins anew", "The room sees", "Next: the answer",
                                      "Next: step {1}", "Then:", "This is the last step.", "This step has no notes."};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        wording_add(&lesson.wording, own[i], strchr(own[i], '{') ? "§ {1}" : "§");
    check_lesson(app, &lesson, is_not_english);
}

/* Names of the code and of its symbols stay in every language. */
static bool is_name(const char *word, size_t length) {
    static const char *const names[] = {"base_lr", "warmup_factor", "warmup_iters", "total_steps", "lr", "step"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == length && !strncmp(names[i], word, length)) return true;
    return length < 2;
}

static void is_replaced(const App *app, const char *said) {
    (void)app;
    for (const char *at = said; *at;) {
        size_t length = 0;
        while (isalpha((unsigned char)at[length]) || at[length] == '_') length++;
        bool formula = strstr(said, "step/") || strstr(said, "step <");
        bool is_step = length == 4 && !strncmp(at, "step", 4) && !formula;
        if (length && (!is_name(at, length) || is_step)) fail_msg("no phrase covers '%s'", said);
        at += length ? length : 1;
    }
}

/* With every phrase replaced, nothing that is said has a word of English left. */
static void every_word_can_be_replaced(void **state) {
    App *app = *state;
    Lesson lesson = lesson_from("everything");
    for (int i = 0; lesson_phrases[i]; i++) {
        Text other = {0};
        for (int place = 1; place <= 9; place++) {
            char sign[4] = {'{', (char)('0' + place), '}', 0};
            text_addf(&other, "%s%s", strstr(lesson_phrases[i], sign) ? sign : "", place == 1 ? "¤" : "");
        }
        wording_add(&lesson.wording, lesson_phrases[i], text_string(&other));
        text_free(&other);
    }
    check_lesson(app, &lesson, is_replaced);
}

static void what_is_replaced_is_measured(void **state) {
    (void)state;
    Wording wording = {0};
    Measure german = measure_fixed();
    TextStyle style = {FONT_WORDS, 10, 0};
    wording_add(&wording, "step {1}", "Schritt {1}");
    german.wording = &wording;
    assert_true(measure_text(&german, style, "step 10") == measure_text(&measure, style, "Schritt 10"));
    wording_free(&wording);
}

static void numbers_find_their_places(void **state) {
    (void)state;
    Wording wording = {0};
    Text out = {0};
    wording_add(&wording, "widest gap {1} at step {2}", "bei {2}: {1}");
    assert_true(wording_say(&wording, "widest gap 0.92 at step 1 000", &out));
    assert_string_equal(text_string(&out), "bei 1 000: 0.92");
    static const char *const others[] = {"widest gap", "widest gap at at step 3", "widest gap 1 at step 2 more",
                                         "a widest gap 1 at step 2", ""};
    for (int i = 0; i < 5; i++) assert_false(wording_say(&wording, others[i], &out));
    assert_false(wording_say(NULL, "step", &out));
    assert_true(wording_same_places("{1} of {2}", "{2} von {1}"));
    assert_false(wording_same_places("{1} of {2}", "{2} von"));
    wording_free(&wording);
    text_free(&out);
}

static void refuses(const char *words, const char *why) {
    Lesson lesson = {0};
    Messages messages = {0};
    Text text = {0}, said = {0};
    text_setf(&text, "lesson: 1\ntitle: x\nwords:\n  %s\nsteps:\n  - title: x\n", words);
    assert_false(lesson_read(&lesson, text_string(&text), text.length, &messages));
    messages_print(&messages, "l.yaml", &said);
    if (!strstr(text_string(&said), why)) fail_msg("%s", text_string(&said));
    messages_free(&messages);
    text_free(&text);
    text_free(&said);
}

static void what_is_wrong_is_named(void **state) {
    (void)state;
    refuses("Anser: Antwort", "l.yaml:4:3: words: the program does not say 'Anser'; did you mean 'Answer'?");
    refuses("xyzzy nothing: a", "--list-words shows what it says");
    refuses("\"{1} of {2}\": \"{1} von\"", "needs the places of '{1} of {2}'");
    refuses("Answer: [a]", "words: 'Answer' takes one line of text");
    refuses("Answer: a\n  Answer: b", "duplicate key 'Answer'");
}

static void letters_that_no_font_has_are_named(void **state) {
    (void)state;
    PaintFonts *fonts = paint_fonts_open();
    Measure painted = paint_measure(fonts);
    Lesson lesson = lesson_from("german");
    Messages messages = {0};
    Text said = {0};
    assert_true(present_check(&lesson, &painted, &messages));
    wording_add(&lesson.wording, "loss", "\U00012345");
    assert_false(present_check(&lesson, &painted, &messages));
    messages_print(&messages, "german.yaml", &said);
    assert_non_null(strstr(text_string(&said), "words: "));
    lesson_free(&lesson);
    messages_free(&messages);
    text_free(&said);
    paint_fonts_close(fonts);
}

int main(void) {
    measure = measure_fixed();
    const struct CMUnitTest tests[] = {
        TEST(a_german_lesson_is_german),   TEST(every_word_can_be_replaced), TEST(what_is_replaced_is_measured),
        TEST(numbers_find_their_places),   TEST(what_is_wrong_is_named),     TEST(letters_that_no_font_has_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
