#include "cli/help.h"

#include "chart/parts.h"
#include "cli/options.h"
#include "figure/formats.h"
#include "scenario/presets.h"

#include <string.h>

enum { COLUMN = 28, WIDTH = 98 };

static size_t columns(const char *word, size_t bytes) {
    size_t count = 0;
    for (size_t i = 0; i < bytes; i++) count += ((unsigned char)word[i] & 0xC0) != 0x80;
    return count;
}

static void spaces(size_t count, Text *out) {
    text_addf(out, "%*s", (int)count, "");
}

/* Adds words from column `at` on, broken before WIDTH, each further line beginning at `margin`. */
static void wrap(const char *words, size_t at, size_t margin, Text *out) {
    bool first = true;
    while (*words) {
        size_t bytes = strcspn(words, " "), wide = columns(words, bytes);
        if (!first && at + 1 + wide > WIDTH) {
            text_add(out, "\n");
            spaces(margin, out);
            at = margin;
            first = true;
        }
        text_addf(out, "%s%.*s", first ? "" : " ", (int)bytes, words);
        at += wide + !first;
        first = false;
        words += bytes + strspn(words + bytes, " ");
    }
    text_add(out, "\n");
}

/* "  --name=VALUE   what it does". */
static void entry(const char *name, const char *words, Text *out) {
    size_t wide = columns(name, strlen(name)) + 2;
    text_addf(out, "  %s", name);
    if (wide + 2 > COLUMN) text_add(out, "\n");
    spaces(wide + 2 > COLUMN ? COLUMN : COLUMN - wide, out);
    wrap(words, COLUMN, COLUMN, out);
}

static void option_entries(CliSection section, Text *out) {
    Text name = {0};
    for (const CliOption *option = cli_options; option < cli_options + cli_option_count; option++) {
        if (option->section != section) continue;
        text_setf(&name, option->letter ? "-%c, " : "    ", option->letter);
        text_addf(&name,
                  option->optional   ? "--%s[=%s]"
                  : option->argument ? "--%s=%s"
                                     : "--%s",
                  option->name, option->argument);
        entry(text_string(&name), option->help, out);
    }
    text_free(&name);
}

static const char *value_name(ParameterType type) {
    switch (type) {
    case PARAMETER_REAL: return "X";
    case PARAMETER_WHOLE: return "N";
    case PARAMETER_CHOICE: return "NAME";
    case PARAMETER_LIST: return "N,N,...";
    case PARAMETER_PAIRS: return "N:X,N:X,...";
    }
    return "";
}

static void parameter_entries(Text *out) {
    Schedule schedule = schedule_default();
    Text name = {0}, words = {0}, value = {0};
    for (int i = 0; i < PARAMETER_COUNT; i++) {
        ParameterId id = (ParameterId)i;
        text_setf(&name, "    ");
        cli_option_name(CLI_FIRST_PARAMETER + i, &name);
        text_addf(&name, "=%s", value_name(parameters[i].type));
        text_clear(&value);
        parameter_print(&schedule, id, &value);
        text_setf(&words, "%s; ", parameters[i].help);
        parameter_takes(id, &words);
        if (value.length) text_addf(&words, " [%s]", text_string(&value));
        entry(text_string(&name), text_string(&words), out);
    }
    text_free(&name);
    text_free(&words);
    text_free(&value);
}

static void format_entries(Text *out) {
    Text name = {0};
    for (int i = 0; i < figure_format_count; i++) {
        text_setf(&name, "    .%s", figure_formats[i].name);
        entry(text_string(&name), figure_formats[i].help, out);
    }
    text_free(&name);
}

static void part_entries(Text *out) {
    Text name = {0}, words = {0};
    for (int i = 0; i < CHART_PARTS; i++) {
        text_setf(&name, "    %s", chart_parts[i].name);
        text_setf(&words, "%s%s", chart_parts[i].help, chart_parts[i].shown_by_default ? "" : " [hidden by default]");
        entry(text_string(&name), text_string(&words), out);
    }
    text_free(&name);
    text_free(&words);
}

void cli_help(Text *out) {
    text_add(out, "Usage: lrscope [OPTION]... [FILE]\n"
                  "Shows the learning rate of every step of a training run, in a window. With -o, or with an\n"
                  "option under \"Text on stdout\", it opens no window and writes figures, tables or text.\n"
                  "FILE is what to start from: a scenario (YAML), a figure made by lrscope, which holds its\n"
                  "scenario, a training script, a settings file, a command, or a run's log.\n"
                  "\nWhat to start from:\n");
    option_entries(CLI_SECTION_START, out);
    text_add(out, "\nFigures and files:\n");
    option_entries(CLI_SECTION_FILES, out);
    text_add(out, "\nFormats of FILE, by its ending:\n");
    format_entries(out);
    text_add(out, "\nPARTS of the chart, shown by default unless marked:\n");
    part_entries(out);
    text_add(out, "\nText on stdout:\n");
    option_entries(CLI_SECTION_STDOUT, out);
    text_add(out, "\nThe window:\n");
    option_entries(CLI_SECTION_WINDOW, out);
    text_add(out, "\nSchedule parameters (defaults in brackets):\n");
    parameter_entries(out);
    text_add(
        out,
        "\nYou can write numbers as 0.001, 1e-3, 1/1000, 10_000, 10k or 2M, and option names with _ for -\n"
        "or abbreviated if they stay unique. You can give steps in epochs, 26e, once\n"
        "--steps-per-epoch, or --dataset-size and --batch-size, say how long an epoch is.\n"
        "\nExamples:\n"
        "  lrscope --warmup-factor=0.5\n"
        "  lrscope --preset=yolo-bias --warmup-factor=5\n"
        "  lrscope --warmup-factor=1.5 -o above.svg -o above.png --scale=2 -o above.csv\n"
        "  lrscope --base-lr=0.002 --at=0,250,999..1001\n"
        "  lrscope --decay=cosine --total-steps=90k --describe\n"
        "  lrscope --from-code=train.py --warmup-factor=0.5 -o fig.svg -o schedule.py\n"
        "\nExit status: 0 success; 1 a failure while running, or a difference found by --check or --check-log;\n"
        "2 wrong arguments or input.\n");
}

void cli_version(Text *out) {
    text_add(out, "lrscope " LRSCOPE_VERSION "\n"
                  "Copyright (C) 2026 lrscope contributors\n"
                  "Released under the MIT License; there is no warranty.\n");
}

static void preset_entry(int index, int column, Text *out) {
    Scenario scenario = scenario_default();
    preset_read(index, &scenario);
    text_addf(out, "%-*s%s\n", column, preset_at(index).name, text_string(&scenario.title));
    spaces((size_t)column, out);
    wrap(text_string(&scenario.remark), (size_t)column, (size_t)column, out);
    scenario_free(&scenario);
}

void cli_preset_list(Text *out) {
    size_t longest = 0;
    for (int i = 0; i < preset_count(); i++) {
        size_t length = strlen(preset_at(i).name);
        if (length > longest) longest = length;
    }
    for (int i = 0; i < preset_count(); i++) preset_entry(i, (int)longest + 2, out);
}
