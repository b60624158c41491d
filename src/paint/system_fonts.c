#include "paint/system_fonts.h"

#include "base/spelling.h"

#include <fontconfig/fontconfig.h>
#include <string.h>
#include <strings.h>

static const char *string_of(const FcPattern *pattern, const char *object) {
    FcChar8 *value = NULL;
    return FcPatternGetString(pattern, object, 0, &value) == FcResultMatch ? (const char *)value : "";
}

static bool has_family(const FcPattern *pattern, const char *family) {
    FcChar8 *name = NULL;
    for (int i = 0; FcPatternGetString(pattern, FC_FAMILY, i, &name) == FcResultMatch; i++)
        if (!strcasecmp((const char *)name, family)) return true;
    return false;
}

/* Formats that PNG, SVG and PDF can all be made of. */
static bool has_outlines(const FcPattern *pattern) {
    const char *format = string_of(pattern, FC_FONTFORMAT);
    FcBool scalable = FcFalse;
    FcPatternGetBool(pattern, FC_SCALABLE, 0, &scalable);
    return scalable && (!strcmp(format, "TrueType") || !strcmp(format, "CFF"));
}

static void keep(SystemFont *font, const FcPattern *match) {
    int index = 0;
    FcPatternGetInteger(match, FC_INDEX, 0, &index);
    font->index = index & 0xFFFF; /* above it stands the instance of a variable font */
    text_setf(&font->path, "%s", string_of(match, FC_FILE));
    text_setf(&font->family, "%s", string_of(match, FC_FAMILY));
}

static FcPattern *best_match(FcPattern *wanted) {
    FcResult result;
    FcConfigSubstitute(NULL, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    return FcFontMatch(NULL, wanted, &result);
}

/* ", did you mean …?" where one is spelt alike. */
static void add_nearest(const char *family, Text *why) {
    FcPattern *any = FcPatternCreate();
    FcObjectSet *objects = FcObjectSetBuild(FC_FAMILY, NULL);
    FcFontSet *all = FcFontList(NULL, any, objects);
    const char *nearest = NULL;
    size_t closest = spelling_reach(family);
    for (int i = 0; all && i < all->nfont; i++) {
        const char *name = string_of(all->fonts[i], FC_FAMILY);
        size_t away = spelling_distance(family, name);
        if (away > closest || (nearest && away == closest)) continue;
        closest = away;
        nearest = name;
    }
    if (nearest) text_addf(why, "; did you mean %s?", nearest);
    if (all) FcFontSetDestroy(all);
    FcObjectSetDestroy(objects);
    FcPatternDestroy(any);
}

bool system_font_family(const char *family, int weight, SystemFont *font, Text *why) {
    *font = (SystemFont){0};
    if (!FcInit()) {
        text_setf(why, "fontconfig cannot be used");
        return false;
    }
    FcPattern *wanted = FcPatternCreate();
    FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)family);
    FcPatternAddInteger(wanted, FC_WEIGHT, FcWeightFromOpenType(weight));
    FcPatternAddInteger(wanted, FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddBool(wanted, FC_VARIABLE, FcFalse);
    FcPattern *match = best_match(wanted);
    bool found = match && has_family(match, family), good = found && has_outlines(match);
    if (good) keep(font, match);
    if (!found) text_setf(why, "no font family '%.60s' is installed (fc-list : family lists them)", family);
    if (!found) add_nearest(family, why);
    if (found && !good) text_setf(why, "the font family '%.60s' is neither TrueType nor OpenType", family);
    if (match) FcPatternDestroy(match);
    FcPatternDestroy(wanted);
    return good;
}

bool system_font_with(unsigned character, SystemFont *font) {
    *font = (SystemFont){0};
    if (!FcInit()) return false;
    FcPattern *wanted = FcPatternCreate();
    FcCharSet *characters = FcCharSetCreate();
    FcCharSetAddChar(characters, character);
    FcPatternAddCharSet(wanted, FC_CHARSET, characters);
    FcPatternAddBool(wanted, FC_SCALABLE, FcTrue);
    FcPattern *match = best_match(wanted);
    FcCharSet *covered = NULL;
    bool good = match && has_outlines(match) &&
                FcPatternGetCharSet(match, FC_CHARSET, 0, &covered) == FcResultMatch &&
                FcCharSetHasChar(covered, character);
    if (good) keep(font, match);
    if (match) FcPatternDestroy(match);
    FcCharSetDestroy(characters);
    FcPatternDestroy(wanted);
    return good;
}

void system_font_free(SystemFont *font) {
    text_free(&font->path);
    text_free(&font->family);
}
