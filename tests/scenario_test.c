/* Scenario files: what is written reads back to the same bytes; errors come all at once, each with its place.
 */
#include "scenario/scenario.h"
#include "scenario/tree.h"
#include "schedule/parameters.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char *written(const Scenario *scenario) {
    Text out = {0};
    scenario_write(scenario, &out);
    return out.data;
}

/* Reads `yaml`, which must be right. */
static Scenario read_good(const char *yaml) {
    Scenario scenario = scenario_default();
    Messages messages = {0};
    if (!scenario_read(&scenario, yaml, strlen(yaml), &messages)) {
        Text all = {0};
        messages_print(&messages, "yaml", &all);
        fail_msg("%s", text_string(&all));
    }
    return scenario;
}

/* The messages for `yaml`, which must be wrong; the scenario must stay as it was. Free the result. */
static char *errors_of(const char *yaml, size_t count) {
    Scenario scenario = scenario_default();
    scenario.schedule.warmup_factor = 0.625;
    Messages messages = {0};
    assert_false(scenario_read(&scenario, yaml, count, &messages));
    assert_true(scenario.schedule.warmup_factor == 0.625);
    assert_int_equal(scenario.pin_count, 0);
    Text all = {0};
    messages_print(&messages, "f", &all);
    messages_free(&messages);
    scenario_free(&scenario);
    return all.data;
}

static void expect_error(const char *yaml, const char *part) {
    char *all = errors_of(yaml, strlen(yaml));
    if (!strstr(all, part)) fail_msg("no '%s' in: %s", part, all);
    free(all);
}

static void an_axis_alone_fixes_no_view(void **state) {
    (void)state;
    Text written = {0};
    Scenario s = read_good("view: {axis: asinh}\n");
    assert_true(s.view_asinh && !s.view_fixed);
    scenario_write(&s, &written);
    assert_non_null(strstr(text_string(&written), "view: {axis: asinh}\n"));
    scenario_free(&s);
    text_free(&written);
}

static void notes_are_words_or_a_list(void **state) {
    (void)state;
    static const char words[] = "notes: my own words\n";
    static const char list[] = "notes:\n  - step: 1000\n    text: the warm-up ends\n"
                               "  - steps: [1200, 1500]\n    text: \"half: the batch\"\n  - text: words\n";
    Text written = {0}, again = {0};
    Scenario s = read_good(words);
    assert_string_equal(text_string(&s.notes), "my own words");
    scenario_write(&s, &written);
    assert_non_null(strstr(text_string(&written), words));
    scenario_free(&s);
    s = read_good(list);
    assert_int_equal(s.annotation_count, 2);
    assert_true(s.annotations[0].first == 1000 && s.annotations[0].last == 1000);
    assert_true(s.annotations[1].first == 1200 && s.annotations[1].last == 1500);
    assert_string_equal(text_string(&s.annotations[1].text), "half: the batch");
    assert_string_equal(text_string(&s.notes), "words");
    text_clear(&written);
    scenario_write(&s, &written);
    Scenario copy = scenario_copy(&s), back = read_good(text_string(&written));
    assert_true(scenario_same(&s, &copy) && scenario_same(&s, &back));
    scenario_write(&back, &again);
    assert_string_equal(text_string(&again), text_string(&written));
    copy.annotations[0].last++;
    assert_false(scenario_same(&s, &copy));
    scenario_free(&s);
    scenario_free(&copy);
    scenario_free(&back);
    text_free(&written);
    text_free(&again);
}

static void wrong_notes_are_refused(void **state) {
    (void)state;
    expect_error("notes: {step: 1}\n", "notes: takes a text, or a list");
    expect_error("notes: [words]\n", "a list of {step: 1000, text: words}");
    expect_error("notes: [{step: 1000}]\n", "a text");
    expect_error("notes: [{step: -1, text: a}]\n", "step: takes a whole number of steps");
    expect_error("notes: [{steps: [5, 4], text: a}]\n", "steps: takes two ascending steps");
    expect_error("notes: [{step: 1, steps: [1, 2], text: a}]\n", "one of step and steps");
    expect_error("notes: [{step: 1, text: \"a\\nb\"}]\n", "one line");
    expect_error("notes: [{step: 1, txt: a}]\n", "unknown key 'txt'");
}

static void the_left_axis_is_a_matter_of_the_view(void **state) {
    (void)state;
    static const char *const lines[] = {
        "view: {left: lr}\n", "view: {axis: asinh, left: lr}\n",
        "view: {steps: [0, 100], factor: [0, 1.5], axis: asinh, left: lr}\n",
        "view: {steps: [0, 100], factor: [0, 1.5], left: lr}\n"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        Text written = {0};
        Scenario s = read_good(lines[i]), other = scenario_default();
        assert_true(s.view_rates && s.view_asinh == (i == 1 || i == 2) && s.view_fixed == (i >= 2));
        scenario_write(&s, &written);
        assert_non_null(strstr(text_string(&written), lines[i]));
        scenario_take_view(&other, &s);
        assert_true(other.view_rates);
        scenario_free(&s);
        scenario_free(&other);
        text_free(&written);
    }
    expect_error("view: {left: right}\n", "left: takes factor or lr");
}

static void reads_every_kind_of_value(void **state) {
    (void)state;
    Scenario s = read_good("lrscope: 1\ntitle: a title\nbase_lr: 1e-3\nwarmup_iters: 500\ndecay: multistep\n"
                           "milestones: [60000, 80000]\ndecay_start: 0\n"
                           "view: {steps: [0, 100], factor: [-0.5, 1.5], axis: asinh}\n"
                           "pins:\n  - name: one\n    warmup_factor: 0.5\n  - name: two\n    shown: false\n");
    assert_true(s.schedule.base_lr == 1e-3);
    assert_int_equal(s.schedule.milestone_count, 2);
    assert_int_equal(s.schedule.milestones[1], 80000);
    assert_true(s.view_fixed && s.view_factor[0] == -0.5 && s.view_steps[1] == 100 && s.view_asinh);
    assert_int_equal(s.pin_count, 2);
    assert_true(s.pins[0].shown && !s.pins[1].shown);
    assert_true(s.pins[0].schedule.warmup_factor == 0.5);
    assert_string_equal(text_string(&s.title), "a title");
    scenario_free(&s);
}

static void a_family_is_a_number_that_shapes_the_curve(void **state) {
    (void)state;
    Scenario s = read_good("family: warmup_iters\n");
    Text written = {0};
    assert_int_equal(s.family, PARAMETER_WARMUP_ITERS);
    scenario_write(&s, &written);
    assert_non_null(strstr(text_string(&written), "\nfamily: warmup_iters\n"));
    scenario_free(&s);
    s = scenario_default();
    Messages messages = {0};
    const char *wrong = "family: decay\n";
    assert_false(scenario_read(&s, wrong, strlen(wrong), &messages));
    assert_int_equal(s.family, SCENARIO_NO_FAMILY);
    messages_free(&messages);
    scenario_free(&s);
    text_free(&written);
}

static void check_name(const Scenario *s, Schedule schedule, const char *expected) {
    Text name = {0};
    scenario_pin_name(s, &schedule, &name);
    assert_string_equal(text_string(&name), expected);
    text_free(&name);
}

static void names_of_pins_tell_what_differs(void **state) {
    (void)state;
    Scenario s = scenario_default();
    Schedule schedule = s.schedule;
    check_name(&s, schedule, "factor 0.001 · 1\u2009000 steps");
    scenario_pin(&s, "factor 0.001 · 1\u2009000 steps", &schedule);
    check_name(&s, schedule, "factor 0.001 · 1\u2009000 steps (2)");
    schedule.decay = DECAY_COSINE; /* a long name is cut at its end: what all share stands there */
    check_name(&s, schedule, "cosine · factor 0.001 · 1\u2009000 steps");
    schedule.decay = DECAY_NONE;
    schedule.base_lr = 0.1;
    schedule.warmup_iters = 0;
    check_name(&s, schedule, "no warm-up · base_lr 0.1");
    schedule.warmup_iters = 1;
    schedule.warmup_method = WARMUP_COSINE;
    schedule.total_steps = 90000;
    check_name(&s, schedule, "factor 0.001 · 1 step · base_lr 0.1 · cosine warm-up");
    scenario_free(&s);
}

/* The order of lines does not matter: epochs before their length, a method before the factor it needs. */
static void values_fit_each_other_in_any_order(void **state) {
    (void)state;
    Scenario s =
        read_good("milestones: [8e, 11e]\ntotal_steps: 12e\ndecay: multistep\nsteps_per_epoch: 7330\n"
                  "warmup_method: exponential\nwarmup_factor: 1/8\n");
    assert_int_equal(s.schedule.total_steps, 87960);
    assert_int_equal(s.schedule.milestones[1], 80630);
    assert_int_equal(s.schedule.warmup_method, WARMUP_EXPONENTIAL);
    scenario_free(&s);
    expect_error("total_steps: 12e\n", "f:1:14: total_steps: '12e' counts epochs, whose length is not known");
    expect_error("warmup_factor: 0\nwarmup_method: exponential\n",
                 "f:1:16: warmup_factor: '0' is not allowed");
}

static void an_empty_text_is_the_default(void **state) {
    (void)state;
    Scenario s = read_good("# nothing but a comment\n");
    Schedule usual = schedule_default();
    assert_true(s.schedule.base_lr == usual.base_lr && s.schedule.total_steps == usual.total_steps);
    scenario_free(&s);
}

/* What YAML takes for nothing, for a truth or for a mark of its own is quoted, so that every other reader of
   the file finds the same words. */
static void words_that_mean_something_to_YAML_are_quoted(void **state) {
    (void)state;
    static const char *const titles[] = {"~",  "null", "true", "false", "yes", "no",
                                         "on", "off",  "- a",  "*a",    "&a",  "a: b"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        Scenario scenario = scenario_default();
        Text written = {0}, line = {0};
        text_setf(&scenario.title, "%s", titles[i]);
        scenario_write(&scenario, &written);
        text_setf(&line, "title: \"%s\"\n", titles[i]);
        if (!strstr(text_string(&written), text_string(&line))) fail_msg("%s", text_string(&written));
        text_free(&written);
        text_free(&line);
        scenario_free(&scenario);
    }
}

static void writing_again_gives_the_same_bytes(void **state) {
    (void)state;
    static const char *const titles[] = {"",
                                         "plain",
                                         "with: colon",
                                         "# not a comment",
                                         "\"quoted\" \\ back",
                                         "true",
                                         "two\nlines",
                                         " spaces ",
                                         "- dash",
                                         "α ≤ 1",
                                         "123",
                                         "a #b",
                                         "one\ntwo\n",
                                         "\n\n",
                                         " one\ntwo",
                                         "one\n\n\n# two\n\n",
                                         "tab\there",
                                         "line\xE2\x80\xA8separator",
                                         "next\xC2\x85line",
                                         "control \xC2\x9B",
                                         "mark \xEF\xBB\xBF",
                                         "bell \a",
                                         "back\\slash: #x",
                                         "ends in:"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        Scenario s = scenario_default();
        text_add(&s.title, titles[i]);
        Schedule pinned = s.schedule;
        pinned.warmup_factor = 1.0 / 3;
        scenario_pin(&s, titles[i], &pinned);
        char *once = written(&s);
        Scenario back = read_good(once);
        char *twice = written(&back);
        assert_string_equal(once, twice);
        assert_string_equal(text_string(&back.title), titles[i]);
        assert_string_equal(text_string(&back.pins[0].name), titles[i]);
        free(once);
        free(twice);
        scenario_free(&s);
        scenario_free(&back);
    }
}

static uint64_t draw(uint64_t *seed) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

static void shake(Schedule *schedule, uint64_t *seed) {
    Text why = {0};
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++) {
        const Parameter *parameter = &parameters[id];
        double unit = (double)draw(seed) / 2147483648.0;
        if (parameter->type == PARAMETER_LIST)
            parameter_read(schedule, id, "3,1000,77", &why);
        else if (parameter->type == PARAMETER_PAIRS)
            parameter_read(schedule, id, "0:1,7:0.25,7:2", &why);
        else if (parameter->type == PARAMETER_CHOICE)
            parameter_put(schedule, id, (double)(draw(seed) % (uint64_t)parameter->choice_count), &why);
        else if (parameter->type == PARAMETER_WHOLE)
            parameter_put(schedule, id, floor(exp(unit * 30)), &why);
        else
            parameter_put(schedule, id, parameter->low + (parameter->high - parameter->low) * unit, &why);
    }
    text_free(&why);
}

static void a_thousand_random_scenarios_come_back(void **state) {
    (void)state;
    uint64_t seed = 20;
    for (int i = 0; i < 1000; i++) {
        Scenario s = scenario_default();
        shake(&s.schedule, &seed);
        for (uint64_t pins = draw(&seed) % 3; pins; pins--) {
            Schedule pinned = schedule_default();
            shake(&pinned, &seed);
            scenario_pin(&s, "a pin", &pinned);
        }
        char *once = written(&s);
        Scenario back = read_good(once);
        char *twice = written(&back);
        assert_string_equal(once, twice);
        for (ParameterId id = 0; id < PARAMETER_COUNT; id++)
            if (!parameter_is_list(id))
                assert_true(parameter_get(&s.schedule, id) == parameter_get(&back.schedule, id));
        assert_memory_equal(s.schedule.milestones, back.schedule.milestones, sizeof s.schedule.milestones);
        free(once);
        free(twice);
        scenario_free(&s);
        scenario_free(&back);
    }
}

static void comments_survive(void **state) {
    (void)state;
    Scenario s = read_good("# head\nlrscope: 1\n# why this rate\n# two lines\nbase_lr: 0.5  # tuned\n"
                           "pins:\n  # the old one\n  - name: a  # was best\n    base_lr: 0.25\n# the end\n");
    char *text = written(&s);
    assert_non_null(strstr(text, "# head\nlrscope: 1\n"));
    assert_non_null(strstr(text, "# why this rate\n# two lines\nbase_lr: 0.5  # tuned\n"));
    assert_non_null(strstr(text, "# was best\n"));
    assert_non_null(strstr(text, "# the old one\n"));
    assert_non_null(strstr(text, "# the end\n"));
    assert_int_equal(s.loose_comments, 0);
    Scenario again = read_good(text);
    char *twice = written(&again);
    assert_string_equal(text, twice);
    free(text);
    free(twice);
    scenario_free(&s);
    scenario_free(&again);
}

/* The text must come back from reading and writing as it is. */
static void expect_unchanged(const char *yaml) {
    Scenario s = read_good(yaml);
    char *text = written(&s);
    assert_string_equal(text, yaml);
    assert_int_equal(s.loose_comments, 0);
    free(text);
    scenario_free(&s);
}

#define REST                                                                                                 \
    "base_lr: 0.02\ntotal_steps: 2000\nwarmup_method: linear\nwarmup_factor: 0.001\nwarmup_iters: 1000\n"    \
    "decay: none\n"

static void comments_are_told_from_values(void **state) {
    (void)state;
    expect_unchanged("lrscope: 1\ntitle: \"a # b\"  # it's \"quoted\" # twice\n" REST);
    expect_unchanged("lrscope: 1\ntitle: α ≤ β  # ein Vergleich\n" REST);
    expect_unchanged("lrscope: 1\n" REST
                     "notes: |-  # said on Monday\n  # no comment\n  but text # all of it\n"
                     "# the end\n");
    expect_unchanged("lrscope: 1\n" REST "pins: []  # none yet\n");
    expect_unchanged("lrscope: 1\n" REST "figure:  # for the slides\n  # wide\n  size: 640x360  # 16:9\n");
}

static void a_commented_entry_is_written_though_it_says_nothing_new(void **state) {
    (void)state;
    expect_unchanged("lrscope: 1\ntitle: \"\"  # none yet\n" REST "gamma: 0.1  # as in the paper\n");
    expect_unchanged("lrscope: 1\n" REST
                     "pins:  # two\n  # the old one\n  - name: a\n    shown: true  # yes\n"
                     "    base_lr: 0.02\n    total_steps: 2000\n    warmup_method: linear\n"
                     "    warmup_factor: 0.001\n    warmup_iters: 1000\n    decay: none\n");
}

static void comments_go_with_their_pin(void **state) {
    (void)state;
    Scenario s = read_good("pins:\n  - name: one  # first\n  - name: two  # second\n  - name: three\n");
    scenario_unpin(&s, 0);
    char *text = written(&s);
    assert_null(strstr(text, "first"));
    assert_non_null(strstr(text, "  - name: two  # second\n"));
    free(text);
    scenario_free(&s);
}

static int loose_in(const char *yaml) {
    Scenario s = read_good(yaml);
    int loose = s.loose_comments;
    scenario_free(&s);
    return loose;
}

static void comments_that_would_be_lost_are_counted(void **state) {
    (void)state;
    assert_int_equal(loose_in("milestones: [1,  # first\n  2]\n"), 1);
    assert_int_equal(loose_in("view:\n  # one\n  steps: [0, 1]  # two\n  factor: [0, 1]\n"), 2);
    assert_int_equal(loose_in("title: \"one\n  # two\"\nnotes: |\n  # three\n"), 0);
}

static void lines_end_in_many_ways(void **state) {
    (void)state;
    Scenario s = read_good("\xEF\xBB\xBF# head\r\nbase_lr: 0.5  # tuned\r\n# end\r\n");
    char *text = written(&s);
    assert_true(s.schedule.base_lr == 0.5);
    assert_non_null(strstr(text, "base_lr: 0.5  # tuned\n"));
    assert_non_null(strstr(text, "# head\n"));
    assert_non_null(strstr(text, "# end\n"));
    assert_null(strchr(text, '\r'));
    free(text);
    scenario_free(&s);
}

static void all_errors_come_at_once(void **state) {
    (void)state;
    const char *yaml = "base_lr: fast\nwarmup_facter: 1\ntotal_steps: 0\npins: 3\n";
    char *all = errors_of(yaml, strlen(yaml));
    assert_non_null(strstr(all, "f:1:10: base_lr"));
    assert_non_null(strstr(all, "f:2:1: unknown key 'warmup_facter'; did you mean 'warmup_factor'?"));
    assert_non_null(strstr(all, "f:3:14: total_steps"));
    assert_non_null(strstr(all, "f:4:7: pins"));
    assert_true(strstr(all, "f:1:") < strstr(all, "f:2:") && strstr(all, "f:2:") < strstr(all, "f:3:"));
    free(all);
}

static void says_what_is_wrong(void **state) {
    (void)state;
    expect_error("base_lr: [1, 2]\n", "f:1:10: base_lr: takes");
    expect_error("base_lr: 1\nbase_lr: 2\n", "f:2:1: duplicate key 'base_lr'");
    expect_error("lrscope: 2\nanything: 1\n", "newer lrscope");
    expect_error("- a\n", "key: value");
    expect_error("b: *x\n", "aliases");
    expect_error("a: &x 1\n", "f:1:4: YAML anchors");
    expect_error("a: !!python/object:os.system 1\n", "f:1:4: YAML anchors (&name) and tags");
    expect_error("titel: x\n", "f:1:1: unknown key 'titel'; did you mean 'title'?");
    expect_error("pins:\n  - nmae: x\n", "f:2:5: unknown key 'nmae'; did you mean 'name'?");
    expect_error("\"ti\\ntle\": x\n", "f:1:1: unknown key 'ti?tle'");
    expect_error("view: {steps: [3, 1], factor: [0, 1]}\n", "ascending");
    expect_error("view: 3\n", "takes {steps");
    expect_error("view: {steps: [0, 3]}\n", "takes {steps");
    expect_error("view: {axis: log}\n", "axis: takes linear or asinh");
    expect_error("title: [a]\n", "title: takes a text");
    expect_error("pins:\n  - shown: perhaps\n", "true or false");
    expect_error("base_lr: \"unclosed\n", "f:");
    expect_error("{a: {b: {c: {d: {e: {f: {g: {h: {i: {j: 1}}}}}}}}}}", "nested too deeply");
    expect_error("---\na: 1\n---\nb: 1\n", "second document");
}

static void hostile_sizes_are_refused(void **state) {
    (void)state;
    size_t size = (size_t)TREE_BYTES_MAX + 1;
    char *big = malloc(size);
    memset(big, 'a', size);
    char *all = errors_of(big, size);
    assert_non_null(strstr(all, "larger than"));
    free(all);
    size_t keys = 50000, length = 0;
    for (size_t i = 0; i < keys; i++) length += (size_t)sprintf(big + length, "k%zu: 1\n", i);
    all = errors_of(big, length);
    assert_non_null(strstr(all, "too many entries"));
    free(all);
    for (length = 0; length + 40 < TREE_BYTES_MAX; length += strlen(big + length))
        sprintf(big + length, length ? ", k%zu: \"\xCE\xB1\"" : "{base_lr: 1", length);
    all = errors_of(big, length);
    assert_non_null(strstr(all, "too many entries"));
    free(all);
    memset(big, '[', size);
    all = errors_of(big, TREE_BYTES_MAX);
    assert_non_null(strstr(all, "nested too deeply"));
    free(all);
    length = (size_t)sprintf(big, "pins:\n");
    for (int i = 0; i <= SCENARIO_PINS_MAX; i++) length += (size_t)sprintf(big + length, "- {name: a}\n");
    all = errors_of(big, length);
    assert_non_null(strstr(all, "f:1002:3: more than 1000 pinned curves"));
    free(all);
    all = errors_of("t\0i\0t\0", 6);
    free(all);
    free(big);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_kind_of_value),
        cmocka_unit_test(a_family_is_a_number_that_shapes_the_curve),
        cmocka_unit_test(names_of_pins_tell_what_differs),
        cmocka_unit_test(values_fit_each_other_in_any_order),
        cmocka_unit_test(an_axis_alone_fixes_no_view),
        cmocka_unit_test(notes_are_words_or_a_list),
        cmocka_unit_test(wrong_notes_are_refused),
        cmocka_unit_test(the_left_axis_is_a_matter_of_the_view),
        cmocka_unit_test(an_empty_text_is_the_default),
        cmocka_unit_test(words_that_mean_something_to_YAML_are_quoted),
        cmocka_unit_test(writing_again_gives_the_same_bytes),
        cmocka_unit_test(a_thousand_random_scenarios_come_back),
        cmocka_unit_test(comments_survive),
        cmocka_unit_test(comments_are_told_from_values),
        cmocka_unit_test(a_commented_entry_is_written_though_it_says_nothing_new),
        cmocka_unit_test(comments_go_with_their_pin),
        cmocka_unit_test(comments_that_would_be_lost_are_counted),
        cmocka_unit_test(lines_end_in_many_ways),
        cmocka_unit_test(all_errors_come_at_once),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(hostile_sizes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
