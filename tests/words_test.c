/* Thin spaces and minus signs are replaced by plain ones before comparing, where a test is not about them. */
#include "schedule/parameters.h"
#include "schedule/words.h"

#include "chance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define THIN "\u2009"
#define MINUS "\u2212"

typedef void Words(const Schedule *schedule, Text *out);

/* The default schedule with changes like "warmup_factor=1.5 decay=cosine". */
static Schedule changed(const char *changes) {
    Schedule schedule = schedule_default();
    Text why = {0};
    char key[40], value[80];
    int length;
    for (; sscanf(changes, " %39[^=]=%79s%n", key, value, &length) == 2; changes += length)
        if (!parameter_read(&schedule, (ParameterId)parameter_find(key), value, &why))
            fail_msg("%s", text_string(&why));
    text_free(&why);
    return schedule;
}

static void replace(const char *text, Text *out) {
    for (; *text; text++) {
        bool thin = !strncmp(text, THIN, 3), minus = !strncmp(text, MINUS, 3);
        text_add_bytes(out, thin ? " " : minus ? "-" : text, 1);
        if (thin || minus) text += 2;
    }
}

static void assert_words(Words *words, const char *changes, const char *expected) {
    Schedule schedule = changed(changes);
    Text said = {0}, plain = {0};
    words(&schedule, &said);
    replace(text_string(&said), &plain);
    assert_string_equal(text_string(&plain), expected);
    text_free(&said);
    text_free(&plain);
}

static void verdicts(void **state) {
    (void)state;
    assert_words(words_verdict, "", "Never above 1");
    assert_words(words_verdict, "warmup_factor=1", "Never above 1");
    assert_words(words_verdict, "warmup_factor=-0.5", "Never above 1, negative on steps 0 – 333");
    assert_words(words_verdict, "warmup_factor=-1", "Never above 1, negative on steps 0 – 499");
    assert_words(words_verdict, "warmup_factor=1.5", "Above 1 on steps 0 – 999");
    assert_words(words_verdict, "warmup_factor=1.0000001", "Above 1 on steps 0 – 999");
    assert_words(words_verdict, "warmup_factor=1000 warmup_iters=1", "Above 1 on step 0");
    assert_words(words_verdict, "warmup_factor=1.5 warmup_iters=0", "Never above 1");
    assert_words(words_verdict, "warmup_factor=1.5 warmup_iters=5000", "Above 1 on steps 0 – 1 999");
    assert_words(words_verdict, "warmup_factor=1.5 total_steps=1", "Above 1 on step 0");
    assert_words(words_verdict, "warmup_factor=1.5 decay=cosine decay_start=0", "Above 1 on steps 0 – 558");
    assert_words(words_verdict, "warmup_factor=3 decay=cosine_restarts decay_start=0 cycle_steps=100",
                 "Above 1 on 475 of steps 0 – 923");
}

static void numbers_are_set_for_people(void **state) {
    (void)state;
    Schedule schedule = changed("warmup_factor=1.5 warmup_iters=5000");
    Text text = {0};
    words_verdict(&schedule, &text);
    assert_string_equal(text_string(&text), "Above 1 on steps 0 – 1" THIN "999");
    text_clear(&text);
    schedule = changed("warmup_factor=-0.5");
    words_conclusion(&schedule, &text);
    assert_non_null(strstr(text_string(&text), "warmup_factor = " MINUS "0.5"));
    text_free(&text);
}

static void reasons(void **state) {
    (void)state;
    assert_words(words_reason, "base_lr=0.002",
                 "warm-up starts at 0.001 × base_lr and reaches 1 × base_lr = 0.002 at step 1 000");
    assert_words(words_reason, "base_lr=0.002 warmup_factor=1.5",
                 "peak 1.5 × base_lr = 0.003 at step 0, because warmup_factor > 1");
    assert_words(words_reason, "warmup_factor=1.00001",
                 "peak 1.00001 × base_lr = 0.0200002 at step 0, because warmup_factor > 1");
    assert_words(words_reason, "warmup_iters=0",
                 "no warm-up: the run starts at base_lr = 0.02, and warmup_factor is not used");
    assert_words(words_reason, "warmup_factor=1",
                 "warmup_factor = 1: the warm-up changes nothing, the run starts at base_lr = 0.02");
    assert_words(words_reason, "warmup_method=constant warmup_factor=0.5",
                 "warm-up stays at 0.5 × base_lr and reaches 1 × base_lr = 0.02 at step 1 000");
}

static void odd_reasons(void **state) {
    (void)state;
    assert_words(
        words_reason, "warmup_factor=0",
        "warm-up starts at 0 × base_lr (step 0 changes nothing) and reaches 1 × base_lr = 0.02 at step "
        "1 000");
    assert_words(words_reason, "warmup_factor=-0.5",
                 "warm-up starts at -0.5 × base_lr and reaches 1 × base_lr = 0.02 "
                 "at step 1 000");
    assert_words(
        words_reason, "warmup_iters=5000",
        "warm-up starts at 0.001 × base_lr, but the run ends first: it peaks at 0.4004 × base_lr = 0.008008 "
        "at step 1 999");
    assert_words(
        words_reason, "total_steps=1",
        "warm-up starts at 0.001 × base_lr, but the run ends first: it peaks at 0.001 × base_lr = 2e-5 at "
        "step 0");
    assert_words(
        words_reason, "warmup_factor=0.5 decay=linear decay_start=0",
        "warm-up starts at 0.5 × base_lr, but the decay begins first: the run peaks at 0.5625 × base_lr = "
        "0.01125 at step 500");
    assert_words(
        words_reason, "warmup_factor=2 total_steps=1e15 warmup_iters=1e15",
        "peak 2 × base_lr = 0.04 at step 0, because warmup_factor > 1; the run ends inside the warm-up");
}

static void conclusions(void **state) {
    (void)state;
#define BOUND "the learning rate is never raised above base_lr, "
#define RATE "above the learning rate you asked for"
    assert_words(words_conclusion, "",
                 "Here warmup_factor = 0.001 ≤ 1: " BOUND "training only starts lower.");
    assert_words(words_conclusion, "warmup_factor=1.5",
                 "Here warmup_factor = 1.5 > 1, so every warm-up step runs " RATE ".");
    assert_words(words_conclusion, "warmup_factor=1.0000001",
                 "Here warmup_factor = 1.0000001 > 1, so every warm-up step runs " RATE ".");
    assert_words(words_conclusion, "warmup_factor=0.99999999",
                 "Here warmup_factor = 0.99999999 ≤ 1: " BOUND "training only starts lower.");
    assert_words(words_conclusion, "warmup_factor=1",
                 "Here warmup_factor = 1 ≤ 1: " BOUND "the warm-up changes nothing.");
    assert_words(words_conclusion, "warmup_factor=-0.5",
                 "Here warmup_factor = -0.5 ≤ 1: " BOUND
                 "but it is negative on steps 0 – 333: those updates go uphill.");
    assert_words(words_conclusion, "warmup_factor=-1 warmup_iters=1",
                 "Here warmup_factor = -1 ≤ 1: " BOUND
                 "but it is negative on step 0: that update goes uphill.");
    assert_words(words_conclusion, "warmup_iters=5000",
                 "Here warmup_factor = 0.001 ≤ 1: " BOUND
                 "nor does it get there: the run ends inside the warm-up.");
    assert_words(words_conclusion, "decay=linear decay_start=0",
                 "Here warmup_factor = 0.001 ≤ 1: " BOUND
                 "nor does it get there: the decay begins inside the warm-up.");
    assert_words(words_conclusion, "warmup_factor=1000 warmup_iters=1",
                 "Here warmup_factor = 1000 > 1, so the one warm-up step runs " RATE ".");
    assert_words(words_conclusion, "warmup_factor=1.5 warmup_iters=5000",
                 "Here warmup_factor = 1.5 > 1, so the whole run, which ends inside the warm-up, is " RATE
                 ".");
    assert_words(words_conclusion, "warmup_factor=1.5 decay=cosine decay_start=0",
                 "Here warmup_factor = 1.5 > 1, so 559 of the 1 000 warm-up steps run " RATE
                 "; the decay takes the others down.");
    assert_words(
        words_conclusion, "warmup_iters=0",
        "Here warmup_iters = 0: there is no warm-up, warmup_factor is not used, and the learning rate is "
        "never above base_lr.");
}

static void assert_decay(const char *changes, const char *expected) {
    Schedule schedule = changed(changes);
    Text said = {0};
    words_describe(&schedule, &said);
    if (!strstr(text_string(&said), expected)) fail_msg("'%s' is not in: %s", expected, text_string(&said));
    text_free(&said);
}

static void decays(void **state) {
    (void)state;
    assert_decay("", ". No decay. ");
    assert_decay("decay=cosine final_factor=0.1 decay_steps=90000",
                 "from step 1000 on: cosine to 0.1 × base_lr over 90000 steps");
    assert_decay("decay=linear", "from step 1000 on: linear to 0 over 1000 steps");
    assert_decay("decay=linear decay_start=0", "from step 0 on: linear to 0 over 2000 steps");
    assert_decay("decay=polynomial power=2", "on: polynomial of power 2 to 0 over 1000 steps");
    assert_decay("decay=multistep milestones=60000,80000 decay_start=0",
                 "from step 0 on: × 0.1 at steps 60000, 80000");
    assert_decay("decay=multistep milestones=5", "on: × 0.1 at step 1005");
    assert_decay("decay=multistep milestones=none", "on: constant at base_lr, without a milestone");
    assert_decay("decay=step step_size=30", "on: × 0.1 after every 30 steps");
    assert_decay("decay=exponential gamma=0.99", "on: × 0.99 little by little over every step");
    assert_decay("decay=cosine_restarts", "on: cosine to 0, restarting every 500 steps");
    assert_decay("decay=cosine_restarts cycle_mult=2",
                 "on: cosine to 0, restarting after 500 steps, each cycle 2 times as long");
    assert_decay("decay=inverse_sqrt timescale=4000", "on: inverse square root with timescale 4000");
    assert_decay("decay=one_minus_sqrt decay_steps=1", "on: one minus square root to 0 over 1 step");
}

static void descriptions(void **state) {
    (void)state;
    assert_words(
        words_describe, "",
        "Learning rate of a run of 2000 steps with base_lr = 0.02. Linear warm-up over 1000 steps: its "
        "factor "
        "starts at 0.001, rises in a straight line and is 1 from step 1000 on, with a kink there. No decay. "
        "Step 0 runs at 2e-05, the last step, 1999, at 0.02; the peak is 1 × base_lr = 0.02 at step 1000. "
        "Never above 1. Here warmup_factor = 0.001 ≤ 1: the learning rate is never raised above base_lr, "
        "training only starts lower. The warm-up costs as much as 499.9995 steps at the full rate. "
        "The first half of training carries 33.3% of the sum of lr.");
    assert_words(
        words_describe, "warmup_method=constant warmup_factor=1.5 warmup_iters=4 decay=linear decay_steps=16",
        "Learning rate of a run of 2000 steps with base_lr = 0.02. Constant warm-up over 4 steps: its factor "
        "starts at 1.5, stays there and is 1 from step 4 on, with a jump there. Decay from step 4 on: linear "
        "to 0 over 16 steps, with a kink where it begins, ending with a kink at step 20. Jumps: at step 4 "
        "from "
        "0.03 to 0.02. Step 0 runs at 0.03, the last step, 1999, at 0; the peak is 1.5 × base_lr = 0.03 at "
        "step 0. Above 1 on steps 0 – 3. Here warmup_factor = 1.5 > 1, so every warm-up step runs above the "
        "learning rate you asked for. The warm-up adds as much as 2 steps at the full rate. "
        "The first half of training carries 100% of the sum of lr.");
    assert_words(
        words_describe, "warmup_iters=0 total_steps=1",
        "Learning rate of a run of 1 step with base_lr = 0.02. No warm-up: warmup_iters = 0, warmup_factor "
        "is "
        "not used. No decay. Step 0 runs at 0.02; the peak is 1 × base_lr = 0.02 at step 0. Never above 1. "
        "Here warmup_iters = 0: there is no warm-up, warmup_factor is not used, and the learning rate is "
        "never "
        "above base_lr.");
}

static void assert_begins(const char *settings, const char *beginning) {
    Schedule schedule = changed(settings);
    Text text = {0};
    words_describe(&schedule, &text);
    assert_memory_equal(text_string(&text), beginning, strlen(beginning));
    text_free(&text);
}

static void descriptions_count_epochs(void **state) {
    (void)state;
    assert_begins("steps_per_epoch=100",
                  "Learning rate of a run of 2000 steps (20 epochs of 100) with base_lr");
    assert_begins("dataset_size=4000 batch_size=2",
                  "Learning rate of a run of 2000 steps (1 epoch of 2000) with base_lr");
    assert_begins("steps_per_epoch=7329",
                  "Learning rate of a run of 2000 steps (about 0.2729 epochs of 7329) with base_lr");
}

static void descriptions_are_one_plain_paragraph(void **state) {
    (void)state;
    Chance chance = {21};
    Text text = {0};
    for (int trial = 0; trial < 3000; trial++) {
        Schedule schedule = chance_schedule(&chance);
        text_clear(&text);
        words_describe(&schedule, &text);
        const char *said = text_string(&text);
        assert_true(text.length > 200 && text.length < 2000 && said[text.length - 1] == '.');
        assert_null(strpbrk(said, "\n\t"));
        assert_null(strstr(said, THIN));
        assert_null(strstr(said, "nan"));
        assert_null(strstr(said, "  "));
    }
    text_free(&text);
}

static void numbers_do_not_read_as_one(void **state) {
    (void)state;
    assert_string_equal(words_number(1).text, "1");
    assert_string_equal(words_number(1.5).text, "1.5");
    assert_string_equal(words_number(1.0 / 3).text, "0.3333");
    assert_string_equal(words_number(1.00001).text, "1.00001");
    assert_string_equal(words_number(0.9999999).text, "0.9999999");
    assert_string_equal(words_number(1 + 0x1p-52).text, "1.0000000000000002");
}

/* The notes that apply, as letters in the order of NoteId: "a" is NOTE_ABOVE_ONE. */
static void assert_notes(const char *changes, const char *letters) {
    Schedule schedule = changed(changes);
    char found[NOTE_COUNT + 1] = "";
    for (int id = 0; id < NOTE_COUNT; id++) {
        if (!note_applies((NoteId)id, &schedule)) continue;
        char letter[2] = {(char)('a' + id), 0};
        strcat(found, letter);
    }
    assert_string_equal(found, letters);
}

static void notes_apply(void **state) {
    (void)state;
    assert_notes("", "hi");
    assert_notes("warmup_factor=1", "i");
    assert_notes("warmup_factor=1.5", "ahi");
    assert_notes("warmup_factor=0", "bhi");
    assert_notes("warmup_factor=-0.5", "chi");
    assert_notes("warmup_iters=0", "d");
    assert_notes("warmup_iters=0 warmup_factor=-3", "d");
    assert_notes("warmup_iters=2000", "ehi");
    assert_notes("warmup_iters=1999", "hi");
    assert_notes("decay=linear decay_start=1000", "hi");
    assert_notes("decay=linear decay_start=999", "fhi"); /* has taken something away at step 1000 */
    assert_notes("decay=linear decay_start=500", "fhi");
    assert_notes("decay=multistep milestones=500 decay_start=0", "fhi");
    assert_notes("decay=multistep milestones=1000 decay_start=0", "fhi");
    assert_notes("decay=multistep milestones=1001 decay_start=0", "hi");
    assert_notes("decay=multistep milestones=999", "hi");
    assert_notes("decay=multistep milestones=5,1000", "ghi");
    assert_notes("total_steps=1", "ei");
    assert_notes("decay=multistep milestones=1000 total_steps=9000", "hij");
    assert_notes("decay=multistep milestones=1200 decay_start=300 total_steps=9000", "hij");
    assert_notes("decay=multistep milestones=1000 total_steps=9000 warmup_iters=0", "d");
    assert_notes("decay=multistep milestones=none total_steps=9000", "hi");
    assert_notes("warmup_iters=0 total_steps=600 decay=cosine decay_steps=1000", "dhk");
    assert_notes("warmup_iters=0 total_steps=2000 decay=cosine decay_steps=1000", "dhl");
    assert_notes("warmup_join=replace decay=cosine decay_start=0", "fhim");
    assert_notes("warmup_join=replace decay=cosine", "hin");
    assert_notes("warmup_join=blend", "hin");
    assert_notes("warmup_iters=0 decay=linear floor=0.1 final_factor=0.2", "dhn");
    assert_notes("warmup_iters=0 decay=linear floor=0.3 final_factor=0.2", "dh");
    assert_notes("warmup_iters=0 warmup_interval=5", "dn");
    assert_notes("decay_interval=5", "hi"); /* of a decay that is none nothing is asked */
    assert_notes("warmup_iters=0 decay=exponential gamma=1.001", "adh");
    assert_notes("warmup_iters=0 decay=exponential gamma=2", "adho");
    assert_notes("warmup_factor=0.5 decay=points decay_start=0 points=0:1,1500:1.2", "ahi");
}

static void assert_note(NoteId id, const char *changes, const char *expected) {
    Schedule schedule = changed(changes);
    Text said = {0}, plain = {0};
    note_title(id, &schedule, &said);
    text_add(&said, ": ");
    note_reason(id, &schedule, false, &said);
    replace(text_string(&said), &plain);
    assert_string_equal(text_string(&plain), expected);
    text_free(&said);
    text_free(&plain);
}

static void notes_say_why(void **state) {
    (void)state;
    assert_note(NOTE_ABOVE_ONE, "warmup_factor=1.5",
                "Above base_lr: The rate is above base_lr on steps 0 – 999. PyTorch's LinearLR refuses a "
                "factor above "
                "1, LambdaLR takes it.");
    assert_note(NOTE_ZERO_FACTOR, "warmup_factor=0 warmup_method=constant warmup_iters=3",
                "Starts with a rate of 0: The rate is 0 on steps 0 – 2. PyTorch's LinearLR refuses a factor "
                "of 0 (its "
                "1.13 release divides by zero).");
    assert_note(
        NOTE_NO_WARMUP, "warmup_iters=0",
        "No warm-up: warmup_factor is not used. PyTorch's LinearLR with total_iters = 0 would stay at "
        "warmup_factor × base_lr = 2e-5 for ever (PyTorch issue 193682).");
    assert_note(NOTE_ABOVE_ONE, "warmup_iters=0 decay=step gamma=1.1 step_size=1000",
                "Above base_lr: The rate is above base_lr on steps 1 000 – 1 999. The decay itself raises "
                "it, by its gamma.");
    assert_note(NOTE_DROP, "warmup_join=replace decay=linear decay_start=0",
                "The rate drops when the warm-up ends: The decay runs during the warm-up, unseen. At step "
                "1 000 the rate goes from 0.999 × base_lr = 0.01998 to 0.5 × base_lr = 0.01.");
    assert_note(NOTE_NO_EFFECT, "warmup_join=meet",
                "A setting without effect: warmup_join = meet changes nothing in this run.");
    assert_note(NOTE_NEVER_ENDS, "warmup_iters=4000",
                "The warm-up never ends: warmup_iters = 4 000, but the run has 2 000 steps: its last step, 1 "
                "999, runs "
                "at 0.5003 × base_lr = 0.01001.");
    assert_note(
        NOTE_LATE_MILESTONE, "decay=multistep milestones=5,1000",
        "A milestone after the end: The milestone at step 2 000 never happens: the last step is 1 999.");
    assert_note(NOTE_MILESTONES_LATER, "decay=multistep milestones=6000,8000 total_steps=9000",
                "Milestones count from decay_start: The rate falls at step 7 000, not at 6 000, as with "
                "SequentialLR. torchvision's detection, detectron2 and mmcv count from step 0.");
    assert_note(
        NOTE_LOG_AFTER_STEP, "warmup_factor=1.00001",
        "The log may be one step ahead: Printed after scheduler.step(), the rate is that of the next update: "
        "after update 0 the log shows 0.02, while update 0 used 0.0200002.");
}

static void assert_fix(NoteId id, const char *changes, const char *expected) {
    Schedule schedule = changed(changes);
    Text said = {0};
    assert_true(note_applies(id, &schedule));
    note_fix_words(id, &schedule, &said);
    assert_string_equal(text_string(&said), expected);
    text_free(&said);
}

static void fixes_say_what_they_set(void **state) {
    (void)state;
    assert_fix(NOTE_ABOVE_ONE, "warmup_factor=1.5", "Set warmup_factor to 1");
    assert_fix(NOTE_ZERO_FACTOR, "warmup_factor=0", "Set warmup_factor to 0.001");
    assert_fix(NOTE_NO_WARMUP, "warmup_iters=0", "Set warmup_iters to 1000");
    assert_fix(NOTE_NO_WARMUP, "warmup_iters=0 total_steps=500", "Set warmup_iters to 499");
    assert_fix(NOTE_NO_WARMUP, "warmup_iters=0 total_steps=1", "");
    assert_fix(NOTE_NEVER_ENDS, "total_steps=500", "Set warmup_iters to 499");
    assert_fix(NOTE_NEVER_ENDS, "total_steps=1", "Set warmup_iters to 0");
    assert_fix(NOTE_LOW_PEAK, "decay=multistep decay_start=0", "Set decay_start to after-warmup");
    assert_fix(NOTE_LATE_MILESTONE, "decay=multistep milestones=5,1000,2000", "Set milestones to 5");
    assert_fix(NOTE_LATE_MILESTONE, "decay=multistep milestones=1000", "Set milestones to none");
    assert_fix(NOTE_LOG_AFTER_STEP, "", "");
    assert_fix(NOTE_MILESTONES_LATER, "decay=multistep milestones=1000 total_steps=9000",
               "Set decay_start to 0");
}

/* One parameter is another then, and the note is gone; or nothing has changed. */
static void check_fix(NoteId id, const Schedule *schedule) {
    Schedule mended = *schedule;
    Text words = {0};
    bool done = note_fix(id, &mended);
    int changes = 0;
    for (int i = 0; i < PARAMETER_COUNT; i++) changes += !parameter_same(schedule, &mended, (ParameterId)i);
    assert_int_equal(changes, done ? 1 : 0);
    if (done) assert_false(note_applies(id, &mended));
    note_fix_words(id, schedule, &words);
    assert_int_equal(words.length > 0, done);
    text_free(&words);
}

static void a_mended_note_is_gone(void **state) {
    (void)state;
    Chance chance = {11};
    for (int i = 0; i < 3000; i++) {
        Schedule schedule = i % 2 ? chance_schedule(&chance) : chance_model(&chance);
        for (int id = 0; id < NOTE_COUNT; id++) {
            check_fix((NoteId)id, &schedule);
            bool plain = i % 2 && note_matters((NoteId)id) && schedule.total_steps > 1;
            Schedule mended = schedule;
            if (note_applies((NoteId)id, &schedule) && plain) assert_true(note_fix((NoteId)id, &mended));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts),
        cmocka_unit_test(numbers_are_set_for_people),
        cmocka_unit_test(reasons),
        cmocka_unit_test(odd_reasons),
        cmocka_unit_test(conclusions),
        cmocka_unit_test(decays),
        cmocka_unit_test(descriptions),
        cmocka_unit_test(descriptions_count_epochs),
        cmocka_unit_test(descriptions_are_one_plain_paragraph),
        cmocka_unit_test(numbers_do_not_read_as_one),
        cmocka_unit_test(notes_apply),
        cmocka_unit_test(notes_say_why),
        cmocka_unit_test(fixes_say_what_they_set),
        cmocka_unit_test(a_mended_note_is_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
