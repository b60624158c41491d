#include "cli/lessons.h"

#include "app/app.h"
#include "app/present_check.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/output.h"
#include "figure/frames.h"
#include "figure/html.h"
#include "lesson/answers.h"
#include "lesson/lessons.h"
#include "lesson/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* True if every step's text fits. Built-in lessons do, which a test holds. */
static bool fits(Lesson *lesson, const char *path, Text *why) {
    PaintFonts *fonts = paint_fonts_open();
    paint_fonts_help(fonts);
    Measure measure = paint_measure(fonts);
    Messages messages = {0};
    bool good = present_check(lesson, &measure, &messages);
    messages_print(&messages, path, why);
    if (why->length && why->data[why->length - 1] == '\n') why->data[--why->length] = 0;
    messages_free(&messages);
    paint_fonts_close(fonts);
    return good;
}

/* A class's answers have a name with a / or a . in it; words have none. */
static bool is_path(const char *word) {
    return word && strpbrk(word, "/.");
}

static bool read_answers(CliRequest *request, Text *why) {
    const char *path = cli_request_is_explicit(request, CLI_ANSWERS);
    AnswersCount counts = {0};
    Text reason = {0}, words = {0};
    if (!is_path(path)) return true;
    bool good = answers_load(&request->lesson, path, &counts, &reason);
    if (good)
        answers_words(&counts, &words);
    else
        text_setf(why, "--answers: %s", text_string(&reason));
    if (good && !request->quiet) fprintf(stderr, "lrscope: %s\n", text_string(&words));
    text_free(&reason);
    text_free(&words);
    return good;
}

bool cli_lesson_read(CliRequest *request, Text *why) {
    const char *name = NULL;
    bool in_file;
    for (size_t i = 0; i < request->word_count; i++)
        if (request->words[i].value == CLI_FIRST_OPTION + CLI_LESSON) name = request->words[i].argument;
    if (!name) return true;
    if (lessons_open(name, &request->lesson, &in_file, why)) {
        request->file_wrong = lessons_find(name) < 0 && !fits(&request->lesson, name, why);
        return !request->file_wrong && read_answers(request, why);
    }
    request->file_wrong = in_file;
    if (in_file) return false;
    Text reason = *why;
    *why = (Text){0};
    text_addf(why, "--lesson: %s", text_string(&reason));
    text_free(&reason);
    return false;
}

static bool is_for_lessons(int value) {
    return value < CLI_FIRST_PARAMETER && cli_options[value - CLI_FIRST_OPTION].with_lesson;
}

/* A file holds one step, but some have pages. */
static bool check_output(const CliRequest *request, const CliOutput *output, Text *why) {
    bool figure = output->format->paint != NULL;
    bool room =
        output->format->paint_pages || output->format->live || figure_path_numbered(output->path) || request->lesson.count == 1;
    if (!figure) {
        text_setf(why, "-o %s: the steps of a lesson are figures, ", output->path);
        figure_format_list("", true, why);
    } else if (!room) {
        text_setf(why,
                  "-o %s: a lesson has several steps; put a number into the name, as in slides/%%02d.png, "
                  "or write one PDF or HTML",
                  output->path);
    }
    return figure && room;
}

typedef enum Answers { ANSWERS_ON, ANSWERS_NONE, ANSWERS_AFTER, ANSWERS } Answers;
static const char *const answers_names[ANSWERS] = {"on", "none", "after"};

static Answers answers_of(const CliRequest *request) {
    const char *word = request->explicit[CLI_ANSWERS];
    for (int i = 0; word && i < ANSWERS; i++)
        if (!strcmp(word, answers_names[i])) return (Answers)i;
    return word && !is_path(word) ? ANSWERS : ANSWERS_ON;
}

bool cli_lesson_check(const CliRequest *request, Text *why) {
    if (!request->lesson.count && request->explicit[CLI_ANSWERS])
        text_setf(why, "--answers needs --lesson");
    else if (!request->lesson.count && request->explicit[CLI_SPEAKER])
        text_setf(why, "--speaker needs --lesson");
    else if (answers_of(request) == ANSWERS)
        text_setf(why, "--answers: '%.40s' is not known; it takes on, none or after, "
                       "or what a class handed in, with a / in its name", request->explicit[CLI_ANSWERS]);
    if (why->length) return false;
    if (!request->lesson.count) return true;
    for (size_t i = 0; i < request->word_count; i++) {
        if (is_for_lessons(request->words[i].value)) continue;
        cli_option_name(request->words[i].value, why);
        text_add(why, " has no effect here: a lesson says what is shown");
        return false;
    }
    if (request->file_count || request->spec.theme_pair || request->spec.theme == &theme_neutral) {
        if (request->file_count)
            text_setf(why, "%s: use either --lesson or a file, not both", request->files[0]);
        else
            text_setf(why, "--theme: the steps of a lesson are light or dark");
        return false;
    }
    for (size_t i = 0; i < request->output_count; i++)
        if (!check_output(request, &request->outputs[i], why)) return false;
    return true;
}

/* An app without a window: it presents the lesson for the painters. */
typedef struct Slides {
    const CliRequest *request;
    App *app;
    PaintFonts *fonts;
    Measure measure;
    int count;
    struct {
        int step;
        bool answered;
    } pages[2 * LESSON_STEPS_MAX];
} Slides;

static void add_page(Slides *slides, int step, bool answered) {
    slides->pages[slides->count].step = step;
    slides->pages[slides->count++].answered = answered;
}

static void number_pages(Slides *slides, const Lesson *lesson, Answers answers) {
    for (int i = 0; i < lesson->count; i++) {
        bool reveals = lesson_step_reveals(&lesson->steps[i]);
        if (answers != ANSWERS_ON && reveals) add_page(slides, i, false);
        if (answers != ANSWERS_NONE || !reveals) add_page(slides, i, true);
    }
}

/* The app takes the lesson over until close_slides. */
static void open_slides(Slides *slides, CliRequest *request) {
    Scenario scenario = scenario_default();
    const FigureSpec *spec = &request->spec;
    *slides = (Slides){.request = request, .fonts = paint_fonts_open()};
    paint_fonts_help(slides->fonts); /* a lesson's own letters, which built-in lessons have none of */
    slides->measure = paint_measure(slides->fonts);
    slides->app = memory_resize(NULL, 1, sizeof *slides->app);
    app_open(slides->app, &scenario, figure_theme(spec));
    app_resize(slides->app, spec->width > 0 ? spec->width : 1280, spec->height > 0 ? spec->height : 720);
    slides->app->present.printed = true;
    present_begin(slides->app, &request->lesson);
    number_pages(slides, &slides->app->present.lesson, answers_of(request));
    scenario_free(&scenario);
}

static void close_slides(Slides *slides, CliRequest *request) {
    request->lesson = slides->app->present.lesson;
    slides->app->present.lesson = (Lesson){0};
    app_close(slides->app);
    free(slides->app);
    paint_fonts_close(slides->fonts);
}

static const Scene *slide(void *self, size_t index) {
    Slides *slides = self;
    present_go_to(slides->app, slides->pages[index].step, slides->pages[index].answered);
    return app_frame(slides->app, &(Input){.kind = INPUT_NONE}, &slides->measure);
}

static bool paint(Slides *slides, const CliOutput *output, size_t index, Text *bytes, Text *why) {
    const FigureSpec *spec = &slides->request->spec;
    const Lesson *lesson = &slides->app->present.lesson;
    Text words = {0};
    int step = slides->pages[index].step;
    lesson_step_words(lesson, step, slides->pages[index].answered, &words);
    PaintAbout about = {.title = text_string(&lesson->steps[step].title),
                         .description = text_string(&words),
                         .date = spec->date};
    const Scene *scene = slide(slides, index);
    bool good = output->format->paint(scene, slides->fonts, spec, &about, bytes, why);
    text_free(&words);
    return good;
}

static bool write_each(Slides *slides, const CliOutput *output, Text *why) {
    bool good = true, numbered = figure_path_numbered(output->path);
    for (int i = 0; good && i < slides->count; i++) {
        Text bytes = {0}, path = {0};
        if (numbered)
            figure_path_number(output->path, (size_t)i + 1, &path);
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
    const Lesson *lesson = &slides->app->present.lesson;
    PaintPages pages = {slide, slides, (size_t)slides->count};
    Text bytes = {0}, words = {0};
    lesson_words(lesson, answers_of(slides->request) != ANSWERS_NONE, &words);
    PaintAbout about = {.title = text_string(&lesson->title),
                         .description = text_string(&words),
                         .date = slides->request->spec.date};
    bool good = output->format->paint_pages(&pages, slides->fonts, &about, &bytes, why) &&
                file_write(output->path, text_string(&bytes), bytes.length, why);
    text_free(&bytes);
    text_free(&words);
    return good;
}

/* One page holds the whole lesson; where no script runs, its first picture and its words. */
static bool write_page(Slides *slides, const CliOutput *output, Text *why) {
    const Lesson *lesson = &slides->app->present.lesson;
    FigureSpec spec = slides->request->spec;
    Scenario scenario = scenario_default();
    Text bytes = {0}, words = {0}, embedded = {0}, text = {0};
    spec.window = true;
    lesson_words(lesson, false, &words);
    scenario_write(&scenario, &embedded);
    PaintAbout about = {.title = text_string(&lesson->title),
                         .description = text_string(&lesson->about),
                         .scenario = text_string(&embedded)};
    bool good = html_ready(&spec, why) && lessons_text(lesson, &text, why) &&
                html_paint_lesson(slide(slides, 0), slides->fonts, &spec, &about, text_string(&text), text_string(&words),
                                  &bytes, why) &&
                file_write(output->path, text_string(&bytes), bytes.length, why);
    scenario_free(&scenario);
    text_free(&bytes);
    text_free(&words);
    text_free(&embedded);
    text_free(&text);
    return good;
}

static bool print_lesson(const CliRequest *request, Text *why) {
    Text words = {0};
    lesson_words(&request->lesson, answers_of(request) != ANSWERS_NONE, &words);
    bool good = cli_print(&words, why);
    text_free(&words);
    return good;
}

bool cli_lesson_write(CliRequest *request, Text *why) {
    Slides slides;
    bool good = true;
    if (request->output_count) {
        open_slides(&slides, request);
        for (size_t i = 0; good && i < request->output_count; i++) {
            const CliOutput *output = &request->outputs[i];
            bool one_file = output->format->paint_pages && !figure_path_numbered(output->path);
            good = (output->format->live ? write_page : one_file ? write_handout : write_each)(&slides, output, why);
        }
        close_slides(&slides, request);
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

void cli_lesson_phrases(Text *out) {
    text_add(out, "words:\n");
    for (int i = 0; lesson_phrases[i]; i++) text_addf(out, "  \"%s\": \"\"\n", lesson_phrases[i]);
    for (int id = 0; id < PARAMETER_COUNT; id++) text_addf(out, "  \"%s\": \"\"\n", parameters[id].help);
}
