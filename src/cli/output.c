#include "cli/output.h"

#include "base/file.h"
#include "base/memory.h"
#include "cli/advice.h"
#include "cli/theme_pair.h"
#include "cli/code.h"
#include "cli/frames.h"
#include "cli/interrupt.h"
#include "cli/picture.h"
#include "cli/sweep.h"
#include "cli/table.h"
#include "schedule/words.h"

#include <stdlib.h>

static bool write_content(const CliRequest *request, const CliOutput *output, CliPicture *picture,
                          FileOut *file, Text *why) {
    bool good = output->format->write(request, picture, file->stream, why);
    if (good && cli_interrupt_waits()) {
        text_setf(why, "-o %s: interrupted", output->path);
        good = false;
    }
    if (good) return file_finish(file, why);
    file_abandon(file);
    return false;
}

/* A signal that ends the program waits until the temporary file is gone; where there is none, it need not. */
static bool write_output(const CliRequest *request, const CliOutput *output, CliPicture *picture, Text *why) {
    FileOut file;
    CliInterrupt interrupt;
    if (!file_begin(&file, output->path, why)) return false;
    bool hold = file.temporary.length > 0;
    file.hasty = request->quiet;
    if (hold) cli_interrupt_hold(&interrupt);
    bool good = write_content(request, output, picture, &file, why);
    if (hold) cli_interrupt_release(&interrupt);
    return good;
}

/* One file, or one a frame. */
static bool write_named(const CliRequest *request, const CliOutput *output, CliPicture *picture, Text *why) {
    if (cli_sweep_is_pattern(request, output)) return cli_frames_each(request, output, write_output, why);
    return write_output(request, output, picture, why);
}

static bool write_outputs(const CliRequest *request, Text *why) {
    CliPicture picture = {0};
    bool good = true;
    for (size_t i = 0; good && i < request->output_count; i++)
        good = write_named(request, &request->outputs[i], &picture, why);
    cli_picture_close(&picture);
    return good;
}

static bool is_figure(const CliOutput *output) {
    return output->format->kind <= CLI_VECTOR;
}

/* The request of one of the two themes, with its figures' names. What is no figure goes with the first. */
static bool write_theme(const CliRequest *request, const Theme *theme, const ThemePairName *names, Text *why) {
    CliRequest themed = *request;
    themed.theme = theme;
    themed.output_count = 0;
    themed.outputs = memory_resize(NULL, request->output_count + 1, sizeof *themed.outputs);
    for (size_t i = 0; i < request->output_count; i++) {
        CliOutput output = request->outputs[i];
        if (!is_figure(&output) && theme != &theme_light) continue;
        if (is_figure(&output))
            output.path = text_string(theme == &theme_light ? &names[i].light : &names[i].dark);
        themed.outputs[themed.output_count++] = output;
    }
    bool good = write_outputs(&themed, why);
    free(themed.outputs);
    return good;
}

static void add_snippets(const CliRequest *request, const ThemePairName *names, Text *out) {
    double width, height;
    Text words = {0};
    cli_picture_size(request, &width, &height);
    cli_picture_describe(request, &words);
    for (size_t i = 0; i < request->output_count; i++) {
        const CliOutput *output = &request->outputs[i];
        bool shown = is_figure(output) && theme_pair_is_for_pages(output->format);
        if (shown && !cli_sweep_is_pattern(request, output))
            theme_pair_add_snippet(&names[i], width, text_string(&words), out);
    }
    text_free(&words);
}

/* Figures for light and for dark pages, and the HTML that chooses between them. */
static bool write_theme_pair(const CliRequest *request, Text *why) {
    ThemePairName *names = memory_resize(NULL, request->output_count + 1, sizeof *names);
    Text snippets = {0};
    for (size_t i = 0; i < request->output_count; i++) names[i] = theme_pair_name(request->outputs[i].path);
    bool good =
        write_theme(request, &theme_light, names, why) && write_theme(request, &theme_dark, names, why);
    if (good) add_snippets(request, names, &snippets);
    if (good && snippets.length && !request->quiet) good = cli_print(&snippets, why);
    for (size_t i = 0; i < request->output_count; i++) theme_pair_name_free(&names[i]);
    free(names);
    text_free(&snippets);
    return good;
}

bool cli_print(const Text *text, Text *why) {
    return file_write("-", text_string(text), text->length, why);
}

static void add_description(const CliRequest *request, Text *out) {
    words_describe(&request->scenario.schedule, out);
    text_add(out, "\n");
}

static bool print_words(const CliRequest *request, void (*add)(const CliRequest *request, Text *out),
                        Text *why) {
    Text words = {0};
    add(request, &words);
    bool good = cli_print(&words, why);
    text_free(&words);
    return good;
}

bool cli_output_all(const CliRequest *request, Text *why) {
    return (request->both ? write_theme_pair : write_outputs)(request, why) &&
           (!request->explicit[CLI_DESCRIBE] || print_words(request, add_description, why)) &&
           (!cli_implementations_printed(request) || print_words(request, cli_implementations_add, why)) &&
           (!request->explicit[CLI_NOTES] || print_words(request, cli_notes_add, why)) &&
           (!cli_code_printed(request) || cli_code_print(request, why)) &&
           (!request->explicit[CLI_AT] || cli_table_print(request, why));
}
