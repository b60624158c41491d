#include "figure/html.h"

#include "base/beside.h"
#include "base/file.h"
#include "paint/xml.h"

#include <string.h>

enum { PROGRAM_BYTES_MAX = 16 << 20 };

static const char usual_sliders[] = "warmup_factor,warmup_iters";

/* The blanks that src/page/page.html leaves open. */
typedef enum Blank { BLANK_TITLE, BLANK_BEGIN, BLANK_DATA, BLANK_FIGURE, BLANK_LESSON, BLANK_END, BLANKS } Blank;
static const char *const blanks[BLANKS] = {
    [BLANK_TITLE] = "<!--lrscope:title-->",   [BLANK_BEGIN] = "<!--lrscope:begin-->",
    [BLANK_DATA] = "<!--lrscope:data-->",     [BLANK_FIGURE] = "<!--lrscope:figure-->",
    [BLANK_LESSON] = "<!--lrscope:lesson-->", [BLANK_END] = "<!--lrscope:end-->"};

static bool read_program(bool window, Text *program, Text *why) {
    Text path = {0};
    bool good = beside_find(window ? "window.html" : "figure.html", &path);
    if (good)
        good = file_read(text_string(&path), PROGRAM_BYTES_MAX, program, why);
    else
        text_setf(why, "the program for pages is not part of this build; ./dev page builds it, with clang, and pictures "
                       "can be written as .svg");
    text_free(&path);
    return good;
}

bool html_ready(const FigureSpec *spec, Text *why) {
    Text program = {0};
    bool good = read_program(spec->window, &program, why);
    text_free(&program);
    return good;
}

uint64_t html_program(const FigureSpec *spec) {
    Text program = {0}, why = {0};
    read_program(spec->window, &program, &why);
    uint64_t hash = scene_hash(text_string(&program), program.length, 1);
    text_free(&program);
    text_free(&why);
    return hash;
}

/* Copies the page, with what was left open filled in: all of it, or the part that stands between begin and end. */
static void fill(const char *page, const Text filled[BLANKS], bool fragment, Text *out) {
    bool copies = !fragment;
    for (const char *at = page, *next; at; at = next) {
        const char *place = strstr(at, "<!--lrscope:");
        next = NULL;
        if (copies) text_add_bytes(out, at, place ? (size_t)(place - at) : strlen(at));
        for (int i = 0; place && i < BLANKS; i++) {
            if (strncmp(place, blanks[i], strlen(blanks[i])) != 0) continue;
            next = place + strlen(blanks[i]);
            if (fragment && i == BLANK_BEGIN) copies = true;
            if (fragment && i == BLANK_END) return;
            if (copies) text_add(out, text_string(&filled[i]));
        }
    }
}

static void add_data(const FigureSpec *spec, Text *out) {
    const char *sliders = spec->sliders ? spec->sliders : usual_sliders;
    if (!spec->window && strcmp(sliders, "none") != 0) {
        text_add(out, " data-sliders=\"");
        xml_add(out, sliders);
        text_add(out, "\"");
    }
    if (spec->fragment) text_add(out, " data-fragment=\"1\"");
}

static bool paint(const Scene *scene, PaintFonts *fonts, const FigureSpec *spec, const PaintAbout *about,
                  Text filled[BLANKS], Text *out, Text *why) {
    Text program = {0};
    bool good = read_program(spec->window, &program, why) &&
                paint_svg(scene, fonts, spec->real_text ? PAINT_REAL_TEXT : PAINT_OUTLINES, about, &filled[BLANK_FIGURE], why);
    xml_add(&filled[BLANK_TITLE], about->title ? about->title : "lrscope");
    add_data(spec, &filled[BLANK_DATA]);
    if (good) fill(text_string(&program), filled, spec->fragment, out);
    for (int i = 0; i < BLANKS; i++) text_free(&filled[i]);
    text_free(&program);
    return good;
}

bool html_paint(const Scene *scene, PaintFonts *fonts, const FigureSpec *spec, const PaintAbout *about, Text *out,
                Text *why) {
    Text filled[BLANKS] = {{0}};
    return paint(scene, fonts, spec, about, filled, out, why);
}

bool html_paint_lesson(const Scene *scene, PaintFonts *fonts, const FigureSpec *spec, const PaintAbout *about,
                       const char *lesson, const char *words, Text *out, Text *why) {
    Text filled[BLANKS] = {{0}};
    FigureSpec window = *spec;
    window.window = true;
    text_add(&filled[BLANK_LESSON], "<pre class=\"lrscope-words\">");
    xml_add(&filled[BLANK_LESSON], words);
    text_add(&filled[BLANK_LESSON], "</pre>\n<pre hidden class=\"lrscope-lesson\">\n");
    xml_add(&filled[BLANK_LESSON], lesson);
    text_add(&filled[BLANK_LESSON], "</pre>\n");
    return paint(scene, fonts, &window, about, filled, out, why);
}
