#include "paint/shaper.h"

#include "base/memory.h"
#include "paint/fonts.h"

#include <hb-ot.h>
#include <stdlib.h>

struct Shaper {
    const FontFile *files;
    hb_font_t *fonts[FONT_SLOTS]; /* NULL until used */
    hb_buffer_t *buffer;
};

Shaper *shaper_open(const FontFile *files) {
    Shaper *shaper = memory_resize(NULL, 1, sizeof *shaper);
    *shaper = (Shaper){.files = files, .buffer = hb_buffer_create()};
    return shaper;
}

void shaper_close(Shaper *shaper) {
    for (int i = 0; i < FONT_SLOTS; i++)
        if (shaper->fonts[i]) hb_font_destroy(shaper->fonts[i]);
    hb_buffer_destroy(shaper->buffer);
    free(shaper);
}

static hb_font_t *open_font(FontFile file) {
    hb_blob_t *blob = file.path ? hb_blob_create_from_file(file.path)
                                : hb_blob_create((const char *)file.data, (unsigned)file.size,
                                                 HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, (unsigned)file.index);
    hb_font_t *opened = hb_font_create(face);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return opened;
}

hb_font_t *shaper_font(Shaper *shaper, Font font) {
    if (!shaper->fonts[font]) shaper->fonts[font] = open_font(shaper->files[font]);
    return shaper->fonts[font];
}

unsigned shaper_glyph(Shaper *shaper, Font font, unsigned character) {
    hb_codepoint_t glyph = 0;
    hb_font_t *opened = shaper_font(shaper, font);
    return hb_font_get_nominal_glyph(opened, character, &glyph) ? glyph : 0;
}

double shaper_em(Shaper *shaper, Font font) {
    return hb_face_get_upem(hb_font_get_face(shaper_font(shaper, font)));
}

/* Switches ligatures off in formulas: >= must stay the two characters that a reader would type. */
static void shape_buffer(hb_font_t *font, hb_buffer_t *buffer, bool mono) {
    static const hb_feature_t plain[] = {
        {HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1},
        {HB_TAG('c', 'a', 'l', 't'), 0, 0, (unsigned)-1},
    };
    hb_shape(font, buffer, plain, mono ? 2 : 0);
}

/* The script and language are fixed, because HarfBuzz would otherwise ask the user's locale; what a helping font writes has
   its own script. */
hb_buffer_t *shaper_shape(Shaper *shaper, Font font, const char *utf8, size_t from, size_t to) {
    hb_buffer_t *buffer = shaper->buffer;
    hb_font_t *opened = shaper_font(shaper, font);
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf8(buffer, utf8, (int)to, (unsigned)from, (int)(to - from));
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_language(buffer, hb_language_from_string("en", -1));
    if ((int)font < FONT_FIRST_HELPER)
        hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
    else
        hb_buffer_guess_segment_properties(buffer);
    shape_buffer(opened, buffer, (int)font < FONT_FIRST_HELPER && font % FONT_COUNT >= FONT_MONO);
    return buffer;
}

double shaper_width(Shaper *shaper, Font font, double size, const char *utf8, size_t bytes) {
    unsigned count;
    const hb_glyph_position_t *positions =
        hb_buffer_get_glyph_positions(shaper_shape(shaper, font, utf8, 0, bytes), &count);
    double width = 0;
    for (unsigned i = 0; i < count; i++) width += positions[i].x_advance;
    return width * size / shaper_em(shaper, font);
}
