#include "figure/table.h"

#include "base/interrupt.h"
#include "base/number.h"
#include "figure/writers.h"

#include <inttypes.h>
#include <string.h>

enum { ROWS_BETWEEN_LOOKS = 4096 };

/* Writes a cell as RFC 4180 has it. */
void figure_table_cell(FILE *stream, const char *words) {
    bool plain = !strpbrk(words, ",\"\r\n");
    if (!plain) putc('"', stream);
    for (; *words; words++) {
        if (*words == '"') putc('"', stream);
        putc(*words, stream);
    }
    if (!plain) putc('"', stream);
}

void figure_table_open(FigureTable *table, const Figure *figure, FILE *stream) {
    *table = (FigureTable){.stream = stream, .schedule = &figure->scenario->schedule};
    figure_curves_make(&table->curves, figure);
}

void figure_table_close(FigureTable *table) {
    figure_curves_free(&table->curves);
}

void figure_table_header(const FigureTable *table) {
    Text name = {0};
    fputs(table->curves.present ? "step,factor,lr" : "step", table->stream);
    for (int at = -1; (at = figure_curves_next(&table->curves, at)) >= 0;) {
        text_setf(&name, "lr (");
        text_add_visible(&name, figure_curves_name(&table->curves, at));
        text_add(&name, ")");
        putc(',', table->stream);
        figure_table_cell(table->stream, text_string(&name));
    }
    putc('\n', table->stream);
    text_free(&name);
}

static void write_present(const FigureTable *table, int64_t step) {
    const Schedule *schedule = table->schedule;
    if (table->ends && step >= schedule->total_steps)
        fputs(",,", table->stream);
    else
        fprintf(table->stream, ",%s,%s", number_exact(schedule_factor(schedule, step)).text,
                number_exact(schedule_lr(schedule, step)).text);
}

static void write_row(const FigureTable *table, int64_t step) {
    const FigureCurves *curves = &table->curves;
    fprintf(table->stream, "%" PRId64, step);
    if (curves->present) write_present(table, step);
    for (int at = -1; (at = figure_curves_next(curves, at)) >= 0;) {
        putc(',', table->stream);
        if (table->ends && step >= figure_curves_total(curves, at)) continue;
        double lr = schedule_lr(figure_curves_schedule(curves, at, step), step);
        fputs(number_exact(lr).text, table->stream);
    }
    putc('\n', table->stream);
}

/* A full disk ends a table of 10^12 rows at once. */
void figure_table_rows(FigureTable *table, int64_t first, int64_t last, int64_t stride) {
    for (int64_t step = first; step <= last && !ferror(table->stream); step += stride) {
        write_row(table, step);
        if (++table->rows % ROWS_BETWEEN_LOOKS == 0 && interrupt_waits()) return;
    }
}

bool figure_write_csv(Figure *figure, FILE *stream, Text *why) {
    (void)why;
    FigureTable table;
    figure_table_open(&table, figure, stream);
    table.ends = true;
    figure_table_header(&table);
    figure_table_rows(&table, 0, figure_curves_longest(&table.curves, table.schedule) - 1, 1);
    figure_table_close(&table);
    return true;
}
