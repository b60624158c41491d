/* PyTorch's schedulers, and those that others made for its optimizers, as functions of the step: what the optimizer
   holds after t calls of step(), as a multiple of its lr. Sources: torch/optim/lr_scheduler.py; warmup_scheduler
   (GradualWarmupScheduler), pytorch_warmup, cosine_annealing_warmup. */
#ifndef READING_DIALECTS_TORCH_PARTS_H
#define READING_DIALECTS_TORCH_PARTS_H

#include "reading/fit.h"

enum { TORCH_PARTS_MAX = 16, TORCH_LIST_MAX = 256, TORCH_NUMBERS_MAX = 12 };

typedef struct TorchPart TorchPart;

typedef struct TorchKind {
    const char *names; /* "LinearLR", alternatives with | */
    void (*read)(TorchPart *part, const Node *call);
    double (*factor)(TorchPart *part, double step);
    bool absolute;   /* its numbers are rates: the optimizer's lr has no part in them */
    bool multiplies; /* each step multiplies the rate, so that several of them on one optimizer do too */
    bool chains;     /* its parts step together */
    bool dampens;    /* what the others give */
    bool function;   /* the script's own, of the step */
    /* The factor as an expression of t in the language of formula/: {0} is number[0], {list} the list. */
    const char *formula;
    void (*write)(const TorchPart *part, Text *out); /* the same where that takes more */
    void (*hints)(const TorchPart *part, FitCurve *curve); /* further numbers that its shape is made of; or NULL */
} TorchKind;

struct TorchPart {
    const TorchKind *kind;
    Import *import;
    double lr;                           /* the optimizer's, 1 where it is not known */
    double number[TORCH_NUMBERS_MAX];    /* the arguments, in the order of the class's own signature */
    double list[TORCH_LIST_MAX];         /* milestones */
    int count;
    const Node *function;                /* LambdaLR, MultiplicativeLR; the get_lr of a class of the script's own */
    TorchPart *parts[TORCH_PARTS_MAX];   /* of a sequence or chain */
    double seams[TORCH_PARTS_MAX];       /* where each part begins */
    int part_count;
    double peak;                         /* of rates that are its own numbers; 0: not known */
    char name[64];                       /* what it is called where it is written as a function */
    bool unwritten;                      /* its row's formula does not hold for its numbers */
    bool adds;                           /* to what the rate is multiplied by: its product with others is another rate */
    int depth;                           /* how many parts it is inside of */
    double end;                          /* a run that shows all of it; 0: its numbers tell */
    double run;                          /* the run's length, where the scheduler itself is told it; else 0 */
    double *products;                    /* MultiplicativeLR: up to each step so far */
    size_t product_count;
};

/* Those of other libraries, whose numbers are rates themselves (lr is 1). */
extern const TorchKind optax_kinds[], keras_kinds[];
extern const size_t optax_kind_count, keras_kind_count;

/* True for Keras' callback ReduceLROnPlateau, which torch's scheduler shares its name with. */
bool keras_plateau(const Node *call);

/* Helpers for readers of parts: an argument by name or position, its default where it is not given (NAN: it
   must be); the entries of a list argument as parts that begin at the seams of another; the items and
   the numbers of a list argument. */
double torch_part_number(TorchPart *part, const Node *call, const char *name, int position, double fallback);
void torch_part_add_all(TorchPart *part, const Node *call, const char *parts, int parts_position, const char *seams, int seams_position);
void torch_part_add(TorchPart *part, const Node *node, double start);
const Node *torch_part_items(TorchPart *part, const Node *call, const char *name, int position);
int torch_part_list(TorchPart *part, const Node *call, const char *name, int position, double *values, int max);
double torch_sequential_factor(TorchPart *part, double step);
/* Puts the shape that has its rates: `lr` for factor 1 (NaN: asked for), `unit` updates a step, `total` of them in
   all (NaN: as far as the schedule goes). */
void torch_part_put(Import *import, TorchPart *part, double lr, double unit, double total);
/* Puts a function of the step that has its rates, compared on the first 3000 steps of `run` (0: not known, no more then) and
   on as many of the rest. False where that language
   cannot say it. */
bool torch_part_put_function(TorchPart *part, double lr, double unit, double run);
/* Adds a row's formula with the part's numbers in it. */
void torch_write(const TorchPart *part, const char *formula, Text *out);
/* True if all of its numbers are known. */
bool torch_part_known(const TorchPart *part);
/* How many updates the script says the run takes, NaN where it does not. */
double torch_run_length(Import *import, double unit);

/* Returns the method of a class that the script itself derives from PyTorch's LRScheduler, NULL where there is no such class
   or method. */
const Node *torch_own_method(const Document *document, const char *class, const char *method);
/* Returns the kind of that class of PyTorch's, NULL where it is none; the other also knows those of the script itself, of Optax
   and of Keras. */
const TorchKind *torch_kind(const char *name);
const TorchKind *torch_kind_of(const Import *import, const char *name);
/* Several schedulers that step together; a def that gives the rate of each step. */
extern const TorchKind torch_together, torch_rate_def;
/* Returns the scheduler that a call makes, with its parts; NULL, with the reason as a refusal, where it has
   one that is not known. Free it with torch_part_free. */
TorchPart *torch_part(Import *import, const Node *call, double lr, int depth);
/* Returns a def that gives the rate of each step itself. */
TorchPart *torch_part_of_def(Import *import, const Node *def);
/* Makes one part of several that step together. */
TorchPart *torch_part_together(Import *import, TorchPart **parts, int count);
void torch_part_free(TorchPart *part);
double torch_part_factor(TorchPart *part, double step);
/* Numbers of the code that lengths and factors are made of. */
void torch_part_hints(const TorchPart *part, FitCurve *curve);
/* Which of a list of functions is this group's. */
const Node *torch_function(Import *import, const Node *call, int group);

#endif
