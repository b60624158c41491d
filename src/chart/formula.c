#include "base/number.h"
#include "chart/bar.h"
#include "chart/chart.h"
#include "chart/lines.h"
#include "schedule/bound.h"
#include "schedule/words.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The strip says this of one step. */
typedef struct Terms {
    const Chart *chart;
    const Schedule *schedule;
    const Theme *theme;
    bool full; /* from warmup_iters on: w is 1 */
    bool decays;
    bool plain;   /* no product: another join, or the floor holds it. Then the result is all that is said */
    double share; /* of the full rate in the mean: α or β */
    double warmup, decay, factor;
    NumberText step, elapsed;
} Terms;

static Terms formula_of(const Chart *chart) {
    const Schedule *schedule = chart->schedule;
    int64_t step = chart->formula_step, elapsed = (int64_t)schedule_elapsed(schedule, (double)step);
    bool full = step >= schedule_warmup_end(schedule);
    bool held =
        schedule->floor != (double)SCHEDULE_AUTO && schedule_factor(schedule, step) == schedule->floor;
    return (Terms){
        .chart = chart,
        .schedule = schedule,
        .theme = chart->theme,
        .full = full,
        .decays = schedule->decay != DECAY_NONE,
        .plain = held || (!full && schedule->warmup_join != JOIN_MULTIPLY),
        .share = schedule->warmup_method == WARMUP_EXPONENTIAL ? schedule_alpha(schedule, step)
                                                               : schedule_rise_at(schedule, (double)step),
        .warmup = schedule_warmup(schedule, step),
        .decay = schedule_decay(schedule, elapsed),
        .factor = schedule_factor(schedule, step),
        .step = number_grouped(step),
        .elapsed = number_grouped(elapsed),
    };
}

static void plain(Runs *runs, const Terms *formula, const char *text) {
    runs_add(runs, FONT_MONO, formula->theme->muted, text);
}

static void strong(Runs *runs, const Terms *formula, const char *text) {
    runs_add(runs, FONT_MONO_BOLD, formula->theme->text, text);
}

static bool shown_exactly(double value) {
    double shown;
    return number_parse(number_readable(value, CHART_DIGITS).text, &shown) &&
           fabs(shown - value) <= 1e-12 * fabs(value);
}

/* A relation that stays true where numbers were rounded to be shown. */
static void equals(Runs *runs, const Terms *formula, bool exact) {
    plain(runs, formula, exact ? " = " : " ≈ ");
}

/* The method's own expression, with names or with numbers in it, in the colours of its terms. */
static void add_warmup(Runs *runs, const Terms *formula, const char *factor, const char *share) {
    WarmupMethod method = formula->schedule->warmup_method;
    Color color = formula->theme->term_factor;
    char text[160];
    if (method == WARMUP_CONSTANT) {
        runs_add(runs, FONT_MONO_MEDIUM, color, factor);
    } else if (method == WARMUP_EXPONENTIAL) {
        snprintf(text, sizeof text, "%s^(1 − %s)", factor, share);
        runs_add(runs, FONT_MONO_MEDIUM, color, text);
    } else {
        snprintf(text, sizeof text, "%s·(1 − %s)", factor, share);
        runs_add(runs, FONT_MONO_MEDIUM, color, text);
        plain(runs, formula, " + ");
        runs_add(runs, FONT_MONO_BOLD, formula->theme->term_alpha, share);
    }
}

static bool is_mean(const Terms *formula) {
    WarmupMethod method = formula->schedule->warmup_method;
    return method != WARMUP_CONSTANT && method != WARMUP_EXPONENTIAL;
}

/* Its share of 1 is no straight line. */
static bool is_bent(const Terms *formula) {
    return is_mean(formula) && formula->schedule->warmup_method != WARMUP_LINEAR;
}

/* The warm-up's expression times d, in parentheses where it is a sum. */
static void add_product(Runs *runs, const Terms *formula, const char *factor, const char *share,
                        const char *decay) {
    bool parentheses = formula->decays && is_mean(formula);
    if (parentheses) plain(runs, formula, "(");
    add_warmup(runs, formula, factor, share);
    if (parentheses) plain(runs, formula, ")");
    if (!formula->decays) return;
    plain(runs, formula, "·");
    runs_add(runs, FONT_MONO_MEDIUM, formula->theme->text, decay);
}

/* Adds f(250), with a decay f(250)·d(0). */
static void add_name(Runs *runs, const Terms *formula) {
    plain(runs, formula, formula->plain ? "factor(" : "f(");
    strong(runs, formula, formula->step.text);
    plain(runs, formula, ")");
    if (!formula->decays || formula->plain) return;
    plain(runs, formula, "·d(");
    strong(runs, formula, formula->elapsed.text);
    plain(runs, formula, ")");
}

enum { FORMS = 3 }; /* with names and numbers; with numbers; the result only */

static void add_full(Runs *runs, const Terms *formula, int form) {
    char product[64];
    snprintf(product, sizeof product, "1·%s", number_readable(formula->decay, CHART_DIGITS).text);
    if (formula->decays && form < FORMS - 1) {
        equals(runs, formula, shown_exactly(formula->decay));
        plain(runs, formula, product);
    }
    equals(runs, formula, shown_exactly(formula->factor));
    strong(runs, formula, number_readable(formula->factor, CHART_DIGITS).text);
    if (form == FORMS - 1) return;
    plain(runs, formula, ", because ");
    plain(runs, formula, formula->step.text);
    plain(runs, formula, " ≥ warmup_iters");
}

static void add_part(Runs *runs, const Terms *formula, int form) {
    const char *share = is_bent(formula) ? "β" : "α";
    double given = formula->schedule->warmup_factor;
    bool exact = shown_exactly(formula->share) && shown_exactly(formula->decay) && shown_exactly(given);
    if (form == 0) {
        plain(runs, formula, " = ");
        add_product(runs, formula, "warmup_factor", share, "d");
    }
    bool says_more = formula->decays || formula->schedule->warmup_method != WARMUP_CONSTANT;
    if (form < FORMS - 1 && says_more) {
        equals(runs, formula, exact);
        add_product(runs, formula, number_readable(given, CHART_DIGITS).text,
                    number_readable(formula->share, CHART_DIGITS).text,
                    number_readable(formula->decay, CHART_DIGITS).text);
    }
    equals(runs, formula, exact && shown_exactly(formula->factor));
    strong(runs, formula, number_readable(formula->factor, CHART_DIGITS).text);
}

static void add_result(Runs *runs, const Terms *formula, int form) {
    (void)form;
    equals(runs, formula, shown_exactly(formula->factor));
    strong(runs, formula, number_readable(formula->factor, CHART_DIGITS).text);
}

/* The longest form that fits `width` at 14.5 points or a little below. */
static void draw_formula(Scene *scene, const Terms *formula, double x, double baseline, double width) {
    static const double sizes[] = {14.5, 13.5, 12.5};
    const Measure *measure = formula->chart->measure;
    Runs runs;
    double size = 0;
    for (int i = 0; i < FORMS * 3; i++) {
        runs.count = 0;
        runs.length = 0;
        add_name(&runs, formula);
        (formula->plain ? add_result : formula->full ? add_full : add_part)(&runs, formula, i / 3);
        size = sizes[i % 3] * formula->chart->em;
        if (runs_width(&runs, measure, size) <= width) break;
    }
    runs_draw(&runs, scene, measure, size, x, baseline);
}

static Bar make_bar(const Terms *formula) {
    const Schedule *schedule = formula->schedule;
    double start = schedule->warmup_iters > 0 ? schedule->warmup_factor : 1;
    Bar bar = {.low = fmin(0, 1.05 * start), .high = fmax(1.6, 1.05 * start)};
    if (is_mean(formula) && !formula->full && !formula->plain) {
        bar.colors[bar.count] = formula->theme->term_factor;
        bar.terms[bar.count++] = (formula->warmup - formula->share) * formula->decay;
        bar.colors[bar.count] = formula->theme->term_alpha;
        bar.terms[bar.count++] = formula->share * formula->decay;
    } else {
        bar.colors[bar.count] = formula->full ? formula->theme->term_alpha : formula->theme->term_factor;
        bar.terms[bar.count++] = formula->factor;
    }
    return bar;
}

/* Returns when f can be above 1, from the long form to the short one; with a decay it stands behind other
   words. */
static const char *inequality(const Terms *formula, int form) {
    static const char *const chains[][2] = {
        [WARMUP_LINEAR] = {"f > 1  ⇔  (warmup_factor − 1)·(1 − α) > 0  ⇔  warmup_factor > 1",
                           "f > 1  ⇔  warmup_factor > 1"},
        [WARMUP_CONSTANT] = {"f > 1  ⇔  warmup_factor > 1", "f > 1  ⇔  warmup_factor > 1"},
        [WARMUP_EXPONENTIAL] = {"f > 1  ⇔  (1 − α)·ln(warmup_factor) > 0  ⇔  warmup_factor > 1",
                                "f > 1  ⇔  warmup_factor > 1"},
        [WARMUP_COSINE] =
            {"f > 1  ⇔  (warmup_factor − 1)·(1 − β) > 0  ⇔  warmup_factor > 1,  β = (1 − cos πα)/2",
             "f > 1  ⇔  (warmup_factor − 1)·(1 − β) > 0  ⇔  warmup_factor > 1"},
        [WARMUP_POWER] =
            {"f > 1  ⇔  (warmup_factor − 1)·(1 − β) > 0  ⇔  warmup_factor > 1,  β = α^warmup_power",
             "f > 1  ⇔  (warmup_factor − 1)·(1 − β) > 0  ⇔  warmup_factor > 1"},
        [WARMUP_LOGARITHMIC] = {"f > 1  ⇔  (warmup_factor − 1)·(1 − β) > 0  ⇔  warmup_factor > 1,  "
                                "β = log(step + 1)/log(warmup_iters)",
                                "f > 1  ⇔  (warmup_factor − 1)·(1 − β) > 0  ⇔  warmup_factor > 1"},
    };
    static_assert(sizeof chains / sizeof *chains == WARMUP_COUNT, "a warm-up has no chain");
    if (formula->full) return "f > 1  ⇔  warmup_factor > 1 and step < warmup_iters";
    return chains[formula->schedule->warmup_method][form];
}

static void draw_inequality(Scene *scene, const Terms *formula, double x, double baseline, double width) {
    const Measure *measure = formula->chart->measure;
    for (int i = 0; i < 4; i++) {
        char text[256];
        bool with_decay = formula->decays && i % 2 == 0;
        snprintf(text, sizeof text, "%s%s", with_decay ? "f·d > 1  ⇒  " : "", inequality(formula, i / 2));
        TextStyle style = {FONT_MONO, 13.5 * formula->chart->em, formula->theme->muted};
        for (; style.size >= 11.5 * formula->chart->em; style.size -= formula->chart->em) {
            if (measure_text(measure, style, text) > width) continue;
            scene_text(scene, x, baseline, ALIGN_LEFT, style, text);
            return;
        }
    }
}

/* Rows from top to bottom; `tight` is the least distance from what is above, `roomy` the one there is at full
 * height. */
typedef enum RowId {
    ROW_FORMULA,
    ROW_BAR,
    ROW_MARK,
    ROW_INEQUALITY,
    ROW_CONCLUSION,
    ROW_SECOND,
    ROW_END,
    ROWS
} RowId;

static const double tight[ROWS] = {24, 24, 14, 18, 19, 16, 12};
static const double roomy[ROWS] = {32, 28, 18, 22, 26, 17, 20};

/* Leaves out rows, the least important first, until the rest fits; then shares out what is left. */
static void arrange(double height, bool shown[ROWS], double at[ROWS]) {
    static const RowId expendable[] = {ROW_INEQUALITY, ROW_MARK, ROW_BAR, ROW_SECOND, ROW_CONCLUSION};
    double min = 0, max = 0;
    for (int dropped = -1; dropped < 5; dropped++) {
        if (dropped >= 0) shown[expendable[dropped]] = false;
        min = max = 0;
        for (int i = 0; i < ROWS; i++) {
            if (shown[i]) min += tight[i], max += roomy[i];
        }
        if (min <= height) break;
    }
    double share = fmax(0, fmin(1, (height - min) / (max - min))), y = 0;
    for (int i = 0; i < ROWS; i++) {
        if (shown[i]) y += tight[i] + share * (roomy[i] - tight[i]);
        at[i] = y;
    }
}

/* The strip has to say this, before it is known how high it is. */
typedef struct Strip {
    Terms formula;
    bool shown[ROWS];
    TextStyle style; /* of the conclusion */
    Lines lines;
} Strip;

static void break_conclusion(Strip *strip, Text *words, double width) {
    const Chart *chart = strip->formula.chart;
    double em = chart->em;
    strip->style = (TextStyle){FONT_WORDS_BOLD, 13.5 * em,
                               chart_verdict_ink(strip->formula.schedule, strip->formula.theme)};
    text_clear(words);
    words_conclusion(strip->formula.schedule, words);
    while (strip->style.size > 12.5 * em &&
           measure_text(chart->measure, strip->style, text_string(words)) > width)
        strip->style.size -= 0.5 * em;
    lines_break(&strip->lines, chart->measure, strip->style, text_string(words), width, 2);
    while (!strip->lines.complete && !chart->measure->wording && text_drop_clause(words))
        lines_break(&strip->lines, chart->measure, strip->style, text_string(words), width, 2);
    strip->shown[ROW_SECOND] = strip->lines.count == 2;
}

static Strip strip_of(const Chart *chart, Text *words, double width) {
    bool proved = !chart->unproved;
    Strip strip = {formula_of(chart), {true, true, true, proved, proved, false, true}, {0}, {0}};
    const Schedule *schedule = chart->schedule;
    bool product = schedule->warmup_join == JOIN_MULTIPLY && !schedule_above(schedule).by_decay;
    strip.shown[ROW_INEQUALITY] = proved && product; /* which is of a product with a decay up to 1 */
    if (proved) break_conclusion(&strip, words, width);
    return strip;
}

/* A second line that has no room is left out, and the first one says so. */
static void draw_conclusion(Scene *scene, Strip *strip, const Text *words, Box box, const double at[ROWS]) {
    const Chart *chart = strip->formula.chart;
    if (!strip->shown[ROW_CONCLUSION]) return;
    if (strip->lines.count == 2 && !strip->shown[ROW_SECOND])
        lines_break(&strip->lines, chart->measure, strip->style, text_string(words), box.w, 1);
    for (int i = 0; i < strip->lines.count; i++)
        scene_text(scene, box.x, box.y + at[ROW_CONCLUSION + i] * chart->em, ALIGN_LEFT, strip->style,
                   strip->lines.text[i]);
}

static const double PAD = 20; /* on both sides */

/* A function of the step: its value, its text and what is proven of it. */
static const double FUNCTION_HEAD = 26, FUNCTION_LINE = 16, FUNCTION_FOOT = 30;

static size_t line_count(const char *text) {
    size_t lines = *text != 0;
    for (; *text; text++) lines += *text == '\n' && text[1];
    return lines;
}

static double function_text_height(const Chart *chart) {
    double lines = (double)line_count(formula_text(chart->schedule->function));
    return (FUNCTION_HEAD + FUNCTION_FOOT + FUNCTION_LINE * lines) * chart->em;
}

static void function_value_line(const Chart *chart, Text *words) {
    const Schedule *schedule = chart->schedule;
    NumberText step = number_grouped(chart->formula_step);
    double factor = schedule_factor(schedule, chart->formula_step);
    text_setf(words, "f(%s) = %s", step.text, number_readable(factor, CHART_DIGITS).text);
    text_addf(words, ",  lr = base_lr·f = %s",
              number_readable(schedule->base_lr * factor, CHART_DIGITS).text);
}

/* A line that does not fit is cut, and so is a text that has more lines than there is room for. */
static void function_lines(Scene *scene, Box box, const Chart *chart, size_t rows) {
    const char *text = formula_text(chart->schedule->function);
    TextStyle style = {FONT_MONO_MEDIUM, 12.5 * chart->em, chart->theme->text};
    for (size_t row = 0; row < rows && *text; row++) {
        char line[200];
        size_t length = strcspn(text, "\n"), shown = length < sizeof line ? length : sizeof line - 1;
        bool more = row + 1 == rows && text[length] && text[length + 1];
        snprintf(line, sizeof line, "%.*s", (int)shown, more ? "…" : text);
        while (shown > 0 && measure_text(chart->measure, style, line) > box.w) line[--shown] = 0;
        scene_text(scene, box.x, box.y + ((double)row * FUNCTION_LINE + 12) * chart->em, ALIGN_LEFT, style,
                   line);
        text += length + (text[length] == '\n');
    }
}

static void draw_function(Scene *scene, Box box, const Chart *chart, Text *words) {
    double em = chart->em, room = box.h - (FUNCTION_HEAD + FUNCTION_FOOT) * em;
    size_t lines = line_count(formula_text(chart->schedule->function)),
           rows = room > 0 ? (size_t)(room / (FUNCTION_LINE * em)) : 0;
    Lines broken;
    TextStyle mono = {FONT_MONO, 13 * em, chart->theme->muted};
    TextStyle bold = {FONT_WORDS_BOLD, 12.5 * em, chart_verdict_ink(chart->schedule, chart->theme)};
    scene_group(scene, "formula");
    function_value_line(chart, words);
    scene_text(scene, box.x, box.y + 20 * em, ALIGN_LEFT, mono, text_string(words));
    function_lines(scene, (Box){box.x, box.y + FUNCTION_HEAD * em, box.w, room}, chart,
                   rows < lines ? rows : lines);
    text_clear(words);
    words_conclusion(chart->schedule, words);
    lines_break(&broken, chart->measure, bold, text_string(words), box.w, 1);
    while (!broken.complete && !chart->measure->wording && text_drop_clause(words))
        lines_break(&broken, chart->measure, bold, text_string(words), box.w, 1);
    if (!chart->unproved) scene_text(scene, box.x, box.y + box.h - 12 * em, ALIGN_LEFT, bold, broken.text[0]);
    scene_group_end(scene);
}

double chart_formula_height(const Chart *chart, double width) {
    if (chart->schedule->function) return function_text_height(chart);
    Text own = {0}, *words = chart->scratch ? chart->scratch : &own;
    Strip strip = strip_of(chart, words, width - 2 * PAD * chart->em);
    double height = 0;
    for (int i = 0; i < ROWS; i++) height += strip.shown[i] ? tight[i] : 0;
    text_free(&own);
    return height * chart->em;
}

void chart_formula(Scene *scene, Box box, const Chart *chart) {
    Text own = {0}, *words = chart->scratch ? chart->scratch : &own;
    double em = chart->em, at[ROWS];
    Box inner = {box.x + PAD * em, box.y, fmax(0, box.w - 2 * PAD * em), box.h};
    if (chart->schedule->function) {
        draw_function(scene, inner, chart, words);
        text_free(&own);
        return;
    }
    Strip strip = strip_of(chart, words, inner.w);
    const Terms *formula = &strip.formula;
    const bool *shown = strip.shown;
    arrange(box.h / em, strip.shown, at);
    scene_group(scene, "formula");
    draw_conclusion(scene, &strip, words, inner, at);
    draw_formula(scene, formula, inner.x, inner.y + at[ROW_FORMULA] * em, fmax(0, inner.w - chart->reserved));
    if (shown[ROW_BAR]) {
        Bar bar = make_bar(formula);
        Box track = {inner.x, inner.y + (at[ROW_BAR] - 12) * em, inner.w, 12 * em};
        bar_draw(scene, track, shown[ROW_MARK] ? (at[ROW_MARK] - at[ROW_BAR] + 12) * em : 0, &bar, chart);
    }
    if (shown[ROW_INEQUALITY])
        draw_inequality(scene, formula, inner.x, inner.y + at[ROW_INEQUALITY] * em, inner.w);
    scene_group_end(scene);
    text_free(&own);
}
