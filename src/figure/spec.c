#include "figure/spec.h"

#include "base/number.h"
#include "chart/parts.h"
#include "figure/sliders.h"
#include "paint/paint.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_MAX = PAINT_PIXELS_MAX }; /* in points: what a PNG can have at a pixel a point */
static const double scale_min = 0.25, scale_max = 16;

FigureSpec figure_spec_default(void) {
    return (FigureSpec){.scale = 1};
}

double figure_width(const FigureSpec *spec) {
    return spec->width > 0 ? spec->width : spec->window ? 1280 : 960;
}

double figure_height(const FigureSpec *spec) {
    return spec->height > 0 ? spec->height : spec->window ? 800 : 540;
}

const Theme *figure_theme(const FigureSpec *spec) {
    if (spec->theme) return spec->theme;
    return spec->window ? &theme_dark : &theme_light;
}

/* --- size and scale --- */

/* How many points a unit has; 0: there is no such unit. */
static double unit_points(const char *unit, size_t length) {
    static const struct {
        const char *name;
        double points;
    } units[] = {{"pt", 1}, {"in", 72}, {"cm", 72 / 2.54}, {"mm", 72 / 25.4}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strlen(units[i].name) == length && !strncmp(unit, units[i].name, length)) return units[i].points;
    return 0;
}

/* Reads "3.3in", or a whole number of points; moves *at behind it. Neither may have a sign. */
static bool read_side(const char **at, double *side, bool *has_unit) {
    size_t digits = strspn(*at, "0123456789"), number = strspn(*at, "0123456789.");
    const char *unit = *at + number;
    size_t length = strcspn(unit, "x");
    double value, points = unit_points(unit, length);
    char text[16];
    *has_unit = points > 0;
    if (number < 1 || number >= sizeof text || (!*has_unit && (length || digits != number || digits > 5))) return false;
    memcpy(text, *at, number);
    text[number] = 0;
    if (!number_parse(text, &value)) return false;
    *side = *has_unit ? round(value * points * 1000) / 1000 : value;
    *at = unit + length;
    return *side >= 1 && *side <= SIDE_MAX;
}

/* A width alone has a height of two thirds: a column's figure. */
static bool read_sides(const char *at, double *width, double *height, bool *physical) {
    bool also;
    if (!read_side(&at, width, physical)) return false;
    *height = round(*width * 2000 / 3) / 1000;
    if (!*at) return *physical;
    return *at++ == 'x' && read_side(&at, height, &also) && !*at && also == *physical;
}

static bool read_size(FigureSpec *spec, const char *value, Text *takes) {
    double width, height;
    bool physical;
    if (!read_sides(value, &width, &height, &physical)) {
        text_addf(takes,
                  "WIDTHxHEIGHT in points, whole numbers from 1 to %d, as in 960x540; or on paper, in in, cm, mm or "
                  "pt, as in 84mmx55mm; or such a width alone, 3.3in",
                  SIDE_MAX);
        return false;
    }
    spec->width = width;
    spec->height = height;
    spec->physical = physical;
    return true;
}

/* Whatever unit it was given in, the same size reads the same. */
static void print_size(const FigureSpec *spec, Text *out) {
    const char *unit = spec->physical ? "pt" : "";
    text_addf(out, "%s%sx", number_exact(figure_width(spec)).text, unit);
    text_addf(out, "%s%s", number_exact(figure_height(spec)).text, unit);
}

static const double font_min = 4, font_max = 72;

/* Reads "8pt" or "8". */
static bool read_font_size(FigureSpec *spec, const char *value, Text *takes) {
    char text[16];
    double size;
    size_t length = strlen(value);
    if (length > 2 && !strcmp(value + length - 2, "pt")) length -= 2;
    snprintf(text, sizeof text, "%.*s", (int)length, value);
    if (length < sizeof text && number_parse(text, &size) && size >= font_min && size <= font_max) {
        spec->font_size = size;
        return true;
    }
    text_addf(takes, "a number of points from %s to %s, as in 8pt", number_exact(font_min).text,
              number_exact(font_max).text);
    return false;
}

static void print_font_size(const FigureSpec *spec, Text *out) {
    if (spec->font_size > 0) text_addf(out, "%spt", number_exact(spec->font_size).text);
}

static bool read_font(FigureSpec *spec, const char *value, Text *takes) {
    if (!*value) text_add(takes, "the name of a font family, as in 'Times New Roman'");
    if (*value) spec->font = value;
    return *value;
}

static void print_font(const FigureSpec *spec, Text *out) {
    if (spec->font) text_add(out, spec->font);
}

static bool read_scale(FigureSpec *spec, const char *value, Text *takes) {
    double scale;
    if (number_parse(value, &scale) && scale >= scale_min && scale <= scale_max) {
        spec->scale = scale;
        return true;
    }
    text_addf(takes, "a number from %s to %s, in pixels per point", number_exact(scale_min).text,
              number_exact(scale_max).text);
    return false;
}

static void print_scale(const FigureSpec *spec, Text *out) {
    text_add(out, number_exact(spec->scale).text);
}

/* --- theme and background --- */

static bool read_theme(FigureSpec *spec, const char *value, Text *takes) {
    const Theme *theme = theme_find(value);
    bool pair = !strcmp(value, "both");
    if (!theme && !pair) {
        text_add(takes, "light or dark, and for figures of the chart also neutral or both");
        return false;
    }
    spec->theme = theme;
    spec->theme_pair = pair;
    return true;
}

static void print_theme(const FigureSpec *spec, Text *out) {
    text_add(out, figure_theme(spec)->name);
}

static bool read_transparent(FigureSpec *spec, const char *value, Text *takes) {
    (void)value, (void)takes;
    return spec->transparent = true;
}

static void print_transparent(const FigureSpec *spec, Text *out) {
    if (spec->transparent) text_add(out, "true");
}

/* --- words --- */

/* No control characters, no halves of surrogate pairs, nothing that is no character at all: XML takes none of
   them. */
static bool is_printable(unsigned character) {
    bool control = character < 0x20 || (character >= 0x7F && character < 0xA0);
    bool none = (character >= 0xD800 && character < 0xE000) || (character >= 0xFFFD && character < 0x10000);
    return !control && !none;
}

static bool read_title(FigureSpec *spec, const char *value, Text *takes) {
    unsigned character;
    for (const char *at = value; (character = text_next(&at));) {
        if (is_printable(character)) continue;
        text_add(takes, "one line of UTF-8 text");
        return false;
    }
    spec->title = value;
    return true;
}

static void print_title(const FigureSpec *spec, Text *out) {
    if (spec->title) text_add(out, spec->title);
}

static bool read_svg_text(FigureSpec *spec, const char *value, Text *takes) {
    bool real = !strcmp(value, "real");
    if (!real && strcmp(value, "outlines") != 0) {
        text_add(takes, "real or outlines");
        return false;
    }
    spec->real_text = real;
    return true;
}

static void print_svg_text(const FigureSpec *spec, Text *out) {
    if (spec->set >> FIGURE_SVG_TEXT & 1) text_add(out, spec->real_text ? "real" : "outlines");
}

/* --- parts of the chart --- */

static void switch_part(FigureSpec *spec, int part, bool shown) {
    unsigned bit = 1u << part;
    spec->explicit_parts |= bit;
    spec->switched &= ~bit;
    if (shown != chart_parts[part].shown_by_default) spec->switched |= bit;
}

static void list_parts(Text *takes) {
    text_add(takes, "parts of the chart with commas between: ");
    for (int i = 0; i < CHART_PARTS; i++) text_addf(takes, "%s%s", i ? ", " : "", chart_parts[i].name);
}

/* Switches the parts of a list, "verdict,grid"; none where one is unknown. */
static bool switch_parts(FigureSpec *spec, const char *value, bool shown, Text *takes) {
    FigureSpec next = *spec;
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
    *spec = next;
    return true;
}

static bool read_show(FigureSpec *spec, const char *value, Text *takes) {
    return switch_parts(spec, value, true, takes);
}

static bool read_hide(FigureSpec *spec, const char *value, Text *takes) {
    return switch_parts(spec, value, false, takes);
}

/* Lists the parts that were switched; in a sweep it matters too that a part was asked for which is shown by
   default. */
static void list_switched(const FigureSpec *spec, bool shown, Text *out) {
    unsigned named = spec->switched | (spec->sweep ? spec->explicit_parts : 0);
    bool first = true;
    for (int i = 0; i < CHART_PARTS; i++) {
        if (!(named >> i & 1) || (chart_parts[i].shown_by_default != (spec->switched >> i & 1)) != shown) continue;
        text_addf(out, "%s%s", first ? "" : ",", chart_parts[i].name);
        first = false;
    }
}

static void print_show(const FigureSpec *spec, Text *out) {
    list_switched(spec, true, out);
}

static void print_hide(const FigureSpec *spec, Text *out) {
    list_switched(spec, false, out);
}

/* --- what is drawn --- */

/* It is judged with the scenario whose schedules it makes, in figure_sweep_read. */
static bool read_sweep(FigureSpec *spec, const char *value, Text *takes) {
    (void)takes;
    spec->sweep = value;
    return true;
}

static void print_sweep(const FigureSpec *spec, Text *out) {
    if (spec->sweep) text_add(out, spec->sweep);
}

enum { GRID_MAX = 12 }; /* plots beside each other, and below */

/* Reads one or two digits and moves *at behind them. */
static bool read_places(const char **at, int *places) {
    size_t digits = strspn(*at, "0123456789");
    *places = digits >= 1 && digits <= 2 ? atoi(*at) : 0;
    *at += digits;
    return *places >= 1 && *places <= GRID_MAX;
}

static bool read_grid(FigureSpec *spec, const char *value, Text *takes) {
    const char *at = value;
    int columns, rows;
    if (!read_places(&at, &columns) || *at++ != 'x' || !read_places(&at, &rows) || *at) {
        text_addf(takes, "COLUMNSxROWS, each from 1 to %d, as in 3x2", GRID_MAX);
        return false;
    }
    spec->grid_columns = columns;
    spec->grid_rows = rows;
    return true;
}

static void print_grid(const FigureSpec *spec, Text *out) {
    if (spec->grid_columns) text_addf(out, "%dx%d", spec->grid_columns, spec->grid_rows);
}

static bool read_window(FigureSpec *spec, const char *value, Text *takes) {
    (void)value, (void)takes;
    return spec->window = true;
}

static void print_window(const FigureSpec *spec, Text *out) {
    if (spec->window) text_add(out, "true");
}

/* --- pages --- */

static bool read_sliders(FigureSpec *spec, const char *value, Text *takes) {
    Schedule schedule = schedule_default();
    FigureSliders sliders;
    Text why = {0};
    bool good = sliders_open(&sliders, &schedule, strcmp(value, "none") ? value : "", &why);
    if (good)
        spec->sliders = value;
    else
        text_addf(takes, "none, or keys of numbers with commas between; %s", text_string(&why));
    text_free(&why);
    return good;
}

static void print_sliders(const FigureSpec *spec, Text *out) {
    if (spec->sliders) text_add(out, spec->sliders);
}

static bool read_html(FigureSpec *spec, const char *value, Text *takes) {
    bool fragment = !strcmp(value, "fragment"), page = !strcmp(value, "page");
    if (!fragment && !page) text_add(takes, "page or fragment");
    if (fragment || page) spec->fragment = fragment;
    return fragment || page;
}

static void print_html(const FigureSpec *spec, Text *out) {
    if (spec->fragment) text_add(out, "fragment");
}

const FigureSetting figure_settings[FIGURE_SETTINGS] = {
    [FIGURE_SIZE] = {"size", .read = read_size, .print = print_size},
    [FIGURE_FONT_SIZE] = {"font-size", .read = read_font_size, .print = print_font_size},
    [FIGURE_FONT] = {"font", .read = read_font, .print = print_font},
    [FIGURE_SCALE] = {"scale", .read = read_scale, .print = print_scale},
    [FIGURE_THEME] = {"theme", .read = read_theme, .print = print_theme},
    [FIGURE_TRANSPARENT] = {"transparent", .flag = true, .read = read_transparent,
                            .print = print_transparent},
    [FIGURE_TITLE] = {"title", .read = read_title, .print = print_title},
    [FIGURE_SHOW] = {"show", .read = read_show, .print = print_show},
    [FIGURE_HIDE] = {"hide", .read = read_hide, .print = print_hide},
    [FIGURE_SVG_TEXT] = {"svg-text", .read = read_svg_text, .print = print_svg_text},
    [FIGURE_SWEEP] = {"sweep", .read = read_sweep, .print = print_sweep},
    [FIGURE_GRID] = {"grid", .read = read_grid, .print = print_grid},
    [FIGURE_WINDOW] = {"window", .flag = true, .read = read_window, .print = print_window},
    [FIGURE_SLIDERS] = {"sliders", .read = read_sliders, .print = print_sliders},
    [FIGURE_HTML] = {"html", .read = read_html, .print = print_html},
};

/* --- files --- */

bool figure_spec_set(FigureSpec *spec, FigureSettingId id, const char *value, Text *takes) {
    if (!figure_settings[id].read(spec, value, takes)) return false;
    spec->set |= 1u << id;
    return true;
}

/* '-' and '_' are the same. */
static bool same_name(const char *a, const char *b) {
    for (; *a && *b; a++, b++)
        if (*a != *b && !(strchr("-_", *a) && strchr("-_", *b))) return false;
    return *a == *b;
}

static int find_setting(const char *name) {
    for (int i = 0; i < FIGURE_SETTINGS; i++)
        if (same_name(figure_settings[i].name, name)) return i;
    return -1;
}

/* A flag that is false says no more than one that is not there. */
static bool read_setting(FigureSpec *spec, const char *name, const char *value, Text *why) {
    int id = find_setting(name);
    Text takes = {0};
    if (id < 0) {
        text_setf(why, "figure: there is no setting '%s'", name);
        return false;
    }
    bool flag = figure_settings[id].flag, off = flag && !strcmp(value, "false");
    if (flag && !off && strcmp(value, "true") != 0) {
        text_setf(why, "figure: %s takes true or false, not '%s'", name, value);
        return false;
    }
    bool good = off || figure_spec_set(spec, (FigureSettingId)id, value, &takes);
    if (!good)
        text_setf(why, "figure: %s: '%s' is not allowed; it takes %s", name, value, text_string(&takes));
    text_free(&takes);
    return good;
}

bool figure_spec_read(FigureSpec *spec, const Scenario *scenario, Text *why) {
    for (size_t i = 0; i < scenario->setting_count; i++) {
        const ScenarioSetting *setting = &scenario->settings[i];
        if (!read_setting(spec, text_string(&setting->name), text_string(&setting->value), why)) return false;
    }
    return true;
}

/* However it was said, the same figure carries the same words: also where nothing was said. */
void figure_spec_write(const FigureSpec *spec, bool all, Scenario *scenario) {
    Text value = {0};
    scenario_clear_settings(scenario);
    for (int i = 0; i < FIGURE_SETTINGS; i++) {
        if (!all && !(spec->set >> i & 1)) continue;
        text_clear(&value);
        figure_settings[i].print(spec, &value);
        if (value.length) scenario_set(scenario, figure_settings[i].name, text_string(&value));
    }
    text_free(&value);
}
