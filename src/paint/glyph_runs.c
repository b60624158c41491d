#include "paint/coverage.h"
#include "paint/glyph_faces.h"

#include "base/memory.h"
#include "paint/fonts.h"
#include "paint/shaper.h"
#include "paint/system_fonts.h"

#include <stdlib.h>
#include <string.h>

/* The same words are measured and drawn again and again, within a figure and from one to the next. */
typedef struct KnownRun {
    uint64_t key; /* of font, size and text; 0: free */
    GlyphRun run;
} KnownRun;

enum { RUNS = 1024, OUTLINES = 512, LOST = 256 };

struct PaintFonts {
    KnownRun runs[RUNS];
    GlyphOutline outlines[OUTLINES];
    Shaper *shaper;
    FontFile files[FONT_SLOTS];
    SystemFont chosen[FONT_COUNT]; /* the family's; empty where none was chosen */
    Font slots[FONT_COUNT];        /* where these are: one font may serve for several weights; 0: none */
    SystemFont helpers[FONT_HELPERS];
    int helper_count;
    bool helped;                   /* what the fonts lack is taken from the system's */
    unsigned lost[LOST];           /* characters that no font has, by their last bits */
    FT_Face faces[FONT_SLOTS];     /* NULL until used */
    cairo_font_face_t *cairo_faces[FONT_SLOTS * GLYPHS_VARIANTS];
    FT_Library library;
    GlyphRun *run; /* the one that is being shaped */
};

enum { NARROWED = FONT_SLOTS };

PaintFonts *paint_fonts_open(void) {
    PaintFonts *fonts = memory_resize(NULL, 1, sizeof *fonts);
    memset(fonts, 0, sizeof *fonts);
    for (Font font = 0; font < FONT_COUNT; font++) fonts->files[font] = font_file(font);
    fonts->shaper = shaper_open(fonts->files);
    return fonts;
}

/* Returns the first slot with the same font. */
static Font slot_of(const PaintFonts *fonts, Font font) {
    const SystemFont *chosen = &fonts->chosen[font], *other = fonts->chosen;
    while (strcmp(text_string(&other->path), text_string(&chosen->path)) != 0 || other->index != chosen->index)
        other++;
    return (Font)(other - fonts->chosen) + FONT_COUNT;
}

static bool choose(PaintFonts *fonts, Font font, const char *family, Text *why) {
    SystemFont *chosen = &fonts->chosen[font];
    int weight = font_file(font).weight;
    if (!system_font_family(family, weight, chosen, why)) return false;
    fonts->slots[font] = slot_of(fonts, font);
    fonts->files[fonts->slots[font]] = (FontFile){.path = text_string(&chosen->path),
                                                  .index = chosen->index,
                                                  .family = text_string(&chosen->family),
                                                  .weight = weight};
    return true;
}

PaintFonts *paint_fonts_open_family(const char *family, Text *why) {
    PaintFonts *fonts = paint_fonts_open();
    bool good = true;
    for (Font font = 0; good && font < FONT_COUNT; font++) good = choose(fonts, font, family, why);
    if (good) return fonts;
    paint_fonts_close(fonts);
    return NULL;
}

const char *glyphs_family(const PaintFonts *fonts) {
    return fonts->slots[0] ? fonts->files[fonts->slots[0]].family : NULL;
}

cairo_font_face_t **glyphs_cairo_faces(PaintFonts *fonts) {
    return fonts->cairo_faces;
}

void paint_fonts_close(PaintFonts *fonts) {
    for (int i = 0; i < FONT_SLOTS * GLYPHS_VARIANTS; i++) cairo_font_face_destroy(fonts->cairo_faces[i]);
    if (fonts->library) FT_Done_Library(fonts->library); /* with its faces */
    for (int i = 0; i < OUTLINES; i++) text_free(&fonts->outlines[i].path);
    shaper_close(fonts->shaper);
    for (int i = 0; i < FONT_COUNT; i++) system_font_free(&fonts->chosen[i]);
    for (int i = 0; i < fonts->helper_count; i++) system_font_free(&fonts->helpers[i]);
    for (int i = 0; i < RUNS; i++) free(fonts->runs[i].run.glyphs);
    free(fonts);
}

static void *allocate(FT_Memory memory, long size) {
    (void)memory;
    return memory_resize(NULL, (size_t)size, 1);
}

static void *reallocate(FT_Memory memory, long old_size, long size, void *old) {
    (void)memory;
    (void)old_size;
    return memory_resize(old, (size_t)size, 1);
}

static void release(FT_Memory memory, void *old) {
    (void)memory;
    free(old);
}

FT_Library glyphs_open_library(void) {
    static struct FT_MemoryRec_ memory = {NULL, allocate, release, reallocate};
    FT_Library library;
    if (FT_New_Library(&memory, &library)) return NULL;
    FT_Add_Default_Modules(library);
    FT_Set_Default_Properties(library);
    return library;
}

FT_Face glyphs_open_face(PaintFonts *fonts, FT_Library library, Font font) {
    FontFile file = fonts->files[font];
    FT_Face face = NULL;
    FT_Error error = file.path ? FT_New_Face(library, file.path, file.index, &face)
                               : FT_New_Memory_Face(library, file.data, (FT_Long)file.size, 0, &face);
    return error ? NULL : face;
}

FT_Face glyphs_face(PaintFonts *fonts, Font font) {
    if (!fonts->library && !(fonts->library = glyphs_open_library())) return NULL;
    if (!fonts->faces[font]) fonts->faces[font] = glyphs_open_face(fonts, fonts->library, font);
    return fonts->faces[font];
}

void paint_fonts_help(PaintFonts *fonts) {
    fonts->helped = true;
}

/* Opens the system's font that has the character; false where there is none, or no room for one more. */
static bool open_helper(PaintFonts *fonts, unsigned character) {
    if (fonts->helper_count == FONT_HELPERS) return false;
    SystemFont *font = &fonts->helpers[fonts->helper_count];
    if (!system_font_with(character, font)) {
        system_font_free(font);
        return false;
    }
    fonts->files[FONT_FIRST_HELPER + fonts->helper_count++] =
        (FontFile){.path = text_string(&font->path),
                   .index = font->index,
                   .family = text_string(&font->family),
                   .weight = 400};
    return true;
}

/* Returns the helping font that has the character, or 0. What was sought in vain is not sought again. */
static Font helper_with(PaintFonts *fonts, unsigned character) {
    unsigned *lost = &fonts->lost[character % LOST];
    if (!fonts->helped || character < ' ' || *lost == character) return 0;
    for (int i = 0; i < fonts->helper_count; i++)
        if (shaper_glyph(fonts->shaper, (Font)(FONT_FIRST_HELPER + i), character)) return (Font)(FONT_FIRST_HELPER + i);
    Font next = (Font)(FONT_FIRST_HELPER + fonts->helper_count);
    if (open_helper(fonts, character) && shaper_glyph(fonts->shaper, next, character)) return next;
    *lost = character;
    return 0;
}

/* Returns the font that draws a character, the chosen family's where that has it; NARROWED for the thin space
   of a font that lacks it. */
static int font_for(PaintFonts *fonts, Font font, unsigned character) {
    Font chosen = fonts->slots[font];
    if (chosen && shaper_glyph(fonts->shaper, chosen, character)) return (int)chosen;
    if (shaper_glyph(fonts->shaper, font, character)) return (int)font;
    if (character == FONT_THIN_SPACE && font_is_mono(font)) return NARROWED;
    Font other = font_of_other_family(font);
    if (shaper_glyph(fonts->shaper, other, character)) return (int)other;
    Font helper = helper_with(fonts, character);
    return (int)(helper ? helper : font);
}

static Glyph *add_glyph(GlyphRun *run) {
    if (run->count == run->capacity) {
        run->capacity = memory_grown(run->capacity, run->count + 1);
        run->glyphs = memory_resize(run->glyphs, run->capacity, sizeof *run->glyphs);
    }
    return &run->glyphs[run->count++];
}

/* The other family's glyph at this family's width: so the PDF knows it from an ordinary space. */
static void add_thin_space(PaintFonts *fonts, Font font, double size, size_t byte) {
    Font other = font_of_other_family(font);
    double cell = shaper_width(fonts->shaper, font, size, " ", 1);
    *add_glyph(fonts->run) = (Glyph){.index = shaper_glyph(fonts->shaper, other, FONT_THIN_SPACE),
                                     .font = other,
                                     .x = fonts->run->width,
                                     .byte = byte};
    fonts->run->width += FONT_THIN_CELL * cell;
}

/* Adds bytes `from` … `to` of the text, all of them of one font, to the run. */
static void add_span(PaintFonts *fonts, Font font, double size, const char *utf8, size_t from, size_t to) {
    hb_buffer_t *buffer = shaper_shape(fonts->shaper, font, utf8, from, to);
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, &count);
    double unit = size / shaper_em(fonts->shaper, font);
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

/* Shapes one piece after another, each as long as the font stays the same. */
static void shape(PaintFonts *fonts, Font font, double size, const char *utf8, size_t bytes) {
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

const GlyphRun *glyphs_shape(PaintFonts *fonts, Font font, double size, const char *utf8, size_t bytes) {
    double style[] = {font, size};
    uint64_t key = scene_hash(utf8, bytes, scene_hash(style, sizeof style, bytes)) | 1;
    KnownRun *known = &fonts->runs[key / 2 % RUNS];
    fonts->run = &known->run;
    if (known->key != key) shape(fonts, font, size, utf8, bytes);
    known->key = key;
    return &known->run;
}

const GlyphRun *glyphs_of_command(PaintFonts *fonts, const SceneCommand *command, double size,
                                  double *left) {
    const GlyphRun *run =
        glyphs_shape(fonts, (Font)command->font, size, scene_string(command), command->count);
    *left = command->align == ALIGN_RIGHT ? run->width : command->align == ALIGN_MIDDLE ? run->width / 2 : 0;
    return run;
}

static double run_width(void *self, Font font, double size, const char *utf8, size_t bytes) {
    return glyphs_shape(self, font, size, utf8, bytes)->width;
}

GlyphOutline *glyphs_outline(PaintFonts *fonts, Font font, unsigned index, bool *known) {
    uint32_t key = ((uint32_t)font << 24 | index) + 1;
    GlyphOutline *outline = &fonts->outlines[(index + font * 89u) % OUTLINES];
    *known = outline->key == key;
    if (!*known) text_clear(&outline->path);
    outline->key = key;
    return outline;
}

bool glyphs_has(PaintFonts *fonts, unsigned character) {
    const Font fonts_of_both[] = {FONT_WORDS, FONT_MONO, fonts->slots[FONT_WORDS]};
    for (size_t i = 0; i < sizeof fonts_of_both / sizeof *fonts_of_both; i++)
        if (shaper_glyph(fonts->shaper, fonts_of_both[i], character)) return true;
    return helper_with(fonts, character) != 0;
}

static const char *first_missing(void *self, const char *utf8) {
    return coverage_missing(self, utf8);
}

Measure paint_measure(PaintFonts *fonts) {
    return (Measure){.width = run_width, .missing = first_missing, .self = fonts};
}
