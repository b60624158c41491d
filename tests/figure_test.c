/* What a figure is drawn with: read, printed, kept in files; and the table of formats. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "figure/write.h"

typedef struct Case {
    FigureSettingId id;
    const char *value;
} Case;

static const Case good[] = {
    {FIGURE_SIZE, "640x360"},      {FIGURE_SCALE, "2"},       {FIGURE_THEME, "neutral"},
    {FIGURE_TRANSPARENT, "true"},  {FIGURE_TITLE, "a — b"},   {FIGURE_SHOW, "formula,caption"},
    {FIGURE_HIDE, "verdict,grid"}, {FIGURE_SVG_TEXT, "real"}, {FIGURE_SWEEP, "warmup_factor=0,1"},
    {FIGURE_WINDOW, "true"},       {FIGURE_FONT_SIZE, "8pt"}, {FIGURE_FONT, "Inter"},
    {FIGURE_GRID, "3x2"},
    {FIGURE_SLIDERS, "base_lr,gamma"}, {FIGURE_HTML, "fragment"},
};

static void what_is_printed_reads_back(void **state) {
    (void)state;
    Text printed = {0}, takes = {0};
    assert_int_equal(sizeof good / sizeof *good, FIGURE_SETTINGS);
    for (size_t i = 0; i < FIGURE_SETTINGS; i++) {
        FigureSpec spec = figure_spec_default();
        assert_true(figure_spec_set(&spec, good[i].id, good[i].value, &takes));
        assert_int_equal(spec.set, 1u << good[i].id);
        text_clear(&printed);
        figure_settings[good[i].id].print(&spec, &printed);
        assert_string_equal(text_string(&printed), good[i].value);
    }
    text_free(&printed);
    text_free(&takes);
}

static void what_is_refused_changes_nothing(void **state) {
    (void)state;
    static const Case bad[] = {{FIGURE_SIZE, "640"},        {FIGURE_SIZE, "0x10"},
                               {FIGURE_SCALE, "99"},        {FIGURE_THEME, "pink"},
                               {FIGURE_TITLE, "a\nb"},      {FIGURE_SHOW, "grid,nothing"},
                               {FIGURE_SVG_TEXT, "perhaps"}, {FIGURE_GRID, "2"},
                               {FIGURE_GRID, "0x2"},        {FIGURE_GRID, "2x13"},
                               {FIGURE_GRID, "2x2x2"},      {FIGURE_GRID, "-1x2"},
                               {FIGURE_SLIDERS, "decay"},   {FIGURE_HTML, "book"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        FigureSpec spec = figure_spec_default(), before = spec;
        Text takes = {0};
        assert_false(figure_spec_set(&spec, bad[i].id, bad[i].value, &takes));
        assert_true(takes.length > 0);
        assert_memory_equal(&spec, &before, sizeof spec);
        text_free(&takes);
    }
}

/* A spec, written into a scenario and read out of it, writes the same again. */
static void a_scenario_keeps_a_spec(void **state) {
    (void)state;
    for (size_t i = 0; i < FIGURE_SETTINGS; i++) {
        Scenario one = scenario_default(), other = scenario_default();
        Text takes = {0}, first = {0}, second = {0};
        FigureSpec spec = figure_spec_default(), again = figure_spec_default();
        assert_true(figure_spec_set(&spec, good[i].id, good[i].value, &takes));
        figure_spec_write(&spec, true, &one);
        assert_true(figure_spec_read(&again, &one, &takes));
        figure_spec_write(&again, true, &other);
        scenario_write(&one, &first);
        scenario_write(&other, &second);
        assert_string_equal(text_string(&first), text_string(&second));
        text_free(&takes);
        text_free(&first);
        text_free(&second);
        scenario_free(&one);
        scenario_free(&other);
    }
}

/* What the sheet and the command line both rely on: each format is found by its name and its ending, can
   write, and one at most answers for each kind of content. */
static void every_format_says_what_it_is(void **state) {
    (void)state;
    Text path = {0};
    for (int i = 0; i < figure_format_count; i++) {
        const FigureFormat *format = &figure_formats[i];
        text_setf(&path, "a.b/c.%s", format->name);
        assert_ptr_equal(figure_format_named(format->name), format);
        assert_ptr_equal(figure_format_of_path(text_string(&path)), format);
        assert_true(!format->paint == !!format->write);
        assert_true(figure_format_draws(format) + format->table + format->code == 1);
        if (format->embeds != EMBEDDED_PLAIN)
            assert_ptr_equal(figure_format_embedding(format->embeds), format);
    }
    assert_null(figure_format_embedding(EMBEDDED_PLAIN));
    text_free(&path);
}

/* A picture of many curves tells how many of them it names: none is lost, and none is counted twice. */
static void a_chart_tells_how_many_curves_it_names(void **state) {
    (void)state;
    PaintFonts *fonts = paint_fonts_open();
    Measure measure = paint_measure(fonts);
    Scenario scenario = scenario_default();
    for (int listed = 0; listed <= 1; listed++) {
        ChartOverlay overlays[3];
        for (int i = 0; i < 3; i++) {
            static const char *const names[] = {"one", "two", "three"};
            overlays[i] = chart_pinned(&scenario.schedule, names[i], (size_t)i, &theme_light);
            overlays[i].listed = listed;
        }
        Chart chart = {.schedule = &scenario.schedule,
                       .view = chart_fit(&scenario.schedule),
                       .theme = &theme_light,
                       .measure = &measure,
                       .em = 1,
                       .overlays = overlays,
                       .overlay_count = 3,
                       .crosshair = CHART_NO_STEP};
        Scene scene = {0};
        scene_begin(&scene, 960, 540, 0);
        size_t named = chart_figure(&scene, &chart, NULL), seen = 0;
        for (const SceneCommand *command = NULL; (command = scene_next(&scene, command));)
            for (int i = 0; i < 3 && command->kind == SCENE_TEXT; i++)
                seen += !strcmp(scene_string(command), overlays[i].label);
        assert_int_equal(named, seen);
        if (listed) assert_int_equal(named, 3);
        scene_free(&scene);
    }
    scenario_free(&scenario);
    paint_fonts_close(fonts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_printed_reads_back),
        cmocka_unit_test(what_is_refused_changes_nothing),
        cmocka_unit_test(a_scenario_keeps_a_spec),
        cmocka_unit_test(every_format_says_what_it_is),
        cmocka_unit_test(a_chart_tells_how_many_curves_it_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
