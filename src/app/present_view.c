#include "app/present_view.h"

#include "app/app.h"
#include "app/guessing.h"
#include "app/curves.h"
#include "app/parts.h"
#include "app/present_frame.h"
#include "app/present_text.h"
#include "app/viewing.h"
#include "base/number.h"
#include "lesson/guess.h"
#include "schedule/bound.h"
#include "schedule/function_text.h"
#include "schedule/words.h"

#include <math.h>

/* Sizes in units. */
static const double EDGE = 48, TOP = 30, TITLE = 38, BODY = 31, VALUE = 31, LINE = 32;

/* Parts that stand in a room of their own. */
static const unsigned beside_plot = 1u << LESSON_CODE | 1u << LESSON_SHARES | 1u << LESSON_UPDATE |
                                    1u << LESSON_DESCENT | 1u << LESSON_FORMULA | 1u << LESSON_PROOF;

/* Returns all parts with those that come with the answer: the plot is there from the beginning. */
static unsigned all_parts(const PresentFrame *frame) {
    return frame->step->shown | frame->step->shown_after;
}

/* A step that shows nothing in the plot needs none. */
static bool has_plot(const PresentFrame *frame) {
    return !frame->step || (all_parts(frame) & ~beside_plot) || frame->step->guess;
}

/* Words that have the screen to themselves. */
static bool is_bare(const PresentFrame *frame) {
    return frame->step && !all_parts(frame) && !frame->step->guess;
}

static bool shows(const PresentFrame *frame, LessonPart part) {
    int view = frame->app->effect.view; /* what is presented without a lesson */
    if (!frame->step && (part == LESSON_FORMULA || part == LESSON_PROOF)) return view == EFFECT_FORMULA;
    if (!frame->step && part == LESSON_UPDATE) return view == EFFECT_UPDATE;
    if (!frame->step && part == LESSON_INFLUENCE) return view == EFFECT_INFLUENCE;
    if (!frame->step && part == LESSON_DESCENT) return view == EFFECT_DESCENT;
    if (!frame->step) return part != LESSON_GUESSES && part != LESSON_CODE && part != LESSON_SHARES;
    return lesson_step_shows(frame->step, part, frame->out);
}

/* Numbers and verdicts wait for the answer. */
static bool tells(const PresentFrame *frame, LessonPart part) {
    return shows(frame, part) && frame->out;
}

static double em_of(const PresentFrame *frame) {
    return fmax(1.8 * frame->unit, frame->small / 11);
}

/* Room for all of it, whatever step is pointed at. */
static double formula_height(const PresentFrame *frame) {
    Chart chart = viewing_chart(frame->app);
    chart.em = em_of(frame);
    chart.unproved = !shows(frame, LESSON_PROOF);
    return fmin((frame->step ? 0.45 : 0.37) * frame->app->height,
                1.001 * chart_formula_height(&chart, frame->formula.w));
}

static double strip_height(const PresentFrame *frame) {
    double height = frame->app->height;
    if (shows(frame, LESSON_CODE))
        return fmin(0.56 * height, present_view_code_height(frame, frame->formula.w));
    return shows(frame, LESSON_PROOF) || shows(frame, LESSON_FORMULA) ? formula_height(frame) : 0;
}

/* Returns what stands under the plot, or LESSON_PARTS: shares and an update are looked at from the beginning,
   the others tell the answer. */
static LessonPart effect_of(const PresentFrame *frame) {
    static const LessonPart open[] = {LESSON_SHARES, LESSON_UPDATE},
                            told[] = {LESSON_INFLUENCE, LESSON_DESCENT};
    for (int i = 0; i < 2; i++)
        if (shows(frame, open[i])) return open[i];
    for (int i = 0; i < 2; i++)
        if (tells(frame, told[i])) return told[i];
    return LESSON_PARTS;
}

/* The effect needs the greater part of the plot's room, and all of it where no curve is shown. */
static void share_with_effect(PresentFrame *frame) {
    Box all = frame->plot;
    LessonPart effect = effect_of(frame);
    bool narrow = frame->app->width < 1.5 * frame->app->height; /* words there take more lines */
    double height = (effect == LESSON_DESCENT ? 0.68 : narrow ? 0.64 : 0.58) * all.h;
    if (effect == LESSON_PARTS) return;
    frame->plot.h = has_plot(frame) ? all.h - height : 0;
    frame->effect = (Box){all.x, frame->plot.h, all.w, all.h - frame->plot.h};
}

static PresentFrame present_view_of(App *app) {
    double w = app->width, h = app->height, unit = fmin(h, 0.62 * w) / 720;
    PresentFrame frame = {.app = app, .unit = unit, .small = h / 32, .body = h / 26};
    if (present_has_lesson(app)) frame.step = present_step(app);
    frame.asked = frame.step && lesson_step_reveals(frame.step) && !app->present.revealed;
    frame.out = !frame.asked && !app->present.moving;
    double edge = EDGE * unit, foot = h - 72 * unit, pad = 20 * em_of(&frame);
    frame.formula = (Box){edge - pad, 0, w - 2 * edge + 2 * pad, 0};
    bool terms = frame.step && shows(&frame, LESSON_TERMS); /* the name of one is long */
    double strip = strip_height(&frame), left = (terms ? 0.365 : w < 1.5 * h ? 0.42 : 0.38) * w;
    double bottom = strip > 0 ? foot - strip : h - 4 * unit;
    bool alone = !has_plot(&frame) && effect_of(&frame) == LESSON_PARTS;
    frame.growth = is_bare(&frame) ? 1.25 : 1;
    frame.column = left - 0.012 * w - edge;
    frame.words = (Box){edge, TOP * unit, alone ? 0.8 * w : frame.column, fmin(bottom, foot) - TOP * unit};
    frame.plot = (Box){left, 0, w - left - 8 * unit, bottom};
    frame.formula.y = foot - strip;
    frame.formula.h = strip;
    share_with_effect(&frame);
    return frame;
}

/* --- the plot --- */

static void switch_part(Chart *chart, ChartPart part, bool shown) {
    if (chart_shows(chart, part) != shown) chart->switched ^= 1u << part;
}

/* Where a lesson points may be the answer; where a hand points is the hand's matter. */
static bool points(const PresentFrame *frame) {
    const App *app = frame->app;
    if (!frame->step) return true;
    return app->crosshair != CHART_NO_STEP && (frame->out || app->crosshair != frame->step->point);
}

static void reveal_in(Chart *chart, const AppPresent *present) {
    chart->partial = present->moving;
    chart->reach = chart->view.x0 + present->progress * (chart->view.x1 - chart->view.x0);
}

/* A function that is one of the model's shapes is shown with that one's warm-up. */
static Chart chart_of(const PresentFrame *frame, ChartGuess *guesses, ChartGuess *fan, Schedule *shape) {
    App *app = frame->app;
    Chart chart = viewing_chart(app);
    if (frame->step && function_shape(&app->scenario.schedule, shape)) chart.schedule = shape;
    bool hidden = guessing_is_hidden(app), whole = shows(frame, LESSON_CURVE) && !hidden;
    chart.em = em_of(frame);
    chart.quiet = chart.projected = true;
    chart.handles = shows(frame, LESSON_HANDLES) && whole;
    switch_part(&chart, CHART_VERDICT, false);
    switch_part(&chart, CHART_EPOCHS, false);
    switch_part(&chart, CHART_RATES, shows(frame, LESSON_RATES));
    switch_part(&chart, CHART_WARMUP, shows(frame, LESSON_WARMUP));
    switch_part(&chart, CHART_TERMS, shows(frame, LESSON_TERMS) && !hidden);
    switch_part(&chart, CHART_CURVE, whole);
    bool pointed = points(frame);
    if (!pointed || !(whole || shows(frame, LESSON_TERMS)) || hidden) chart.crosshair = CHART_NO_STEP;
    if (frame->step) guessing_fill(app, &chart, guesses);
    if (frame->step) guessing_fill_fan(app, &chart, fan);
    if (frame->step && frame->step->guess) reveal_in(&chart, &app->present);
    return chart;
}

static void show_plot(const PresentFrame *frame, bool draw) {
    App *app = frame->app;
    ChartGuess guesses[PRESENT_GROUPS], fan[LESSON_ANSWERS_MAX];
    if (draw) {
        curves_gather(app);
        viewing_update(app);
    }
    Schedule shape;
    Chart chart = chart_of(frame, guesses, fan, &shape);
    viewing_present_plot(app, frame->plot, &chart, draw);
    if (guessing_is_hidden(app)) guessing_take(app);
}

/* As large as the rest, or smaller where else something would be left out. */
static void show_formula(const PresentFrame *frame, bool draw) {
    App *app = frame->app;
    Box box = frame->formula;
    if (shows(frame, LESSON_CODE)) {
        present_view_code(frame);
        return;
    }
    if (!draw || !frame->out || box.h <= 0) return;
    Chart chart = viewing_chart(app);
    chart.em = em_of(frame);
    chart.unproved = !shows(frame, LESSON_PROOF);
    if (chart_formula_height(&chart, box.w) > box.h) chart.em = frame->small / 11.5;
    box = box_inset(box, 20 * (em_of(frame) - chart.em), 0);
    chart_formula(&app->scene, box, &chart);
}

static void show_effect(const PresentFrame *frame, bool draw) {
    if (!draw || frame->effect.h <= 0) return;
    double em = fmax(1.6 * frame->unit, frame->small / 11);
    App *app = frame->app;
    scene_group(&app->scene, "effect");
    switch (effect_of(frame)) {
    case LESSON_SHARES: effect_show_shares(app, frame->effect, em); break;
    case LESSON_UPDATE: effect_show_update(app, frame->effect, em, 0, frame->out); break;
    case LESSON_INFLUENCE: effect_show_influence(app, frame->effect, em, 0); break;
    default: effect_show_descent(app, frame->effect, em, 0);
    }
    scene_group_end(&app->scene);
}

/* --- the words --- */

/* What a lone group drew takes the place of what it was asked to. */
static bool replaces_text(const PresentFrame *frame) {
    const AppPresent *present = &frame->app->present;
    return frame->step->guess && frame->out && guess_is_drawn(&present->groups[0]);
}

static void add_course(const PresentFrame *frame, PresentText *words) {
    App *app = frame->app;
    GuessScore score;
    if (!replaces_text(frame) || app->present.group_count > 1) return;
    if (!guess_score(&app->present.groups[0], &app->scenario.schedule, &score)) return;
    text_clear(&app->words);
    guess_course_words(&score, &app->words);
    present_text_add(words, FONT_WORDS_MEDIUM, app->theme->text, 0, text_string(&app->words));
    text_clear(&app->words);
    guess_why_words(&app->present.groups[0], &score, &app->scenario.schedule, &app->words);
    present_text_add(words, FONT_WORDS_MEDIUM, app->theme->text, 0, text_string(&app->words));
}

static void add_lesson_words(const PresentFrame *frame, PresentText *words) {
    const LessonStep *step = frame->step;
    const Theme *theme = frame->app->theme;
    bool answered = frame->out && step->answer.length;
    Color asked = answered ? theme->muted : theme->text;
    present_text_add(words, FONT_WORDS_BOLD, theme->text, frame->growth * TITLE * frame->unit,
                     text_string(&step->title));
    if (!replaces_text(frame)) present_text_add(words, FONT_WORDS, theme->muted, 0, text_string(&step->text));
    present_text_add(words, FONT_WORDS_MEDIUM, asked, 0, text_string(&step->question));
    if (!frame->out) return;
    add_course(frame, words);
    present_text_add(words, FONT_WORDS, theme->text, 0, text_string(&step->answer));
}

static void add_present_words(const PresentFrame *frame, PresentText *words) {
    App *app = frame->app;
    const Theme *theme = app->theme;
    present_text_add(words, FONT_WORDS_BOLD, theme->text, TITLE * frame->unit, files_title(app));
    text_clear(&app->words);
    words_reason(&app->scenario.schedule, &app->words);
    present_text_add(words, FONT_WORDS, theme->muted, 0, text_string(&app->words));
}

static double verdict_em(const PresentFrame *frame) {
    const App *app = frame->app;
    TextStyle style = {FONT_WORDS_BOLD, 13.5, 0};
    text_clear(&frame->app->words);
    words_verdict(&app->scenario.schedule, &frame->app->words);
    double width = 52 + measure_text(app->ui.measure, style, text_string(&app->words));
    return fmax(frame->small / 13.5, fmin(1.9 * frame->unit, frame->words.w / width));
}

/* Its tick is no tick for what the room has drawn. */
static bool is_contradicted(const PresentFrame *frame) {
    const AppPresent *present = &frame->app->present;
    const Schedule *schedule = &frame->app->scenario.schedule;
    GuessScore score;
    if (!frame->step || !frame->step->guess || schedule_above(schedule).any) return false;
    for (int i = 0; i < present->group_count; i++)
        if (guess_score(&present->groups[i], schedule, &score) && !guess_is_right(&score)) return true;
    return false;
}

/* Draws the pill alone: its sentence stands among the words. */
static double show_verdict(const PresentFrame *frame, double y, bool draw) {
    App *app = frame->app;
    if (!tells(frame, LESSON_VERDICT) || is_contradicted(frame)) return y;
    Chart chart = viewing_chart(app);
    chart.em = verdict_em(frame);
    switch_part(&chart, CHART_REASON, false);
    if (draw) chart_verdict(&app->scene, frame->words.x, y, frame->words.w, &chart);
    return y + chart_verdict_height(&chart, frame->words.w) + 14 * frame->unit;
}

static double show_gaps(const PresentFrame *frame, double y) {
    App *app = frame->app;
    const AppPresent *present = &app->present;
    if (!frame->step || !frame->step->guess || !frame->out) return y;
    for (int i = 0; i < present->group_count; i++) {
        GuessScore score;
        if (!guess_score(&present->groups[i], &app->scenario.schedule, &score)) continue;
        text_clear(&app->words);
        if (present->group_count > 1) text_addf(&app->words, "%s: ", guessing_name(app, i));
        guess_gap_words(&score, &app->words);
        TextStyle style = {FONT_WORDS_MEDIUM, fmax(frame->small, 20 * frame->unit), guessing_color(app, i)};
        scene_text(&app->scene, frame->words.x, y + style.size, ALIGN_LEFT, style, text_string(&app->words));
        y += LINE * frame->unit;
    }
    return y;
}

/* What is presented without a lesson has them in its formula. */
static bool tells_values(const PresentFrame *frame) {
    return tells(frame, LESSON_VALUES) && (frame->step || frame->formula.h <= 0);
}

/* Draws the numbers at the step that is pointed at, twice as large as they have to be. */
static double show_values(const PresentFrame *frame, double y) {
    App *app = frame->app;
    const Schedule *schedule = &app->scenario.schedule;
    if (!tells_values(frame) || !points(frame)) return y;
    int64_t step = viewing_step(app);
    double size = fmax(VALUE * frame->unit, app->height / 25);
    TextStyle style = {FONT_MONO_MEDIUM, size, app->theme->text};
    text_setf(&app->words, "f(%s) = %s", number_grouped(step).text,
              words_number(schedule_factor(schedule, step)).text);
    while (style.size > app->height / 25 &&
           measure_text(app->ui.measure, style, text_string(&app->words)) > frame->words.w)
        style.size -= 0.5;
    scene_text(&app->scene, frame->words.x, y + size, ALIGN_LEFT, style, text_string(&app->words));
    if (!shows(frame, LESSON_RATES)) return y + 1.35 * size;
    style.color = app->theme->accent;
    text_setf(&app->words, "lr = %s", number_readable(schedule_lr(schedule, step), 4).text);
    scene_text(&app->scene, frame->words.x, y + 2.3 * size, ALIGN_LEFT, style, text_string(&app->words));
    return y + 2.7 * size;
}

/* What stands below the words takes its room first. */
static double room_below(const PresentFrame *frame) {
    const AppPresent *present = &frame->app->present;
    double unit = frame->unit, room = 0, size = fmax(VALUE * unit, frame->app->height / 25);
    bool guesses = frame->step && frame->step->guess;
    room = present_view_votes(frame, 0, false);
    if (!frame->out) return room + (PRESENT_BUTTON + (guesses ? 44 : 0)) * unit;
    room += show_verdict(frame, 0, false);
    if (guesses) room += present->group_count * LINE * unit;
    if (tells_values(frame)) room += (shows(frame, LESSON_RATES) ? 2.7 : 1.35) * size;
    return room;
}

static void show_words(const PresentFrame *frame, bool draw) {
    App *app = frame->app;
    PresentText words = {0};
    double gap = 14 * frame->growth * frame->unit;
    (frame->step ? add_lesson_words : add_present_words)(frame, &words);
    Box box = frame->words;
    box.h -= room_below(frame) + gap;
    double size =
        present_text_size(&words, app->ui.measure, box, fmax(frame->growth * BODY * frame->unit, frame->body),
                          frame->step ? 0.7 * frame->body : frame->small);
    app->present.fit.words = present_text_fit(&words, app->ui.measure, box, frame->body);
    scene_group(&app->scene, "words");
    double y = box.y + present_text_set(&words, &app->scene, app->ui.measure, box, size) + gap;
    y = present_view_votes(frame, y, true);
    y = present_view_reveal(frame, y);
    y = show_verdict(frame, y, draw);
    y = show_gaps(frame, y);
    show_values(frame, y);
    present_view_foot(frame);
    scene_group_end(&app->scene);
    text_free(&words.bytes);
}

void present_view_show(App *app, bool draw) {
    bool types = app->ui.edit.id == ID_FUNCTION; /* then the code takes the keys first */
    if (!types) present_take_key(app);
    if (!app->present.on) return;
    PresentFrame frame = present_view_of(app);
    if (app->present.blank) {
        scene_fill(&app->scene, (Box){0, 0, app->width, app->height}, 0, 0x000000FF);
        return;
    }
    pointer_take(app);
    if (has_plot(&frame)) show_plot(&frame, draw);
    frame = present_view_of(app);
    show_words(&frame, draw);
    show_formula(&frame, draw);
    show_effect(&frame, draw);
    if (types) present_take_key(app);
    if (draw) pointer_draw(app);
    if (draw) present_explain(app);
    present_take_rest(app);
}
