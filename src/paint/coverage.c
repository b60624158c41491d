#include "paint/coverage.h"

#include "base/text.h"
#include "paint/glyph_runs.h"

const char *coverage_missing(PaintFonts *fonts, const char *utf8) {
    for (const char *at = utf8; *at; at = utf8) {
        unsigned character = text_next(&utf8);
        if (!text_is_unseen(character) && !glyphs_has(fonts, character)) return at;
    }
    return NULL;
}
