#include "cli/manual.h"

#include "app/actions.h"
#include "chart/parts.h"
#include "figure/formats.h"
#include "cli/options.h"

/* Writes text in roff: a minus that can be copied, no line that begins with a control character, no line over
   80. */
static void roff(Text *out, const char *words) {
    size_t start = out->length;
    for (const char *at = words; *at; at++) {
        bool first = out->length == start;
        if (*at == '-')
            text_add(out, "\\-");
        else if (*at == '\\')
            text_add(out, "\\e");
        else if (first && (*at == '.' || *at == '\''))
            text_addf(out, "\\&%c", *at);
        else
            text_add_bytes(out, at, 1);
    }
}

static void section(Text *out, const char *name) {
    text_addf(out, ".SH %s\n", name);
}

static void item(Text *out, const char *name, const char *words) {
    text_add(out, ".TP\n.B ");
    roff(out, name);
    text_add(out, "\n");
    roff(out, words);
    text_add(out, ".\n");
}

static void paragraph(Text *out, const char *words) {
    text_add(out, ".PP\n");
    roff(out, words);
    text_add(out, "\n");
}

static void add_options(Text *out) {
    Text name = {0};
    for (int i = 0; i < cli_option_count; i++) {
        const CliOption *option = &cli_options[i];
        text_clear(&name);
        if (option->letter) text_addf(&name, "-%c, ", option->letter);
        text_addf(&name, "--%s", option->name);
        if (option->argument) text_addf(&name, option->optional ? "[=%s]" : "=%s", option->argument);
        item(out, text_string(&name), option->help);
    }
    text_free(&name);
}

static void add_parameters(Text *out) {
    Schedule schedule = schedule_default();
    Text name = {0}, words = {0};
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++) {
        text_clear(&name);
        cli_option_name(CLI_FIRST_PARAMETER + (int)id, &name);
        text_setf(&words, "%s; ", parameters[id].help);
        parameter_takes(id, &words);
        text_add(&words, " [");
        parameter_print(&schedule, id, &words);
        text_add(&words, "]");
        item(out, text_string(&name), text_string(&words));
    }
    text_free(&name);
    text_free(&words);
}

static void add_parts(Text *out) {
    Text words = {0};
    for (int i = 0; i < CHART_PARTS; i++) {
        text_setf(&words, "%s%s", chart_parts[i].help,
                  chart_parts[i].shown_by_default ? "" : "; hidden by default");
        item(out, chart_parts[i].name, text_string(&words));
    }
    text_free(&words);
}

static void add_formats(Text *out) {
    Text name = {0};
    for (int i = 0; i < figure_format_count; i++) {
        text_setf(&name, ".%s", figure_formats[i].name);
        item(out, text_string(&name), figure_formats[i].help);
    }
    text_free(&name);
}

static void add_keys(Text *out) {
    for (int i = 0; i < action_count; i++) item(out, actions[i].keys, actions[i].help);
}

static void add_examples(Text *out) {
    static const char *const examples[][2] = {
        {"lrscope --warmup-factor=0.5", "opens the window with another warmup_factor"},
        {"lrscope --warmup-factor=1.5 -o above.svg", "writes a figure of a rate above base_lr"},
        {"lrscope --at=0,250,999..1001", "prints the rate of some steps"},
        {"lrscope --decay=cosine --describe", "describes the curve in sentences"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) item(out, examples[i][0], examples[i][1]);
}

static void add_description(Text *out) {
    paragraph(out,
              "Draws the learning rate against the training step, in a window with sliders, or as figures, "
              "tables and sentences without a display.");
    paragraph(
        out,
        "It starts from torchvision's warm-up through LambdaLR: the factor that multiplies base_lr is "
        "warmup_factor*(1-alpha) + alpha with alpha = step/warmup_iters, and 1 from warmup_iters on. The "
        "factor never exceeds 1 unless warmup_factor does.");
    paragraph(out, "FILE is what to start from: a scenario (YAML), a figure made by lrscope, which holds its scenario, "
                   "a training script, a settings file, a command, or a run's log.");
}

static void add_environment(Text *out) {
    item(out, "DISPLAY, WAYLAND_DISPLAY", "where the window is opened; nothing else needs one");
    item(out, "LRSCOPE_SCALE", "pixels per point in the window, instead of the desktop's own");
    item(out, "SOURCE_DATE_EPOCH",
         "the date in a PDF, in seconds since 1970; without it a PDF has no date");
    item(out, "XDG_STATE_HOME",
         "where the window keeps its state, in the folder lrscope (mode 0700); else ~/.local/state");
}

static void add_statuses(Text *out) {
    item(out, "0", "what was asked for is done");
    item(out, "1", "something failed while running");
    item(out, "2", "the arguments or the input are wrong");
}

/* A section of entries, with a sentence before them or NULL. */
static void entries(Text *out, const char *name, const char *words, void (*add)(Text *out)) {
    section(out, name);
    if (words) paragraph(out, words);
    add(out);
}

void manual_page(Text *out) {
    text_addf(out, ".TH LRSCOPE 1 \"\" \"lrscope %s\" \"User Commands\"\n", LRSCOPE_VERSION);
    section(out, "NAME");
    text_add(out, "lrscope \\- see a learning\\-rate schedule before training with it\n");
    section(out, "SYNOPSIS");
    text_add(out, ".B lrscope\n[\\fIOPTION\\fR]... [\\fIFILE\\fR]\n");
    entries(out, "DESCRIPTION", NULL, add_description);
    entries(out, "OPTIONS", NULL, add_options);
    entries(out, "PARAMETERS", "Defaults are in brackets.", add_parameters);
    entries(out, "PARTS OF A CHART", "For --show and --hide.", add_parts);
    entries(out, "FILES THAT ARE WRITTEN", NULL, add_formats);
    entries(out, "KEYS IN THE WINDOW", NULL, add_keys);
    entries(out, "EXAMPLES", NULL, add_examples);
    entries(out, "ENVIRONMENT", NULL, add_environment);
    entries(out, "EXIT STATUS", NULL, add_statuses);
}
