/* What is shown: a schedule with its title and source, the view, and the pinned curves; and the files that
   hold it. The format is YAML with the parameter table's keys:

       lrscope: 1                    # the format's version
       title: detectron2 1x
       source: https://…
       remark: a sentence on what is worth noticing
       base_lr: 0.02
       …
       view: {steps: [0, 2000], factor: [0, 1.2], axis: asinh, left: lr, align: share}   # steps and factor together; axis; left
       family: warmup_factor         # fanned out over its range
       implementations: true                   # how other implementations run it
       pins:
         - name: factor 0.5
           shown: true
           warmup_factor: 0.5
           …
       logs:                         # of runs, drawn over the curve
         - file: runs/exp7/metrics.csv   # relative to this file
           key: learning_rate        # where --log-key, --log-group and --log-shift said so
           shift: -1
       notes:                        # the user's own: a text, or a list
         - {step: 1000, text: on a step}   # steps: [from, to] for a range of them
       figure: {size: 640x360, theme: dark}   # how its figure is drawn: the command line's options

   A missing key means the default value. What the window remembers from one time to the next stands under the
   further key `session`, and what a figure says of its making under `drawn`; both are nothing here. Nothing of a file is executed. */
#ifndef SCENARIO_SCENARIO_H
#define SCENARIO_SCENARIO_H

#include "base/messages.h"
#include "base/text.h"
#include "schedule/schedule.h"

enum { SCENARIO_VERSION = 1, SCENARIO_NO_FAMILY = -1, SCENARIO_PINS_MAX = 1000 /* in a file */ };

/* A comment of the file that was read, kept for writing: where it stood, what it said. */
typedef struct ScenarioComment {
    Text key;    /* of the entry; "" for what stands at the end */
    Text before; /* whole lines, each ended by \n */
    Text after;  /* behind the value */
} ScenarioComment;

typedef struct ScenarioComments { /* of the file's own entries, or of one pin's */
    ScenarioComment *items;
    size_t count, capacity;
} ScenarioComments;

typedef struct ScenarioPin {
    Text name;
    Schedule schedule;
    bool shown;
    ScenarioComments comments;
} ScenarioPin;

/* What a run logged. A figure embeds the points that it drew instead of needing the file again. */
typedef struct ScenarioLogPoint {
    double update, rate;
    bool parts; /* it does not agree with the schedule */
} ScenarioLogPoint;

enum { SCENARIO_LOGS_MAX = 16, SCENARIO_LOG_POINTS_MAX = 5000, SCENARIO_SHIFT_AUTO = 100 };

typedef struct ScenarioLog {
    Text path, key; /* the key is empty where it was not given */
    int group, shift;
    Text summary; /* with points: what was said of it */
    ScenarioLogPoint *points; /* NULL: the file is read */
    size_t point_count;
} ScenarioLog;

/* A note of the user's own on the steps first … last. */
enum { SCENARIO_FAMILY_MAX = 10 }; /* values */
enum { SCENARIO_ANNOTATIONS_MAX = 16, SCENARIO_ANNOTATION_BYTES = 200 };

typedef struct ScenarioAnnotation {
    int64_t first, last; /* 0 <= first <= last <= SCHEDULE_STEPS_MAX */
    Text text;           /* one line */
} ScenarioAnnotation;

/* How a figure of it is drawn: an option of the command line. Kept here, judged by who draws. */
typedef struct ScenarioSetting {
    Text name, value;
} ScenarioSetting;

enum { SCENARIO_SETTINGS_MAX = 32 };

/* Pins stand at their own steps, or are stretched so that each run is as long, or each epoch. */
typedef enum ScenarioAlign { SCENARIO_BY_STEP, SCENARIO_BY_SHARE, SCENARIO_BY_EPOCH, SCENARIO_ALIGNS } ScenarioAlign;
extern const char *const scenario_aligns[SCENARIO_ALIGNS]; /* their words in a file */

typedef struct Scenario {
    Schedule schedule;
    Text title, source, remark, notes;
    bool view_fixed; /* false: everything is shown, and the fields below mean nothing */
    double view_steps[2], view_factor[2];
    bool view_asinh;      /* the vertical axis is asinh, not linear */
    bool view_rates;      /* the left axis is of learning rates, the right one of factors */
    ScenarioAlign align;  /* how pins of another length stand beside the curve */
    bool implementations; /* how other implementations run it is shown; a matter of the view */
    int family; /* the ParameterId, a number, that is fanned out; SCENARIO_NO_FAMILY; a matter of the view */
    Text family_values; /* over these, as for a sweep: "1e-5,1e-4" or "1:5:5"; empty: over round ones that are found */
    ScenarioPin *pins;
    size_t pin_count, pin_capacity;
    ScenarioLog *logs;
    size_t log_count;
    ScenarioAnnotation *annotations;
    size_t annotation_count;
    ScenarioComments comments;
    ScenarioSetting *settings;
    size_t setting_count;
    ScenarioComments setting_comments;
    Text outdated; /* one line for each key that was read under an old name; empty where there was none */
    int loose_comments; /* comments of the file that writing would lose: say so before overwriting it */
} Scenario;

/* Returns the default schedule, untitled. Free it with scenario_free. */
Scenario scenario_default(void);
void scenario_free(Scenario *scenario);
Scenario scenario_copy(const Scenario *scenario);

/* True if the title says that something is missing ("Incomplete: …"): figures and descriptions then begin with it. */
bool scenario_is_incomplete(const Scenario *scenario);

/* True if words, parameters and pins are the same. Views and comments do not count. */
bool scenario_same(const Scenario *one, const Scenario *other);
/* Returns how many steps of the present run one of the pin's is: 1 where that cannot be told. */
double scenario_stretch(const Scenario *scenario, const ScenarioPin *pin);
/* Reads "KEY" or "KEY=VALUES" into the family; the values are judged where all other parameters are known
   (scenario_family_fits). False where there is no such number. */
bool scenario_read_family(Scenario *scenario, const char *words);
/* True if the family can be drawn; else the reason is in *why. */
bool scenario_family_fits(const Scenario *scenario, Text *why);

/* Copies the view of `from` into `to`. */
void scenario_take_view(Scenario *to, const Scenario *from);

/* Adds a copy of `schedule` under that name to the end of the pins. */
void scenario_pin(Scenario *scenario, const char *name, const Schedule *schedule);
void scenario_unpin(Scenario *scenario, size_t index);

/* Adds a log at the end; it can be changed until the next one is added. NULL where there are too many. */
ScenarioLog *scenario_add_log(Scenario *scenario, const char *path);
void scenario_remove_log(Scenario *scenario, size_t index);
void scenario_add_log_point(ScenarioLog *log, double update, double rate, bool parts);

/* Adds a note on these steps. Returns false where there are too many. */
bool scenario_annotate(Scenario *scenario, int64_t first, int64_t last, const char *words);
/* Gives a note other words, or takes it away. */
void scenario_reword(Scenario *scenario, size_t index, const char *words);
void scenario_remove_annotation(Scenario *scenario, size_t index);
/* Returns true if the words can be a note's: one line that is not empty and not too long. */
bool scenario_annotation_takes(const char *words);

/* Sets or replaces a setting of the figure; names are small letters, - and _. False where there are too many.
 */
bool scenario_set(Scenario *scenario, const char *name, const char *value);
/* Removes all settings of the figure. */
void scenario_clear_settings(Scenario *scenario);
/* Keeps a comment; one that is empty on both sides is left out. */
void scenario_comment(ScenarioComments *comments, const char *key, const char *before, const char *after);

/* Writes a telling name for a schedule into *out: its warm-up, and in what else it differs from the defaults
   or from the pins, which stands first where the pins share the warm-up. No pin has it yet. */
void scenario_pin_name(const Scenario *scenario, const Schedule *schedule, Text *out);
/* Writes a pin's name without the parts, between middle dots, that are so of the present curve too; one that has no
   others stays whole. */
void scenario_brief_name(const Scenario *scenario, const char *name, Text *out);
/* The same for a name of the present curve, without what the names of all pins that are shown say too. */
void scenario_brief_present_name(const Scenario *scenario, const char *name, Text *out);
/* The name of the present curve beside the pins: only what tells it from them. */
void scenario_present_name(const Scenario *scenario, Text *out);

/* Replaces *scenario by what the text says. False with every error in *messages (unknown keys with the
   nearest known one, wrong types, values out of range, a newer version), and *scenario as it was. */
bool scenario_read(Scenario *scenario, const char *bytes, size_t count, Messages *messages);

/* Writes it so that reading gives the same scenario, and writing that the same bytes. Parameters that the
   schedule does not use are left out where they have their default value and no comment. */
void scenario_write(const Scenario *scenario, Text *out);

/* Load and save a file. Loading also takes a figure of lrscope, PNG, SVG, PDF or WebP, and gives the scenario
   that it carries (told by the content, not the name). `why` gets one line an error, each with path, line and
   column; the last without \n. After a success it is empty, or says which keys have new names. */
bool scenario_load(Scenario *scenario, const char *path, Text *why);
bool scenario_save(const Scenario *scenario, const char *path, Text *why);

#endif
