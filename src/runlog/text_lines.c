/* Lines that programs print while they train: somewhere in the line, or in one before it, stands the step,
   and somewhere the rate. */
#include "runlog/readers.h"
#include "runlog/line_rate.h"

#include <string.h>

static void give(Collector *collector, const char *name, double value) {
    collect_bits(collector, collect_key(collector, name, strlen(name)), value);
}

/* Hands on where the line stands. Steps inside an epoch go by the same name as other steps. */
static void give_place(Collector *collector, const Place *place) {
    LogRow *row = &collector->row;
    if (place->has_step) give(collector, "step", place->step);
    if (place->has_epoch && !place->has_step) give(collector, "epoch", place->epoch);
    if (place->has_epoch) row->epoch = place->epoch, row->has_epoch = true;
    if (place->length > (double)collector->log->epoch_steps)
        collector->log->epoch_steps = (int64_t)place->length;
    if (place->epochs > 0) collector->epochs_declared = place->epochs;
    row->skipped = place->skipped;
    row->total = place->total > 0 ? place->total : place->has_step ? place->of : 0;
}

/* Reads Hugging Face's dict: {'loss': 2.31, 'learning_rate': 5e-06, 'epoch': 0.01}. Its step stands in the
   bar before it; an epoch with decimals has to do where there is no bar. */
static bool take_dict(LogSource *source, const char *line, const char *end) {
    static const char word[] = "'epoch':";
    Collector *collector = &source->collector;
    Figure figure;
    for (const char *at = line; at + sizeof word < end && (at = memchr(at, '\'', (size_t)(end - at))); at++) {
        if ((size_t)(end - at) < sizeof word || memcmp(at, word, sizeof word - 1) != 0) continue;
        at += sizeof word - 1;
        while (at < end && (*at == ' ' || *at == '\'')) at++;
        if (!runlog_figure_read(at, end, &figure)) return false;
        if (collector->bar >= 0) {
            give(collector, "step", collector->bar);
            collector->row.total = collector->bar_total;
        } else {
            give(collector, "epoch", figure.value);
        }
        return true;
    }
    return false;
}

/* Series are told apart by the group that a line names, and a factor's by what they count: nanochat prints
   several trainings into one file. */
static int series_of(Collector *collector, const LineRate *rate) {
    Text name = {0};
    text_add_bytes(&name, rate->word, rate->word_length);
    if (rate->factor && collector->row.total > 0)
        text_addf(&name, " of s n/%.0f", collector->row.total);
    else if (rate->factor)
        text_add(&name, " without a total");
    else if (rate->group > 0)
        text_addf(&name, " of group %d", rate->group);
    int group = collect_group(collector, text_string(&name), name.length);
    text_free(&name);
    return group;
}

static bool is_asked_for(const Collector *collector, const LineRate *rate) {
    const char *key = collector->options.key;
    return !key || (strlen(key) == rate->word_length && !strncmp(key, rate->word, rate->word_length));
}

/* What the lines before it said holds for a line that does not say it. */
static bool complete_place(LogSource *source, Place *place, bool found) {
    const Place *seen = &source->seen;
    if (found && place->writer) return true;
    if (!found && (source->collector.pattern_writer || !(seen->has_step || seen->has_epoch))) return false;
    if (!found) *place = *seen;
    if (!place->has_epoch && seen->has_epoch) {
        place->epoch = seen->epoch;
        place->epochs = seen->epochs;
        place->has_epoch = true;
    }
    return true;
}

/* A bar counts what is done of an epoch, and is over when the rate is told. */
static void take_heading(LogSource *source, const char *line, const char *end, bool has_bar) {
    Place place;
    if (!line_heading(line, end, &place)) return;
    if (!place.has_epoch && source->seen.has_epoch) {
        place.epoch = source->seen.epoch;
        place.epochs = source->seen.epochs;
        place.has_epoch = true;
    }
    place.has_step = place.has_step && !has_bar;
    source->seen = place;
}

/* Says where the row stands, and who prints such rows; false where nothing says it. */
static bool take_place(LogSource *source, const Line *line, bool has_bar, const char **writer) {
    Collector *collector = &source->collector;
    const char *end = line->data + line->length;
    Place place = {0};
    bool found = line_place(line->data, end, &source->pattern, &place);
    bool sure = found && place.writer, plain = !sure && !place.has_step;
    *writer = place.writer;
    if (plain && take_dict(source, line->data, end)) {
        *writer = "huggingface";
    } else if (!sure && has_bar) {
        if (!place.has_epoch) *writer = "accelerate";
        place.step = collector->bar;
        place.of = collector->bar_total;
        place.has_step = true;
        give_place(collector, &place);
    } else if (complete_place(source, &place, found)) {
        give_place(collector, &place);
        if (found) source->seen = place;
    } else {
        return false;
    }
    return true;
}

static void take_line(LogSource *source, const Line *line) {
    Collector *collector = &source->collector;
    const char *end = line->data + line->length, *writer;
    double bar = 0, total = 0;
    LineRate rate;
    bool has_bar = line_bar(line->data, end, &bar, &total);
    if (has_bar) collector->bar = bar, collector->bar_total = total;
    if (!line_rate(line->data, end, &rate)) {
        take_heading(source, line->data, end, has_bar);
        return;
    }
    if (!is_asked_for(collector, &rate) || (line->torn && rate.behind == end)) return;
    collect_row(collector);
    collector->row.torn = line->torn;
    if (!take_place(source, line, has_bar, &writer)) return;
    if (rate.factor) writer = "nanochat";
    if (writer || !collector->pattern_writer) collector->pattern_writer = writer;
    int group = series_of(collector, &rate);
    if (group < 0) return;
    collector->row.rates[collector->row.rate_count++] = (LogRate){group, rate.figure, false};
    collect_end(collector);
}

/* True for text that is printable for the most part; its lines will tell what else it is. */
bool reader_text_recognise(const char *head, size_t count, bool all) {
    size_t odd = 0;
    (void)all;
    for (size_t i = 0; i < count; i++) {
        unsigned char c = (unsigned char)head[i];
        odd += (c < 32 && c != '\n' && c != '\r' && c != '\t' && c != 27 && c != 0 && c != 8) || c == 127;
    }
    return count > 0 && odd * 100 <= count;
}

bool reader_text_read(LogSource *source, LineStream *stream, Text *why) {
    return reader_lines(source, stream, take_line, why);
}
