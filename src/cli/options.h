/* The options that are not parameters: one table, which makes the parser, the checks and --help. Those of the
   schedule come from schedule/parameters.h. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "figure/spec.h"
#include "schedule/parameters.h"

#include <getopt.h>
#include <stdbool.h>

struct CliRequest;

/* The options that code asks for by name. */
typedef enum CliOptionId {
    CLI_PRESET,
    CLI_LESSON,
    CLI_ANSWERS,
    CLI_SPEAKER,
    CLI_FROM_CODE,
    CLI_DIALECT,
    CLI_SET,
    CLI_FUNCTION,
    CLI_PARTIAL,
    CLI_LOG,
    CLI_LOG_SHIFT,
    CLI_LOG_KEY,
    CLI_LOG_GROUP,
    CLI_OUTPUT,
    CLI_FORMAT,
    CLI_SIZE,
    CLI_FONT_SIZE,
    CLI_FONT,
    CLI_SCALE,
    CLI_THEME,
    CLI_AXIS,
    CLI_LEFT,
    CLI_TRANSPARENT,
    CLI_TITLE,
    CLI_CAPTION,
    CLI_SHOW,
    CLI_HIDE,
    CLI_SVG_TEXT,
    CLI_SLIDERS,
    CLI_HTML,
    CLI_NOTE,
    CLI_PIN,
    CLI_FAMILY,
    CLI_SWEEP,
    CLI_GRID,
    CLI_WINDOW,
    CLI_CHECK,
    CLI_STRICT,
    CLI_BATCH,
    CLI_TEXT,
    CLI_AT,
    CLI_FIND,
    CLI_DESCRIBE,
    CLI_FIT,
    CLI_CHECK_LOG,
    CLI_CODE,
    CLI_IMPLEMENTATIONS,
    CLI_NOTES,
    CLI_LIST_PRESETS,
    CLI_LIST_LESSONS,
    CLI_LIST_WORDS,
    CLI_FRESH,
    CLI_REDUCED_MOTION,
    CLI_FROM_LAUNCHER,
    CLI_HELP,
    CLI_VERSION,
    CLI_NAMED_OPTIONS
} CliOptionId;

/* What a call makes, as bits. */
enum {
    CLI_MAKES_WINDOW = 1,  /* a window is opened */
    CLI_MAKES_CHART = 2,   /* figures of the chart */
    CLI_MAKES_PICTURE = 4, /* figures of the window's content */
    CLI_MAKES_PIXELS = 8,  /* a figure that has pixels */
    CLI_MAKES_TABLE = 16,
    CLI_MAKES_SVG = 64,
    CLI_MAKES_SCENARIO = 128, /* a scenario file, which takes a figure's settings too */
    CLI_MAKES_CODE = 256,
    CLI_MAKES_CHECK = 32,  /* figures are drawn again and compared */
    CLI_MAKES_PAGE = 2048, /* a page for browsers */
    CLI_MAKES_TEXT = 1024, /* the chart in characters */
    CLI_MAKES_ROWS = 512   /* rows and sentences on stdout */
};

/* The part of --help that lists the option. */
typedef enum CliSection { CLI_SECTION_START, CLI_SECTION_FILES, CLI_SECTION_STDOUT, CLI_SECTION_WINDOW } CliSection;

typedef struct CliOption {
    const char *name;     /* the long one */
    char letter;          /* the short one, or 0 */
    const char *argument; /* as --help shows it; NULL: takes none */
    bool optional;        /* the argument may be left out */
    CliSection section;
    const char *help;

    /* Reads the value into the request, or adds what the option takes to *takes. NULL: nothing to read. */
    bool (*take)(struct CliRequest *request, const char *value, Text *takes);
    const FigureSetting
        *setting; /* of a figure: it reads the value, goes into the figure and comes back out of it */

    /* The shells complete these: the words that it takes, a space between them, or what adds them out of a
       table; NULL: none. */
    const char *words;
    void (*add_words)(Text *words);
    bool list;    /* takes several of them, separated by commas */
    bool is_path; /* the name of a file */

    unsigned serves;    /* the CLI_MAKES_ bits that it has an effect on; 0: any call */
    const char *served; /* the same in words */
    unsigned makes;     /* the CLI_MAKES_ bits that it adds by itself */
    bool prints;        /* its answer takes the whole of stdout … */
    unsigned unless;    /* … where the call makes none of these, which then take it */

    bool informs;     /* prints its answer and exits, whatever follows */
    bool repeats;     /* may be given more than once, and each counts */
    bool how;         /* changes presentation only */
    bool in_batch;    /* allowed for a figure in a batch */
    bool with_lesson; /* allowed with --lesson */
} CliOption;

/* In the order of --help. A row that code does not ask for by name needs no id: it stands behind those that
   have one. */
enum { CLI_OPTIONS_MAX = 64 };
extern const CliOption cli_options[];
extern const int cli_option_count;

/* What getopt_long returns: CLI_FIRST_OPTION + a CliOptionId, or CLI_FIRST_PARAMETER + a ParameterId; above
   every character, so that it is no short option. */
enum { CLI_FIRST_OPTION = 256, CLI_FIRST_PARAMETER = CLI_FIRST_OPTION + CLI_OPTIONS_MAX };

/* getopt_long's own tables, made of ours. */
typedef struct CliGetopt {
    char letters[2 * CLI_OPTIONS_MAX + 2];
    struct option longs[CLI_OPTIONS_MAX + 4 * PARAMETER_COUNT + 1]; /* parameters in all spellings; ended by 0 */
    char dashed[2 * PARAMETER_COUNT][32];                           /* "warmup-factor" */
} CliGetopt;

void cli_getopt_fill(CliGetopt *table);

/* Returns what getopt_long returns for the long name, where it returned a letter. */
int cli_option_of_letter(int value);

/* The same for a long name as files spell it ('-' and '_' are the same), never shortened; -1: there is none.
 */
int cli_option_named(const char *name);

/* Adds the name as people type it: "--warmup-factor", "--size". `value` is what getopt_long returned. */
void cli_option_name(int value, Text *out);

/* Says in *why what is wrong with the argument that getopt_long stopped at with `answer`, '?' or ':'. */
void cli_option_error(const CliGetopt *table, int answer, const char *argument, Text *why);

#endif
