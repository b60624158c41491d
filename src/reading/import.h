/* How to write a dialect.

   A dialect is one file in dialects/ and one row of the table in dialects.c: name, label, evidence, read.

   `evidence` looks at one document (document.h) and says how sure it is that the text is this framework's: PROVEN
   for what only this framework has (a call by its full name, a section with its keys, a set of keys together),
   LIKELY for a set of keys that few others have, NONE for everything else. A lone warmup_steps, max_steps, lr,
   gamma or batch_size proves nothing. Where two dialects are equally sure the user is asked.

   `read` takes numbers and words out of the tree and puts the model's parameters, in plain arithmetic:

       static void read(Import *import) {
           const Node *root = import->document->root;
           import_base_lr(import, import_number(import, root, "optim.lr", NAN));
           double total = import_total(import, import_number_quiet(import, root, "trainer.max_steps"));
           double warm = import_number(import, root, "warmup_steps|warmup", 0);
           import_warmup(import, warm, 0);
           import_decay(import, "cosine", warm, total, 0);
       }

   What is not known is NaN and travels through the arithmetic; putting a NaN as a parameter that decides rates
   makes the reading ask for what is missing. So:
   - The third argument of import_number is the framework's own default, for a key that the text does not have. NAN
     where the framework has none: then the key is asked for. A key whose value cannot be read is always asked for.
   - User options come first and are already in import_total, import_base_lr, import_epochs.
   - Only ask for what decides the rates: import_total with a constant rate after the warm-up is no need.
   - Say what a reader of the curve should know: import_note (assumed), import_leave (in the text, not shown).
   - What the model cannot say exactly: import_refuse, with the reason as half a sentence.
   Counting: lr(t) is the rate that update t (from 0) uses. A framework that warms up by (t+1)/W is
   import_warmup_counted(import, W, from, 1). Rates are base_lr times factors: a min_lr is min_lr/base_lr. */
#ifndef READING_IMPORT_H
#define READING_IMPORT_H

#include "reading/document.h"
#include "reading/reading.h"

#include <math.h>

enum { NONE = 0, LIKELY = 1, PROVEN = 2 };

typedef struct ImportValue {
    ParameterId id;
    Text text;
    bool unknown;
} ImportValue;

typedef struct ImportGroup {
    Text name;
    ImportValue values[PARAMETER_COUNT];
    bool put[PARAMETER_COUNT];
    Text function; /* instead of a warm-up and a decay; empty: none */
} ImportGroup;

/* A name that stands for a number while a function of the text is computed. */
typedef struct ImportBinding {
    const char *name;
    double value;
} ImportBinding;

enum { IMPORT_BINDINGS_MAX = 200, IMPORT_MEMO_SIZE = 1024, IMPORT_WORK_MAX = 50000000 };

/* A name that is not bound, and its value, which never changes. */
typedef struct ImportMemo {
    const Node *node;
    double value;
    const char *asking; /* the key that was read */
    bool told;          /* why the value is not known has been told */
} ImportMemo;

typedef struct Import {
    Documents *documents;
    const Document *document;
    const ReadingOptions *options;
    Schedule user; /* the user's parameters; only where `given` */
    bool explicit[PARAMETER_COUNT];
    ImportGroup groups[READING_GROUPS_MAX]; /* the last one is being filled */
    size_t group_count;
    ReadingNeed *causes; /* why values are not known */
    size_t cause_count, cause_capacity;
    const char *asking; /* the key that is being read, for the causes */
    int depth, quiet;
    int judging; /* conditions in each other's values */
    bool outside; /* the last function called has no value there: a root of -1, 1/0 */
    bool base_missing; /* a file that the text builds on could not be read: absent keys are not known */
    bool total_unknown;
    double proven; /* updates for which a function's shape has been compared; 0: for all */
    bool own_function; /* as in Reading */
    bool took_base_lr; /* the user's base_lr is a part of the one that was put */
    ImportBinding bindings[IMPORT_BINDINGS_MAX];
    int binding_count;
    int lowest_used; /* the first of them that a list at hand has used */
    int loops, loops_done; /* turns that are left in one value of a function; those of all values so far */
    long work;                 /* values computed so far, of IMPORT_WORK_MAX */
    ImportMemo memo[IMPORT_MEMO_SIZE];
    Text sources, notes, left, refusal;
} Import;

typedef struct Dialect {
    const char *name;  /* as typed: "deepspeed" */
    const char *label; /* for people: "a DeepSpeed configuration" */
    int (*evidence)(const Document *document);
    void (*read)(Import *import);
} Dialect;

extern const Dialect dialects[];
extern const size_t dialect_count;

/* Returns the larger and the smaller of two numbers; NaN where one of them is not known, which fmax and fmin
   would hide. */
static inline double known_max(double a, double b) { return isnan(a) || isnan(b) ? NAN : a > b ? a : b; }
static inline double known_min(double a, double b) { return isnan(a) || isnan(b) ? NAN : a < b ? a : b; }

/* Reading. A path is as in node_at; `map` NULL has nothing. null counts as absent. */
double import_number(Import *import, const Node *map, const char *path, double fallback);
/* Returns the same number, or NaN where it is absent; nothing is asked for where it cannot be read. */
double import_number_quiet(Import *import, const Node *map, const char *path);
/* NULL where it cannot be read (then it will be asked for) or where `fallback` is NULL and it is absent. */
const char *import_word(Import *import, const Node *map, const char *path, const char *fallback);
bool import_flag(Import *import, const Node *map, const char *path, bool fallback);
/* Reads a list, also one number alone and "[8, 11]" or "8,11" as a string. Returns the count, at most `max`;
   -1 where it is absent; -2 where it cannot be read (then it will be asked for). */
int import_list(Import *import, const Node *map, const char *path, double *values, int max);
/* Reads the numbers behind an option of a command (--lr-steps 16 22) in the same way. */
int import_option_list(Import *import, const Node *command, const char *key, double *values, int max);
/* Returns a value that stands in the tree. */
double import_value(Import *import, const Node *node);
const char *import_text(Import *import, const Node *node);
/* Follows names to what the text assigns to them; a range() or a comprehension of numbers to its list. */
const Node *import_follow(Import *import, const Node *node);

/* Returns the function that a node is: a lambda, a def's name, partial(f, a=1), a call that returns one (then
   what it was called with is bound). NULL where it is none that can be computed. */
const Node *import_function(Import *import, const Node *node);
/* f(argument); NaN where it cannot be computed, and nothing is asked for. */
double import_call(Import *import, const Node *function, double argument);
/* The same with several arguments by position. */
double import_call_with(Import *import, const Node *function, const double *arguments, int count);
/* The value of a def, with numbers for names such as self.last_epoch; NaN likewise. */
double import_call_named(Import *import, const Node *def, const ImportBinding *bindings, int count);
/* Returns the def of that name anywhere in the script, the last one; NULL where there is none. */
const Node *import_def(const Import *import, const char *name);

/* Returns the innermost def that holds that line; NULL for none. */
const Node *import_def_around(const Import *import, int line);
/* What the text last assigns to a name, as the def around `line` sees it; NODE_OTHER where that is not clear. */
const Node *import_settled(Import *import, const char *name, int line);
/* Is the branch of a block never taken, as the text's own values say? A condition that `varies` (or NULL) is not known. */
bool import_branch_is_dead(Import *import, const Node *block, const Node *branch, bool (*varies)(const void *context, const Node *condition),
                           const void *context);
/* Is this line in such a branch? */
bool import_is_dead(Import *import, int line);

/* What the user says of a parameter, NaN where nothing. */
double import_user(const Import *import, const char *key);
/* Returns what the user gave, else what the text says. */
double import_total(Import *import, double text);
/* Updates in an epoch, as the user says or the data set gives them; asked for where unknown. */
double import_steps_per_epoch(Import *import);
double import_epochs(Import *import, double epochs);
/* What the text says of batches, for steps_per_epoch from the user's --dataset-size. NaN: does not say. */
void import_batch(Import *import, double batch_size, double accumulation, double devices);

/* Putting. Later values of a parameter replace earlier ones. */
void import_put(Import *import, const char *key, double value);
void import_choose(Import *import, const char *key, const char *word);
void import_put_list(Import *import, const char *key, const double *values, int count);
/* The factor is a function of the step, as schedule/function.h reads it. */
void import_put_function(Import *import, const char *text);
/* The same from a text in which each # stands for the next number; asks for what is missing where one is not known. */
void import_put_formula(Import *import, const char *text, const double *numbers);
/* Takes a parameter back. */
void import_forget(Import *import, const char *key);
/* Puts the user's base_lr or the text's, and returns it. */
double import_base_lr(Import *import, double text);
/* factor*(1-t/iters) + t/iters. */
void import_warmup(Import *import, double iters, double factor);
/* The same with (t+shift)/iters: full rate at step iters-shift. */
void import_warmup_counted(Import *import, double iters, double factor, double shift);
/* The decay of that word from step `start` to step `end`, where the factor is `final`. */
void import_decay(Import *import, const char *word, double start, double end, double final);
/* Falls by gamma at these steps, counted from step 0. */
void import_multistep(Import *import, const double *steps, int count, double gamma);
/* Puts straight lines between these factors; step, factor, step, factor, … counted from step 0. */
void import_points(Import *import, const double *pairs, int count);
/* A scheduler that is stepped once an epoch: both intervals. */
void import_by_epoch(Import *import);
/* Begins a further group: a copy of the first one under another name. */
void import_group(Import *import, const char *name);

/* Names what the values were read from: a call, a section. */
void import_source(Import *import, const char *name);
void import_note(Import *import, const char *format, ...) TEXT_FORMAT(2, 3);
void import_leave(Import *import, const char *format, ...) TEXT_FORMAT(2, 3);
void import_refuse(Import *import, const char *format, ...) TEXT_FORMAT(2, 3);
/* A value is needed that no key stands for: what it is, and the parameter or name that gives it. */
void import_need(Import *import, bool is_parameter, const char *name, const char *format, ...) TEXT_FORMAT(4, 5);

#endif
