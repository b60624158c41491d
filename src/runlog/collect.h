/* Rows of named values, whatever they were read from, become points: which value is a rate, which one the
 * step. */
#ifndef RUNLOG_COLLECT_H
#define RUNLOG_COLLECT_H

#include "runlog/figure.h"
#include "runlog/runlog.h"

enum { KEYS_MAX = 512, KEY_LONGEST = 120 };

/* What a value is for, by its key. */
typedef enum LogRole {
    ROLE_NONE,
    ROLE_RATE,
    ROLE_STEP,
    ROLE_EPOCH, /* also a step, where nothing better is there */
    ROLE_MODE,  /* "val" rows are of the validation */
    ROLE_SKIPPED,
    ROLE_TOTAL
} LogRole;

typedef struct LogKey {
    char name[KEY_LONGEST + 1];
    size_t length;
    LogRole role;
    int order; /* ROLE_STEP: which of several counts, the lowest; ROLE_RATE: the group, or -1 until it has
                one */
} LogKey;

typedef struct LogRate {
    int group;
    Figure figure;
    bool bits;
} LogRate;

/* One row as far as it was read. */
typedef struct LogRow {
    LogRate rates[RUNLOG_GROUPS_MAX];
    int rate_count;
    double step, epoch, skipped, total;
    int step_order; /* of the step found so far; higher than any: none */
    bool has_step, has_epoch, validation, torn;
    int step_key;
} LogRow;

typedef struct Collector {
    RunLog *log;
    LogOptions options;
    LogKey *keys;
    size_t key_count;
    uint16_t table[2 * KEYS_MAX]; /* by hash: index + 1 into keys, or 0 */
    LogRow row;
    const char *pattern_writer;              /* text: who prints lines like the last one with a rate */
    size_t epochs_only, steps_seen, counted; /* points whose x is an epoch, a step, a number of the row */
    size_t padded;                           /* rates that end in a printed 0 */
    bool first_only;                         /* one point is enough */
    bool may_count;                          /* rows without a step are counted */
    double bar;                              /* text: where the last progress bar stood, or -1 */
    double bar_total;
    double declared_total;  /* max_steps and the like */
    double epochs_declared; /* how many epochs the run has, or 0 */
    size_t with_epoch;      /* points beside whose step an epoch stands */
} Collector;

void collect_begin(Collector *collector, RunLog *log, const LogOptions *options);
void collect_free(Collector *collector);

/* Returns the key under its name, entered where it is new; NULL where there are too many or it is too
   long. */
LogKey *collect_key(Collector *collector, const char *name, size_t length);

/* Ends a row, whose values were collected before. Text that is no number and numbers that are not finite are
   no values. */
void collect_row(Collector *collector);
void collect_text(Collector *collector, LogKey *key, const char *text, size_t length);
void collect_figure(Collector *collector, LogKey *key, const Figure *figure);
void collect_bits(Collector *collector, LogKey *key, double value);
void collect_end(Collector *collector);

/* A value that holds for the whole file. */
void collect_fact(Collector *collector, const char *name, size_t length, const char *text,
                  size_t text_length);

/* Returns the group of that name, made where it is new; -1 where there are too many. */
int collect_group(Collector *collector, const char *name, size_t length);

/* True for names with lr or learning rate in them. */
bool collect_is_near(const char *name);
/* Returns the name of a learning rate that stands among settings (config/lr), or NULL. */
const char *collect_names_setting(const Collector *collector);

/* Adds up to four names that have to do with rates, for a message; false where there are none. */
bool collect_add_near_names(const Collector *collector, Text *out);

/* Takes out the points that torn lines gave. */
void collect_drop_torn(Collector *collector);

#endif
