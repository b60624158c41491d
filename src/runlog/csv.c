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
    while (length && is_blank(*line)) line++, length--;
    if (length && *line == '|') return '|';
    if (tabs > commas && tabs > semicolons) return '\t';
    return semicolons > commas ? ';' : ',';
}

/* Comments, and the rules of printed tables: "|-----|---:|". */
static bool is_ignored(const char *line, size_t length) {
    while (length && is_blank(*line)) line++, length--;
    if (!length || *line == '#') return true;
    for (size_t i = 0; i < length; i++)
        if (!strchr("-=+|: \t", line[i])) return false;
    return true;
}

/* TensorBoard's export of one tag: "Wall time,Step,Value", the tag in the file's name. */
static void name_export(LogSource *source) {
    Collector *collector = &source->collector;
    const char *path = text_string(&collector->log->path), *slash = strrchr(path, '/');
    LogKey *value = NULL;
    bool timed = false;
    for (size_t i = 0; i < collector->key_count; i++) {
        if (!strcmp(collector->keys[i].name, "Wall time")) timed = true;
        if (!strcmp(collector->keys[i].name, "Value")) value = &collector->keys[i];
    }
    if (!timed || !value || value->role != ROLE_NONE || !collect_is_near(slash ? slash + 1 : path)) return;
    value->role = ROLE_RATE;
    value->order = collect_group(collector, value->name, value->length);
    source->columns[source->column_count - 1] = value; /* it is the last one */
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
    name_export(source);
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

/* True for "loss: 0.5", "lr=0.1", "lr 0.10" and, in a printed table, "epoch 1": what a sentence says, not the
   name of a column, as mAP_0.5:0.95 is one. */
static bool is_said(const char *from, const char *to, char delimiter) {
    for (const char *at = from; at < to; at++) {
        Figure figure;
        bool blank = *at == ' ';
        if (*at == '=') return true;
        bool colon = *at == ':' && at > from && isalpha((unsigned char)at[-1]);
        if (!colon && !blank) continue;
        for (at++; at < to && is_blank(*at);) at++;
        if (at < to && runlog_figure_read(at, to, &figure) == to)
            if (!blank || delimiter == '|' || memchr(at, '.', (size_t)(to - at))) return true;
    }
    return false;
}

static bool is_name(const char *from, const char *to, char delimiter) {
    Figure figure;
    size_t length = (size_t)(to - from);
    if (length > KEY_LONGEST || (length && runlog_figure_read(from, to, &figure) == to)) return false;
    return !memchr(from, '{', length) && !memchr(from, '\'', length) && !is_said(from, to, delimiter);
}

static size_t count_cells(const char *line, size_t length, char delimiter) {
    const char *from, *to;
    size_t count = 0;
    for (const char *at = line; at; count++) next_cell(&at, line + length, delimiter, &from, &to);
    return count;
}

/* True for a first line of names: at least two cells can be a name, none is a number, and the line behind it
   has as many cells. */
bool reader_csv_recognise(const char *head, size_t count, bool all) {
    size_t length = 0, named = 0, cells = 0, next = 0;
    const char *line = first_line(head, count, &length), *from, *to;
    if (!line || !memchr(line, delimiter_of(line, length), length)) return false;
    char delimiter = delimiter_of(line, length);
    for (const char *at = line; at; cells++) {
        next_cell(&at, line + length, delimiter, &from, &to);
        if (!is_name(from, to, delimiter)) return false;
        named += from < to && (isalpha((unsigned char)*from) || *from == '_');
    }
    const char *row = first_line(line + length, count - (size_t)(line + length - head), &next);
    bool whole = row && (all || row + next < head + count);
    return named >= 2 && (!whole || count_cells(row, next, delimiter) == cells);
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
