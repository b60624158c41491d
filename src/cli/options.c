#include "cli/options.h"

#include "cli/code.h"
#include "cli/find.h"
#include "cli/logs.h"
#include "cli/values.h"

#include <stdio.h>
#include <string.h>

enum {
    FIGURES = CLI_MAKES_CHART | CLI_MAKES_PICTURE,
    TABLES = CLI_MAKES_TABLE | CLI_MAKES_ROWS,
    FILES = FIGURES | CLI_MAKES_TABLE | CLI_MAKES_CODE
};

const CliOption cli_options[] = {
    [CLI_PRESET] = {.name = "preset",
                    .argument = "NAME",
                    .help = "begin with a published recipe, which options before and after change; "
                            "--list-presets shows them",
                    .take = cli_take_preset,
                    .add_words = cli_words_presets,
                    .in_batch = true},
    [CLI_LESSON] =
        {.name = "lesson",
         .argument = "NAME|FILE",
         .help = "teach: present a lesson in the window, or with -o write its steps, slides/%02d.png or "
                 "one PDF with a page each; --list-lessons shows those that are built in",
         .add_words = cli_words_lessons,
         .is_path = true,
         .how = true,
         .with_lesson = true},
    [CLI_ANSWERS] = {.name = "answers",
                     .argument = "WHEN",
                     .help = "a lesson's steps with their answers on, with none and room to draw, or each twice, "
                             "the answer after the question [on]",
                     .words = "on none after",
                     .how = true,
                     .with_lesson = true},
    [CLI_SPEAKER] = {.name = "speaker",
                     .help = "with --lesson: notes, a clock and the next step in a second window, on the other display "
                             "where there are two",
                     .serves = CLI_MAKES_WINDOW,
                     .served = "the window",
                     .how = true,
                     .with_lesson = true},
    [CLI_FROM_CODE] =
        {.name = "from-code",
         .argument = "FILE",
         .help = "read the schedule out of a script, settings, a command, a notebook or a page, - is stdin; "
                 "a FILE "
                 "without --from-code is read too; other options come first; the report is on stderr",
         .take = cli_take_from_code,
         .is_path = true,
         .in_batch = true},
    [CLI_DIALECT] = {.name = "dialect",
                     .argument = "NAME",
                     .help = "the framework that the file is read as, where it fits several",
                     .take = cli_take_dialect,
                     .in_batch = true},
    [CLI_SET] = {.name = "set",
                 .argument = "NAME=VALUE",
                 .help = "what a name in the file or the function stands for, as in --set WARM=100; may be given more "
                         "than once",
                 .take = cli_take_set,
                 .in_batch = true},
    [CLI_FUNCTION] = {.name = "function",
                      .argument = "TEXT|FILE",
                      .help = "the factor as a function of the step, in Python's words: 'min(1, x / warmup_iters)', a "
                              "lambda, a def; its names are parameters or get their values with --set",
                      .is_path = true,
                      .in_batch = true},
    [CLI_PARTIAL] = {.name = "partial",
                     .help = "draw what is known of a file whose schedule is not known as a whole",
                     .in_batch = true},
    [CLI_LOG] = {.name = "log",
                 .argument = "FILE",
                 .help = "lay what a run logged over the curve: trainer_state.json, metrics.csv, stdout, an event file, "
                         "or a folder with one; a FILE without --log is recognised too; may be given more than once",
                 .take = cli_take_log,
                 .how = true,
                 .is_path = true,
                 .repeats = true,
                 .in_batch = true},
    [CLI_LOG_SHIFT] = {.name = "log-shift",
                       .argument = "N",
                       .help = "which update's rate a row of the log holds: update = step + N, -1, 0 or 1 [auto: as its "
                               "writer does]",
                       .words = "auto -1 0 1",
                       .take = cli_take_log_shift,
                       .in_batch = true},
    [CLI_LOG_KEY] = {.name = "log-key", .argument = "NAME", .help = "the name of the rate in the log, where it is not a usual one",
                     .in_batch = true},
    [CLI_LOG_GROUP] = {.name = "log-group",
                       .argument = "N",
                       .help = "which of several series in the log, from 0 on [0]",
                       .take = cli_take_log_group,
                       .in_batch = true},
    [CLI_OUTPUT] =
        {.name = "output",
         .letter = 'o',
         .argument = "FILE",
         .help = "write FILE instead of opening a window; its ending says what it becomes, - is stdout; "
                 "may be given more than once",
         .take = cli_take_output,
         .section = CLI_SECTION_FILES,
         .is_path = true,
         .repeats = true,
         .in_batch = true,
         .with_lesson = true},
    [CLI_FORMAT] = {.name = "format",
                    .argument = "NAME",
                    .help = "what FILE becomes where its name does not tell",
                    .take = cli_take_format,
                    .serves = FILES,
                    .served = "files written with -o",
                    .section = CLI_SECTION_FILES,
                    .add_words = cli_words_formats,
                    .in_batch = true,
                    .with_lesson = true},
    [CLI_SIZE] = {.name = "size",
                  .argument = "WxH",
                  .help = "the size of figures in points, or on paper: 84mmx55mm, 3.3in, whose height is two thirds "
                          "[960x540; with --window 1280x800]",
                  .setting = &figure_settings[FIGURE_SIZE],
                  .serves = FIGURES,
                  .served = "figures written with -o",
                  .section = CLI_SECTION_FILES,
                  .in_batch = true,
                  .with_lesson = true},
    [CLI_FONT_SIZE] = {.name = "font-size",
                       .argument = "N",
                       .help = "the size of the axes' numbers in points, from 4 to 72, as in 8pt; all else follows "
                               "[what fits the size]",
                       .setting = &figure_settings[FIGURE_FONT_SIZE],
                       .serves = CLI_MAKES_CHART,
                       .served = "figures of the chart written with -o",
                       .section = CLI_SECTION_FILES,
                       .in_batch = true},
    [CLI_FONT] = {.name = "font",
                  .argument = "FAMILY",
                  .help = "a font family of the system, for figures that must match a paper; what it lacks comes from "
                          "the built-in fonts [Inter and JetBrains Mono, built in]",
                  .setting = &figure_settings[FIGURE_FONT],
                  .serves = FIGURES,
                  .served = "figures written with -o",
                  .section = CLI_SECTION_FILES,
                  .in_batch = true},
    [CLI_SCALE] = {.name = "scale",
                   .argument = "N",
                   .help = "pixels a point in PNG, from 0.25 to 16 [1]",
                   .setting = &figure_settings[FIGURE_SCALE],
                   .serves = CLI_MAKES_PIXELS,
                   .served = "PNG files written with -o",
                   .section = CLI_SECTION_FILES,
                   .in_batch = true,
                   .with_lesson = true},
    [CLI_THEME] =
        {.name = "theme",
         .argument = "NAME",
         .help = "light or dark [figures light, the window dark]; figures of the chart also neutral, for any "
                 "ground, or both: FILE-light and FILE-dark, and the HTML that chooses on stdout",
         .words = "light dark neutral both",
         .setting = &figure_settings[FIGURE_THEME],
         .serves = FIGURES | CLI_MAKES_WINDOW,
         .served = "figures and the window",
         .section = CLI_SECTION_FILES,
         .how = true,
         .in_batch = true,
         .with_lesson = true},
    [CLI_AXIS] = {.name = "axis",
                  .argument = "NAME",
                  .help = "the vertical axis, linear or asinh: a logarithm that goes through 0 [linear]",
                  .words = "linear asinh",
                  .take = cli_take_axis,
                  .serves = FIGURES | CLI_MAKES_WINDOW | CLI_MAKES_TEXT,
                  .served = "figures and the window",
                  .section = CLI_SECTION_FILES,
                  .in_batch = true},
    [CLI_TRANSPARENT] = {.name = "transparent",
                         .help = "no background in figures of the chart",
                         .setting = &figure_settings[FIGURE_TRANSPARENT],
                         .serves = CLI_MAKES_CHART,
                         .served = "figures of the chart written with -o",
                         .section = CLI_SECTION_FILES,
                         .in_batch = true},
    [CLI_TITLE] = {.name = "title",
                   .argument = "TEXT",
                   .help = "a title above the chart [none]",
                   .setting = &figure_settings[FIGURE_TITLE],
                   .serves = CLI_MAKES_CHART | CLI_MAKES_TEXT,
                   .served = "figures of the chart written with -o",
                   .section = CLI_SECTION_FILES,
                   .in_batch = true},
    [CLI_CAPTION] = {.name = "caption",
                     .help = "the settings under the plot; the same as --show=caption",
                     .take = cli_take_caption,
                     .serves = CLI_MAKES_CHART,
                     .served = "figures of the chart written with -o",
                     .section = CLI_SECTION_FILES,
                     .in_batch = true},
    [CLI_SHOW] = {.name = "show",
                  .argument = "PARTS",
                  .help = "add parts to the chart, as in --show=formula,notes; the parts are listed below",
                  .setting = &figure_settings[FIGURE_SHOW],
                  .serves = CLI_MAKES_CHART,
                  .served = "figures of the chart written with -o",
                  .section = CLI_SECTION_FILES,
                  .add_words = cli_words_parts,
                  .list = true,
                  .in_batch = true},
    [CLI_HIDE] = {.name = "hide",
                  .argument = "PARTS",
                  .help = "leave parts of the chart out, as in --hide=verdict,grid",
                  .setting = &figure_settings[FIGURE_HIDE],
                  .serves = CLI_MAKES_CHART,
                  .served = "figures of the chart written with -o",
                  .section = CLI_SECTION_FILES,
                  .add_words = cli_words_parts,
                  .list = true,
                  .in_batch = true},
    [CLI_SVG_TEXT] = {.name = "svg-text",
                      .argument = "KIND",
                      .help =
                          "text in SVG: outlines, the same everywhere, or real, to be edited and searched "
                          "[outlines]",
                      .words = "outlines real",
                      .setting = &figure_settings[FIGURE_SVG_TEXT],
                      .serves = CLI_MAKES_SVG,
                      .served = "SVG files written with -o",
                      .section = CLI_SECTION_FILES,
                      .in_batch = true,
                      .with_lesson = true},
    [CLI_PIN] = {.name = "pin",
                 .argument = "KEY=VALUE,...",
                 .help =
                     "keep a further curve that differs in these parameters, under the name that name=TEXT "
                     "gives it; may be given more than once",
                 .serves = FIGURES | CLI_MAKES_WINDOW | CLI_MAKES_SCENARIO | TABLES,
                 .served = "figures, tables, scenario files and the window",
                 .section = CLI_SECTION_FILES,
                 .repeats = true,
                 .in_batch = true},
    [CLI_FAMILY] = {.name = "family",
                    .argument = "KEY",
                    .help = "fan one parameter out over its range as ten pale curves",
                    .take = cli_take_family,
                    .serves = FIGURES | CLI_MAKES_WINDOW | CLI_MAKES_SCENARIO | TABLES,
                    .served = "figures, tables, scenario files and the window",
                    .section = CLI_SECTION_FILES,
                    .add_words = cli_words_families,
                    .in_batch = true},
    [CLI_SWEEP] = {.name = "sweep",
                   .argument = "KEY=VALUES",
                   .help =
                       "one parameter through values: warmup_factor=0,0.5,1 or a range with a number of "
                       "steps, warmup_factor=0:2:60; as curves of one figure, or as frames: FILE.webp, or "
                       "a PNG each with a number in its name, frames/%03d.png",
                   .setting = &figure_settings[FIGURE_SWEEP],
                   .serves = CLI_MAKES_CHART | CLI_MAKES_PIXELS | TABLES,
                   .served = "figures and tables",
                   .section = CLI_SECTION_FILES,
                   .in_batch = true},
    [CLI_WINDOW] = {.name = "window",
                    .help = "figures show the whole window's content instead of the chart",
                    .setting = &figure_settings[FIGURE_WINDOW],
                    .serves = CLI_MAKES_PICTURE | CLI_MAKES_WINDOW,
                    .served = "figures and the window",
                    .section = CLI_SECTION_FILES,
                    .how = true,
                    .in_batch = true},
    [CLI_CHECK] = {.name = "check",
                   .help = "draw figures again from what they carry; status 1 and a sentence where one would "
                           "differ; where other versions of fonts and libraries alone do that, it is said",
                   .section = CLI_SECTION_FILES,
                   .makes = CLI_MAKES_CHECK},
    [CLI_STRICT] = {.name = "strict",
                    .help = "status 1 for figures drawn with other versions too",
                    .section = CLI_SECTION_FILES,
                    .serves = CLI_MAKES_CHECK,
                    .served = "--check"},
    [CLI_BATCH] = {.name = "batch",
                   .argument = "FILE",
                   .help =
                       "draw the figures that FILE lists (YAML), each with options of its own; what is said "
                       "besides holds for all",
                   .section = CLI_SECTION_FILES,
                   .is_path = true},
    [CLI_TEXT] =
        {.name = "text",
         .help = "print the chart in characters, as wide as the terminal; the same as -o - --format=text",
         .take = cli_take_text,
         .section = CLI_SECTION_STDOUT},
    [CLI_AT] =
        {.name = "at",
         .argument = "STEPS",
         .help = "print step, factor and lr of these steps, as in 0,250,999..1001, every thousandth "
                 "0..100k:1000, "
                 "epochs 6e, shares of the run 50%; steps after the end of training are computed too; each "
                 "further curve has a column",
         .take = cli_take_steps,
         .section = CLI_SECTION_STDOUT,
         .makes = CLI_MAKES_ROWS,
         .prints = true},
    [CLI_FIND] = {.name = "find",
                  .argument = "lr=X",
                  .help =
                      "print from which step on the rate is below X, or at or above it; factor=X likewise",
                  .take = cli_take_find,
                  .section = CLI_SECTION_STDOUT,
                  .makes = CLI_MAKES_ROWS,
                  .prints = true},
    [CLI_DESCRIBE] = {.name = "describe",
                      .argument = "short",
                      .optional = true,
                      .help =
                          "print the curve and the verdict in sentences, fit for an alt text; short: two of "
                          "them, with four digits",
                      .words = "short",
                      .take = cli_take_describe,
                      .section = CLI_SECTION_STDOUT,
                      .makes = CLI_MAKES_ROWS,
                      .prints = true,
                      .with_lesson = true},
    [CLI_FIT] = {.name = "fit",
                 .help = "find the schedule that explains the log and print its options, up to three readings; figures "
                         "and the window show the first",
                 .section = CLI_SECTION_STDOUT,
                 .in_batch = true},
    [CLI_CHECK_LOG] = {.name = "check-log",
                       .help = "status 1 and a line where the log does not agree with the schedule to the last digit",
                       .section = CLI_SECTION_STDOUT,
                       .prints = true},
    [CLI_CODE] = {.name = "code",
                  .argument = "NAME",
                  .help = "print the schedule as code for pytorch, huggingface, optax, keras, yaml, deepspeed, mmengine, "
                          "detectron2 or cli; with -o FILE.py Python goes there",
                  .take = cli_take_code,
                  .section = CLI_SECTION_STDOUT,
                  .add_words = cli_words_dialects,
                  .prints = true,
                  .unless = CLI_MAKES_CODE},
    [CLI_IMPLEMENTATIONS] =
        {.name = "implementations",
         .help = "print how other implementations run the same settings: torch LinearLR, detectron2, "
                 "nanoGPT; figures show their curves",
         .take = cli_take_implementations,
         .section = CLI_SECTION_STDOUT,
         .prints = true,
         .unless = CLI_MAKES_CHART | CLI_MAKES_PICTURE | CLI_MAKES_SCENARIO,
         .in_batch = true},
    [CLI_NOTES] = {.name = "notes",
                   .help = "print what is worth knowing of the settings, and what mends it",
                   .section = CLI_SECTION_STDOUT,
                   .prints = true,
                   .in_batch = true},
    [CLI_LIST_PRESETS] = {.name = "list-presets",
                          .help = "print the presets, each with its title and a remark",
                          .section = CLI_SECTION_STDOUT,
                          .informs = true},
    [CLI_LIST_LESSONS] = {.name = "list-lessons",
                          .help = "print the lessons that are built in",
                          .section = CLI_SECTION_STDOUT,
                          .informs = true},
    [CLI_FRESH] = {.name = "fresh",
                   .help = "open the window without what the last one left",
                   .serves = CLI_MAKES_WINDOW,
                   .served = "the window",
                   .section = CLI_SECTION_STDOUT,
                   .how = true,
                   .with_lesson = true},
    [CLI_REDUCED_MOTION] =
        {.name = "reduced-motion",
         .help = "what would move in the window jumps; so it does where the desktop asks for it",
         .serves = CLI_MAKES_WINDOW,
         .served = "the window",
         .section = CLI_SECTION_STDOUT,
         .how = true,
         .with_lesson = true},
    [CLI_HELP] = {.name = "help",
                  .letter = 'h',
                  .help = "print this help",
                  .section = CLI_SECTION_STDOUT,
                  .informs = true},
    [CLI_VERSION] = {.name = "version",
                     .letter = 'V',
                     .help = "print the version",
                     .section = CLI_SECTION_STDOUT,
                     .informs = true},
};
const int cli_option_count = sizeof cli_options / sizeof *cli_options;

_Static_assert(sizeof cli_options / sizeof *cli_options <= CLI_OPTIONS_MAX, "raise CLI_OPTIONS_MAX");

static void dash(char *name) {
    for (; *name; name++)
        if (*name == '_') *name = '-';
}

void cli_option_name(int value, Text *out) {
    bool own = value < CLI_FIRST_PARAMETER;
    text_add(out, "--");
    size_t start = out->length;
    text_add(out,
             own ? cli_options[value - CLI_FIRST_OPTION].name : parameters[value - CLI_FIRST_PARAMETER].key);
    dash(out->data + start);
}

int cli_option_of_letter(int value) {
    for (int i = 0; i < cli_option_count; i++)
        if (cli_options[i].letter && cli_options[i].letter == value) return CLI_FIRST_OPTION + i;
    return value;
}

static bool same_name(const char *a, const char *b) {
    for (; *a && *b; a++, b++)
        if (*a != *b && !(strchr("-_", *a) && strchr("-_", *b))) return false;
    return *a == *b;
}

int cli_option_named(const char *name) {
    for (int i = 0; i < cli_option_count; i++)
        if (same_name(cli_options[i].name, name)) return CLI_FIRST_OPTION + i;
    int parameter = parameter_find(name);
    return parameter < 0 ? -1 : CLI_FIRST_PARAMETER + parameter;
}

/* Writes getopt's letters, ":o:hV". The colon in front makes a missing value an answer of its own. */
static void fill_letters(char *letters) {
    *letters++ = ':';
    for (int i = 0; i < cli_option_count; i++) {
        if (!cli_options[i].letter) continue;
        *letters++ = cli_options[i].letter;
        if (cli_options[i].argument) *letters++ = ':';
    }
    *letters = 0;
}

/* Both spellings of a parameter have one value: getopt_long then takes "warmup_f" as clear. */
void cli_getopt_fill(CliGetopt *table) {
    struct option *next = table->longs;
    fill_letters(table->letters);
    for (int i = 0; i < cli_option_count; i++)
        *next++ = (struct option){.name = cli_options[i].name,
                                  .has_arg = !cli_options[i].argument  ? no_argument
                                             : cli_options[i].optional ? optional_argument
                                                                       : required_argument,
                                  .val = CLI_FIRST_OPTION + i};
    for (int i = 0; i < PARAMETER_COUNT; i++) {
        char *dashed = table->dashed[i];
        snprintf(dashed, sizeof table->dashed[i], "%s", parameters[i].key);
        dash(dashed);
        struct option option = {.name = dashed, .has_arg = required_argument, .val = CLI_FIRST_PARAMETER + i};
        *next++ = option;
        option.name = parameters[i].key;
        *next++ = option;
    }
    *next = (struct option){0};
}
