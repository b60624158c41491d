/* Lessons as files, what is wrong with them, and guesses held against the curve. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "lesson/answers.h"
#include "lesson/guess.h"
#include "lesson/lessons.h"
#include "lesson/words.h"

static bool reads(const char *yaml, Lesson *lesson, Text *why) {
    Messages messages = {0};
    bool good = lesson_read(lesson, yaml, strlen(yaml), &messages);
    text_clear(why);
    messages_print(&messages, "l", why);
    messages_free(&messages);
    return good;
}

static void a_step_begins_with_what_the_one_before_left(void **state) {
    (void)state;
    Lesson lesson = {0};
    Text why = {0};
    assert_true(
        reads("lesson: 1\ntitle: T\nsteps:\n"
              "  - title: A\n    settings: {warmup_factor: 0.5, warmup_iters: 100}\n"
              "  - title: B\n    animate: {warmup_factor: [0.5, 1.5]}\n"
              "  - title: C\n    settings: {total_steps: 500}\n    show: [terms, values]\n    point: 7\n"
              "  - title: D\n    preset: detectron2-1x\n    guess: true\n",
              &lesson, &why));
    assert_int_equal(lesson.count, 4);
    assert_float_equal(lesson.steps[1].schedule.warmup_factor, 0.5, 0);
    assert_float_equal(lesson_step_schedule(&lesson.steps[1], 1).warmup_factor, 1.5, 0);
    assert_float_equal(lesson_step_schedule(&lesson.steps[1], 0.5).warmup_factor, 1, 0.01);
    assert_float_equal(lesson.steps[2].schedule.warmup_factor, 1.5, 0);
    assert_int_equal(lesson.steps[2].schedule.warmup_iters, 100);
    assert_int_equal(lesson.steps[2].point, 7);
    assert_true(lesson_step_shows(&lesson.steps[2], LESSON_TERMS, true));
    assert_false(lesson_step_shows(&lesson.steps[2], LESSON_CURVE, true));
    assert_true(lesson_step_shows(&lesson.steps[0], LESSON_CURVE, true));
    assert_int_equal(lesson.steps[3].schedule.total_steps, 90000);
    assert_false(lesson_step_reveals(&lesson.steps[0]));
    assert_true(lesson_step_reveals(&lesson.steps[1]) && lesson_step_reveals(&lesson.steps[3]));
    lesson_free(&lesson);
    text_free(&why);
}

static void code_may_be_the_function(void **state) {
    (void)state;
    Lesson lesson = {0};
    Text why = {0};
    assert_true(reads("lesson: 1\ntitle: T\nsteps:\n"
                      "  - title: A\n    function: |\n      def f(x):\n          return k * x\n"
                      "    settings: {values: {k: 3}}\n    show: [code, curve]\n"
                      "  - title: B\n    show: [curve]\n  - title: C\n    show: [code]\n"
                      "  - title: D\n    code: x = 1\n    show: [code]\n",
                      &lesson, &why));
    Schedule first = lesson_step_schedule(&lesson.steps[0], 1), third = lesson_step_schedule(&lesson.steps[2], 1);
    assert_float_equal(schedule_factor(&first, 7), 21, 0);
    assert_null(lesson_step_schedule(&lesson.steps[1], 1).function);
    assert_float_equal(schedule_factor(&third, 7), 21, 0);
    assert_null(lesson_step_schedule(&lesson.steps[3], 1).function);
    assert_string_equal(text_string(&lesson.steps[2].code), "def f(x):\n    return k * x");
    assert_false(reads("lesson: 1\ntitle: T\nsteps:\n  - title: A\n    function: x +\n", &lesson, &why));
    assert_non_null(strstr(text_string(&why), "step 1: function: 1:4 a value expected, not the end of the text"));
    assert_false(reads("lesson: 1\ntitle: T\nsteps:\n  - title: A\n    function: 1 / x\n", &lesson, &why));
    assert_non_null(strstr(text_string(&why), "step 1: function: 1:1 step 0 has no value: a division by zero"));
    lesson_free(&lesson);
    text_free(&why);
}

/* Each with its line and its step, and all of them at once. */
static void errors_name_line_and_step(void **state) {
    (void)state;
    static const struct {
        const char *yaml, *said;
    } table[] = {
        {"title: T\n", "l:1:1: not a lesson, which begins with \"lesson: 1\"\n"},
        {"", "l:1:1: not a lesson, which begins with \"lesson: 1\"\n"},
        {"lesson: 2\n", "l:1:9: this lesson was written for a newer lrscope (format 2; this one reads 1)\n"},
        {"lesson: 1\ntitle: T\n", "l:1:1: steps: a lesson needs a list of at least one\n"},
        {"lesson: 1\nsteps:\n  - title: A\n", "l:1:1: title is missing\n"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n  - text: x\n    qestion: y\n",
         "l:6:5: step 2: unknown key 'qestion'; did you mean 'question'?\nl:5:5: step 2: title is missing\n"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    settings: {warmup_fctor: 1}\n",
         "l:5:16: step 1: unknown key 'warmup_fctor'; did you mean 'warmup_factor'?\n"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    settings: {warmup_iters: -3}\n",
         "l:5:30: step 1: warmup_iters: '-3' is not allowed; it takes "},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    show: [verdict, curves]\n",
         "l:5:21: step 1: show: there is no part 'curves'; did you mean 'curve'? It takes a list of curve, warm-up, "},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    point: 2000\n",
         "l:5:12: step 1: point: takes a step of the run, from 0 to total_steps - 1\n"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    guess: maybe\n",
         "l:5:12: step 1: guess: takes true or false\n"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    view: {steps: [5, 1], factor: [0, 1]}\n",
         "step 1: steps: takes two ascending numbers"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    animate: {decay: [0, 1]}\n",
         "l:5:14: step 1: animate: takes one parameter that is a number"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    animate: {warmup_iters: [0, -1]}\n",
         "step 1: animate: warmup_iters"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    preset: detectron\n",
         "l:5:13: step 1: there is no preset 'detectron'; did you mean 'detectron2-1x'?\n"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    title: B\n",
         "l:5:5: step 1: duplicate key 'title'\n"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    show: [code, proof]\n",
         "l:5:11: step 1: show: code and proof stand in the same place; a step takes one of them\n"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    mark: 1\n", "l:5:11: step 1: mark: there is no code yet\n"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    code: x\n    mark: [1, 2]\n",
         "step 1: mark: takes a line of the code, 1 to 1, or [first, last]\n"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    choices: [a, b]\n    right: 3\n",
         "l:6:12: step 1: right: takes the number of the choice that is right, from 1\n"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    recall: 1\n",
         "l:5:13: step 1: recall: takes the number of an earlier step that has choices\n"},
        {"lesson: 1\ntitle: T\nsteps:\n  - title: A\n    animate: {point: [0, 2000]}\n",
         "step 1: point: takes two steps of the run, from 0 to total_steps - 1\n"},
        {"lesson: 1\ntitle: T\nsteps:\n  - A\n", "l:4:5: step 1: takes key: value lines\n"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        Lesson lesson = {0};
        Text why = {0};
        assert_false(reads(table[i].yaml, &lesson, &why));
        if (!strstr(text_string(&why), table[i].said))
            fail_msg("not \"%s\" but \"%s\"", table[i].said, text_string(&why));
        assert_int_equal(lesson.count, 0);
        text_free(&why);
    }
}

static void what_cannot_be_read_changes_nothing(void **state) {
    (void)state;
    Lesson lesson = {0};
    Text why = {0};
    assert_true(reads("lesson: 1\ntitle: T\nsteps: [{title: A}]\n", &lesson, &why));
    assert_false(reads("lesson: 1\ntitle: U\nsteps: [{}]\n", &lesson, &why));
    assert_string_equal(text_string(&lesson.title), "T");
    assert_int_equal(lesson.count, 1);
    lesson_free(&lesson);
    text_free(&why);
}

static void built_in_lessons_are_found_by_name(void **state) {
    (void)state;
    bool in_file;
    Text why = {0};
    assert_int_equal(lessons_count(), 4);
    for (int i = 0; i < lessons_count(); i++) {
        Lesson lesson = {0};
        assert_true(lessons_open(lessons_name(i), &lesson, &in_file, &why));
        assert_true(lesson.count >= 5 && lesson.about.length > 0);
        lesson_free(&lesson);
    }
    Lesson none = {0};
    assert_false(lessons_open("rais", &none, &in_file, &why));
    assert_non_null(strstr(text_string(&why), "did you mean raise?"));
    assert_int_equal(lessons_find("Off_By_One"), 2);
    text_free(&why);
}

/* Whoever is asked has something to be answered; numbers are held against the schedules. */
static void lessons_ask_before_they_tell(void **state) {
    (void)state;
    for (int i = 0; i < lessons_count(); i++) {
        Lesson lesson = {0};
        lessons_read(i, &lesson);
        int asked = 0;
        for (int s = 0; s < lesson.count; s++) {
            const LessonStep *step = &lesson.steps[s];
            assert_int_equal(step->question.length > 0 || step->guess, step->answer.length > 0);
            asked += step->answer.length > 0;
        }
        assert_true(asked >= lesson.count - 1);
        lesson_free(&lesson);
    }
}

static void the_numbers_that_lessons_tell_are_the_schedules(void **state) {
    (void)state;
    static const struct {
        const char *lesson;
        int step; /* as people count */
        int64_t at;
        double factor;
        const char *told; /* in the answer */
    } table[] = {
        {"raise", 3, 0, 0.25, "step 1000"},       {"raise", 3, 1000, 1, "step 1000"},
        {"raise", 6, 1500, 1, "1. From step 1000"}, {"raise", 8, 250, 0.625, "0.625"},
        {"raise", 10, 0, 0.5, "between 0.5 and 1"}, {"raise", 12, 999, 1.0005, "0 to 999"},
        {"raise", 12, 1000, 1, "0 to 999"},       {"raise", 14, 1000, 1, "1000 steps"},
        {"units", 3, 9, 0.99987209082604, "0.09999"}, {"units", 5, 125, 1, "125"},
        {"units", 6, 1, 0.36, "0.036"},
        {"recipe", 3, 117263, 1, "epoch 16"},     {"recipe", 3, 117264, 0.1, "a tenth"},
        {"recipe", 3, 161238, 0.01, "hundredth"}, {"recipe", 4, 500, 0.5005, "0.5005"},
        {"recipe", 6, 499, 0.499501, "0.4995"},   {"recipe", 6, 500, 0.05005, "drops to 0.05"},
        {"recipe", 6, 1000, 0.1, "to 0.1"},       {"off-by-one", 1, 1, 0.36, "adds 0.16"},
        {"off-by-one", 2, 4, 0.84, "Step 5"},     {"off-by-one", 2, 5, 1, "Step 5"},
        {"off-by-one", 3, 1, 0.36, "0.036"},      {"off-by-one", 4, 4, 0.84, "0.084"},
        {"off-by-one", 5, 0, 0, "its lr is 0"},   {"off-by-one", 6, 0, 1, "returns 1"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        Lesson lesson = {0};
        lessons_read(lessons_find(table[i].lesson), &lesson);
        const LessonStep *step = &lesson.steps[table[i].step - 1];
        Schedule schedule = lesson_step_schedule(step, 1);
        assert_float_equal(schedule_factor(&schedule, table[i].at), table[i].factor, 1e-12);
        assert_non_null(strstr(text_string(&step->answer), table[i].told));
        lesson_free(&lesson);
    }
    Lesson lesson = {0};
    lessons_read(lessons_find("recipe"), &lesson);
    assert_int_equal(lesson.steps[1].schedule.total_steps, 26 * 7329);
    lesson_free(&lesson);
}

static void words_say_every_step(void **state) {
    (void)state;
    Lesson lesson = {0};
    Text words = {0};
    lessons_read(0, &lesson);
    lesson_words(&lesson, true, &words);
    for (int i = 0; i < lesson.count; i++) {
        const LessonStep *step = &lesson.steps[i];
        assert_non_null(strstr(text_string(&words), text_string(&step->text)));
        assert_non_null(strstr(text_string(&words), text_string(&step->question)));
        assert_non_null(strstr(text_string(&words), text_string(&step->answer)));
    }
    assert_non_null(strstr(text_string(&words), "warmup_factor moves from 0.5 to 1.5."));
    text_free(&words);
    lesson_free(&lesson);
}

/* --- guesses --- */

static Schedule half(void) {
    Schedule schedule = schedule_default();
    schedule.warmup_factor = 0.5;
    return schedule;
}

static void a_guess_is_scored(void **state) {
    (void)state;
    static const struct {
        int count;
        double steps[4], factors[4];
        double gap;
        int64_t step;
        const char *course, *words;
    } table[] = {
        {2,
         {0, 1000},
         {1.42, 1},
         0.92,
         0,
         "You started at 1.42 and came down to 1.",
         "widest gap 0.92 at step 0"},
        {2, {0, 1000}, {0.5, 1}, 0, 0, "You started at 0.5 and climbed to 1.", "never farther off than 0.05"},
        {1, {0}, {1}, 0.5, 0, "You started at 1 and stayed there.", "widest gap 0.5 at step 0"},
        {2, {0, 1000}, {0.1, 1}, 0.4, 0, "You started at 0.1 and climbed to 1.", "widest gap 0.4 at step 0"},
        {3,
         {0, 1000, 2000},
         {0.5, 1.5, 1},
         0.5,
         1000,
         "You started at 0.5, went up to 1.5 and came down to 1.",
         "widest gap 0.5 at step 1\u2009000"},
        {3,
         {0, 1000, 2000},
         {1, 0.2, 1},
         0.8,
         1000,
         "You started at 1, went down to 0.2 and came up to 1.",
         "widest gap 0.8 at step 1\u2009000"},
    };
    Schedule schedule = half();
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        Guess guess = guess_empty(0, 2000);
        GuessScore score;
        Text words = {0};
        assert_false(guess_score(&guess, &schedule, &score));
        guess_through(&guess, table[i].steps, table[i].factors, table[i].count);
        assert_true(guess_score(&guess, &schedule, &score));
        assert_float_equal(score.gap, table[i].gap, 0.005);
        if (table[i].gap > 0) assert_int_equal(score.step, table[i].step);
        guess_course_words(&score, &words);
        assert_string_equal(text_string(&words), table[i].course);
        text_clear(&words);
        guess_gap_words(&score, &words);
        assert_string_equal(text_string(&words), table[i].words);
        text_free(&words);
    }
}

static void strokes_go_both_ways_and_replace(void **state) {
    (void)state;
    Guess guess = guess_empty(0, 2000);
    int64_t first, last;
    assert_false(guess_is_drawn(&guess));
    guess_stroke(&guess, 1000, 1, 0, 0);
    assert_true(guess_is_drawn(&guess));
    guess_reach(&guess, &first, &last);
    assert_int_equal(first, 0);
    assert_int_equal(last, 1000);
    assert_float_equal(guess_at(&guess, 500), 0.5, 1e-9);
    assert_float_equal(guess_at(&guess, 503), 0.503, 1e-9);
    assert_true(isnan(guess_at(&guess, 1500)));
    assert_true(isnan(guess_at(&guess, 2001)));
    guess_stroke(&guess, 250, 2, 750, 2);
    assert_float_equal(guess_at(&guess, 500), 2, 1e-9);
    assert_float_equal(guess_at(&guess, 1000), 1, 1e-9);
}

/* What was not drawn does not count. */
static void a_part_is_scored_where_it_is(void **state) {
    (void)state;
    Schedule schedule = half();
    Guess guess = guess_empty(0, 2000);
    GuessScore score;
    guess_stroke(&guess, 1000, 0.7, 1500, 0.9);
    assert_true(guess_score(&guess, &schedule, &score));
    assert_int_equal(score.step, 1000);
    assert_float_equal(score.gap, 0.3, 1e-9);
    assert_float_equal(score.first, 0.7, 1e-9);
    assert_float_equal(score.guessed, 0.7, 1e-9);
    assert_float_equal(score.factor, 1, 0);
}

/* What was drawn comes back as far as a hand can tell, gaps included, with the choices; other lines are counted. */
static void answers_come_back(void **state) {
    (void)state;
    static const char text[] = "lesson: 1\ntitle: T\nsteps:\n  - title: A\n    choices: [x, y, z]\n    question: q\n"
                               "  - title: B\n    guess: true\n";
    Messages messages = {0};
    Lesson lesson = {0};
    Text line = {0};
    AnswersCount counts = {0};
    assert_true(lesson_read(&lesson, text, strlen(text), &messages));
    Guess drawn = guess_empty(0, (double)lesson.steps[1].schedule.total_steps);
    for (int i = 20; i < 200; i++)
        if (i != 90) drawn.factors[i] = 0.5 + 0.4 * sin(i / 9.0);
    text_add(&line, "From: Ada\n> ");
    answers_begin(&lesson, &line);
    answers_add_choice(0, 2, &line);
    answers_add_guess(1, &drawn, &line);
    text_add(&line, "\nlrscope-answers 00000000 1=1\nlrscope-answers ");
    answers_read(&lesson, text_string(&line), line.length, &counts);
    assert_int_equal(counts.taken, 1);
    assert_int_equal(counts.other, 1);
    assert_int_equal(counts.damaged, 1);
    assert_int_equal(lesson.steps[0].answers.votes[2], 1);
    assert_int_equal(lesson.steps[1].answers.count, 1);
    for (int i = 0; i < GUESS_COLUMNS; i++) {
        double factor = lesson.steps[1].answers.guesses[0].factors[i];
        assert_int_equal(isnan(factor), isnan(drawn.factors[i]));
        if (!isnan(factor)) assert_float_equal(factor, drawn.factors[i], 0.006);
    }
    text_free(&line);
    lesson_free(&lesson);
    messages_free(&messages);
}

/* No line that is damaged is taken in part, whatever stands in it. */
static void damaged_answers_change_nothing(void **state) {
    (void)state;
    static const char *const broken[] = {"1=4", "1=0", "1=", "2=", "2=0", "2=0:", "2=0:x", "2=300:1", "2=5:1,5:2", "2=5:1;",
                                         "2=5:nan", "3=1", "=1", "2=5:1,"};
    static const char text[] = "lesson: 1\ntitle: T\nsteps:\n  - title: A\n    choices: [x, y, z]\n    question: q\n"
                               "  - title: B\n    guess: true\n";
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        Messages messages = {0};
        Lesson lesson = {0};
        Text line = {0};
        AnswersCount counts = {0};
        assert_true(lesson_read(&lesson, text, strlen(text), &messages));
        answers_begin(&lesson, &line);
        text_addf(&line, " 1=1 %s", broken[i]);
        answers_read(&lesson, text_string(&line), line.length, &counts);
        if (counts.damaged != 1) fail_msg("%s was taken", broken[i]);
        assert_int_equal(lesson.steps[0].answers.votes[0], 0);
        assert_int_equal(lesson.steps[1].answers.count, 0);
        text_free(&line);
        lesson_free(&lesson);
        messages_free(&messages);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_come_back),
        cmocka_unit_test(damaged_answers_change_nothing),
        cmocka_unit_test(a_step_begins_with_what_the_one_before_left),
        cmocka_unit_test(code_may_be_the_function), cmocka_unit_test(errors_name_line_and_step),
        cmocka_unit_test(what_cannot_be_read_changes_nothing),
        cmocka_unit_test(built_in_lessons_are_found_by_name),
        cmocka_unit_test(lessons_ask_before_they_tell),
        cmocka_unit_test(the_numbers_that_lessons_tell_are_the_schedules),
        cmocka_unit_test(words_say_every_step),
        cmocka_unit_test(a_guess_is_scored),
        cmocka_unit_test(strokes_go_both_ways_and_replace),
        cmocka_unit_test(a_part_is_scored_where_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
