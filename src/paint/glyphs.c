#include "paint/glyphs.h"

#include "base/memory.h"
#include "paint/fonts.h"

#include <hb-ot.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

/* The same words are measured and drawn again and again, within a figure and from one to the next. */
typedef struct KnownRun {
    uint64_t key; /* of font, size and text; 0: free */
    GlyphRun run;
} KnownRun;

enum { RUNS = 1024, OUTLINES = 512 };

struct FigureFonts {
    KnownRun runs[RUNS];
    GlyphOutline outlines[OUTLINES];
    hb_font_t *shapers[FONT_COUNT]; /* NULL until used, as are the faces */
    FT_Face faces[FONT_COUNT];
    Subset subsets[FONT_COUNT];
    FT_Library library;
    hb_buffer_t *buffer;
    GlyphRun *run; /* the one that is being shaped */
};

enum { THIN_SPACE = 0x2009, NARROWED = FONT_COUNT };

/* JetBrains Mono has no thin space: it gets one that is this part of a cell wide. */
static const double thin_cell = 0.45;

static bool is_mono(Font font) {
    return font >= FONT_MONO;
}

FigureFonts *figure_fonts_open(void) {
    FigureFonts *fonts = memory_resize(NULL, 1, sizeof *fonts);
    memset(fonts, 0, sizeof *fonts);
    fonts->buffer = hb_buffer_create();
    return fonts;
}

Subset *glyphs_subset(FigureFonts *fonts, Font font) {
    return &fonts->subsets[font];
}

void figure_fonts_close(FigureFonts *fonts) {
    for (int i = 0; i < FONT_COUNT; i++) subset_free(&fonts->subsets[i]);
    for (int i = 0; i < FONT_COUNT; i++)
        if (fonts->shapers[i]) hb_font_destroy(fonts->shapers[i]);
    if (fonts->library) FT_Done_FreeType(fonts->library); /* with its faces */
    for (int i = 0; i < OUTLINES; i++) text_free(&fonts->outlines[i].path);
    hb_buffer_destroy(fonts->buffer);
    for (int i = 0; i < RUNS; i++) free(fonts->runs[i].run.glyphs);
    free(fonts);
}

hb_font_t *glyphs_shaper(FigureFonts *fonts, Font font) {
    if (fonts->shapers[font]) return fonts->shapers[font];
    FontFile file = font_file(font);
    hb_blob_t *blob =
        hb_blob_create((const char *)file.data, (unsigned)file.size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    fonts->shapers[font] = hb_font_create(face);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return fonts->shapers[font];
}

static FT_Face open_face(FT_Library library, Font font) {
    FontFile file = font_file(font);
    FT_Face face = NULL;
    return FT_New_Memory_Face(library, file.data, (FT_Long)file.size, 0, &face) ? NULL : face;
}

FT_Face glyphs_face(FigureFonts *fonts, Font font) {
    if (!fonts->library && FT_Init_FreeType(&fonts->library)) return NULL;
    if (!fonts->faces[font]) fonts->faces[font] = open_face(fonts->library, font);
    return fonts->faces[font];
}

static hb_codepoint_t nominal_glyph(FigureFonts *fonts, Font font, unsigned character) {
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(glyphs_shaper(fonts, font), character, &glyph) ? glyph : 0;
}

static Font other_family(Font font) {
    return (font + FONT_MONO) % FONT_COUNT;
}

/* The font that draws a character; NARROWED for the thin space of a font that lacks it. */
static int font_for(FigureFonts *fonts, Font font, unsigned character) {
    if (nominal_glyph(fonts, font, character)) return (int)font;
    if (character == THIN_SPACE && is_mono(font)) return NARROWED;
    Font other = other_family(font);
    return (int)(nominal_glyph(fonts, other, character) ? other : font);
}

static Glyph *add_glyph(GlyphRun *run) {
    if (run->count == run->capacity) {
        run->capacity = memory_grown(run->capacity, run->count + 1);
        run->glyphs = memory_resize(run->glyphs, run->capacity, sizeof *run->glyphs);
    }
    return &run->glyphs[run->count++];
}

static double units_per_em(hb_font_t *font) {
    return hb_face_get_upem(hb_font_get_face(font));
}

/* The other family's glyph at this family's width: so the PDF knows it from an ordinary space. */
static void add_thin_space(FigureFonts *fonts, Font font, double size, size_t byte) {
    Font other = other_family(font);
    hb_font_t *mono = glyphs_shaper(fonts, font);
    double cell =
        hb_font_get_glyph_h_advance(mono, nominal_glyph(fonts, font, ' ')) * size / units_per_em(mono);
    *add_glyph(fonts->run) = (Glyph){.index = nominal_glyph(fonts, other, THIN_SPACE),
                                     .font = other,
                                     .x = fonts->run->width,
                                     .byte = byte};
    fonts->run->width += thin_cell * cell;
}

/* No ligatures in formulas: >= must stay the two characters that a reader would type. */
static void shape_buffer(hb_font_t *font, hb_buffer_t *buffer, bool mono) {
    static const hb_feature_t plain[] = {
        {HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1},
        {HB_TAG('c', 'a', 'l', 't'), 0, 0, (unsigned)-1},
    };
    hb_shape(font, buffer, plain, mono ? 2 : 0);
}

/* Shapes bytes `from` … `to` of the text, all of them of one font, and adds them to the run. The script and
   language are fixed, because HarfBuzz would otherwise ask the user's locale. */
static void add_span(FigureFonts *fonts, Font font, double size, const char *utf8, size_t from, size_t to) {
    hb_font_t *hb_font = glyphs_shaper(fonts, font);
    hb_buffer_t *buffer = fonts->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf8(buffer, utf8, (int)to, (unsigned)from, (int)(to - from));
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
    hb_buffer_set_language(buffer, hb_language_from_string("en", -1));
    shape_buffer(hb_font, buffer, is_mono(font));
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, &count);
    double unit = size / units_per_em(hb_font);
    GlyphRun *run = fonts->run;
    for (unsigned i = 0; i < count; i++) {
        *add_glyph(run) = (Glyph){.index = info[i].codepoint,
                                  .font = font,
                                  .x = run->width + position[i].x_offset * unit,
                                  .y = -position[i].y_offset * unit,
                                  .byte = info[i].cluster};
        run->width += position[i].x_advance * unit;
    }
}

/* One piece after another, each as long as the font stays the same. */
static void shape(FigureFonts *fonts, Font font, double size, const char *utf8, size_t bytes) {
    fonts->run->count = 0;
    fonts->run->width = 0;
    const char *at = utf8, *end = utf8 + bytes, *start = utf8;
    int previous = NARROWED;
    while (at < end) {
        const char *here = at;
        int next = font_for(fonts, font, text_next(&at));
        if (next != previous && previous != NARROWED)
            add_span(fonts, (Font)previous, size, utf8, (size_t)(start - utf8), (size_t)(here - utf8));
        if (next == NARROWED) add_thin_space(fonts, font, size, (size_t)(here - utf8));
        if (next != previous) start = here;
        previous = next;
    }
    if (previous != NARROWED) add_span(fonts, (Font)previous, size, utf8, (size_t)(start - utf8), bytes);
}

const GlyphRun *glyphs_shape(FigureFonts *fonts, Font font, double size, const char *utf8, size_t bytes) {
    double style[] = {font, size};
    uint64_t key = scene_hash(utf8, bytes, scene_hash(style, sizeof style, bytes)) | 1;
    KnownRun *known = &fonts->runs[key / 2 % RUNS];
    fonts->run = &known->run;
    if (known->key != key) shape(fonts, font, size, utf8, bytes);
    known->key = key;
    return &known->run;
}

const GlyphRun *glyphs_of_command(FigureFonts *fonts, const SceneCommand *command, double size,
                                  double *left) {
    const GlyphRun *run =
        glyphs_shape(fonts, (Font)command->font, size, scene_string(command), command->count);
    *left = command->align == ALIGN_RIGHT ? run->width : command->align == ALIGN_MIDDLE ? run->width / 2 : 0;
    return run;
}

static double run_width(void *self, Font font, double size, const char *utf8, size_t bytes) {
    return glyphs_shape(self, font, size, utf8, bytes)->width;
}

GlyphOutline *glyphs_outline(FigureFonts *fonts, Font font, unsigned index, bool *known) {
    uint32_t key = ((uint32_t)font << 24 | index) + 1;
    GlyphOutline *outline = &fonts->outlines[(index + font * 89u) % OUTLINES];
    *known = outline->key == key;
    if (!*known) text_clear(&outline->path);
    outline->key = key;
    return outline;
}

Measure figure_measure(FigureFonts *fonts) {
    return (Measure){.width = run_width, .self = fonts};
}
