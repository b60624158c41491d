#include "cli/options.h"

#include "cli/code.h"
#include "cli/find.h"
#include "cli/logs.h"
#include "cli/option_values.h"

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
                    .help = "start from a published recipe; other options override its settings; --list-presets shows the names",
                    .take = cli_take_preset,
                    .add_words = cli_words_presets,
                    .in_batch = true},
    [CLI_LESSON] =
        {.name = "lesson",
         .argument = "NAME|FILE",
         .help = "present a lesson in the window, or with -o write one file per step, slides/%02d.png, or one PDF with a page per step; --list-lessons shows the built-in ones",
         .add_words = cli_words_lessons,
         .is_path = true,
         .how = true,
         .with_lesson = true},
    [CLI_ANSWERS] = {.name = "answers",
                     .argument = "WHEN|FOLDER",
                     .help = "answers in written lessons: on shows them; none leaves them out, with space to draw; after writes each step twice, first without and then with the answer [on]; or a file or folder of what a class handed in, with a / in its name: votes, and guesses behind the curve",
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
         .help = "read the schedule from a training script, a settings file, a command, a notebook or a web page (- for stdin); giving just FILE does the same; other options override what was read; a report goes to stderr",
         .take = cli_take_from_code,
         .is_path = true,
         .in_batch = true},
    [CLI_DIALECT] = {.name = "dialect",
                     .argument = "NAME",
                     .help = "read the file as this framework's, if several match",
                     .take = cli_take_dialect,
                     .in_batch = true},
    [CLI_SET] = {.name = "set",
                 .argument = "NAME=VALUE",
                 .help = "give a value to a name in the file or the function, as in --set=WARM=100; repeat it for more names",
                 .take = cli_take_set,
                 .in_batch = true},
    [CLI_FUNCTION] = {.name = "function",
                      .argument = "TEXT|FILE",
                      .help = "write the factor as a function of the step, in Python: 'min(1, x/warmup_iters)', a lambda or a def; names in it are parameters, or are set with --set",
                      .is_path = true,
                      .in_batch = true},
    [CLI_PARTIAL] = {.name = "partial",
                     .help = "draw the part of the file's schedule that could be read; the figure says that it is incomplete",
                     .in_batch = true},
    [CLI_LOG] = {.name = "log",
                 .argument = "FILE",
                 .help = "overlay the rates logged by a run: trainer_state.json, metrics.csv, saved stdout, an event file, or a folder with one; giving just FILE does the same; repeat it for more runs",
                 .take = cli_take_log,
                 .how = true,
                 .is_path = true,
                 .repeats = true,
                 .in_batch = true},
    [CLI_LOG_SHIFT] = {.name = "log-shift",
                       .argument = "N",
                       .help = "which update's rate a row of the log holds: update = step + N, where N is -1, 0 or 1 [auto: the convention of the program that wrote the log]",
                       .words = "auto -1 0 1",
                       .take = cli_take_log_shift,
                       .in_batch = true},
    [CLI_LOG_KEY] = {.name = "log-key", .argument = "NAME", .help = "the name of the rate in the log, if it is not recognised",
                     .in_batch = true},
    [CLI_LOG_GROUP] = {.name = "log-group",
                       .argument = "N",
                       .help = "which series of rates to use if the log has several, counted from 0 [0]",
                       .take = cli_take_log_group,
                       .in_batch = true},
    [CLI_OUTPUT] =
        {.name = "output",
         .letter = 'o',
         .argument = "FILE",
         .help = "write FILE instead of opening a window; its ending chooses the format; - writes to stdout; repeat it for more files",
         .take = cli_take_output,
         .section = CLI_SECTION_FILES,
         .is_path = true,
         .repeats = true,
         .in_batch = true,
         .with_lesson = true},
    [CLI_FORMAT] = {.name = "format",
                    .argument = "NAME",
                    .help = "the format of FILE, if its name has no known ending",
                    .take = cli_take_format,
                    .serves = FILES,
                    .served = "files written with -o",
                    .section = CLI_SECTION_FILES,
                    .add_words = cli_words_formats,
                    .in_batch = true,
                    .with_lesson = true},
    [CLI_SIZE] = {.name = "size",
                  .argument = "WxH",
                  .help = "the size of figures in points, or on paper as 84mmx55mm; a single length such as 3.3in is the width, with a height of two thirds [960x540; with --window 1280x800]",
                  .setting = &figure_settings[FIGURE_SIZE],
                  .serves = FIGURES,
                  .served = "figures written with -o",
                  .section = CLI_SECTION_FILES,
                  .in_batch = true,
                  .with_lesson = true},
    [CLI_FONT_SIZE] = {.name = "font-size",
                       .argument = "N",
                       .help = "the size of the axis labels in points, from 4 to 72, as in 8pt; everything else scales with it [chosen to fit the size]",
                       .setting = &figure_settings[FIGURE_FONT_SIZE],
                       .serves = CLI_MAKES_CHART,
                       .served = "figures of the chart written with -o",
                       .section = CLI_SECTION_FILES,
                       .in_batch = true},
    [CLI_FONT] = {.name = "font",
                  .argument = "FAMILY",
                  .help = "a system font family, for figures that must match a paper; characters that it lacks come from the built-in fonts [the built-in Inter and JetBrains Mono]",
                  .setting = &figure_settings[FIGURE_FONT],
                  .serves = FIGURES,
                  .served = "figures written with -o",
                  .section = CLI_SECTION_FILES,
                  .in_batch = true},
    [CLI_SCALE] = {.name = "scale",
                   .argument = "N",
                   .help = "pixels per point in PNG files, from 0.25 to 16 [1]",
                   .setting = &figure_settings[FIGURE_SCALE],
                   .serves = CLI_MAKES_PIXELS,
                   .served = "PNG files written with -o",
                   .section = CLI_SECTION_FILES,
                   .in_batch = true,
                   .with_lesson = true},
    [CLI_THEME] =
        {.name = "theme",
         .argument = "NAME",
         .help = "light or dark [light for figures, dark for the window]; figures of the chart also take neutral, for any background, and both, which writes FILE-light and FILE-dark, and prints HTML that selects one of them",
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
                  .help = "the scale of the vertical axis: linear, or asinh, a logarithmic scale that includes 0 [linear]",
                  .words = "linear asinh",
                  .take = cli_take_axis,
                  .serves = FIGURES | CLI_MAKES_WINDOW | CLI_MAKES_TEXT,
                  .served = "figures and the window",
                  .section = CLI_SECTION_FILES,
                  .in_batch = true},
    [CLI_LEFT] = {.name = "left",
                  .argument = "NAME",
                  .help = "what the left axis counts, factor or lr; the right one counts the other [factor]",
                  .words = "factor lr",
                  .take = cli_take_left,
                  .serves = FIGURES | CLI_MAKES_WINDOW,
                  .served = "figures and the window",
                  .section = CLI_SECTION_FILES,
                  .in_batch = true},
    [CLI_TRANSPARENT] = {.name = "transparent",
                         .help = "leave out the background in figures of the chart",
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
                     .help = "show the settings under the plot; the same as --show=caption",
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
                  .help = "remove parts of the chart, as in --hide=verdict,grid",
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
                          "how SVG files hold text: outlines look the same everywhere, real text can be edited and searched [outlines]",
                      .words = "outlines real",
                      .setting = &figure_settings[FIGURE_SVG_TEXT],
                      .serves = CLI_MAKES_SVG,
                      .served = "SVG files written with -o",
                      .section = CLI_SECTION_FILES,
                      .in_batch = true,
                      .with_lesson = true},
    [CLI_SLIDERS] = {.name = "sliders",
                     .argument = "KEYS",
                     .help = "the sliders under a figure in HTML, as in --sliders=warmup_factor,base_lr, or none "
                             "[warmup_factor,warmup_iters]",
                     .setting = &figure_settings[FIGURE_SLIDERS],
                     .serves = CLI_MAKES_PAGE,
                     .served = "HTML files written with -o",
                     .section = CLI_SECTION_FILES,
                     .list = true,
                     .in_batch = true},
    [CLI_HTML] = {.name = "html",
                  .argument = "KIND",
                  .help = "what an HTML file is: a page, or a fragment to be put into another page [page]",
                  .words = "page fragment",
                  .setting = &figure_settings[FIGURE_HTML],
                  .serves = CLI_MAKES_PAGE,
                  .served = "HTML files written with -o",
                  .section = CLI_SECTION_FILES,
                  .in_batch = true,
                  .with_lesson = true},
    [CLI_NOTE] = {.name = "note",
                  .argument = "step=S,text=T",
                  .help = "write a note of your own beside the curve at a step, or over a range of steps: "
                          "step=500..800,text=unstable; may be given more than once",
                  .serves = FIGURES | CLI_MAKES_WINDOW | CLI_MAKES_SCENARIO | CLI_MAKES_TEXT | TABLES,
                  .served = "figures, descriptions, scenario files and the window",
                  .section = CLI_SECTION_FILES,
                  .repeats = true,
                  .in_batch = true},
    [CLI_PIN] = {.name = "pin",
                 .argument = "KEY=VALUE,...",
                 .help =
                     "add a curve that differs in these parameters; include name=TEXT to name it; repeat it for more curves",
                 .serves = FIGURES | CLI_MAKES_WINDOW | CLI_MAKES_SCENARIO | TABLES,
                 .served = "figures, tables, scenario files and the window",
                 .section = CLI_SECTION_FILES,
                 .repeats = true,
                 .in_batch = true},
    [CLI_FAMILY] = {.name = "family",
                    .argument = "KEY[=VALUES]",
                    .help = "add pale curves with one parameter varied: over ten round values of its range, or over up to ten of "
                            "your own, given as for --sweep, base_lr=1e-5,1e-4,1e-3",
                    .take = cli_take_family,
                    .serves = FIGURES | CLI_MAKES_WINDOW | CLI_MAKES_SCENARIO | TABLES,
                    .served = "figures, tables, scenario files and the window",
                    .section = CLI_SECTION_FILES,
                    .add_words = cli_words_families,
                    .in_batch = true},
    [CLI_SWEEP] = {.name = "sweep",
                   .argument = "KEY=VALUES",
                   .help =
                       "vary one parameter: a list, warmup_factor=0,0.5,1, or FROM:TO:COUNT, warmup_factor=0:2:60; drawn as curves of one figure, or as the frames of FILE.webp or frames/%03d.png",
                   .setting = &figure_settings[FIGURE_SWEEP],
                   .serves = CLI_MAKES_CHART | CLI_MAKES_PIXELS | TABLES,
                   .served = "figures and tables",
                   .section = CLI_SECTION_FILES,
                   .in_batch = true},
    [CLI_GRID] = {.name = "grid",
                  .argument = "CxR",
                  .help = "small multiples, columns x rows, on shared axes: a plot for each value of --sweep, for the "
                          "curve and each --pin, or for each of several FILEs, as in --grid=2x2",
                  .setting = &figure_settings[FIGURE_GRID],
                  .serves = CLI_MAKES_CHART,
                  .served = "figures of the chart written with -o",
                  .section = CLI_SECTION_FILES,
                  .in_batch = true},
    [CLI_WINDOW] = {.name = "window",
                    .help = "draw the whole window in figures instead of the chart alone",
                    .setting = &figure_settings[FIGURE_WINDOW],
                    .serves = CLI_MAKES_PICTURE | CLI_MAKES_WINDOW,
                    .served = "figures and the window",
                    .section = CLI_SECTION_FILES,
                    .how = true,
                    .in_batch = true},
    [CLI_CHECK] = {.name = "check",
                   .help = "draw figures again from the scenario inside them and compare; exit with status 1 and a message if one differs; differing versions of fonts and libraries are reported, not counted",
                   .section = CLI_SECTION_FILES,
                   .makes = CLI_MAKES_CHECK},
    [CLI_STRICT] = {.name = "strict",
                    .help = "with --check, count differing versions of fonts and libraries too",
                    .section = CLI_SECTION_FILES,
                    .serves = CLI_MAKES_CHECK,
                    .served = "--check"},
    [CLI_BATCH] = {.name = "batch",
                   .argument = "FILE",
                   .help =
                       "draw all figures that FILE (YAML) lists, each with its own options; other options apply to every figure",
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
         .help = "print step, factor and lr at these steps: 0,250,999..1001, 0..100k:1000 for every 1000th step, 6e for epochs, 50% of the run; steps after the end of training are computed too; each further curve gets a column",
         .take = cli_take_steps,
         .section = CLI_SECTION_STDOUT,
         .makes = CLI_MAKES_ROWS,
         .prints = true},
    [CLI_FIND] = {.name = "find",
                  .argument = "lr=X",
                  .help =
                      "print at which steps the rate drops below X or rises back to it; factor=X does the same for the factor",
                  .take = cli_take_find,
                  .section = CLI_SECTION_STDOUT,
                  .makes = CLI_MAKES_ROWS,
                  .prints = true},
    [CLI_DESCRIBE] = {.name = "describe",
                      .argument = "short",
                      .optional = true,
                      .help =
                          "describe the curve and the verdict in sentences, as for an alt text; --describe=short gives two sentences, with numbers to four digits",
                      .words = "short",
                      .take = cli_take_describe,
                      .section = CLI_SECTION_STDOUT,
                      .makes = CLI_MAKES_ROWS,
                      .prints = true,
                      .with_lesson = true},
    [CLI_FIT] = {.name = "fit",
                 .help = "find the schedules that match the log, at most three, and print their options; figures and the window show the best one",
                 .section = CLI_SECTION_STDOUT,
                 .in_batch = true},
    [CLI_CHECK_LOG] = {.name = "check-log",
                       .help = "exit with status 1 and a message if the log differs from the schedule in any printed digit",
                       .section = CLI_SECTION_STDOUT,
                       .prints = true},
    [CLI_CODE] = {.name = "code",
                  .argument = "NAME",
                  .help = "print the schedule as code for pytorch, huggingface, optax, keras, yaml, deepspeed, mmengine, detectron2 or cli; with -o FILE.py Python code is written there",
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
                   .help = "print advice on the settings, with a fix for each problem",
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
    [CLI_LIST_WORDS] = {.name = "list-words",
                        .help = "print the texts that the window shows in lessons, as a template for the words: of a translated lesson",
                        .section = CLI_SECTION_STDOUT,
                        .informs = true},
    [CLI_FRESH] = {.name = "fresh",
                   .help = "start with the defaults instead of restoring the last session",
                   .serves = CLI_MAKES_WINDOW,
                   .served = "the window",
                   .section = CLI_SECTION_WINDOW,
                   .how = true,
                   .with_lesson = true},
    [CLI_REDUCED_MOTION] =
        {.name = "reduced-motion",
         .help = "turn animations off (also done if the desktop asks for it)",
         .serves = CLI_MAKES_WINDOW,
         .served = "the window",
         .section = CLI_SECTION_WINDOW,
         .how = true,
         .with_lesson = true},
    [CLI_FROM_LAUNCHER] = {.name = "from-launcher",
                           .help = "open FILE as Ctrl O does: the window stays, and says what is wrong with it; for menus and "
                                   "file managers, which show nobody what goes to stderr",
                           .serves = CLI_MAKES_WINDOW,
                           .served = "the window",
                           .section = CLI_SECTION_STDOUT,
                           .how = true},
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

/* Adds a parameter's name with - and with _. All of its names have one value: getopt_long then takes
   "warmup_f" as clear. */
static struct option *add_spellings(struct option *next, char dashed[32], const char *name, int value) {
    snprintf(dashed, 32, "%s", name);
    dash(dashed);
    struct option option = {.name = dashed, .has_arg = required_argument, .val = value};
    *next++ = option;
    option.name = name;
    *next++ = option;
    return next;
}

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
        next = add_spellings(next, table->dashed[2 * i], parameters[i].key, CLI_FIRST_PARAMETER + i);
        if (parameters[i].also)
            next = add_spellings(next, table->dashed[2 * i + 1], parameters[i].also, CLI_FIRST_PARAMETER + i);
    }
    *next = (struct option){0};
}
