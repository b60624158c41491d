/* The one table of parameters. It makes the sliders and fields, the command-line options, the file's keys,
   the help and the error messages: a parameter that is not here does not exist, and nothing about one stands
   elsewhere. */
#ifndef SCHEDULE_PARAMETERS_H
#define SCHEDULE_PARAMETERS_H

#include "base/text.h"
#include "schedule/schedule.h"

/* Parameters in the order in which values are applied: those that others can be given in terms of come
   first. */
typedef enum ParameterId {
    PARAMETER_STEPS_PER_EPOCH,
    PARAMETER_DATASET_SIZE,
    PARAMETER_BATCH_SIZE,
    PARAMETER_ACCUMULATION,
    PARAMETER_DEVICES,
    PARAMETER_BASE_LR,
    PARAMETER_TOTAL_STEPS,
    PARAMETER_WARMUP_METHOD,
    PARAMETER_WARMUP_FACTOR,
    PARAMETER_WARMUP_ITERS,
    PARAMETER_WARMUP_POWER,
    PARAMETER_WARMUP_JOIN,
    PARAMETER_WARMUP_INTERVAL,
    PARAMETER_DECAY,
    PARAMETER_DECAY_START,
    PARAMETER_DECAY_INTERVAL,
    PARAMETER_MILESTONES,
    PARAMETER_GAMMA,
    PARAMETER_STEP_SIZE,
    PARAMETER_DECAY_STEPS,
    PARAMETER_FINAL_FACTOR,
    PARAMETER_POWER,
    PARAMETER_NUM_CYCLES,
    PARAMETER_CYCLE_STEPS,
    PARAMETER_CYCLE_MULT,
    PARAMETER_CYCLE_GAMMA,
    PARAMETER_TIMESCALE,
    PARAMETER_POINTS,
    PARAMETER_FLOOR,
    PARAMETER_COUNT,
    /* Behind the table's own parameters come the names that schedule->function brings. They are numbers like
       others, but their keys are the function's, see parameter_name. */
    PARAMETER_VALUES = PARAMETER_COUNT,
    PARAMETER_ALL = PARAMETER_VALUES + FORMULA_NAMES_MAX
} ParameterId;

typedef enum ParameterType {
    PARAMETER_REAL,   /* double */
    PARAMETER_WHOLE,  /* int64_t */
    PARAMETER_CHOICE, /* an enum, named by `choices` */
    PARAMETER_LIST,   /* milestones */
    PARAMETER_PAIRS   /* points */
} ParameterType;

/* Sets of parameters: PARAMETER_BIT(GAMMA) | … */
#define PARAMETER_BIT(name) (UINT64_C(1) << PARAMETER_##name)

typedef enum ParameterTrack { TRACK_LINEAR, TRACK_LOG } ParameterTrack;

typedef struct Parameter {
    const char *key;  /* the framework's own name: warmup_factor */
    const char *also; /* another usual name that is taken for it, or NULL */
    const char *unit; /* "steps" (these can be given in epochs and in percent of total_steps too), "fraction"
                        (in percent too), "samples", "" */
    const char *help; /* one line, for --help and tooltips, no full stop */
    ParameterType type;
    size_t offset;         /* where it stands in Schedule; lists have their own files */
    size_t epochs_offset;  /* where its epochs stand; 0: it takes none */
    double min, max;       /* what is allowed, both included, unless above_min */
    bool above_min;        /* `min` itself is not allowed */
    const char *automatic; /* the word that stands for SCHEDULE_AUTO ("after-warmup", "to-end",
                              "from-dataset", "as-warmup", "none"), or NULL */
    bool folds;            /* a refinement: not shown, and not written to files, while it has its default */
    ParameterTrack track;
    bool whole_track;                   /* a real that the slider and the keys move in whole numbers */
    double low, high;                   /* the slider's ends; a value outside widens them (app) */
    int choice_count;                   /* PARAMETER_CHOICE */
    const char *(*choice)(int i);       /* its words as typed */
    const char *(*choice_label)(int i); /* the same for people */
} Parameter;

extern const Parameter parameters[PARAMETER_ALL];

/* Returns what the parameter is called in this schedule: its key, or the function's name for it. */
const char *parameter_name(const Schedule *schedule, ParameterId id);

/* True for a list of numbers with commas between them. */
bool parameter_is_list(ParameterId id);

/* Returns the parameter of that key ('-' and '_' are the same), or -1; parameter_find_in also finds the names
   of the schedule's function. */
int parameter_find(const char *key);
int parameter_find_in(const Schedule *schedule, const char *key);
/* Returns the known key nearest to a wrong one, or NULL where nothing is near. */
const char *parameter_nearest(const char *key);

/* True for a number that the curve depends on. Epochs are another name for steps. */
bool parameter_shapes(ParameterId id);

/* True if the schedule uses it: gamma only with a decay that has one, warmup_* always. */
bool parameter_applies(const Schedule *schedule, ParameterId id);

/* True if both have the same value of it, or of all parameters, given in the same unit. Whether it applies
   does not matter. */
bool parameter_same(const Schedule *one, const Schedule *other, ParameterId id);
bool parameters_same(const Schedule *one, const Schedule *other);

/* True if all that the curve depends on is the same, however it was given: then the curves are the same. */
bool parameters_same_curve(const Schedule *one, const Schedule *other);

/* True if it has the value of schedule_default(). */
bool parameter_is_default(const Schedule *schedule, ParameterId id);
/* A parameter that applies, and does not fold away: see `folds`. */
bool parameter_shows(const Schedule *schedule, ParameterId id);

/* Numbers, choices (as their index) and counts, all as double; not for lists. SCHEDULE_AUTO is -1;
   parameter_effective gives what it stands for, which is 0 for no floor. */
double parameter_get(const Schedule *schedule, ParameterId id);
double parameter_effective(const Schedule *schedule, ParameterId id);
/* False, with the reason ("warmup_iters: -1 is not allowed, it takes a whole number from 0 to …") in *why and
   the schedule as it was. A whole parameter refuses fractions. Where it changes the length of an epoch, what
   was given in epochs follows; a length that one of these does not allow is refused. */
bool parameter_put(Schedule *schedule, ParameterId id, double value, Text *why);

/* Read and write text: "0.001", "cosine", "60000,80000", "after-warmup", with the promises of parameter_put.
   parameter_print writes what parameter_read reads back to the same value. Numbers of steps are also taken in
   epochs, "26e" or "0.5e": the schedule has the nearest whole number of steps, and they are written, and
   follow the length of an epoch, as epochs; refused while that is not known. So it is with percent of
   total_steps, "10%"; of a fraction "10%" is 0.1. */
bool parameter_read(Schedule *schedule, ParameterId id, const char *text, Text *why);
void parameter_print(const Schedule *schedule, ParameterId id, Text *out);
/* Writes a printed number as people do, for what is looked at: 5e-05 as 5e-5. */
void parameter_tighten(Text *printed);
/* Prints one milestone of the list. */
void parameter_print_milestone(const Schedule *schedule, int i, Text *out);
/* How many epochs it was given as, or 0: it was given in steps, is none, or is a list. */
double parameter_epochs(const Schedule *schedule, ParameterId id);
/* Returns the same amount in percent of total_steps. */
double parameter_percent(const Schedule *schedule, ParameterId id);

/* Of total_steps a percentage is one of the present run, "60%": a run that is stopped there. Its curve stays: what followed
   from the length of the run, a decay to its end and counts in percent, is in steps then. */
bool parameter_stops(ParameterId id, const char *text);
/* Says what became of a run that was stopped so: "the run stops at step 60 000; decay_steps stays 99 000". */
void parameter_stop_words(const Schedule *stopped, Text *out);

/* One of several values that are given together. */
typedef struct ParameterValue {
    ParameterId id;
    const char *text;
    Text why; /* filled in: why it was refused; empty where it was taken. Free it with text_free */
} ParameterValue;

/* Applies values whatever their order: in the table's, and what was refused again after the rest, for it may
   fit the others (an exponential warm-up together with the factor that it needs); a run is stopped after all of them. Of two for one parameter
   the later stays. A data set that comes without steps_per_epoch takes over from one that was typed. False
   where some were refused; the others are applied then too. */
bool parameters_assign(Schedule *schedule, ParameterValue *values, size_t count);

/* Writes what the parameter takes: "a whole number from 0 to 10^15", "one of none, multistep, …". */
void parameter_takes(ParameterId id, Text *out);

/* Slider arithmetic. These compute where on the track (0 … 1, not clamped) a value lies between low and high,
   and back. A log track begins with 0 where low is 0: its first 4 % run linearly from 0 to 10. Back from the
   track come values that read well, between low and high: three digits on a log track, thousandths of a
   linear one, whole where they must be. */
double parameter_to_track(ParameterId id, double low, double high, double value);
double parameter_from_track(ParameterId id, double low, double high, double position);
/* Returns the next value `steps` keyboard steps away (negative: down), on the track's own grid of pleasant
   values, within what is allowed. Less than one step makes the grid that much finer (not for whole
   parameters). */
double parameter_stepped(ParameterId id, double value, double steps);

#endif
