/* Lines that programs print while they train: somewhere in the line stands the rate, somewhere the step. */
#include "runlog/readers.h"

#include <ctype.h>
#include <string.h>

/* What a line looks like: % is a number, a blank any number of blanks (also none), everything else itself.
   `means` says what each number is: s step, e epoch, i step inside the epoch, l length of an epoch, t steps
   in all, k updates skipped, - nothing. The first row that is found in a line counts, so the surer ones stand
   first. */
typedef struct Pattern {
    const char *text, *means, *writer;
} Pattern;

static const Pattern patterns[] = {
    {"Epoch(train) [%][ %/ %]", "eil", "mmengine"},
    {"Iter(train) [ %/ %]", "st", "mmengine by iteration"},
    {"Epoch [%][ %/ %]", "eil", "mmcv"},
    {"Iter [ %/ %]", "st", "mmcv by iteration"},
    {"epoch: [%] [ %/ %]", "eil", "torchvision"},
    {"Epoch: [%] [ %/ %]", "eil", "torchvision"},
    {"Train: [%/%][ %/ %]", "e-il", "swin"},
    {"Train: % [ %/ %", "eil", "timm"},
    {"epoch: %/%, iter: %/%", "e-il", "yolox"},
    {"iteration %/ % |", "st", "megatron"},
    {"step=%, skipped=%", "sk", "deepspeed"},
    {"num_updates=%", "s", "fairseq"},
    {"\"num_updates\": \"%\"", "s", "fairseq"},
    {"  iter: %  ", "s", "detectron2"},
    {"Step % | ", "s", "torchtune"},
    {"Steps: %/ %", "st", "accelerate"},
    {"global_step %/ %", "st", NULL},
    {"global_step: %", "s", NULL},
    {"global_step=%", "s", NULL},
    {"global_step': %", "s", NULL},
    {"global step: %", "s", NULL},
    {"iteration: %", "s", NULL},
    {"iteration: %/ %", "st", NULL},
    {"iteration %", "s", NULL},
    {"Iteration %", "s", NULL},
    {"Iteration: %", "s", NULL},
    {"iter: %/ %", "st", NULL},
    {"iter: %", "s", NULL},
    {"iter %", "s", NULL},
    {"iter=%", "s", NULL},
    {"step: %/ %", "st", NULL},
    {"step %/ %", "st", NULL},
    {"step: %", "s", NULL},
    {"step=%", "s", NULL},
    {"step': %", "s", NULL},
    {"step\": %", "s", NULL},
    {"step %", "s", NULL},
    {"Step %/ %", "st", NULL},
    {"Step: %/ %", "st", NULL},
    {"Step: %", "s", NULL},
    {"Step %", "s", NULL},
    {"[ %/ %]", "st", NULL},
    {"update %", "s", NULL},
    {"updates: %", "s", NULL},
    {"Batch %", "s", NULL},
    {"Epoch %/ %", "n-", NULL},
    {"Epoch: %", "n", NULL},
    {"Epoch %", "n", NULL},
    {"epoch: %", "n", NULL},
    {"epoch=%", "n", NULL},
    {"epoch %", "n", NULL},
};
enum { PATTERNS = sizeof patterns / sizeof *patterns, NUMBERS_MAX = 4 };

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

/* Returns a whole number, with the NaN of a step that is none left out. */
static const char *read_whole(const char *at, const char *end, double *value) {
    const char *first = at;
    for (*value = 0; at < end && isdigit((unsigned char)*at) && at - first < 18; at++)
        *value = *value * 10 + (*at - '0');
    return at > first ? at : NULL;
}

/* Returns the pattern at `at`: behind it, or NULL. */
static const char *match_here(const char *pattern, const char *at, const char *end, double *numbers) {
    for (; *pattern; pattern++) {
        if (*pattern == ' ') {
            while (at < end && (*at == ' ' || *at == '\t')) at++;
        } else if (*pattern == '%') {
            at = read_whole(at, end, numbers++);
            if (!at) return NULL;
        } else if (at >= end || *at++ != *pattern) {
            return NULL;
        }
    }
    return at;
}

/* True if the pattern stands anywhere in the line, not inside a word. */
static bool match(const Pattern *pattern, const char *line, const char *end, double *numbers) {
    const char *text = pattern->text + strspn(pattern->text, " ");
    for (const char *at = line; at < end && (at = memchr(at, *text, (size_t)(end - at))); at++) {
        if (at > line && is_word(at[-1]) && is_word(*text)) continue;
        if (match_here(text, at, end, numbers)) return true;
    }
    return false;
}

/* Returns where the rate's number begins, or NULL: behind learning rate, learning_rate, lr or lrm as a word
   of its own, then perhaps quotes, = or :, a bracket. *word and *word_length are what stands before it. */
static const char *rate_at(const char *at, const char *line, const char *end, size_t *word_length) {
    const char *from = at;
    if (at > line && is_word(at[-1])) return NULL;
    if (end - at > 12 && !strncmp(at + 1, "earning", 7)) {
        at += 8;
        if (*at == ' ' || *at == '_' || *at == '-') at++;
        if (strncmp(at, "rate", 4) != 0 && strncmp(at, "Rate", 4) != 0) return NULL;
        at += 4;
    } else if (end - at > 3 && (at[1] == 'r' || at[1] == 'R')) {
        at += 2 + (at[2] == 'm');
    } else {
        return NULL;
    }
    *word_length = (size_t)(at - from);
    if (at < end && is_word(*at)) return NULL;
    if (at < end && (*at == '\'' || *at == '"')) at++;
    while (at < end && (*at == ' ' || *at == '\t')) at++;
    if (at < end && (*at == ':' || *at == '=')) at++;
    while (at < end && (*at == ' ' || *at == '[' || *at == '\'' || *at == '"')) at++;
    return at < end && (isdigit((unsigned char)*at) || *at == '.' || *at == '-') ? at : NULL;
}

typedef struct Found {
    const char *word;
    size_t word_length;
    const char *number, *behind;
} Found;

static bool find_rate(const char *line, const char *end, Found *found) {
    Figure figure;
    for (const char *at = line; at + 2 < end; at++) {
        if ((*at | 32) != 'l' || ((at[1] | 32) != 'r' && at[1] != 'e')) continue;
        const char *number = rate_at(at, line, end, &found->word_length);
        const char *behind = number ? runlog_figure_read(number, end, &figure) : NULL;
        if (!behind || (behind < end && is_word(*behind))) continue;
        *found = (Found){at, found->word_length, number, behind};
        return true;
    }
    return false;
}

/* Reads tqdm's bar, "| 10/21600 [": the numbers of the last one in the line. */
static bool find_bar(const char *line, const char *end, double *done, double *total) {
    double numbers[2];
    bool found = false;
    for (const char *at = line; at < end && (at = memchr(at, '|', (size_t)(end - at))); at++) {
        if (!match_here("| %/%", at, end, numbers)) continue;
        found = true;
        *done = numbers[0];
        *total = numbers[1];
    }
    return found;
}

static LogKey *named(Collector *collector, const char *name) {
    return collect_key(collector, name, strlen(name));
}

static void give(Collector *collector, const char *name, double value) {
    collect_bits(collector, named(collector, name), value);
}

/* Hands on what the pattern's numbers mean. Steps inside an epoch go by the same name as other steps. */
static void give_numbers(Collector *collector, const Pattern *pattern, const double *numbers) {
    LogRow *row = &collector->row;
    for (size_t i = 0; pattern->means[i]; i++) {
        switch (pattern->means[i]) {
        case 's':
        case 'i': give(collector, "step", numbers[i]); break;
        case 'n': give(collector, "epoch", numbers[i]); break;
        case 'e': row->epoch = numbers[i], row->has_epoch = true; break;
        case 'l':
            if (numbers[i] > (double)collector->log->epoch_steps)
                collector->log->epoch_steps = (int64_t)numbers[i];
            break;
        case 'k': row->skipped = numbers[i]; break;
        case 't': row->total = numbers[i]; break;
        default: break;
        }
    }
}

/* Which pattern the line has: that of the line before, where it is sure, else the first. */
static int find_pattern(const LogSource *source, const char *line, const char *end, double *numbers) {
    int last = source->pattern;
    if (last > 0 && patterns[last - 1].writer && match(&patterns[last - 1], line, end, numbers)) return last;
    for (int i = 0; i < PATTERNS; i++)
        if (match(&patterns[i], line, end, numbers)) return i + 1;
    return 0;
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

/* A factor's series are told apart by what they count: nanochat prints several trainings into one file. */
static int series_of(Collector *collector, const Found *found, const Pattern *pattern) {
    Text name = {0};
    bool factor = found->word_length == 3;
    text_add_bytes(&name, found->word, found->word_length);
    if (factor && collector->row.total > 0)
        text_addf(&name, " of %c n/%.0f", *pattern->text, collector->row.total);
    else if (factor)
        text_add(&name, " without a total");
    int group = collect_group(collector, text_string(&name), name.length);
    text_free(&name);
    return group;
}

static bool is_asked_for(const Collector *collector, const Found *found) {
    const char *key = collector->options.key;
    return !key || (strlen(key) == found->word_length && !strncmp(key, found->word, found->word_length));
}

static void take_line(LogSource *source, const Line *line) {
    Collector *collector = &source->collector;
    const char *end = line->data + line->length;
    double numbers[NUMBERS_MAX] = {0}, bar = 0, total = 0;
    Found found;
    Figure figure;
    bool has_bar = find_bar(line->data, end, &bar, &total);
    if (has_bar) collector->bar = bar, collector->bar_total = total;
    if (!find_rate(line->data, end, &found) || !is_asked_for(collector, &found)) return;
    if (line->torn && found.behind == end) return;
    collect_row(collector);
    collector->row.torn = line->torn;
    int pattern = find_pattern(source, line->data, end, numbers);
    const char *writer = pattern ? patterns[pattern - 1].writer : NULL;
    bool plain = !pattern || patterns[pattern - 1].means[0] == 'n';
    if (plain && take_dict(source, line->data, end)) {
        writer = "huggingface";
    } else if (plain && has_bar) {
        give(collector, "step", bar);
        collector->row.total = total;
        writer = "accelerate";
    } else if (pattern) {
        give_numbers(collector, &patterns[pattern - 1], numbers);
    } else {
        return;
    }
    if (found.word_length == 3) writer = "nanochat";
    if (writer || !collector->pattern_writer) collector->pattern_writer = writer;
    source->pattern = pattern;
    runlog_figure_read(found.number, end, &figure);
    int group = series_of(collector, &found, pattern ? &patterns[pattern - 1] : &patterns[0]);
    if (group < 0) return;
    collector->row.rates[collector->row.rate_count++] = (LogRate){group, figure, false};
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
