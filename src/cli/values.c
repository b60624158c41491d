#include "cli/values.h"

#include "base/memory.h"
#include "base/number.h"
#include "chart/parts.h"
#include "cli/picture.h"
#include "cli/steps.h"
#include "paint/figure.h"
#include "paint/coverage.h"
#include "scenario/presets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_MAX = FIGURE_PIXELS_MAX }; /* in points: what a PNG can have at a pixel a point */
static const double scale_min = 0.25, scale_max = 16;

/* The preset itself was read before all words, so that they change it whatever their order. */
bool cli_take_preset(CliRequest *request, const char *value, Text *takes) {
    (void)request;
    const char *near = preset_nearest(value);
    if (preset_find(value) >= 0) return true;
    text_add(takes, "a name that --list-presets shows");
    if (near) text_addf(takes, "; did you mean %s?", near);
    return false;
}

bool cli_take_output(CliRequest *request, const char *value, Text *takes) {
    if (!*value) {
        text_add(takes, "a file's name, or - for stdout");
        return false;
    }
    request->outputs = memory_resize(request->outputs, request->output_count + 1, sizeof *request->outputs);
    request->outputs[request->output_count++] = (CliOutput){.path = value};
    return true;
}

bool cli_take_format(CliRequest *request, const char *value, Text *takes) {
    const CliFormat *format = cli_format_named(value);
    if (format)
        request->format = format;
    else
        cli_format_list("", takes);
    return format != NULL;
}

/* A whole number from 1 to SIDE_MOST without a sign; moves *at behind it. */
static bool read_side(const char **at, double *side) {
    size_t digits = strspn(*at, "0123456789");
    if (digits < 1 || digits > 5) return false;
    *side = (double)strtol(*at, NULL, 10);
    *at += digits;
    return *side >= 1 && *side <= SIDE_MAX;
}

bool cli_take_size(CliRequest *request, const char *value, Text *takes) {
    double width, height;
    const char *at = value;
    bool good = read_side(&at, &width) && *at++ == 'x' && read_side(&at, &height) && !*at;
    if (!good) {
        text_addf(takes, "WIDTHxHEIGHT in points, whole numbers from 1 to %d, as in 960x540", SIDE_MAX);
        return false;
    }
    request->width = width;
    request->height = height;
    return true;
}

bool cli_take_scale(CliRequest *request, const char *value, Text *takes) {
    double scale;
    if (number_parse(value, &scale) && scale >= scale_min && scale <= scale_max) {
        request->scale = scale;
        return true;
    }
    text_addf(takes, "a number from %s to %s, the pixels a point", number_exact(scale_min).text,
              number_exact(scale_max).text);
    return false;
}

bool cli_take_theme(CliRequest *request, const char *value, Text *takes) {
    const Theme *theme = theme_find(value);
    bool both = !strcmp(value, "both");
    if (!theme && !both) {
        text_add(takes, "light or dark, and for figures of the chart also neutral or both");
        return false;
    }
    request->theme = theme;
    request->both = both;
    return true;
}

static void switch_part(CliRequest *request, int part, bool shown) {
    unsigned bit = 1u << part;
    request->explicit_parts |= bit;
    request->switched &= ~bit;
    if (shown != chart_parts[part].shown_by_default) request->switched |= bit;
}

static void list_parts(Text *takes) {
    text_add(takes, "parts of the chart with commas between: ");
    for (int i = 0; i < CHART_PARTS; i++) text_addf(takes, "%s%s", i ? ", " : "", chart_parts[i].name);
}

/* "verdict,grid"; nothing is switched where one is unknown. */
static bool switch_parts(CliRequest *request, const char *value, bool shown, Text *takes) {
    CliRequest next = *request;
    const char *at = value;
    for (;;) {
        char name[32] = "";
        size_t length = strcspn(at, ",");
        if (length < sizeof name) memcpy(name, at, length);
        int part = chart_part_find(name);
        if (part < 0) {
            list_parts(takes);
            return false;
        }
        switch_part(&next, part, shown);
        if (!at[length]) break;
        at += length + 1;
    }
    *request = next;
    return true;
}

bool cli_take_show(CliRequest *request, const char *value, Text *takes) {
    return switch_parts(request, value, true, takes);
}

bool cli_take_hide(CliRequest *request, const char *value, Text *takes) {
    return switch_parts(request, value, false, takes);
}

bool cli_take_caption(CliRequest *request, const char *value, Text *takes) {
    (void)value, (void)takes;
    switch_part(request, CHART_CAPTION, true);
    return true;
}

bool cli_take_svg_text(CliRequest *request, const char *value, Text *takes) {
    bool real = !strcmp(value, "real");
    if (!real && strcmp(value, "outlines") != 0) {
        text_add(takes, "real or outlines");
        return false;
    }
    request->real_text = real;
    return true;
}

bool cli_take_axis(CliRequest *request, const char *value, Text *takes) {
    bool asinh = strcmp(value, "asinh") == 0, taken = asinh || strcmp(value, "linear") == 0;
    if (taken)
        request->scenario.view_asinh = asinh;
    else
        text_add(takes, "linear or asinh");
    return taken;
}

/* No control characters, no halves of surrogate pairs, nothing that is no character at all: XML takes none of
 * them. */
static bool is_printable(unsigned character) {
    bool control = character < 0x20 || (character >= 0x7F && character < 0xA0);
    bool none = (character >= 0xD800 && character < 0xE000) || (character >= 0xFFFD && character < 0x10000);
    return !control && !none;
}

/* The request keeps the value as given. */
bool cli_take_title(CliRequest *request, const char *value, Text *takes) {
    (void)request;
    unsigned character;
    while ((character = text_next(&value))) {
        if (is_printable(character)) continue;
        text_add(takes, "one line of UTF-8 text");
        return false;
    }
    return true;
}

bool cli_take_family(CliRequest *request, const char *value, Text *takes) {
    int id = parameter_find(value);
    bool number = id >= 0 && parameter_shapes((ParameterId)id);
    if (number)
        request->scenario.family = id;
    else
        text_add(takes, "the key of a number that shapes the curve, as in warmup_factor");
    return number;
}

bool cli_take_implementations(CliRequest *request, const char *value, Text *takes) {
    (void)value;
    (void)takes;
    return request->scenario.implementations = true;
}

bool cli_take_steps(CliRequest *request, const char *value, Text *takes) {
    const char *at = value;
    CliSteps steps;
    while (at) {
        if (cli_steps_next(&at, &steps)) continue;
        text_add(takes, "whole numbers from 0 to 10^15 and ranges of them, as in 0,250,999..1001");
        return false;
    }
    text_addf(&request->steps, "%s%s", request->steps.length ? "," : "", value);
    return true;
}

static bool pixels_fit(double width, double height, double scale, Text *why) {
    double across = ceil(width * scale), down = ceil(height * scale);
    if (across <= FIGURE_PIXELS_MAX && down <= FIGURE_PIXELS_MAX && across * down <= FIGURE_PIXELS_IN_ALL_MAX)
        return true;
    text_setf(why,
              "--size=%.0fx%.0f --scale=%s: a PNG of %.0fx%.0f pixels is too large; it takes at most %d a "
              "side and %d in all",
              width, height, number_exact(scale).text, across, down, FIGURE_PIXELS_MAX,
              FIGURE_PIXELS_IN_ALL_MAX);
    return false;
}

static bool points_fit(double width, double height, const char *format, Text *why) {
    if (width <= FIGURE_POINTS_MAX && height <= FIGURE_POINTS_MAX) return true;
    text_setf(why, "--size=%.0fx%.0f is too large for %s, which takes at most %d points a side", width,
              height, format, FIGURE_POINTS_MAX);
    return false;
}

bool cli_check_size(const CliRequest *request, Text *why) {
    double width, height;
    cli_picture_size(request, &width, &height);
    for (size_t i = 0; i < request->output_count; i++) {
        const CliFormat *format = request->outputs[i].format;
        if (format->kind == CLI_PIXELS && !pixels_fit(width, height, request->scale, why)) return false;
        if (format->kind == CLI_VECTOR && !points_fit(width, height, format->name, why)) return false;
    }
    return true;
}

/* Real text in SVG has the letters of whoever reads it. */
static bool draws_letters(const CliRequest *request) {
    for (size_t i = 0; i < request->output_count; i++) {
        const CliFormat *format = request->outputs[i].format;
        bool real = request->real_text && !strcmp(format->name, "svg");
        if (format->kind <= CLI_VECTOR && !real) return true;
    }
    return false;
}

static bool is_ascii(const char *text) {
    while (*text && (unsigned char)*text < 0x80) text++;
    return !*text;
}

/* `place` says whose words they are; NULL are none. */
static bool coverage_has(FigureFonts *fonts, const char *place, const char *words, Text *why) {
    if (!words || is_ascii(words)) return true;
    const char *at = coverage_missing(fonts, words), *behind = at;
    if (!at) return true;
    (void)text_next(&behind);
    text_setf(why,
              "%s: the built-in fonts, Latin, Greek and Cyrillic, have no '%.*s'; SVG with --svg-text=real "
              "leaves letters to the reader's fonts",
              place, (int)(behind - at), at);
    return false;
}

bool cli_check_coverage(const CliRequest *request, Text *why) {
    const Scenario *scenario = &request->scenario;
    if (!draws_letters(request)) return true;
    FigureFonts *fonts = request->fonts ? request->fonts : figure_fonts_open();
    bool good = coverage_has(fonts, "--title", request->explicit[CLI_TITLE], why);
    if (request->explicit[CLI_WINDOW])
        good = good && coverage_has(fonts, "the scenario's title", text_string(&scenario->title), why);
    for (size_t i = 0; i < scenario->pin_count && good; i++) {
        const ScenarioPin *pin = &scenario->pins[i];
        good = !pin->shown || coverage_has(fonts, "the name of a pin", text_string(&pin->name), why);
    }
    if (fonts != request->fonts) figure_fonts_close(fonts);
    return good;
}
