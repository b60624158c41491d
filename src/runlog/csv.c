/* Tables with a line of names: Lightning, Ultralytics, YOLOv5, timm, Keras, Weights & Biases' exports, and
   anybody's own. And MLflow's three columns without names. */
#include "runlog/readers.h"

#include <ctype.h>
#include <string.h>

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* Takes blanks and quotes off. */
static void trim(const char **from, const char **to) {
    while (*from < *to && is_blank(**from)) ++*from;
    while (*to > *from && is_blank((*to)[-1])) --*to;
    if (*to - *from >= 2 && **from == '"' && (*to)[-1] == '"') ++*from, --*to;
}

/* The cell at *at without its blanks and quotes; *at moves behind its delimiter, or becomes NULL after the
 * last. */
static void next_cell(const char **at, const char *end, char delimiter, const char **from, const char **to) {
    const char *here = *at;
    while (here < end && is_blank(*here) && *here != delimiter) here++;
    if (here < end && *here == '"') {
        for (here++; here < end && (*here != '"' || (here + 1 < end && here[1] == '"' && ++here)); here++) {
        }
    }
    const char *stop = here < end ? memchr(here, delimiter, (size_t)(end - here)) : NULL;
    *from = *at;
    *to = stop ? stop : end;
    *at = stop ? stop + 1 : NULL;
    trim(from, to);
}

static size_t count_of(const char *line, size_t length, char c) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++) count += line[i] == c;
    return count;
}

static char delimiter_of(const char *line, size_t length) {
    size_t commas = count_of(line, length, ','), semicolons = count_of(line, length, ';');
    size_t tabs = count_of(line, length, '\t');
    if (tabs > commas && tabs > semicolons) return '\t';
    return semicolons > commas ? ';' : ',';
}

static bool is_ignored(const char *line, size_t length) {
    while (length && is_blank(*line)) line++, length--;
    return !length || *line == '#';
}

static void read_names(LogSource *source, const Line *line) {
    const char *at = line->data, *end = line->data + line->length, *from, *to;
    source->delimiter = delimiter_of(line->data, line->length);
    while (at && source->column_count < COLUMNS_MAX) {
        next_cell(&at, end, source->delimiter, &from, &to);
        LogKey *key = collect_key(&source->collector, from, (size_t)(to - from));
        if (key && key->role == ROLE_RATE && key->order < 0)
            key->order = collect_group(&source->collector, key->name, key->length);
        source->columns[source->column_count++] = key && key->role != ROLE_NONE ? key : NULL;
    }
}

static void take_line(LogSource *source, const Line *line) {
    const char *at = line->data, *end = line->data + line->length, *from, *to;
    if (is_ignored(line->data, line->length)) return;
    if (!source->column_count) {
        read_names(source, line);
        return;
    }
    collect_row(&source->collector);
    source->collector.row.torn = line->torn;
    for (size_t i = 0; at && i < source->column_count; i++) {
        next_cell(&at, end, source->delimiter, &from, &to);
        bool open = line->torn && to == end && i + 1 < source->column_count;
        if (source->columns[i] && !open)
            collect_text(&source->collector, source->columns[i], from, (size_t)(to - from));
    }
    collect_end(&source->collector);
}

/* Returns the first line that is not ignored; NULL where there is none. */
static const char *first_line(const char *head, size_t count, size_t *length) {
    const char *end = head + count;
    while (head < end) {
        size_t here = strcspn(head, "\r\n");
        if (here > (size_t)(end - head)) here = (size_t)(end - head);
        *length = here;
        if (!is_ignored(head, here)) return head;
        head += here + 1;
    }
    return NULL;
}

/* True for a first line of names: at least one cell can be a name, and no cell is a number. */
bool reader_csv_recognise(const char *head, size_t count, bool all) {
    size_t length = 0, named = 0;
    const char *line = first_line(head, count, &length), *from, *to;
    (void)all;
    if (!line || !memchr(line, delimiter_of(line, length), length)) return false;
    char delimiter = delimiter_of(line, length);
    for (const char *at = line; at;) {
        Figure figure;
        next_cell(&at, line + length, delimiter, &from, &to);
        if (to - from > KEY_LONGEST || (from < to && runlog_figure_read(from, to, &figure) == to)) return false;
        if (memchr(from, '{', (size_t)(to - from)) || memchr(from, '\'', (size_t)(to - from)) ||
            memchr(from, '=', (size_t)(to - from)))
            return false;
        named += from < to && (isalpha((unsigned char)*from) || *from == '_');
    }
    return named >= 2;
}

bool reader_csv_read(LogSource *source, LineStream *stream, Text *why) {
    return reader_lines(source, stream, take_line, why);
}

/* MLflow writes one file a metric, each line with the time in milliseconds, the value and the step. */

static bool three_numbers(const char *text, const char *end, Figure figures[3], const char *starts[4]) {
    for (int i = 0; i < 3; i++) {
        while (text < end && is_blank(*text)) text++;
        starts[i] = text;
        text = runlog_figure_read(text, end, &figures[i]);
        if (!text || (text < end && !is_blank(*text))) return false;
    }
    starts[3] = text;
    return true;
}

static void take_columns(LogSource *source, const Line *line) {
    Figure figures[3];
    const char *starts[4];
    Collector *collector = &source->collector;
    if (!three_numbers(line->data, line->data + line->length, figures, starts)) return;
    collect_row(collector);
    collector->row.torn = line->torn;
    LogKey *rate = collect_key(collector, "learning_rate", 13), *step = collect_key(collector, "step", 4);
    if (rate && step) {
        rate->role = ROLE_RATE;
        collect_text(collector, rate, starts[1], (size_t)(starts[2] - starts[1]) - 1);
        collect_text(collector, step, starts[2], (size_t)(starts[3] - starts[2]));
    }
    collect_end(collector);
}

bool reader_columns_recognise(const char *head, size_t count, bool all) {
    Figure figures[3];
    const char *starts[4];
    size_t length = 0;
    const char *line = first_line(head, count, &length);
    (void)all;
    return line && three_numbers(line, line + length, figures, starts) && figures[0].value > 1e11 &&
           figures[0].decimals <= 0;
}

bool reader_columns_read(LogSource *source, LineStream *stream, Text *why) {
    return reader_lines(source, stream, take_columns, why);
}
