#include "runlog/columns.h"

#include "base/memory.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *behind_space(const char *at, const char *end) {
    while (at < end && isspace((unsigned char)*at)) at++;
    return at;
}

/* Returns behind a number, or a null or NaN, which is none; NULL for anything else. */
static const char *read_cell(const char *at, const char *end, Figure *figure) {
    static const char *const none[] = {"null", "NaN", "Infinity", "-Infinity"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        size_t length = strlen(none[i]);
        if ((size_t)(end - at) < length || memcmp(at, none[i], length) != 0) continue;
        *figure = (Figure){.value = NAN};
        return at + length;
    }
    return runlog_figure_read(at, end, figure);
}

/* Reads the next cell of a list; *at is then at the comma or the bracket behind it. False at the end. */
static bool next_cell(const char **at, const char *end, Figure *figure) {
    const char *behind = read_cell(behind_space(*at + 1, end), end, figure);
    if (!behind) return false;
    *at = behind_space(behind, end);
    return *at < end && (**at == ',' || **at == ']');
}

bool columns_add(Columns *columns, LogKey *key, const char *text, const char *end) {
    Figure figure;
    const char *at = text;
    if (!next_cell(&at, end, &figure)) return false;
    bool wanted = key && (key->role == ROLE_RATE || key->role == ROLE_STEP || key->role == ROLE_EPOCH);
    if (!wanted || columns->count == LISTS_MAX) return true;
    Column *column = &columns->items[columns->count++];
    size_t capacity = 0;
    *column = (Column){.key = key};
    for (at = text; *at != ']' && next_cell(&at, end, &figure);) {
        if (column->count == capacity) {
            capacity = memory_grown(capacity, column->count + 1);
            column->cells = memory_resize(column->cells, capacity, sizeof *column->cells);
        }
        column->cells[column->count++] = (LogRate){.figure = figure};
    }
    return true;
}

void columns_take(Columns *columns, Collector *collector) {
    size_t rows = 0;
    collector->may_count = true;
    for (size_t i = 0; i < columns->count; i++)
        if (columns->items[i].key->role == ROLE_RATE && columns->items[i].count > rows)
            rows = columns->items[i].count;
    for (size_t row = 0; row < rows; row++) {
        collect_row(collector);
        for (size_t i = 0; i < columns->count; i++)
            if (row < columns->items[i].count && isfinite(columns->items[i].cells[row].figure.value))
                collect_figure(collector, columns->items[i].key, &columns->items[i].cells[row].figure);
        collect_end(collector);
    }
    for (size_t i = 0; i < columns->count; i++) free(columns->items[i].cells);
    columns->count = 0;
}

bool columns_in(const char *text, const char *end) {
    for (const char *at = text; at < end && (at = memchr(at, '[', (size_t)(end - at))); at++) {
        const char *cell = at;
        Figure figure;
        int count = 0;
        while (count < 3 && cell < end && *cell != ']' && next_cell(&cell, end, &figure)) count++;
        if (count == 3) return true;
    }
    return false;
}
