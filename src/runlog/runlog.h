/* What a training run wrote down of its learning rate, read from the file as it is: trainer_state.json, JSON
   lines, CSV, text, TensorBoard event files, offline .wandb files. Nothing of a file is executed, and where a
   file has lines it is never held in memory as a whole.

   A row of a log is a number x (a step, or an epoch) and a rate. Which update's rate that is differs from
   writer to writer: the table of writers (runlog/writers.h) says it, and the log says what was taken. */
#ifndef RUNLOG_RUNLOG_H
#define RUNLOG_RUNLOG_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RUNLOG_GROUPS_MAX = 64 };

/* What x counts. */
typedef enum LogUnit {
    LOG_STEPS,
    LOG_EPOCHS,        /* one row an epoch */
    LOG_EPOCH_AND_STEP /* steps inside the epoch that `part` names */
} LogUnit;

/* Which update's rate a row holds. */
typedef enum LogMoment {
    LOG_AT_STEP,
    LOG_AT_EPOCH_END,   /* that of the epoch's last update */
    LOG_AT_EPOCH_MEAN,  /* the mean over the epoch */
    LOG_NEXT_IN_EPOCH_0 /* the scheduler is stepped before the line is printed, in the first epoch only */
} LogMoment;

/* How many digits of a rate were printed, which says how exactly a row can be compared. */
typedef enum LogDigits {
    LOG_DIGITS_AUTO,        /* found from the numbers themselves */
    LOG_DIGITS_REPR,        /* all that a double has */
    LOG_DIGITS_FLOAT32,     /* a float, printed in full or as its bits */
    LOG_DIGITS_SIGNIFICANT, /* so many significant ones, zeros at the end left out (%g) */
    LOG_DIGITS_DECIMALS,    /* so many behind the point, zeros at the end left out (round) */
    LOG_DIGITS_PRINTED      /* as printed, zeros at the end included (%e, %f) */
} LogDigits;

typedef struct LogPoint {
    double x;     /* the file's own number */
    double rate;  /* finite */
    int32_t part; /* LOG_EPOCH_AND_STEP: the epoch; with `lagging`: how many updates were skipped so far */
    int16_t decimals;    /* of the rate as printed: 2.5e-05 has 6, 1e3 has -3 */
    uint8_t significant; /* its significant digits; 0 for a number that was stored as bits */
    bool torn;           /* of a last line that is not complete */
    bool by_epoch;       /* x is an epoch, for the row has no step */
} LogPoint;

/* One series of rates: a parameter group, a column, a tag. */
typedef struct LogGroup {
    Text name;
    LogPoint *points;
    size_t count, capacity;
    double total; /* the number of steps that the log itself names beside the step, or 0 */
} LogGroup;

typedef struct RunLog {
    Text path;
    const char *reader; /* "JSON lines" */
    const char *writer; /* "Hugging Face Trainer before 4.51", or "unknown" */
    LogGroup *groups;   /* at least one, each with at least one point */
    size_t group_count;
    size_t group; /* the one that is shown */
    LogUnit unit;
    LogMoment moment;
    double epoch_scale;  /* LOG_EPOCHS: x counts so many an epoch; 1 as a rule */
    int first_epoch;     /* the number of the first epoch: 0 or 1 */
    int shift;           /* update = step + shift, as the writer has it */
    bool shift_open;     /* writer and version do not decide the shift */
    bool lagging;        /* `part` counts skipped updates */
    bool factor;         /* what was logged is the factor, not the rate */
    bool step_counted;   /* the file names no step: rows were counted */
    int64_t epoch_steps; /* LOG_EPOCH_AND_STEP: the length of an epoch */
    double total;        /* the steps of the whole run that the log names, or 0 */
    LogDigits digits;
    int digit_count; /* of LOG_DIGITS_SIGNIFICANT and LOG_DIGITS_DECIMALS */
    double largest;  /* rate of the series that is shown */
    size_t rows;     /* all data rows, also those without a rate */
    struct LogSource *source;
} RunLog;

/* How it is to be read, where that is overruled. */
typedef struct LogOptions {
    const char *key; /* the name of the rate; NULL: the usual ones */
    int group;       /* which of several series, from 0 */
} LogOptions;

/* Reads a log, or the newest one in a folder. False with the reason (place, cause, remedy) in *why; nothing
   is to be freed then. Free a log with runlog_close. */
bool runlog_open(RunLog *log, const char *path, const LogOptions *options, Text *why);
void runlog_close(RunLog *log);

/* True if the file is a log by its content. Looks at the beginning only; meant for files that may be
   something else. */
bool runlog_recognise(const char *path);

/* Reads what was added since; a file that was replaced or cut is read anew. True where the points changed. A
   file at rest costs one stat(). A line that is not complete waits, its row is left out meanwhile. */
bool runlog_follow(RunLog *log);

/* Returns the series of rates that is shown. */
static inline const LogGroup *runlog_shown(const RunLog *log) {
    return &log->groups[log->group];
}

/* Half a unit of the last printed digit: how far the true rate may be from the logged one. */
double runlog_tolerance(const RunLog *log, const LogPoint *point);

/* Adds how the rates were printed: "repr", "float32", "5 significant digits" or "6 decimals". */
void runlog_add_digits(const RunLog *log, Text *out);

/* x as the file has it: "120", "3.50" for step 50 of epoch 3. */
void runlog_add_x(const RunLog *log, const LogPoint *point, Text *out);

#endif
