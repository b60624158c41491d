#include "chart/lines.h"
#include "chart/plot.h"

#include <math.h>
#include <stdio.h>

static const double ROW = 18.5, PAD = 12, GAP = 16, MIN_WIDTH = 178;

/* A number that a step has to say, by name. */
typedef struct Quantity {
    const char *name;
    double value;
    bool whole;
} Quantity;

static int quantities(const Schedule *schedule, int64_t step, Quantity list[READOUT_ROWS]) {
    int count = 0;
    int64_t epoch = schedule_steps_per_epoch(schedule);
    list[count++] = (Quantity){"step", (double)step, true};
    if (epoch > 0) list[count++] = (Quantity){"epoch", (double)step / (double)epoch, false};
    double alpha = step < schedule->warmup_iters ? schedule_alpha(schedule, step) : NAN; /* later it is not computed */
    if (!schedule->function && schedule->warmup_iters > 0) list[count++] = (Quantity){"α", alpha, false};
    if (!schedule->function && schedule->decay != DECAY_NONE) {
        int64_t elapsed = step - schedule_decay_start(schedule);
        list[count++] = (Quantity){"decay", schedule_decay(schedule, elapsed > 0 ? elapsed : 0), false};
    }
    list[count++] = (Quantity){"factor", schedule_factor(schedule, step), false};
    list[count++] = (Quantity){"lr", schedule_lr(schedule, step), false};
    return count;
}

static NumberText text_of(const Quantity *quantity) {
    if (isnan(quantity->value)) return (NumberText){"\u2013"};
    return quantity->whole ? number_grouped((int64_t)quantity->value)
                           : number_readable(quantity->value, CHART_DIGITS);
}

static double as_shown(double value) {
    double shown = value;
    number_parse(number_readable(value, CHART_DIGITS).text, &shown);
    return shown;
}

static NumberText with_sign(double value, NumberText bare) {
    NumberText text = bare;
    if (value > 0) snprintf(text.text, sizeof text.text, "+%.40s", bare.text);
    return text;
}

NumberText readout_difference(double to, double from) {
    double truly = to - from, shown = as_shown(to) - as_shown(from);
    double value = fabs(shown - truly) <= 0.01 * fabs(truly) ? shown : truly;
    return with_sign(value, number_readable(value, CHART_DIGITS));
}

/* Nothing where they are the same but for rounding. */
static NumberText logged_difference(double logged, double rate) {
    double difference = logged - rate;
    if (fabs(difference) <= 1e-12 * fabs(rate)) return (NumberText){"0"};
    return with_sign(difference, number_readable(difference, CHART_DIGITS));
}

static NumberText difference_of(const Quantity *to, const Quantity *from) {
    double steps = to->value - from->value;
    if (isnan(steps)) return (NumberText){"\u2013"};
    return to->whole ? with_sign(steps, number_grouped((int64_t)steps))
                     : readout_difference(to->value, from->value);
}

/* How fast the rate changes on the way from the mark: only the last column has it. */
static void add_slope(Readout *readout, const char *name, double change, double length) {
    NumberText *cells = readout->cells[readout->rows];
    readout->names[readout->rows++] = name;
    cells[0] = cells[1] = (NumberText){""};
    cells[2] = length != 0 ? number_readable(change / length, CHART_DIGITS) : (NumberText){"–"};
}

static void compare(const Plot *plot, Readout *readout, const Quantity *here) {
    const Schedule *schedule = plot->schedule;
    Quantity there[READOUT_ROWS];
    int count = quantities(schedule, plot->chart->mark, there);
    for (int i = 0; i < count; i++) {
        readout->cells[i][1] = text_of(&there[i]);
        readout->cells[i][2] = difference_of(&here[i], &there[i]);
    }
    double change = here[count - 1].value - there[count - 1].value, steps = here[0].value - there[0].value;
    int64_t epoch = schedule_steps_per_epoch(schedule);
    add_slope(readout, "lr / step", change, steps);
    if (epoch > 0) add_slope(readout, "lr / epoch", change, steps / (double)epoch);
}

static TextStyle words(const Plot *plot) {
    return (TextStyle){FONT_WORDS, 12 * plot->em, plot->theme->muted};
}

static TextStyle numbers(const Plot *plot) {
    return (TextStyle){FONT_MONO_MEDIUM, 12.5 * plot->em, plot->theme->text};
}

static const char *const heads[READOUT_COLUMNS] = {"A", "B", "A − B"};

static double measure_column(const Plot *plot, const Readout *readout, int column) {
    const Measure *measure = plot->chart->measure;
    double width = readout->columns > 1 ? measure_text(measure, words(plot), heads[column]) : 0;
    for (int i = 0; i < readout->rows; i++)
        width = fmax(width, measure_text(measure, numbers(plot), readout->cells[i][column].text));
    return width;
}

/* Keeps only the step and the last two, factor and lr; or the rate alone. */
static void shorten(Readout *readout, ReadoutKind kind) {
    int from = readout->rows - (kind == READOUT_RATE ? 1 : 2), to = kind == READOUT_RATE ? 0 : 1;
    if (kind == READOUT_WHOLE || to >= from) return;
    for (; from < readout->rows; from++, to++) {
        readout->names[to] = readout->names[from];
        readout->cells[to][0] = readout->cells[from][0];
    }
    readout->rows = to;
}

/* Wide enough for any usual number, so that it does not breathe while the crosshair moves. */
static void measure_all(const Plot *plot, ReadoutKind kind, Readout *readout) {
    double em = plot->em, name = 0, columns = 0;
    for (int i = 0; i < readout->rows; i++)
        name = fmax(name, measure_text(plot->chart->measure, words(plot), readout->names[i]));
    for (int i = 0; i < readout->columns; i++) {
        readout->column_width[i] = measure_column(plot, readout, i);
        columns += readout->column_width[i] + GAP * em;
    }
    readout->width = fmax((kind == READOUT_WHOLE ? MIN_WIDTH : 0) * em, name + columns + 2 * PAD * em);
    readout->height = (ROW * (readout->rows + (readout->columns > 1)) + 10) * em;
}

/* Adds what a run logged where the crosshair stands, and how far it is from the schedule there. */
static void add_logged(const Plot *plot, Readout *readout) {
    const ChartLogPoint *point = log_points_nearest(plot, (double)plot->chart->crosshair);
    if (!point || readout->rows + 2 > READOUT_ROWS) return;
    double logged = point->factor * plot->schedule->base_lr;
    double rate = plot->schedule->base_lr * schedule_factor_at(plot->schedule, fmax(0, point->update));
    for (int i = 0; i < 2; i++, readout->rows++) {
        readout->names[readout->rows] = i ? "log − lr" : "log";
        for (int column = 1; column < READOUT_COLUMNS; column++) readout->cells[readout->rows][column] = (NumberText){""};
        readout->cells[readout->rows][0] = i ? logged_difference(logged, rate) : number_readable(logged, CHART_DIGITS);
    }
}

void readout_make(const Plot *plot, ReadoutKind kind, Readout *readout) {
    Quantity here[READOUT_ROWS];
    readout->rows = quantities(plot->schedule, plot->chart->crosshair, here);
    readout->columns = plot->chart->marked ? READOUT_COLUMNS : 1;
    for (int i = 0; i < readout->rows; i++) {
        readout->names[i] = here[i].name;
        readout->cells[i][0] = text_of(&here[i]);
    }
    if (plot->chart->marked) compare(plot, readout, here);
    if (!plot->chart->marked) shorten(readout, kind);
    if (kind == READOUT_WHOLE) add_logged(plot, readout);
    measure_all(plot, kind, readout);
}

void readout_draw(const Plot *plot, const Readout *readout, Box box) {
    double em = plot->em, left = box.x + PAD * em, y = box.y + 20 * em;
    double ends[READOUT_COLUMNS], x = box.x + box.w - PAD * em;
    for (int i = readout->columns - 1; i >= 0; i--) {
        ends[i] = x;
        x -= readout->column_width[i] + GAP * em;
    }
    for (int i = 0; i < readout->columns && readout->columns > 1; i++)
        scene_text(plot->scene, ends[i], y, ALIGN_RIGHT, words(plot), heads[i]);
    if (readout->columns > 1) y += ROW * em;
    for (int row = 0; row < readout->rows; row++, y += ROW * em) {
        scene_text(plot->scene, left, y, ALIGN_LEFT, words(plot), readout->names[row]);
        for (int i = 0; i < readout->columns; i++)
            scene_text(plot->scene, ends[i], y, ALIGN_RIGHT, numbers(plot), readout->cells[row][i].text);
    }
}
