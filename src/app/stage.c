#include "app/stage.h"

#include "app/app.h"
#include "app/ghosts.h"
#include "app/guessing.h"
#include "app/parts.h"
#include "app/stage_frame.h"
#include "app/stage_words.h"
#include "app/viewing.h"
#include "base/number.h"
#include "lesson/guess.h"
#include "schedule/words.h"

#include <math.h>

/* Sizes in units. */
static const double EDGE = 48, TOP = 30, TITLE = 36, BODY = 22.5, VALUE = 29, LINE = 30;

/* A step that shows nothing needs no plot. */
static bool has_plot(const Stage *stage) {
    return !stage->step || stage->step->shown || stage->step->guess;
}

static bool shows(const Stage *stage, LessonPart part) {
    int view = stage->app->effect.view; /* what is presented without a lesson */
    if (!stage->step && (part == LESSON_FORMULA || part == LESSON_PROOF)) return view == EFFECT_FORMULA;
    if (!stage->step && part == LESSON_DESCENT) return view == EFFECT_DESCENT;
    if (!stage->step) return part != LESSON_GUESSES;
    return lesson_step_shows(stage->step, part);
}

/* Numbers and verdicts wait for the answer. */
static bool tells(const Stage *stage, LessonPart part) {
    return shows(stage, part) && stage->out;
}

static double em_of(const Stage *stage) {
    return fmax(1.8 * stage->unit, stage->small / 11);
}

static double strip_height(const Stage *stage) {
    double height = stage->app->height;
    return shows(stage, LESSON_PROOF) ? 0.28 * height : shows(stage, LESSON_FORMULA) ? 0.19 * height : 0;
}

static bool shows_influence(const Stage *stage) {
    return !stage->step && stage->app->effect.view == EFFECT_INFLUENCE;
}

/* What is told by the effect needs the greater part of the plot's room. */
static void share_with_effect(Stage *stage) {
    Box all = stage->plot;
    if (!tells(stage, LESSON_DESCENT) && !shows_influence(stage)) return;
    stage->plot.h = 0.42 * all.h;
    stage->effect = (Box){all.x, stage->plot.h, all.w, all.h - stage->plot.h};
}

static Stage stage_of(App *app) {
    double w = app->width, h = app->height, unit = fmin(h, 0.62 * w) / 720;
    Stage stage = {.app = app, .unit = unit, .small = h / 40};
    if (teach_has_lesson(app)) stage.step = teach_step(app);
    stage.out = !stage.step || !lesson_step_reveals(stage.step) || app->teach.revealed;
    double edge = EDGE * unit, foot = h - 72 * unit, strip = strip_height(&stage);
    double left = 0.33 * w, bottom = strip > 0 ? foot - strip : h - 4 * unit, pad = 20 * em_of(&stage);
    bool alone = !has_plot(&stage);
    stage.growth = alone ? 1.5 : 1;
    stage.column = 0.318 * w - edge;
    stage.words = (Box){edge, TOP * unit, alone ? 0.75 * w : stage.column, fmin(bottom, foot) - TOP * unit};
    stage.plot = (Box){left, 0, w - left - 8 * unit, bottom};
    stage.formula = (Box){edge - pad, foot - strip, w - 2 * edge + 2 * pad, strip};
    share_with_effect(&stage);
    return stage;
}

/* --- the plot --- */

static void switch_part(Chart *chart, ChartPart part, bool shown) {
    if (chart_shows(chart, part) != shown) chart->switched ^= 1u << part;
}

/* Where a lesson points may be the answer; where a hand points is the hand's matter. */
static bool points(const Stage *stage) {
    const App *app = stage->app;
    if (!stage->step) return true;
    return app->crosshair != CHART_NO_STEP && (stage->out || app->crosshair != stage->step->point);
}

static void reveal_in(Chart *chart, const AppTeach *teach) {
    chart->partial = teach->moving;
    chart->reach = chart->view.x0 + teach->progress * (chart->view.x1 - chart->view.x0);
}

static Chart chart_of(const Stage *stage, ChartGuess *guesses) {
    App *app = stage->app;
    Chart chart = plot_chart(app);
    bool hidden = guessing_is_hidden(app), whole = shows(stage, LESSON_CURVE) && !hidden;
    chart.em = em_of(stage);
    chart.silent = true;
    chart.handles = shows(stage, LESSON_HANDLES) && whole;
    switch_part(&chart, CHART_VERDICT, false);
    switch_part(&chart, CHART_EPOCHS, false);
    switch_part(&chart, CHART_RATES, shows(stage, LESSON_RATES));
    switch_part(&chart, CHART_WARMUP, shows(stage, LESSON_WARMUP));
    switch_part(&chart, CHART_TERMS, shows(stage, LESSON_TERMS) && !hidden);
    switch_part(&chart, CHART_CURVE, whole);
    bool pointed = points(stage);
    if (!pointed || !(whole || shows(stage, LESSON_TERMS)) || hidden) chart.crosshair = CHART_NO_STEP;
    if (stage->step) guessing_fill(app, &chart, guesses);
    if (stage->step && stage->step->guess) reveal_in(&chart, &app->teach);
    return chart;
}

static void show_plot(const Stage *stage, bool draw) {
    App *app = stage->app;
    ChartGuess guesses[TEACH_GROUPS];
    if (draw) {
        ghosts_gather(app);
        viewing_update(app);
    }
    Chart chart = chart_of(stage, guesses);
    plot_present(app, stage->plot, &chart, draw);
    if (guessing_is_hidden(app)) guessing_take(app);
}

/* As large as the rest, or smaller where else something would be left out. */
static void show_formula(const Stage *stage, bool draw) {
    App *app = stage->app;
    Box box = stage->formula;
    if (!draw || !stage->out || box.h <= 0) return;
    Chart chart = plot_chart(app);
    chart.em = em_of(stage);
    chart.unproved = !shows(stage, LESSON_PROOF);
    if (chart_formula_height(&chart, box.w) > box.h) chart.em = stage->small / 11.5;
    box = box_inset(box, 20 * (em_of(stage) - chart.em), 0);
    chart_formula(&app->scene, box, &chart);
}

static void show_effect(const Stage *stage, bool draw) {
    if (!draw || stage->effect.h <= 0) return;
    double em = fmax(1.6 * stage->unit, stage->small / 11);
    scene_group(&stage->app->scene, "effect");
    (shows_influence(stage) ? influence_show : descent_show)(stage->app, stage->effect, em, 0);
    scene_group_end(&stage->app->scene);
}

/* --- the words --- */

/* What a lone group drew takes the place of what it was asked to. */
static bool replaces_text(const Stage *stage) {
    const AppTeach *teach = &stage->app->teach;
    return stage->step->guess && stage->out && guess_is_drawn(&teach->groups[0]);
}

static void add_course(const Stage *stage, StageWords *words) {
    App *app = stage->app;
    GuessScore score;
    if (!replaces_text(stage) || app->teach.group_count > 1) return;
    if (!guess_score(&app->teach.groups[0], &app->scenario.schedule, &score)) return;
    text_clear(&app->words);
    guess_course_words(&score, &app->words);
    stage_words_add(words, FONT_WORDS_MEDIUM, app->theme->text, 0, text_string(&app->words));
}

static void add_lesson_words(const Stage *stage, StageWords *words) {
    const LessonStep *step = stage->step;
    const Theme *theme = stage->app->theme;
    bool answered = stage->out && step->answer.length;
    Color asked = answered ? theme->muted : theme->text;
    stage_words_add(words, FONT_WORDS_BOLD, theme->text, stage->growth * TITLE * stage->unit,
                    text_string(&step->title));
    if (!replaces_text(stage)) stage_words_add(words, FONT_WORDS, theme->muted, 0, text_string(&step->text));
    stage_words_add(words, FONT_WORDS_MEDIUM, asked, 0, text_string(&step->question));
    if (!stage->out) return;
    add_course(stage, words);
    stage_words_add(words, FONT_WORDS, theme->text, 0, text_string(&step->answer));
}

static void add_present_words(const Stage *stage, StageWords *words) {
    App *app = stage->app;
    const Theme *theme = app->theme;
    stage_words_add(words, FONT_WORDS_BOLD, theme->text, TITLE * stage->unit, files_title(app));
    text_clear(&app->words);
    words_reason(&app->scenario.schedule, &app->words);
    stage_words_add(words, FONT_WORDS, theme->muted, 0, text_string(&app->words));
}

static double verdict_em(const Stage *stage) {
    const App *app = stage->app;
    TextStyle style = {FONT_WORDS_BOLD, 13.5, 0};
    text_clear(&stage->app->words);
    words_verdict(&app->scenario.schedule, &stage->app->words);
    double width = 52 + measure_text(app->ui.measure, style, text_string(&app->words));
    return fmax(stage->small / 13.5, fmin(1.9 * stage->unit, stage->words.w / width));
}

/* The pill alone: its sentence stands among the words. */
static double show_verdict(const Stage *stage, double y, bool draw) {
    App *app = stage->app;
    if (!tells(stage, LESSON_VERDICT)) return y;
    Chart chart = plot_chart(app);
    chart.em = verdict_em(stage);
    switch_part(&chart, CHART_REASON, false);
    if (draw) chart_verdict(&app->scene, stage->words.x, y, stage->words.w, &chart);
    return y + chart_verdict_height(&chart, stage->words.w) + 14 * stage->unit;
}

static double show_gaps(const Stage *stage, double y) {
    App *app = stage->app;
    const AppTeach *teach = &app->teach;
    if (!stage->step || !stage->step->guess || !stage->out) return y;
    for (int i = 0; i < teach->group_count; i++) {
        GuessScore score;
        if (!guess_score(&teach->groups[i], &app->scenario.schedule, &score)) continue;
        text_clear(&app->words);
        if (teach->group_count > 1) text_addf(&app->words, "%s: ", guessing_name(app, i));
        guess_gap_words(&score, &app->words);
        TextStyle style = {FONT_WORDS_MEDIUM, fmax(stage->small, 20 * stage->unit), guessing_color(app, i)};
        scene_text(&app->scene, stage->words.x, y + style.size, ALIGN_LEFT, style, text_string(&app->words));
        y += LINE * stage->unit;
    }
    return y;
}

/* The numbers at the step that is pointed at, twice as large as they have to be. */
static double show_values(const Stage *stage, double y) {
    App *app = stage->app;
    const Schedule *schedule = &app->scenario.schedule;
    if (!tells(stage, LESSON_VALUES) || !points(stage)) return y;
    int64_t step = plot_step(app);
    double size = fmax(VALUE * stage->unit, app->height / 25);
    TextStyle style = {FONT_MONO_MEDIUM, size, app->theme->text};
    text_setf(&app->words, "f(%s) = %s", number_grouped(step).text,
              words_number(schedule_factor(schedule, step)).text);
    while (style.size > app->height / 25 &&
           measure_text(app->ui.measure, style, text_string(&app->words)) > stage->words.w)
        style.size -= 0.5;
    scene_text(&app->scene, stage->words.x, y + size, ALIGN_LEFT, style, text_string(&app->words));
    if (!shows(stage, LESSON_RATES)) return y + 1.35 * size;
    style.color = app->theme->accent;
    text_setf(&app->words, "lr = %s", number_readable(schedule_lr(schedule, step), 4).text);
    scene_text(&app->scene, stage->words.x, y + 2.3 * size, ALIGN_LEFT, style, text_string(&app->words));
    return y + 2.7 * size;
}

/* What stands below the words takes its room first. */
static double room_below(const Stage *stage) {
    const AppTeach *teach = &stage->app->teach;
    double unit = stage->unit, room = 0, size = fmax(VALUE * unit, stage->app->height / 25);
    bool guesses = stage->step && stage->step->guess;
    if (!stage->out) return (STAGE_BUTTON + (guesses ? 40 : 0)) * unit;
    room += show_verdict(stage, 0, false);
    if (guesses) room += teach->group_count * LINE * unit;
    if (tells(stage, LESSON_VALUES)) room += (shows(stage, LESSON_RATES) ? 2.7 : 1.35) * size;
    return room;
}

static void show_words(const Stage *stage, bool draw) {
    App *app = stage->app;
    StageWords words = {0};
    double gap = 18 * stage->growth * stage->unit;
    (stage->step ? add_lesson_words : add_present_words)(stage, &words);
    Box box = stage->words;
    box.h -= room_below(stage) + gap;
    double size =
        stage_words_size(&words, app->ui.measure, box, stage->growth * BODY * stage->unit, stage->small);
    scene_group(&app->scene, "words");
    double y = box.y + stage_words_set(&words, &app->scene, app->ui.measure, box, size) + gap;
    y = stage_reveal(stage, y);
    y = show_verdict(stage, y, draw);
    y = show_gaps(stage, y);
    show_values(stage, y);
    stage_foot(stage);
    scene_group_end(&app->scene);
    text_free(&words.bytes);
}

void stage_show(App *app, bool draw) {
    teach_take_key(app);
    if (!app->teach.on) return;
    Stage stage = stage_of(app);
    if (app->teach.blank) {
        scene_fill(&app->scene, (Box){0, 0, app->width, app->height}, 0, 0x000000FF);
        return;
    }
    pointer_take(app);
    if (has_plot(&stage)) show_plot(&stage, draw);
    stage = stage_of(app);
    show_words(&stage, draw);
    show_formula(&stage, draw);
    show_effect(&stage, draw);
    if (draw) pointer_draw(app);
    teach_take_rest(app);
}
