/* What the arguments ask for, read and checked as a whole before anything is done. */
#ifndef CLI_REQUEST_H
#define CLI_REQUEST_H

#include "cli/options.h"
#include "figure/formats.h"
#include "lesson/lesson.h"

typedef struct CliOutput {
    const char *path;           /* stdout under any of its names, or a file */
    const FigureFormat *format; /* NULL until it is known */
} CliOutput;

/* The word of one option, before it is judged. */
typedef struct CliWord {
    int value; /* as getopt_long returns it: an option or a parameter */
    const char *argument;
} CliWord;

/* Strings are the arguments' own, or the scenario's. */
typedef struct CliRequest {
    Scenario scenario;
    Lesson lesson; /* --lesson; empty without */
    CliWord *words;
    size_t word_count;
    size_t shared; /* so many of them were said for all of a batch: no mistake where they have no effect */
    const char **files; /* the operands */
    size_t file_count;
    bool took_base_lr;              /* by the code that was read: as in Reading */
    size_t first_group, group_count; /* the pins that are further groups of code that was read */
    const char *launched; /* with --from-launcher: the file, which the window opens; or NULL */
    bool file_is_code; /* the operand was no scenario but what --from-code reads */
    bool file_wrong;   /* what is wrong is inside the file: a line for each error */
    /* by CliOptionId: the last value ("" of a flag), NULL where it was not there */
    const char *explicit[CLI_OPTIONS_MAX];
    ParameterValue *values; /* every option that is a parameter, as typed */
    size_t value_count;
    const FigureFormat *format; /* --format, or NULL */
    FigureSpec spec;            /* how figures are drawn: as their file says, and the options on top */
    Figure figure;              /* the scenario drawn so, once the request is finished */
    Text steps;                 /* every --at, joined by commas */
    Text levels;                /* every --find, joined by commas */
    bool brief;                 /* --describe=short */
    int log_shift, log_group;   /* --log-shift, --log-group */
    LogFit fits[LOG_FITS_MAX];  /* --fit */
    size_t fit_count, fit_rows;
    Text report;                /* what --from-code found in the code; empty without */
    PaintFonts *fonts;         /* opened by who makes many requests; NULL: the figure opens its own */
    bool quiet;                 /* one of many: nothing on stdout, no progress, no waiting for the disk */
    CliOutput *outputs;
    size_t output_count;
} CliRequest;

/* These two read a call: the words of the arguments; then the file among them, what the words say of it, and
   how it all goes together. False with the whole message in *why. Either way cli_request_free. */
bool cli_request_words(CliRequest *request, int argc, char **argv, Text *why);
bool cli_request_finish(CliRequest *request, Text *why);
void cli_request_free(CliRequest *request);

/* Asks for --help or the like, which wins over everything else. */
bool cli_request_informs(const CliRequest *request);

/* Returns the last argument of an option among the words ("" for a flag), NULL where it was not said. */
const char *cli_request_is_explicit(const CliRequest *request, CliOptionId id);

/* These make a request without arguments: an empty one, and what is added to it. `date` is what
   SOURCE_DATE_EPOCH states, or NULL. */
CliRequest cli_request_empty(const char *date);
void cli_request_add(CliRequest *request, int value, const char *argument);
/* Takes back all that was said with that option. */
void cli_request_drop(CliRequest *request, int value);
void cli_request_add_file(CliRequest *request, const char *path);

/* True if the answer of that option is printed on stdout. */
bool cli_request_prints(const CliRequest *request, CliOptionId id);

/* Returns what the call writes with -o, as CLI_MAKES_ bits. */
unsigned cli_request_files(const CliRequest *request);
unsigned cli_request_makes(const CliRequest *request);

#endif
