#include "figure/frames.h"

#include "base/interrupt.h"
#include "base/progress.h"
#include "figure/drawn.h"
#include "figure/writers.h"
#include "paint/animation.h"

#include <stdlib.h>
#include <string.h>

enum { FRAME = 50, REST = 1200 }; /* milliseconds */

/* Unless the scenario's own view is fixed. */
static void fix_view(Scenario *scenario, ChartView view) {
    if (scenario->view_fixed) return;
    scenario->view_fixed = true;
    scenario->view_steps[0] = view.x0;
    scenario->view_steps[1] = view.x1;
    scenario->view_factor[0] = view.y0;
    scenario->view_factor[1] = view.y1;
}

void figure_frame(const Figure *figure, size_t index, FigureFrame *frame) {
    const FigureSweep *sweep = &figure->sweep;
    *frame = (FigureFrame){.scenario = scenario_copy(figure->scenario), .spec = figure->spec};
    frame->scenario.schedule = sweep->members[index];
    frame->spec.sweep = NULL;
    frame->spec.set &= ~(1u << FIGURE_SWEEP);
    fix_view(&frame->scenario, figure_sweep_fit(sweep, &figure->scenario->schedule));
    if (figure->spec.title || figure->spec.window) return;
    text_addf(&frame->title, "%s = %s", figure_sweep_key(sweep), text_string(&sweep->labels[index]));
    frame->spec.title = text_string(&frame->title);
}

void figure_frame_free(FigureFrame *frame) {
    scenario_free(&frame->scenario);
    text_free(&frame->title);
}

static bool add_frame(Animation *animation, const Figure *figure, PaintFonts *fonts, size_t index, int time,
                      Text *why) {
    FigureFrame frame;
    Figure still;
    figure_frame(figure, index, &frame);
    bool good = figure_open(&still, &frame.scenario, &frame.spec, figure->window, fonts, why);
    if (good) figure_draw(&still);
    good = good && animation_add(animation, still.scene, fonts, frame.spec.scale, time, why);
    figure_close(&still);
    figure_frame_free(&frame);
    return good;
}

/* Adds the frames 0 … count-1 and back to 1: the next round begins where this one ends. */
static bool add_frames(Animation *animation, const Figure *figure, PaintFonts *fonts, Text *why) {
    size_t count = figure->sweep.count, all = count > 1 ? 2 * count - 2 : 1;
    Progress progress = progress_begin(all, !figure->quiet);
    bool good = true;
    for (size_t i = 0; good && i < all && !interrupt_waits(); i++) {
        bool end = i == 0 || i == count - 1;
        good = add_frame(animation, figure, fonts, i < count ? i : all - i, end ? REST : FRAME, why);
        progress_show(&progress, i + 1);
    }
    progress_end(&progress);
    return good;
}

bool figure_write_webp(Figure *figure, FILE *stream, Text *why) {
    Text bytes = {0}, embedded = {0};
    PaintFonts *fonts = figure->fonts ? figure->fonts : paint_fonts_open();
    Animation *animation = animation_open();
    drawn_embed(figure, figure_format_embedding(EMBEDDED_WEBP), &embedded);
    bool good = add_frames(animation, figure, fonts, why) &&
                animation_finish(animation, text_string(&embedded), &bytes, why);
    if (good) fwrite(bytes.data, 1, bytes.length, stream);
    animation_close(animation);
    if (fonts != figure->fonts) paint_fonts_close(fonts);
    text_free(&bytes);
    text_free(&embedded);
    return good;
}

/* Returns where the digits' width stands, and how many characters it has; NULL where there is no such
   place. */
static const char *number_place(const char *path, size_t *digits) {
    const char *percent = strchr(path, '%');
    if (!percent) return NULL;
    *digits = strspn(percent + 1, "0123456789");
    return *digits <= 2 && percent[1 + *digits] == 'd' && !strchr(percent + 1, '%') ? percent : NULL;
}

bool figure_path_numbered(const char *path) {
    size_t digits;
    return number_place(path, &digits) != NULL;
}

void figure_path_number(const char *pattern, size_t number, Text *out) {
    size_t digits;
    const char *percent = number_place(pattern, &digits);
    bool zeros = percent[1] == '0';
    int width = digits ? (int)strtol(percent + 1, NULL, 10) : 0;
    text_setf(out, "%.*s", (int)(percent - pattern), pattern);
    text_addf(out, zeros ? "%0*zu" : "%*zu", width, number);
    text_add(out, percent + 2 + digits);
}
