#include "paint/coverage.h"

#include "base/text.h"
#include "paint/glyph_runs.h"

static bool has(FigureFonts *fonts, Font font, unsigned character) {
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(glyphs_shaper(fonts, font), character, &glyph);
}

/* True for joiners, marks of direction and selectors of variants. */
static bool is_unseen(unsigned character) {
    return character == 0xAD || (character >= 0x200B && character <= 0x200F) ||
           (character >= 0x2060 && character <= 0x2064) || (character >= 0xFE00 && character <= 0xFE0F) ||
           character == 0xFEFF;
}

const char *coverage_missing(FigureFonts *fonts, const char *utf8) {
    for (const char *at = utf8; *at; at = utf8) {
        unsigned character = text_next(&utf8);
        if (!is_unseen(character) && !has(fonts, FONT_WORDS, character) && !has(fonts, FONT_MONO, character))
            return at;
    }
    return NULL;
}
