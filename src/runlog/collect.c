#include "runlog/collect.h"

#include "base/memory.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The keys that count steps, the surest first: of several in one row the first is taken. Weights & Biases'
   own _step counts calls, an epoch is coarser than any step. */
static const char *const step_keys[] = {"train/global_step",
                                        "trainer/global_step",
                                        "global_step",
                                        "current_steps",
                                        "num_updates",
                                        "iteration",
                                        "step",
                                        "steps",
                                        "global step",
                                        "iter",
                                        "update",
                                        "updates",
                                        "it",
                                        "iterations",
                                        "train_step",
                                        "train/step",
                                        "training_step",
                                        "global_steps",
                                        "training_steps",
                                        "train_iter",
                                        "global_iter",
                                        "n_iter",
                                        "iters",
                                        "optimizer_step",
                                        "update_step",
                                        "current_step",
                                        "total_timesteps",
                                        "timesteps",
                                        "batch_idx",
                                        "_step",
                                        "batch"};
enum { STEP_KEYS = sizeof step_keys / sizeof *step_keys, ORDER_EPOCH = STEP_KEYS, ORDER_NONE };

static const char *const total_keys[] = {"max_steps", "total_steps"};

/* The last part of a rate's name is one of these. */
static const char *const rate_names[] = {
    "lr",       "learning_rate", "learning-rate", "learning rate", "learningrate", "epoch_learning_rate",
    "train_lr", "lrm",           "current_lr",    "cur_lr",        "lr_rate",      "train_learning_rate"};

static bool is_one_of(const char *name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!strcmp(name, names[i])) return true;
    return false;
}

static bool ends_in(const char *name, const char *ending) {
    size_t length = strlen(name), tail = strlen(ending);
    return length >= tail && !strcmp(name + length - tail, ending);
}

/* True for "lr0" and "lr_2", the rate of one of several groups. */
static bool is_numbered_rate(const char *name) {
    if (strncmp(name, "lr", 2) != 0) return false;
    name += 2 + (name[2] == '_');
    if (!*name) return false;
    while (isdigit((unsigned char)*name)) name++;
    return !*name;
}

/* `name` is in small letters. Whole first part: lr/pg0, learning_rate/group_0, optim/LR (group 0). */
static bool is_rate_name(const char *name) {
    static const char *const first_parts[] = {"lr/", "learning_rate/", "optim/lr", "optim/learning_rate"};
    const char *run = strstr(name, " - "); /* a chart's column begins with its run's name */
    if (run) name = run + 3;
    if (ends_in(name, "__min") || ends_in(name, "__max")) return false;
    for (size_t i = 0; i < sizeof first_parts / sizeof *first_parts; i++)
        if (!strncmp(name, first_parts[i], strlen(first_parts[i]))) return true;
    for (const char *part = name; part; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL)
        if (!strncmp(part, "lr-", 3)) return true;
    const char *slash = strrchr(name, '/'), *last = slash ? slash + 1 : name;
    return is_one_of(last, rate_names, sizeof rate_names / sizeof *rate_names) || is_numbered_rate(last);
}

/* True for config/lr and the like: what a run was set to, not what it did. */
static bool is_setting(const char *name) {
    static const char *const parts[] = {
        "config",           "configs", "cfg",      "hparams", "hyperparameters", "hyperparams", "params",
        "hyper_parameters", "args",    "settings", "hp"};
    for (const char *slash; (slash = strchr(name, '/')); name = slash + 1)
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            if (strlen(parts[i]) == (size_t)(slash - name) &&
                !strncmp(name, parts[i], (size_t)(slash - name)))
                return true;
    return false;
}

static bool is_asked_for(const char *asked, const char *name) {
    const char *run = strstr(name, " - "), *slash = strrchr(name, '/');
    return !strcmp(asked, name) || (run && !strcmp(asked, run + 3)) || (slash && !strcmp(asked, slash + 1));
}

static void give_role(Collector *collector, LogKey *key) {
    char lower[KEY_LONGEST + 1];
    for (size_t i = 0; i <= key->length; i++) lower[i] = (char)tolower((unsigned char)key->name[i]);
    key->order = -1;
    const char *slash = strrchr(lower, '/'), *last = slash ? slash + 1 : lower;
    for (int i = 0; i < STEP_KEYS && key->role == ROLE_NONE; i++)
        if (!strcmp(lower, step_keys[i]) || !strcmp(last, step_keys[i]))
            key->role = ROLE_STEP, key->order = i;
    if (!strcmp(lower, "epoch") || !strcmp(last, "epoch")) key->role = ROLE_EPOCH, key->order = ORDER_EPOCH;
    if (!strcmp(lower, "mode") || !strcmp(lower, "phase_mode")) key->role = ROLE_MODE;
    if (!strcmp(lower, "skipped")) key->role = ROLE_SKIPPED;
    if (is_one_of(lower, total_keys, sizeof total_keys / sizeof *total_keys)) key->role = ROLE_TOTAL;
    const char *asked = collector->options.key;
    if (asked ? is_asked_for(asked, key->name)
              : key->role == ROLE_NONE && is_rate_name(lower) && !is_setting(lower))
        key->role = ROLE_RATE;
}

static size_t hash(const char *name, size_t length) {
    size_t value = length;
    for (size_t i = 0; i < length; i++) value = value * 31 + (unsigned char)name[i];
    return value;
}

LogKey *collect_key(Collector *collector, const char *name, size_t length) {
    enum { SLOTS = 2 * KEYS_MAX };
    if (length > KEY_LONGEST || !length) return NULL;
    for (size_t slot = hash(name, length) % SLOTS;; slot = (slot + 1) % SLOTS) {
        if (!collector->table[slot]) {
            if (collector->key_count >= KEYS_MAX) return NULL;
            LogKey *key = &collector->keys[collector->key_count++];
            *key = (LogKey){.length = length};
            memcpy(key->name, name, length);
            give_role(collector, key);
            collector->table[slot] = (uint16_t)collector->key_count;
            return key;
        }
        LogKey *key = &collector->keys[collector->table[slot] - 1];
        if (key->length == length && !memcmp(key->name, name, length)) return key;
    }
}

void collect_begin(Collector *collector, RunLog *log, const LogOptions *options) {
    *collector = (Collector){.log = log, .options = *options, .bar = -1};
    collector->keys = memory_resize(NULL, KEYS_MAX, sizeof *collector->keys);
}

void collect_free(Collector *collector) {
    free(collector->keys);
    collector->keys = NULL;
}

int collect_group(Collector *collector, const char *name, size_t length) {
    RunLog *log = collector->log;
    for (size_t i = 0; i < log->group_count; i++)
        if (log->groups[i].name.length == length && !memcmp(text_string(&log->groups[i].name), name, length))
            return (int)i;
    if (log->group_count >= RUNLOG_GROUPS_MAX) return -1;
    log->groups = memory_resize(log->groups, log->group_count + 1, sizeof *log->groups);
    log->groups[log->group_count] = (LogGroup){0};
    text_add_bytes(&log->groups[log->group_count].name, name, length);
    return (int)log->group_count++;
}

void collect_row(Collector *collector) {
    LogRow *row = &collector->row;
    row->rate_count = 0;
    row->has_step = row->has_epoch = row->validation = row->torn = false;
    row->step_order = ORDER_NONE;
    row->skipped = row->total = 0;
}

static void take_step(LogRow *row, LogKey *key, double value) {
    if (key->role == ROLE_EPOCH) row->epoch = value, row->has_epoch = true;
    if (key->order >= row->step_order) return;
    row->step = value;
    row->step_order = key->order;
    row->has_step = true;
}

static void take_rate(Collector *collector, LogKey *key, const Figure *figure, bool bits) {
    LogRow *row = &collector->row;
    if (key->order < 0) key->order = collect_group(collector, key->name, key->length);
    if (key->order < 0 || row->rate_count >= RUNLOG_GROUPS_MAX) return;
    row->rates[row->rate_count++] = (LogRate){key->order, *figure, bits};
}

static void take(Collector *collector, LogKey *key, const Figure *figure, bool bits) {
    LogRow *row = &collector->row;
    switch (key->role) {
    case ROLE_RATE: take_rate(collector, key, figure, bits); break;
    case ROLE_STEP:
    case ROLE_EPOCH: take_step(row, key, figure->value); break;
    case ROLE_SKIPPED: row->skipped = figure->value; break;
    case ROLE_TOTAL: row->total = figure->value; break;
    case ROLE_MODE:
    case ROLE_NONE: break;
    }
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* Reads a number with nothing behind it; in a torn line more digits could have followed. */
static bool read_whole(const char *text, size_t length, Figure *figure) {
    const char *end = text + length;
    while (text < end && is_blank(*text)) text++;
    while (end > text && is_blank(end[-1])) end--;
    return runlog_figure_read(text, end, figure) == end;
}

/* Reads a number with commas in it: in a count they mark the thousands, in a rate there is one for the point.
 */
static bool read_commas(const LogKey *key, const char *text, size_t length, Figure *figure) {
    enum { LONGEST = 40 };
    char copy[LONGEST];
    size_t kept = 0;
    if (length >= LONGEST || !memchr(text, ',', length) || memchr(text, '.', length)) return false;
    for (size_t i = 0; i < length; i++)
        if (text[i] != ',')
            copy[kept++] = text[i];
        else if (key->role == ROLE_RATE)
            copy[kept++] = '.';
    copy[kept] = 0;
    return read_whole(copy, kept, figure);
}

void collect_text(Collector *collector, LogKey *key, const char *text, size_t length) {
    Figure figure;
    if (!key || key->role == ROLE_NONE) return;
    if (key->role == ROLE_MODE) collector->row.validation = length != 5 || memcmp(text, "train", 5) != 0;
    if (key->role != ROLE_MODE &&
        (read_whole(text, length, &figure) || read_commas(key, text, length, &figure)))
        take(collector, key, &figure, false);
}

void collect_figure(Collector *collector, LogKey *key, const Figure *figure) {
    take(collector, key, figure, false);
}

void collect_bits(Collector *collector, LogKey *key, double value) {
    Figure figure = {.value = value};
    if (key && isfinite(value)) take(collector, key, &figure, true);
}

void collect_fact(Collector *collector, const char *name, size_t length, const char *text,
                  size_t text_length) {
    Figure figure;
    LogKey *key = collect_key(collector, name, length);
    if (key && key->role == ROLE_TOTAL && read_whole(text, text_length, &figure) && figure.value > 0)
        collector->declared_total = figure.value;
}

/* Takes as x the step, else the epoch, else (where that is allowed) the row's number. */
static bool choose_x(Collector *collector, const LogRate *rate, double *x, bool epoch) {
    LogRow *row = &collector->row;
    if (row->has_step) *x = row->step;
    if (!row->has_step && collector->may_count) *x = (double)collector->log->groups[rate->group].count;
    if (epoch)
        collector->epochs_only++;
    else if (row->has_step)
        collector->steps_seen++;
    else
        collector->counted++;
    collector->with_epoch += row->has_epoch && !epoch;
    return row->has_step || collector->may_count;
}

static int32_t whole_part(double value) {
    return value > -2e9 && value < 2e9 ? (int32_t)value : 0;
}

static void add_point(Collector *collector, const LogRate *rate) {
    LogRow *row = &collector->row;
    LogGroup *group = &collector->log->groups[rate->group];
    double x = 0;
    bool epoch = row->has_step && row->step_order == ORDER_EPOCH;
    if (!choose_x(collector, rate, &x, epoch) || fabs(x) > 1e15) return;
    if (group->count == group->capacity) {
        group->capacity = memory_grown(group->capacity, group->count + 1);
        group->points = memory_resize(group->points, group->capacity, sizeof *group->points);
    }
    group->points[group->count++] = (LogPoint){.x = x,
                                               .rate = rate->figure.value,
                                               .part = whole_part(row->skipped > 0 ? row->skipped
                                                                  : row->has_epoch ? row->epoch
                                                                                   : 0),
                                               .decimals = rate->figure.decimals,
                                               .significant = rate->bits ? 0 : rate->figure.significant,
                                               .torn = row->torn,
                                               .by_epoch = epoch};
    collector->padded += rate->figure.padded;
    if (row->total > 0) group->total = row->total;
}

void collect_end(Collector *collector) {
    collector->log->rows++;
    if (collector->row.validation) return;
    for (int i = 0; i < collector->row.rate_count; i++) add_point(collector, &collector->row.rates[i]);
}

void collect_drop_torn(Collector *collector) {
    for (size_t i = 0; i < collector->log->group_count; i++) {
        LogGroup *group = &collector->log->groups[i];
        while (group->count && group->points[group->count - 1].torn) group->count--;
    }
}

bool collect_is_near(const char *name) {
    for (const char *at = name; *at; at++) {
        bool begins = at == name || !isalpha((unsigned char)at[-1]);
        if (begins && (at[0] | 32) == 'l' && (at[1] | 32) == 'r' && !isalpha((unsigned char)at[2]))
            return true;
        if (begins && (at[0] | 32) == 'l' && !strncmp(at + 1, "earning", 7)) return true;
    }
    return false;
}

bool collect_add_near_names(const Collector *collector, Text *out) {
    enum { NAMED = 4 };
    size_t count = 0;
    for (size_t i = 0; i < collector->key_count && count < NAMED; i++)
        if (collect_is_near(collector->keys[i].name))
            text_addf(out, "%s'%.60s'", count++ ? ", " : "", collector->keys[i].name);
    return count > 0;
}

const char *collect_names_setting(const Collector *collector) {
    for (size_t i = 0; i < collector->key_count; i++)
        if (collect_is_near(collector->keys[i].name) && is_setting(collector->keys[i].name))
            return collector->keys[i].name;
    return NULL;
}
