#include "cli/lessons.h"

#include "app/app.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/output.h"
#include "cli/sweep.h"
#include "lesson/lessons.h"
#include "lesson/words.h"
#include "paint/figure.h"

#include <stdlib.h>
#include <string.h>

bool cli_lesson_read(CliRequest *request, Text *why) {
    const char *name = NULL;
    bool in_file;
    for (size_t i = 0; i < request->word_count; i++)
        if (request->words[i].value == CLI_FIRST_OPTION + CLI_LESSON) name = request->words[i].argument;
    if (!name) return true;
    if (lessons_open(name, &request->lesson, &in_file, why)) return true;
    request->file_wrong = in_file;
    if (in_file) return false;
    Text reason = *why;
    *why = (Text){0};
    text_addf(why, "--lesson: %s", text_string(&reason));
    text_free(&reason);
    return false;
}

static bool is_for_lessons(int value) {
    static const CliOptionId options[] = {CLI_LESSON, CLI_OUTPUT,   CLI_FORMAT,   CLI_SIZE, CLI_SCALE,
                                          CLI_THEME,  CLI_SVG_TEXT, CLI_DESCRIBE, CLI_FRESH, CLI_REDUCED_MOTION};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (value == CLI_FIRST_OPTION + (int)options[i]) return true;
    return false;
}

static bool is_pdf(const CliOutput *output) {
    return !strcmp(output->format->name, "pdf");
}

/* A file holds one step, but a PDF has pages. */
static bool check_output(const CliRequest *request, const CliOutput *output, Text *why) {
    bool figure = output->format->kind <= CLI_VECTOR && strcmp(output->format->name, "webp") != 0;
    bool room = is_pdf(output) || cli_sweep_numbered(output->path) || request->lesson.count == 1;
    if (!figure)
        text_setf(why, "-o %s: the steps of a lesson are figures, png, svg or pdf", output->path);
    else if (!room)
        text_setf(why,
                  "-o %s: a lesson has several steps; put a number into the name, as in slides/%%02d.png, "
                  "or write one PDF",
                  output->path);
    return figure && room;
}

bool cli_lesson_check(const CliRequest *request, Text *why) {
    if (!request->lesson.count) return true;
    for (size_t i = 0; i < request->word_count; i++) {
        if (is_for_lessons(request->words[i].value)) continue;
        cli_option_name(request->words[i].value, why);
        text_add(why, " has no effect here: a lesson says what is shown");
        return false;
    }
    if (request->file_count || request->both || request->theme == &theme_neutral) {
        if (request->file_count)
            text_setf(why, "%s: one call takes a lesson or a file", request->files[0]);
        else
            text_setf(why, "--theme: the steps of a lesson are light or dark");
        return false;
    }
    for (size_t i = 0; i < request->output_count; i++)
        if (!check_output(request, &request->outputs[i], why)) return false;
    return true;
}

/* The app in front of no one: it presents the lesson for the painters. */
typedef struct Slides {
    const CliRequest *request;
    App *app;
    FigureFonts *fonts;
    Measure measure;
} Slides;

static Lesson lesson_again(const CliRequest *request) {
    Lesson lesson = {0};
    bool in_file;
    Text why = {0};
    (void)lessons_open(request->explicit[CLI_LESSON], &lesson, &in_file, &why);
    text_free(&why);
    return lesson;
}

static void open_slides(Slides *slides, const CliRequest *request) {
    Scenario scenario = scenario_default();
    Lesson lesson = lesson_again(request);
    *slides = (Slides){.request = request, .fonts = figure_fonts_open()};
    slides->measure = figure_measure(slides->fonts);
    slides->app = memory_resize(NULL, 1, sizeof *slides->app);
    app_open(slides->app, &scenario, request->theme ? request->theme : &theme_light);
    app_resize(slides->app, request->width > 0 ? request->width : 1280,
               request->height > 0 ? request->height : 720);
    slides->app->present.printed = true;
    present_begin(slides->app, &lesson);
    scenario_free(&scenario);
}

static void close_slides(Slides *slides) {
    app_close(slides->app);
    free(slides->app);
    figure_fonts_close(slides->fonts);
}

/* With its answer: nobody will press a key. */
static const Scene *slide(void *self, size_t index) {
    Slides *slides = self;
    present_go_to(slides->app, (int)index, true);
    return app_frame(slides->app, &(Input){.kind = INPUT_NONE}, &slides->measure);
}

static bool paint(Slides *slides, const CliOutput *output, size_t index, Text *bytes, Text *why) {
    const CliRequest *request = slides->request;
    Text words = {0};
    lesson_step_words(&request->lesson, (int)index, &words);
    FigureAbout about = {.title = text_string(&request->lesson.steps[index].title),
                         .description = text_string(&words)};
    const Scene *scene = slide(slides, index);
    bool good;
    if (is_pdf(output))
        good = figure_pdf(scene, slides->fonts, &about, bytes, why);
    else if (!strcmp(output->format->name, "svg"))
        good = figure_svg(scene, slides->fonts, request->real_text ? FIGURE_REAL_TEXT : FIGURE_OUTLINES,
                          &about, bytes, why);
    else
        good = figure_png(scene, slides->fonts, request->scale, &about, bytes, why);
    text_free(&words);
    return good;
}

static bool write_each(Slides *slides, const CliOutput *output, Text *why) {
    bool good = true, numbered = cli_sweep_numbered(output->path);
    for (int i = 0; good && i < slides->request->lesson.count; i++) {
        Text bytes = {0}, path = {0};
        if (numbered)
            cli_sweep_path(output->path, (size_t)i + 1, &path);
        else
            text_add(&path, output->path);
        good = paint(slides, output, (size_t)i, &bytes, why) &&
               file_write(text_string(&path), text_string(&bytes), bytes.length, why);
        text_free(&bytes);
        text_free(&path);
    }
    return good;
}

static bool write_handout(Slides *slides, const CliOutput *output, Text *why) {
    const Lesson *lesson = &slides->request->lesson;
    FigurePages pages = {slide, slides, (size_t)lesson->count};
    Text bytes = {0}, words = {0};
    lesson_words(lesson, &words);
    FigureAbout about = {.title = text_string(&lesson->title), .description = text_string(&words)};
    bool good = figure_pdf_pages(&pages, slides->fonts, &about, &bytes, why) &&
                file_write(output->path, text_string(&bytes), bytes.length, why);
    text_free(&bytes);
    text_free(&words);
    return good;
}

static bool print_lesson(const CliRequest *request, Text *why) {
    Text words = {0};
    lesson_words(&request->lesson, &words);
    bool good = cli_print(&words, why);
    text_free(&words);
    return good;
}

bool cli_lesson_write(const CliRequest *request, Text *why) {
    Slides slides;
    bool good = true;
    if (request->output_count) {
        open_slides(&slides, request);
        for (size_t i = 0; good && i < request->output_count; i++) {
            const CliOutput *output = &request->outputs[i];
            bool one_file = is_pdf(output) && !cli_sweep_numbered(output->path);
            good = (one_file ? write_handout : write_each)(&slides, output, why);
        }
        close_slides(&slides);
    }
    return good && (!request->explicit[CLI_DESCRIBE] || print_lesson(request, why));
}

void cli_lesson_list(Text *out) {
    for (int i = 0; i < lessons_count(); i++) {
        Lesson lesson = {0};
        lessons_read(i, &lesson);
        text_addf(out, "%-12s%s\n%12s%s\n", lessons_name(i), text_string(&lesson.title), "",
                  text_string(&lesson.about));
        lesson_free(&lesson);
    }
}
