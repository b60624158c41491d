#include "figure/text_chart.h"

#include "base/memory.h"
#include "base/number.h"
#include "chart/ticks.h"
#include "chart/verdict_words.h"
#include "chart/view.h"
#include "figure/curves.h"
#include "figure/writers.h"
#include "schedule/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Dots in a cell: braille has two columns of four; ASCII tells three heights apart. */
enum { DOTS_ACROSS = 2, DOTS_DOWN = 4, ASCII_DOWN = 3, LETTERS = 26 };

typedef struct Canvas {
    bool ascii;
    ChartView view;
    int columns, rows;   /* of the plot, in cells */
    int across, down;    /* dots in a cell */
    unsigned char *dots; /* of each cell: a bit a dot; of the canvas of letters: a Mark, or 0 */
} Canvas;

enum { MARK_BASELINE = 1, MARK_LETTER = 2 /* and the letters after it */, MARK_LOG = 255 };

static size_t characters(const char *utf8) {
    size_t count = 0;
    for (; *utf8; utf8++) count += ((unsigned char)*utf8 & 0xC0) != 0x80;
    return count;
}

/* Measures text for a terminal: a column for each character. */
static double width_of(void *self, Font font, double size, const char *utf8, size_t bytes) {
    (void)self, (void)font;
    size_t count = 0;
    for (size_t i = 0; i < bytes; i++) count += ((unsigned char)utf8[i] & 0xC0) != 0x80;
    return (double)count * size;
}

/* Adds what terminals without Unicode can show of the words that the program writes. */
static void add_plain(Text *out, const char *utf8, bool ascii) {
    static const struct {
        const char *character, *plain;
    } plain[] = {{"\xE2\x80\x93", "-"},   {"\xE2\x88\x92", "-"},  {"\xE2\x80\x89", ""},
                 {"\xC3\x97", "x"},       {"\xE2\x89\xA4", "<="}, {"\xC2\xB7", "-"},
                 {"\xE2\x80\xA6", "..."}, {"\xE2\x89\xA5", ">="}, {"\xE2\x80\x99", "'"}};
    while (*utf8) {
        const char *at = utf8, *replaced = "?";
        unsigned character = text_next(&utf8);
        for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
            if (!strncmp(at, plain[i].character, strlen(plain[i].character))) replaced = plain[i].plain;
        if (!ascii || character < 0x80)
            text_add_bytes(out, at, (size_t)(utf8 - at));
        else
            text_add(out, replaced);
    }
}

static void add_repeated(Text *out, const char *what, int count) {
    for (int i = 0; i < count; i++) text_add(out, what);
}

/* --- curves as dots --- */

/* Returns the row of dots of a height, 0 at the top; outside the plot it is below 0 or beyond the last. */
static double row_of(const Canvas *canvas, double factor) {
    double low = view_level(&canvas->view, canvas->view.y0),
           high = view_level(&canvas->view, canvas->view.y1);
    double share = (view_level(&canvas->view, factor) - low) / (high - low);
    return (1 - share) * canvas->rows * canvas->down - 0.5;
}

static void set_dot(Canvas *canvas, int x, int y) {
    if (y < 0 || y >= canvas->rows * canvas->down) return;
    unsigned char *cell = &canvas->dots[y / canvas->down * canvas->columns + x / canvas->across];
    int bit = x % canvas->across * canvas->down + y % canvas->down;
    *cell = (unsigned char)(*cell | 1u << bit);
}

/* The steps of one column of dots, as far as the run goes; false where it is over. */
static bool steps_of(const Canvas *canvas, double x, double width, int64_t total, double *from, double *to) {
    double scale = (canvas->view.x1 - canvas->view.x0) / width;
    *from = fmax(0, canvas->view.x0 + x * scale);
    *to = fmin(canvas->view.x0 + (x + 1) * scale, (double)(total > 1 ? total - 1 : 1));
    return *from <= *to;
}

/* From its least to its greatest value in each column, so that no dent and no peak is missed. */
static void draw_present(Canvas *canvas, const Schedule *schedule) {
    int width = canvas->columns * canvas->across, height = canvas->rows * canvas->down;
    for (int x = 0; x < width; x++) {
        double from, to, least, greatest;
        if (!steps_of(canvas, x, width, schedule->total_steps, &from, &to)) return;
        schedule_range(schedule, from, to, &least, &greatest);
        double top = fmax(0, round(row_of(canvas, greatest))), bottom = round(row_of(canvas, least));
        for (double y = top; y <= fmin(bottom, height - 1); y++) set_dot(canvas, x, (int)y);
    }
}

/* A letter a column, where the present curve is not. */
static void draw_further(Canvas *canvas, const FigureCurves *curves, int at, double base_lr, int letter) {
    for (int x = 0; x < canvas->columns; x++) {
        double from, to;
        if (!steps_of(canvas, x, canvas->columns, figure_curves_total(curves, at), &from, &to)) return;
        double step = (from + to) / 2;
        const Schedule *schedule = figure_curves_schedule(curves, at, (int64_t)step);
        double factor = schedule_factor_at(schedule, step) * (schedule->base_lr / base_lr);
        int row = (int)floor((row_of(canvas, factor) + 0.5) / canvas->down);
        if (row == canvas->rows && row_of(canvas, factor) < canvas->rows * canvas->down) row--;
        if (row < 0 || row >= canvas->rows) continue;
        unsigned char *cell = &canvas->dots[row * canvas->columns + x];
        if (!*cell) *cell = (unsigned char)(MARK_LETTER + letter);
    }
}

/* Marks the rows of a log that are off the schedule; the others lie on the curve. */
static void draw_log(Canvas *canvas, const ChartLog *log) {
    double width = canvas->view.x1 - canvas->view.x0;
    for (size_t i = 0; i < log->count; i++) {
        const ChartLogPoint *point = &log->points[i];
        double column = floor((point->update - canvas->view.x0) / width * (canvas->columns - 1) + 0.5);
        double row = floor((row_of(canvas, point->factor) + 0.5) / canvas->down);
        bool seen = column >= 0 && column < canvas->columns && row >= 0 && row < canvas->rows;
        if (point->parts && seen) canvas->dots[(int)row * canvas->columns + (int)column] = MARK_LOG;
    }
}

static void draw_baseline(Canvas *canvas) {
    int row = (int)floor((row_of(canvas, 1) + 0.5) / canvas->down);
    if (row < 0 || row >= canvas->rows) return;
    for (int x = 0; x < canvas->columns; x += 2)
        if (!canvas->dots[row * canvas->columns + x]) canvas->dots[row * canvas->columns + x] = MARK_BASELINE;
}

/* --- cells as characters --- */

/* Braille counts its dots down the left column, then down the right one, the lowest two last. */
static void add_braille(Text *out, unsigned dots) {
    static const unsigned char order[] = {0, 1, 2, 6, 3, 4, 5, 7};
    unsigned pattern = 0;
    for (int i = 0; i < 8; i++) pattern |= (dots >> i & 1u) << order[i];
    char utf8[] = {(char)0xE2, (char)(0xA0 | pattern >> 6), (char)(0x80 | (pattern & 0x3F)), 0};
    text_add(out, utf8);
}

static void add_ascii(Text *out, unsigned dots) {
    static const char *const signs[] = {" ", "'", "-", "-", ".", "|", "-", "|"};
    text_add(out, signs[dots & 7]);
}

static void add_cell(const Canvas *canvas, unsigned char cell, bool is_mark, Text *out) {
    if (!cell)
        text_add(out, " ");
    else if (is_mark && cell == MARK_BASELINE)
        text_add(out, canvas->ascii ? "." : "\xC2\xB7");
    else if (is_mark && cell == MARK_LOG)
        text_add(out, "#");
    else if (is_mark)
        text_addf(out, "%c", 'a' + cell - MARK_LETTER);
    else if (canvas->ascii)
        add_ascii(out, cell);
    else
        add_braille(out, cell);
}

/* --- axes --- */

static TickRequest rates(const Canvas *canvas, const Schedule *schedule, const Measure *measure) {
    return (TickRequest){.low = canvas->view.y0,
                         .high = canvas->view.y1,
                         .from = canvas->rows - 0.5,
                         .to = -0.5,
                         .knee = canvas->view.axis == CHART_ASINH ? canvas->view.knee : 0,
                         .labels = TICKS_LR,
                         .multiplier = schedule->base_lr,
                         .vertical = true,
                         .style = {.size = 1},
                         .measure = measure,
                         .forced = {0, 1},
                         .forced_count = 2};
}

static TickRequest steps(const Canvas *canvas, const Schedule *schedule, const Measure *measure) {
    return (TickRequest){.low = canvas->view.x0,
                         .high = canvas->view.x1,
                         .to = canvas->columns - 1,
                         .labels = TICKS_STEPS,
                         .multiplier = 1,
                         .style = {.size = 1},
                         .measure = measure,
                         .forced = {0, (double)schedule->warmup_iters, (double)schedule->total_steps},
                         .forced_count = 3};
}

static const Tick *tick_in_row(const Tick *ticks, int count, int rows, int row) {
    for (int i = 0; i < count; i++)
        if ((int)fmin(round(ticks[i].at), rows - 1) == row) return &ticks[i];
    return NULL;
}

static int margin_of(const Tick *ticks, int count) {
    size_t widest = strlen("lr");
    for (int i = 0; i < count; i++)
        if (characters(ticks[i].label) > widest) widest = characters(ticks[i].label);
    return (int)widest;
}

static void add_rows(const Canvas *canvas, const Canvas *letters, const Tick *ticks, int count, int margin,
                     Text *out) {
    for (int row = 0; row < canvas->rows; row++) {
        const Tick *tick = tick_in_row(ticks, count, canvas->rows, row);
        const char *label = tick ? tick->label : "";
        add_repeated(out, " ", margin - (int)characters(label));
        add_plain(out, label, canvas->ascii);
        text_add(out, canvas->ascii ? (tick ? " +" : " |") : tick ? " \xE2\x94\xA4" : " \xE2\x94\x82");
        for (int x = 0; x < canvas->columns; x++) {
            unsigned char cell = canvas->dots[row * canvas->columns + x];
            unsigned char below = letters->dots[row * canvas->columns + x];
            add_cell(canvas, cell ? cell : below, !cell, out);
        }
        while (out->length && out->data[out->length - 1] == ' ') out->data[--out->length] = 0;
        text_add(out, "\n");
    }
}

/* The line below the plot with its marks, and the numbers below that, each centred where there is room. */
static void add_steps(const Canvas *canvas, const Tick *ticks, int count, int margin, Text *out) {
    Text numbers = {0};
    add_repeated(out, " ", margin);
    text_add(out, canvas->ascii ? " +" : " \xE2\x94\x94");
    for (int x = 0; x < canvas->columns; x++) {
        bool marked = false;
        for (int i = 0; i < count; i++) marked = marked || (int)fmin(ticks[i].at, canvas->columns - 1) == x;
        text_add(out, canvas->ascii ? (marked ? "+" : "-") : marked ? "\xE2\x94\xB4" : "\xE2\x94\x80");
    }
    text_add(out, "\n");
    int column = 0, left = margin + 2;
    for (int i = 0; i < count; i++) {
        int wide = (int)characters(ticks[i].label), end = left + canvas->columns;
        int start = left + (int)fmin(ticks[i].at, canvas->columns - 1) - wide / 2;
        if (start + wide > end) start = end - wide;
        if (start <= column && i > 0) continue;
        add_repeated(&numbers, " ", start - column);
        text_add(&numbers, ticks[i].label);
        column = start + wide;
    }
    if (column + 6 <= left + canvas->columns) text_add(&numbers, "  step");
    add_plain(out, text_string(&numbers), canvas->ascii);
    text_add(out, "\n");
    text_free(&numbers);
}

/* --- words --- */

/* Returns the bytes to the word's end; "1 × base_lr" is one word. */
static size_t word_bytes(const char *at) {
    size_t bytes = strcspn(at, " ");
    bool times = !strncmp(at + bytes, " \xC3\x97 ", 4) || !strncmp(at + bytes, " x ", 3);
    if (!times) return bytes;
    bytes += 1 + strcspn(at + bytes + 1, " ");
    return bytes + 1 + word_bytes(at + bytes + 1);
}

/* Words in lines no wider than the terminal. */
static void add_wrapped(Text *out, const char *words, int columns, bool ascii) {
    Text plain = {0};
    add_plain(&plain, words, ascii);
    int column = 0;
    for (const char *at = text_string(&plain); *at;) {
        size_t bytes = word_bytes(at);
        char word[256];
        snprintf(word, sizeof word, "%.*s", (int)(bytes < sizeof word ? bytes : sizeof word - 1), at);
        int wide = (int)characters(word);
        if (column && column + 1 + wide > columns) {
            text_add(out, "\n");
            column = 0;
        }
        text_addf(out, "%s%s", column ? " " : "", word);
        column += wide + (column > 0);
        at += bytes + strspn(at + bytes, " ");
    }
    text_add(out, "\n");
    text_free(&plain);
}

static void add_verdict(const Figure *figure, const FigureCurves *curves, int columns, bool ascii,
                        Text *out) {
    Text words = {0};
    if (figure->spec.title && *figure->spec.title) add_wrapped(out, figure->spec.title, columns, ascii);
    if (!curves->present) figure_sweep_name(&figure->sweep, &words);
    if (!curves->present) text_add(&words, ": ");
    verdict_words_add(curves->present ? &figure->scenario->schedule : NULL, curves->overlays.list, curves->overlays.count, 0,
                      &words);
    if (curves->present && !curves->overlays.count) {
        text_add(&words, ": ");
        words_reason(&figure->scenario->schedule, &words);
    }
    add_wrapped(out, text_string(&words), columns, ascii);
    text_free(&words);
}

static void add_legend(const FigureCurves *curves, int columns, bool ascii, Text *out) {
    Text row = {0};
    int letter = 0;
    for (int at = -1; (at = figure_curves_next(curves, at)) >= 0 && letter < LETTERS; letter++) {
        text_setf(&row, "%c ", 'a' + letter);
        text_add_visible(&row, figure_curves_name(curves, at));
        add_wrapped(out, text_string(&row), columns, ascii);
    }
    text_free(&row);
}

static void add_notes(const Scenario *scenario, int columns, bool ascii, Text *out) {
    Text row = {0};
    for (size_t i = 0; i < scenario->annotation_count; i++) {
        const ScenarioAnnotation *annotation = &scenario->annotations[i];
        text_setf(&row, "step %s", number_grouped(annotation->first).text);
        if (annotation->last > annotation->first) text_addf(&row, "\u2013%s", number_grouped(annotation->last).text);
        text_addf(&row, ": %s", text_string(&annotation->text));
        add_wrapped(out, text_string(&row), columns, ascii);
    }
    text_free(&row);
}

/* What each log is held against, and which of its rows are marked. */
static void add_logs(const Figure *figure, int columns, bool ascii, Text *out) {
    Text row = {0};
    for (size_t i = 0; i < figure->logs.count; i++) {
        text_setf(&row, "# log %s", text_string(&figure->logs.items[i].summary));
        add_wrapped(out, text_string(&row), columns, ascii);
    }
    text_free(&row);
}

/* --- the whole --- */

static ChartView view_of(const Figure *figure, const FigureCurves *curves) {
    const Scenario *scenario = figure->scenario;
    ChartView all = figure_everything(scenario, &curves->overlays, figure->sweep.count ? NULL : &figure->logs);
    if (figure->sweep.count)
        all = chart_on_axis(figure_sweep_fit(&figure->sweep, &scenario->schedule), all.axis,
                            &scenario->schedule);
    return figure_view(scenario, &all);
}

static Canvas canvas_of(const Figure *figure, ChartView view, int columns, int rows) {
    Canvas canvas = {.ascii = figure->text.ascii, .view = view, .columns = columns, .rows = rows};
    canvas.across = canvas.ascii ? 1 : DOTS_ACROSS;
    canvas.down = canvas.ascii ? ASCII_DOWN : DOTS_DOWN;
    canvas.dots = memory_resize(NULL, (size_t)columns * (size_t)rows, 1);
    memset(canvas.dots, 0, (size_t)columns * (size_t)rows);
    return canvas;
}

static void add_plot(const Figure *figure, const FigureCurves *curves, int columns, int rows, Text *out) {
    const Schedule *schedule = &figure->scenario->schedule;
    Measure measure = {.width = width_of};
    Tick left[TICKS_MAX], bottom[TICKS_MAX];
    Canvas canvas = {.view = view_of(figure, curves), .rows = rows};
    TickRequest request = rates(&canvas, schedule, &measure);
    int left_count = ticks_make(&request, left), margin = margin_of(left, left_count);
    canvas = canvas_of(figure, canvas.view, columns - margin - 2, rows);
    Canvas letters = canvas_of(figure, canvas.view, canvas.columns, rows);
    request = steps(&canvas, schedule, &measure);
    int bottom_count = ticks_make(&request, bottom), letter = 0;
    if (curves->present) draw_present(&canvas, schedule);
    for (int at = -1; (at = figure_curves_next(curves, at)) >= 0 && letter < LETTERS; letter++)
        draw_further(&letters, curves, at, schedule->base_lr, letter);
    for (size_t i = 0; curves->present && i < figure->logs.count; i++) draw_log(&letters, &figure->logs.drawn[i]);
    draw_baseline(&letters);
    add_rows(&canvas, &letters, left, left_count, margin, out);
    add_steps(&canvas, bottom, bottom_count, margin, out);
    free(canvas.dots);
    free(letters.dots);
}

void figure_text_chart(const Figure *figure, Text *out) {
    FigureCurves curves;
    int columns = figure->text.columns ? figure->text.columns : TEXT_COLUMNS;
    int rows = (figure->text.rows ? figure->text.rows : TEXT_ROWS) - 6;
    figure_curves_make(&curves, figure);
    add_verdict(figure, &curves, columns, figure->text.ascii, out);
    text_add(out, "lr\n");
    add_plot(figure, &curves, columns, rows, out);
    add_legend(&curves, columns, figure->text.ascii, out);
    if (curves.present) add_logs(figure, columns, figure->text.ascii, out);
    add_notes(figure->scenario, columns, figure->text.ascii, out);
    figure_curves_free(&curves);
}

bool figure_write_text(Figure *figure, FILE *stream, Text *why) {
    (void)why;
    Text out = {0};
    figure_text_chart(figure, &out);
    fwrite(text_string(&out), 1, out.length, stream);
    text_free(&out);
    return true;
}
