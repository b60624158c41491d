#include "figure/write.h"

#include "base/file.h"
#include "base/interrupt.h"
#include "base/number.h"
#include "base/progress.h"
#include "figure/drawn.h"
#include "figure/frames.h"
#include "figure/grid.h"
#include "figure/html.h"
#include "paint/coverage.h"

#include <math.h>

bool figure_is_numbered(const Figure *figure, const FigureFormat *format, const char *path) {
    return figure->sweep.count && format->numbered && figure_path_numbered(path);
}

bool figure_moves(const Figure *figure, const FigureFormat *format, const char *path) {
    return format->animates || figure_is_numbered(figure, format, path);
}

/* --- what is allowed --- */

/* True if the sweep has no more values than the format takes, as frames or as curves of one figure. */
static bool sweep_fits(const Figure *figure, const FigureFormat *format, const char *path, Text *why) {
    bool moves = figure_moves(figure, format, path);
    bool still = figure->sweep.count && figure_format_draws(format) && !moves;
    if (format->animates && !figure->sweep.count)
        text_setf(why, "-o %s: an animated WebP needs --sweep, for example --sweep=warmup_factor=0:2:60", path);
    else if (still && figure->spec.window)
        text_setf(why, "-o %s: --window shows one curve; a sweep of it needs FILE.webp or frames", path);
    else if (still && figure->sweep.count > SWEEP_CURVES_MAX)
        text_setf(why, "-o %s: one figure holds at most %d curves, not %zu", path, SWEEP_CURVES_MAX,
                  figure->sweep.count);
    return !why->length;
}

static size_t shown_pins(const Scenario *scenario) {
    size_t count = 0;
    for (size_t i = 0; i < scenario->pin_count; i++) count += scenario->pins[i].shown;
    return count;
}

/* Returns a part that was asked for and speaks of one curve; -1: none. */
static int part_of_one_curve(const FigureSpec *spec) {
    static const ChartPart parts[] = {CHART_REASON, CHART_TERMS, CHART_FORMULA, CHART_NOTES};
    bool curve = spec->explicit_parts >> CHART_CURVE & 1 && !(spec->switched >> CHART_CURVE & 1);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !curve; i++) {
        bool on = chart_parts[parts[i]].shown_by_default != (spec->switched >> parts[i] & 1);
        if (on && spec->explicit_parts >> parts[i] & 1) return (int)parts[i];
    }
    return -1;
}

/* A sweep in one plot shows its values and nothing beside them: what would be lost is refused. */
static bool stands_alone(const Figure *figure, const FigureFormat *format, const char *path, Text *why) {
    const Scenario *scenario = figure->scenario;
    bool still = figure->sweep.count && !figure_moves(figure, format, path);
    if (!still || format->code || format->settings) return true;
    bool one_plot = figure_format_draws(format) && !figure->spec.grid_columns;
    int part = one_plot ? part_of_one_curve(&figure->spec) : -1;
    const char *other = shown_pins(scenario)                        ? "pinned curves"
                        : scenario->family != SCENARIO_NO_FAMILY ? "a family"
                        : scenario->implementations              ? "other implementations"
                        : scenario->log_count                    ? "a log"
                                                                 : NULL;
    if (other)
        text_setf(why, "--sweep: -o %s holds the values of the sweep alone, and not %s; write that without --sweep", path, other);
    else if (part >= 0)
        text_setf(why, "--show=%s speaks of one curve, and a sweep shows several; --show=curve adds the one that it speaks of",
                  chart_parts[part].name);
    return !other && part < 0;
}

static bool pixels_fit(double width, double height, double scale, Text *why) {
    double across = ceil(width * scale), down = ceil(height * scale);
    if (across <= PAINT_PIXELS_MAX && down <= PAINT_PIXELS_MAX && across * down <= PAINT_PIXELS_IN_ALL_MAX)
        return true;
    text_setf(why,
              "--size=%.0fx%.0f --scale=%s: a PNG of %.0fx%.0f pixels is too large; it takes at most %d a "
              "side and %d in all",
              width, height, number_exact(scale).text, across, down, PAINT_PIXELS_MAX,
              PAINT_PIXELS_IN_ALL_MAX);
    return false;
}

static bool points_fit(double width, double height, const char *format, Text *why) {
    if (width <= PAINT_POINTS_MAX && height <= PAINT_POINTS_MAX) return true;
    text_setf(why, "--size=%.0fx%.0f is too large for %s, which takes at most %d points a side", width,
              height, format, PAINT_POINTS_MAX);
    return false;
}

/* Returns false where no chart has room. The least type is 9 points, and the least plot of it as wide as a few numbers. */
static bool chart_fits(const FigureSpec *spec, double width, double height, Text *why) {
    double em = spec->font_size > 0 ? spec->font_size / 12 : 0.75, least_width = ceil(150 * em), least_height = ceil(85 * em);
    if (spec->window || (width >= least_width && height >= least_height)) return true;
    text_setf(why, "--size=%.0fx%.0f has no room for a chart with type of %s points; it takes at least %.0fx%.0f", width, height,
              number_exact(12 * em).text, least_width, least_height);
    return false;
}

static bool size_fits(const Figure *figure, const FigureFormat *format, Text *why) {
    double width = figure_width(&figure->spec), height = figure_height(&figure->spec);
    if (!figure_format_draws(format)) return true;
    if (!chart_fits(&figure->spec, width, height, why)) return false;
    return format->pixels ? pixels_fit(width, height, figure->spec.scale, why)
                          : points_fit(width, height, format->name, why);
}

static bool is_ascii(const char *text) {
    while (*text && (unsigned char)*text < 0x80) text++;
    return !*text;
}

/* `place` says whose words they are; NULL are none. */
static bool can_draw(Figure *figure, const char *place, const char *words, Text *why) {
    if (!words || is_ascii(words)) return true;
    PaintFonts *fonts = figure->fonts ? figure->fonts : paint_fonts_open();
    const char *at = coverage_missing(fonts, words), *behind = at;
    if (at) (void)text_next(&behind);
    if (at)
        text_setf(why,
                  "%s: %s%sthe built-in fonts, Latin, Greek and Cyrillic, have no '%.*s'; name a family that has it with "
                  "--font=FAMILY, or SVG with --svg-text=real leaves letters to the reader's fonts",
                  place, figure->spec.font ? figure->spec.font : "", figure->spec.font ? " and " : "",
                  (int)(behind - at), at);
    if (fonts != figure->fonts) paint_fonts_close(fonts);
    return !at;
}

/* Real text has the letters of whoever reads it. */
static bool words_fit(Figure *figure, const FigureFormat *format, Text *why) {
    const Scenario *scenario = figure->scenario;
    if (!figure_format_draws(format) || (format->real_text && figure->spec.real_text)) return true;
    bool good = can_draw(figure, "--title", figure->spec.title, why);
    if (figure->spec.window)
        good = good && can_draw(figure, "the scenario's title", text_string(&scenario->title), why);
    for (size_t i = 0; good && i < scenario->pin_count; i++) {
        const ScenarioPin *pin = &scenario->pins[i];
        good = !pin->shown || can_draw(figure, "the name of a pin", text_string(&pin->name), why);
    }
    for (size_t i = 0; good && i < scenario->annotation_count; i++)
        good = can_draw(figure, "--note", text_string(&scenario->annotations[i].text), why);
    return good;
}

static int64_t longest_run(const Figure *figure) {
    const Scenario *scenario = figure->scenario;
    int64_t longest = scenario->schedule.total_steps;
    for (size_t i = 0; i < scenario->pin_count; i++)
        if (scenario->pins[i].shown && scenario->pins[i].schedule.total_steps > longest)
            longest = scenario->pins[i].schedule.total_steps;
    for (size_t i = 0; i < figure->sweep.count; i++)
        if (figure->sweep.members[i].total_steps > longest) longest = figure->sweep.members[i].total_steps;
    return longest;
}

/* Returns false for a note that would be lost; where the view is fixed it is another place that is looked at. */
static bool notes_fit(const Figure *figure, const FigureFormat *format, Text *why) {
    const Scenario *scenario = figure->scenario;
    int64_t longest = longest_run(figure);
    if (!figure_format_draws(format) || scenario->view_fixed) return true;
    for (size_t i = 0; i < scenario->annotation_count; i++) {
        int64_t last = scenario->annotations[i].last;
        if (last <= longest) continue;
        text_setf(why, "--note: step %s is after the end of the run at step %s", number_grouped(last).text,
                  number_grouped(longest).text);
        return false;
    }
    return true;
}

static bool program_is_there(const Figure *figure, const FigureFormat *format, const char *path, Text *why) {
    Text reason = {0};
    bool good = !format->live || html_ready(&figure->spec, &reason);
    if (!good) text_setf(why, "-o %s: %s", path, text_string(&reason));
    text_free(&reason);
    return good;
}

bool figure_allows(Figure *figure, const FigureFormat *format, const char *path, Text *why) {
    return program_is_there(figure, format, path, why) && sweep_fits(figure, format, path, why) &&
           stands_alone(figure, format, path, why) &&
           figure_grid_allows(figure, format, path, why) && size_fits(figure, format, why) &&
           notes_fit(figure, format, why) && words_fit(figure, format, why);
}

/* --- files --- */

bool figure_write_stream(Figure *figure, const FigureFormat *format, FILE *stream, Text *why) {
    if (!format->paint) return format->write(figure, stream, why);
    Text bytes = {0}, embedded = {0};
    figure_draw(figure);
    drawn_embed(figure, format, &embedded);
    PaintAbout about = figure_about(figure);
    about.scenario = text_string(&embedded);
    bool good = format->paint(figure->scene, figure->fonts, &figure->spec, &about, &bytes, why);
    if (good) fwrite(bytes.data, 1, bytes.length, stream);
    text_free(&bytes);
    text_free(&embedded);
    return good;
}

static bool write_content(Figure *figure, const FigureFormat *format, const char *path, FileOut *file,
                          Text *why) {
    bool good = figure_write_stream(figure, format, file->stream, why);
    if (good && interrupt_waits()) {
        text_setf(why, "-o %s: interrupted", path);
        good = false;
    }
    if (good) return file_finish(file, why);
    file_abandon(file);
    return false;
}

/* Writes one file. Where there is no temporary file a signal need not wait. */
static bool write_one(Figure *figure, const FigureFormat *format, const char *path, Text *why) {
    FileOut file;
    if (!file_begin(&file, path, why)) return false;
    bool hold = file.temporary.length > 0;
    file.hasty = figure->quiet;
    if (hold) interrupt_hold();
    bool good = write_content(figure, format, path, &file, why);
    if (hold) interrupt_release();
    return good;
}

static bool write_frame(const Figure *figure, PaintFonts *fonts, const FigureFormat *format, size_t index,
                        const char *path, Text *why) {
    FigureFrame frame;
    Figure still;
    figure_frame(figure, index, &frame);
    bool good = figure_open(&still, &frame.scenario, &frame.spec, figure->window, fonts, why);
    still.quiet = figure->quiet;
    good = good && write_one(&still, format, path, why);
    figure_close(&still);
    figure_frame_free(&frame);
    return good;
}

/* The opened fonts go from frame to frame. */
static bool write_frames(const Figure *figure, const FigureFormat *format, const char *pattern, Text *why) {
    Text path = {0};
    PaintFonts *fonts = figure->fonts ? figure->fonts : paint_fonts_open();
    Progress progress = progress_begin(figure->sweep.count, !figure->quiet);
    bool good = true;
    for (size_t i = 0; good && i < figure->sweep.count; i++) {
        figure_path_number(pattern, i, &path);
        good = write_frame(figure, fonts, format, i, text_string(&path), why);
        progress_show(&progress, i + 1);
    }
    progress_end(&progress);
    if (fonts != figure->fonts) paint_fonts_close(fonts);
    text_free(&path);
    return good;
}

bool figure_write(Figure *figure, const FigureFormat *format, const char *path, Text *why) {
    if (figure_is_numbered(figure, format, path)) return write_frames(figure, format, path, why);
    return write_one(figure, format, path, why);
}
