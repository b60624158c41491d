#include "scene/theme.h"

#include <math.h>
#include <string.h>

const Theme theme_dark = {
    .name = "dark",
    .background = 0x0E1116FF,
    .panel = 0x151A21FF,
    .card = 0x11151BFF,
    .edge = 0x262E38FF,
    .grid = 0x1E252EFF,
    .axis = 0x3A4552FF,
    .grid_strong = 0x5A6673FF,
    .text = 0xE8EEF4FF,
    .muted = 0x9AA8B7FF,
    .accent = 0x4CB8FFFF,
    .on_accent = 0x0E1116FF,
    .never_ink = 0x35C9A0FF,
    .never_fill = 0x12352DFF,
    .above_ink = 0xFFA94DFF,
    .above_fill = 0x3D2A12FF,
    .term_alpha = 0x4CB8FFFF,
    .term_factor = 0xD58BC0FF,
    .control = 0x1D242DFF,
    .track = 0x2A323DFF,
    .knob = 0xF4F8FCFF,
    .error = 0xFF8A80FF,
    .pinned = {0x8E6FFBFF, 0x4E943EFF, 0xF6F04AFF, 0xF471AAFF, 0x6FE6D0FF},
};

const Theme theme_light = {
    .name = "light",
    .background = 0xF6F7F9FF,
    .panel = 0xFFFFFFFF,
    .card = 0xFFFFFFFF,
    .edge = 0xDDE2E8FF,
    .grid = 0xECEFF3FF,
    .axis = 0xB9C2CCFF,
    .grid_strong = 0x848D97FF,
    .text = 0x15202BFF,
    .muted = 0x55636FFF,
    .accent = 0x0072B2FF,
    .on_accent = 0xFFFFFFFF,
    .never_ink = 0x00795AFF,
    .never_fill = 0xDDF3ECFF,
    .above_ink = 0xAE5009FF,
    .above_fill = 0xFDEBD3FF,
    .term_alpha = 0x0072B2FF,
    .term_factor = 0xA8447FFF,
    .control = 0xF1F3F6FF,
    .track = 0xDFE4EAFF,
    .knob = 0xFFFFFFFF,
    .error = 0xB3261EFF,
    .pinned = {0xD41787FF, 0x006C58FF, 0x8739FEFF, 0x68460AFF, 0x8B9348FF},
};

/* This theme has no ground of its own: each colour is readable on white and on the dark of a page, and fills
 * let the page through. */
const Theme theme_neutral = {
    .name = "neutral",
    .background = 0,
    .panel = 0,
    .card = 0,
    .edge = 0x7D858E50,
    .grid = 0x7D858E38,
    .axis = 0x7D858EFF,
    .grid_strong = 0x7D858EFF,
    .text = 0x6E7781FF,
    .muted = 0x7D858EFF,
    .accent = 0x1A7FC1FF,
    .on_accent = 0xFFFFFFFF,
    .never_ink = 0x0A8F6AFF,
    .never_fill = 0x0A8F6A24,
    .above_ink = 0xC75A05FF,
    .above_fill = 0xC75A0524,
    .term_alpha = 0x1A7FC1FF,
    .term_factor = 0xB5629AFF,
    .control = 0x7D858E20,
    .track = 0x7D858E30,
    .knob = 0x7D858EFF,
    .error = 0xD1453BFF,
    .pinned = {0x7F6AD0FF, 0x3F8F3AFF, 0x8A7D10FF, 0xC2568EFF, 0x0A9090FF},
};

Color theme_mark(const Theme *theme, Color color, double alpha) {
    return theme->card & 0xFF ? scene_fade(color, alpha) : color;
}

const Theme *theme_find(const char *name) {
    const Theme *themes[] = {&theme_dark, &theme_light, &theme_neutral};
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++)
        if (!strcmp(themes[i]->name, name)) return themes[i];
    return NULL;
}

#define PAIR(over, under, min)                                                                               \
    {                                                                                                        \
        .name = #over " on " #under, .ink = offsetof(Theme, over), .ground = offsetof(Theme, under),         \
        .contrast = (min)                                                                                    \
    }

const ThemePair theme_pairs[] = {
    PAIR(text, background, 4.5),      PAIR(text, panel, 4.5),        PAIR(text, card, 4.5),
    PAIR(text, control, 4.5),         PAIR(muted, background, 4.5),  PAIR(muted, panel, 4.5),
    PAIR(muted, card, 4.5),           PAIR(muted, control, 4.5),     PAIR(accent, card, 4.5),
    PAIR(accent, panel, 3),           PAIR(accent, background, 4.5), PAIR(on_accent, accent, 4.5),
    PAIR(never_ink, never_fill, 4.5), PAIR(never_ink, card, 4.5),    PAIR(above_ink, above_fill, 4.5),
    PAIR(above_ink, card, 4.5),       PAIR(term_alpha, card, 4.5),   PAIR(term_factor, card, 4.5),
    PAIR(error, panel, 4.5),          PAIR(error, card, 4.5),        PAIR(accent, track, 3),
    PAIR(above_ink, panel, 3),        PAIR(pinned[0], card, 4.5),    PAIR(pinned[1], card, 4.5),
    PAIR(pinned[2], card, 4.5),       PAIR(pinned[3], card, 4.5),    PAIR(pinned[4], card, 3),
    PAIR(accent, control, 3),         PAIR(error, control, 4.5),
    PAIR(grid_strong, background, 3), PAIR(term_factor, background, 4.5), PAIR(term_alpha, background, 4.5),
    PAIR(pinned[0], background, 4.5), PAIR(pinned[1], background, 4.5), PAIR(pinned[2], background, 4.5),
    PAIR(never_ink, background, 4.5), PAIR(above_ink, background, 4.5),
};
const size_t theme_pair_count = sizeof theme_pairs / sizeof *theme_pairs;

static double linear(unsigned byte) {
    double value = byte / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(Color color) {
    return 0.2126 * linear(color >> 24) + 0.7152 * linear(color >> 16 & 0xFF) +
           0.0722 * linear(color >> 8 & 0xFF);
}

double theme_contrast(Color a, Color b) {
    double one = luminance(a), other = luminance(b);
    return (fmax(one, other) + 0.05) / (fmin(one, other) + 0.05);
}
