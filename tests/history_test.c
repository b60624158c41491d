/* Undo: whole scenarios, back to the very first, without a fixed end. */
#include "app/history.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct Story {
    History history;
    Scenario scenario;
} Story;

static Story begin(void) {
    Story story = {.scenario = scenario_default()};
    history_begin(&story.history, &story.scenario);
    return story;
}

static void end(Story *story) {
    history_free(&story->history);
    scenario_free(&story->scenario);
}

static void record(Story *story) {
    history_record(&story->history, &story->scenario, 0);
}

static bool undo(Story *story) {
    return history_undo(&story->history, &story->scenario);
}

static bool redo(Story *story) {
    return history_redo(&story->history, &story->scenario);
}

static void thousands_of_entries_lead_back_to_the_start(void **state) {
    (void)state;
    Story story = begin();
    for (int i = 1; i <= 5000; i++) {
        story.scenario.schedule.warmup_iters = i;
        record(&story);
    }
    for (int i = 4999; i > 0; i--) {
        assert_true(undo(&story));
        assert_int_equal(story.scenario.schedule.warmup_iters, i);
    }
    assert_true(undo(&story));
    assert_int_equal(story.scenario.schedule.warmup_iters, schedule_default().warmup_iters);
    assert_false(undo(&story));
    while (redo(&story)) continue;
    assert_int_equal(story.scenario.schedule.warmup_iters, 5000);
    end(&story);
}

/* The oldest entries go where the newer ones need their place; what is shown and what comes next stay. */
static void entries_have_a_budget(void **state) {
    enum { LONG = 1 << 20, DEEDS = 200 };
    (void)state;
    Story story = begin();
    char *words = malloc(LONG + 1);
    assert_non_null(words);
    memset(words, 'x', LONG);
    words[LONG] = 0;
    for (int i = 1; i <= DEEDS; i++) {
        story.scenario.schedule.warmup_iters = i;
        words[i] = 'y';
        text_setf(&story.scenario.remark, "%s", words);
        record(&story);
        assert_true(story.history.bytes <= HISTORY_BYTES_MAX);
    }
    int back = 0;
    while (undo(&story)) {
        back++;
        assert_int_equal(story.scenario.schedule.warmup_iters, DEEDS - back);
    }
    assert_in_range(back, HISTORY_BYTES_MAX / LONG / 2, DEEDS / 2);
    while (redo(&story)) continue;
    assert_int_equal(story.scenario.schedule.warmup_iters, DEEDS);
    free(words);
    end(&story);
}

static void pins_and_words_come_back_too(void **state) {
    (void)state;
    Story story = begin();
    text_setf(&story.scenario.title, "first");
    record(&story);
    scenario_pin(&story.scenario, "a pin", &story.scenario.schedule);
    record(&story);
    story.scenario.schedule.warmup_factor = 0.5;
    record(&story);
    scenario_unpin(&story.scenario, 0);
    text_setf(&story.scenario.title, "second");
    record(&story);
    assert_true(undo(&story));
    assert_int_equal(story.scenario.pin_count, 1);
    assert_string_equal(text_string(&story.scenario.pins[0].name), "a pin");
    assert_string_equal(text_string(&story.scenario.title), "first");
    assert_true(story.scenario.schedule.warmup_factor == 0.5);
    assert_true(undo(&story));
    assert_int_equal(story.scenario.pin_count, 1);
    assert_true(undo(&story));
    assert_int_equal(story.scenario.pin_count, 0);
    assert_true(undo(&story));
    assert_string_equal(text_string(&story.scenario.title), "");
    while (redo(&story)) continue;
    assert_string_equal(text_string(&story.scenario.title), "second");
    assert_int_equal(story.scenario.pin_count, 0);
    end(&story);
}

static void what_is_the_same_is_no_entry_and_is_shared(void **state) {
    (void)state;
    Story story = begin();
    scenario_pin(&story.scenario, "a pin", &story.scenario.schedule);
    record(&story);
    record(&story);
    assert_int_equal(story.history.count, 2);
    story.scenario.schedule.warmup_factor = 0.5;
    record(&story);
    assert_ptr_equal(story.history.entries[1].rest, story.history.entries[2].rest);
    story.scenario.pins[0].shown = false;
    record(&story);
    assert_int_equal(story.history.count, 4);
    end(&story);
}

static void entries_of_one_tag_are_one_and_a_new_deed_ends_what_was_undone(void **state) {
    (void)state;
    Story story = begin();
    for (int i = 1; i < 9; i++) {
        story.scenario.schedule.warmup_iters = i;
        history_record(&story.history, &story.scenario, 7);
    }
    assert_int_equal(story.history.count, 2);
    assert_true(undo(&story));
    story.scenario.schedule.warmup_factor = 0.25;
    record(&story);
    assert_false(redo(&story));
    assert_int_equal(story.history.count, 2);
    end(&story);
}

static void another_document_is_an_entry_and_comes_back(void **state) {
    (void)state;
    Story story = begin();
    story.history.document = 1; /* another file that says the same */
    record(&story);
    assert_int_equal(story.history.count, 2);
    assert_true(undo(&story));
    assert_int_equal(story.history.document, 0);
    assert_true(redo(&story));
    assert_int_equal(story.history.document, 1);
    end(&story);
}

static void undo_leaves_the_view_alone(void **state) {
    (void)state;
    Story story = begin();
    text_setf(&story.scenario.title, "renamed");
    record(&story);
    story.scenario.view_fixed = true;
    story.scenario.view_steps[1] = 77;
    record(&story);
    assert_int_equal(story.history.count, 2);
    assert_true(undo(&story));
    assert_true(story.scenario.view_fixed && story.scenario.view_steps[1] == 77);
    end(&story);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thousands_of_entries_lead_back_to_the_start),
        cmocka_unit_test(entries_have_a_budget),
        cmocka_unit_test(pins_and_words_come_back_too),
        cmocka_unit_test(what_is_the_same_is_no_entry_and_is_shared),
        cmocka_unit_test(entries_of_one_tag_are_one_and_a_new_deed_ends_what_was_undone),
        cmocka_unit_test(another_document_is_an_entry_and_comes_back),
        cmocka_unit_test(undo_leaves_the_view_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
