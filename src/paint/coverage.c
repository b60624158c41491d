#include "paint/coverage.h"

#include "base/text.h"
#include "paint/glyph_runs.h"

/* True for joiners, marks of direction and selectors of variants. */
static bool is_unseen(unsigned character) {
    return character == 0xAD || (character >= 0x200B && character <= 0x200F) ||
           (character >= 0x2060 && character <= 0x2064) || (character >= 0xFE00 && character <= 0xFE0F) ||
           character == 0xFEFF;
}

const char *coverage_missing(PaintFonts *fonts, const char *utf8) {
    for (const char *at = utf8; *at; at = utf8) {
        unsigned character = text_next(&utf8);
        if (!is_unseen(character) && !glyphs_has(fonts, character)) return at;
    }
    return NULL;
}
