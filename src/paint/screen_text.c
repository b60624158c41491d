#include "paint/screen_text.h"

#include "base/memory.h"
#include "base/text.h"
#include "paint/fonts.h"
#include "paint/shaper.h"
#include "paint/system_fonts.h"

#include <SDL_ttf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FACES_MAX = 64, HELPERS_MAX = 8, SCREEN_FONTS = FONT_COUNT + HELPERS_MAX, LOST_MAX = 256 };

/* A font at one size. */
typedef struct Face {
    Font font;
    double size; /* in points */
    uint64_t key;
    int ascent, height;
    int cell; /* JetBrains Mono: the advance of every character */
} Face;

/* A font, opened when first asked for and set to one size after the other: SDL2_ttf's own glyphs are lost
   with every change, but the masks remember what was made of them, and opening is dear. */
typedef struct OpenFont {
    TTF_Font *ttf;
    double size; /* in points, as set last */
} OpenFont;

struct ScreenText {
    double scale;
    OpenFont fonts[SCREEN_FONTS]; /* those built in, then those of the system that have helped out */
    int helpers;
    unsigned lost[LOST_MAX]; /* characters that no font has, by their last bits */
    FontFile files[FONT_SLOTS];
    Face faces[FACES_MAX];
    int face_count;
    GlyphCache masks;
    Shaper *shaper; /* measures: SDL2_ttf would load the outline of every letter for it */
    Text piece;     /* what is being rendered: SDL2_ttf wants a 0 at its end */
};

/* A part of a string that is set in one go: a character of JetBrains Mono, or a word of Inter with the space
   behind it. So a sentence in which a number changes costs the rendering of that number only. */
typedef struct Piece {
    const Face *face;
    const char *utf8;
    size_t bytes;
    Mask *mask; /* valid until the next piece; NULL: white space */
    int advance;
} Piece;

ScreenText *screen_text_open(void) {
    if (TTF_Init() < 0) return NULL;
    ScreenText *texts = memory_resize(NULL, 1, sizeof *texts);
    memset(texts, 0, sizeof *texts);
    for (Font font = 0; font < FONT_COUNT; font++) texts->files[font] = font_file(font);
    texts->shaper = shaper_open(texts->files);
    screen_text_set_scale(texts, 1);
    return texts;
}

void screen_text_close(ScreenText *texts) {
    if (!texts) return;
    for (int i = 0; i < SCREEN_FONTS; i++)
        if (texts->fonts[i].ttf) TTF_CloseFont(texts->fonts[i].ttf);
    glyph_cache_free(&texts->masks);
    shaper_close(texts->shaper);
    text_free(&texts->piece);
    free(texts);
    TTF_Quit();
}

void screen_text_set_scale(ScreenText *texts, double scale) {
    if (scale == texts->scale) return;
    for (int i = 0; i < SCREEN_FONTS; i++) texts->fonts[i].size = 0;
    texts->face_count = 0;
    texts->scale = scale;
    glyph_cache_reset(&texts->masks, scale);
}

static bool is_mono(Font font) {
    return font < FONT_COUNT && font_is_mono(font);
}

static TTF_Font *open_font(Font font) {
    FontFile file = font_file(font);
    TTF_Font *ttf = TTF_OpenFontRW(SDL_RWFromConstMem(file.data, (int)file.size), 1, 1);
    if (!ttf) { /* what is built in and was opened by tests fails for want of memory only */
        fprintf(stderr, "lrscope: cannot open the font %s: %s\n", file.family, TTF_GetError());
        exit(1);
    }
    TTF_SetFontHinting(ttf, TTF_HINTING_LIGHT_SUBPIXEL);
    return ttf;
}

/* Returns the font of that size. SDL2_ttf takes whole points only: one point, at 72 times as many pixels an
   inch as the size has pixels, gives sizes to the 72nd part of a pixel. */
static TTF_Font *sized(ScreenText *texts, Font font, double size) {
    OpenFont *open = &texts->fonts[font];
    if (!open->ttf) open->ttf = open_font(font);
    if (open->size == size) return open->ttf;
    unsigned resolution = (unsigned)fmax(72, round(size * texts->scale * 72));
    TTF_SetFontSizeDPI(open->ttf, 1, resolution, resolution);
    open->size = size;
    return open->ttf;
}

static const Face *face_of(ScreenText *texts, Font font, double size) {
    for (int i = 0; i < texts->face_count; i++)
        if (texts->faces[i].font == font && texts->faces[i].size == size) return &texts->faces[i];
    TTF_Font *ttf = sized(texts, font, size);
    Face *face = &texts->faces[texts->face_count++];
    *face = (Face){.font = font, .size = size, .ascent = TTF_FontAscent(ttf), .height = TTF_FontHeight(ttf)};
    face->key = scene_hash(&size, sizeof size, (uint64_t)font);
    if (is_mono(font)) TTF_GlyphMetrics32(ttf, '0', NULL, NULL, NULL, NULL, &face->cell);
    return face;
}

/* Returns the face that a string is set in; leaves room for the one that may help out. */
static const Face *own_face(ScreenText *texts, Font font, double size) {
    if (texts->face_count + 2 + HELPERS_MAX > FACES_MAX) texts->face_count = 0;
    return face_of(texts, font, size);
}

/* The rows from *first up to *last that are not blank. */
static void trim(const SDL_Surface *image, int *first, int *last) {
    static const unsigned char blank[64];
    for (int row = *last = *first = 0; row < image->h; row++) {
        const unsigned char *pixels = (unsigned char *)image->pixels + (size_t)row * (size_t)image->pitch;
        bool seen = false;
        for (int x = 0; x < image->w && !seen; x += (int)sizeof blank)
            seen = memcmp(pixels + x, blank, (size_t)fmin((int)sizeof blank, image->w - x)) != 0;
        if (!seen) continue;
        if (*last == 0) *first = row;
        *last = row + 1;
    }
}

/* Returns where the pen was in a rendered text: SDL2_ttf moves it right by what the first character reaches
   out to the left. */
static int pen_of(TTF_Font *ttf, const char *utf8) {
    int left = 0;
    TTF_GlyphMetrics32(ttf, text_next(&utf8), &left, NULL, NULL, NULL, NULL);
    return left < 0 ? -left : 0;
}

/* Returns how far a piece moves the pen, to the nearest pixel. */
static int advance_of(ScreenText *texts, const Face *face, const char *utf8, size_t bytes) {
    int width = 0;
    if (is_mono(face->font)) return face->cell;
    if (face->font < FONT_COUNT)
        return (int)round(shaper_width(texts->shaper, face->font, face->size * texts->scale, utf8, bytes));
    text_clear(&texts->piece);
    text_add_bytes(&texts->piece, utf8, bytes);
    TTF_SizeUTF8(sized(texts, face->font, face->size), text_string(&texts->piece), &width, NULL);
    return width;
}

static void copy_coverage(Mask *mask, const SDL_Surface *image) {
    for (int row = 0; row < mask->height; row++)
        memcpy(mask->coverage + (size_t)row * (size_t)mask->width,
               (unsigned char *)image->pixels + (size_t)(mask->top + row) * (size_t)image->pitch,
               (size_t)mask->width);
}

/* Leaves out the spaces behind a word, which nobody sees; SDL2_ttf would load them anew with every word. */
static void set_piece(ScreenText *texts, const Piece *piece) {
    size_t bytes = piece->bytes;
    while (bytes > 1 && piece->utf8[bytes - 1] == ' ') bytes--;
    text_clear(&texts->piece);
    text_add_bytes(&texts->piece, piece->utf8, bytes);
}

static void render(ScreenText *texts, const Piece *piece) {
    static const SDL_Color white = {255, 255, 255, 255}, black = {0, 0, 0, 255};
    TTF_Font *ttf = sized(texts, piece->face->font, piece->face->size);
    int first = 0, last = 0;
    set_piece(texts, piece);
    const char *string = text_string(&texts->piece);
    SDL_Surface *image = TTF_RenderUTF8_Shaded(ttf, string, white, black); /* its indices are the coverage */
    if (image) trim(image, &first, &last);
    glyph_cache_cover(&texts->masks, piece->mask, image ? image->w : 0, last - first);
    piece->mask->left = -pen_of(ttf, string);
    piece->mask->top = first;
    if (image) copy_coverage(piece->mask, image);
    SDL_FreeSurface(image);
}

static Mask *mask_of(ScreenText *texts, const Face *face, const char *utf8, size_t bytes) {
    uint64_t key = scene_hash(utf8, bytes, face->key);
    Mask *mask = glyph_cache_find(&texts->masks, key);
    return mask ? mask : glyph_cache_add(&texts->masks, key, advance_of(texts, face, utf8, bytes));
}

static bool has(ScreenText *texts, Font font, unsigned character) {
    return shaper_glyph(texts->shaper, font, character) != 0;
}

/* Opens the system's font that has the character; false where there is none, or no room for one more. */
static bool open_helper(ScreenText *texts, unsigned character) {
    SystemFont font;
    bool found = texts->helpers < HELPERS_MAX && system_font_with(character, &font);
    if (!found) return false;
    TTF_Font *ttf = TTF_OpenFontIndex(text_string(&font.path), 12, font.index);
    system_font_free(&font);
    if (!ttf) return false;
    TTF_SetFontHinting(ttf, TTF_HINTING_LIGHT_SUBPIXEL);
    texts->fonts[FONT_COUNT + texts->helpers++].ttf = ttf;
    return TTF_GlyphIsProvided32(ttf, character);
}

/* Returns the number of a helping font that has the character, or 0. What was sought in vain is not sought again. */
static int helper_with(ScreenText *texts, unsigned character) {
    for (int i = FONT_COUNT; i < FONT_COUNT + texts->helpers; i++)
        if (TTF_GlyphIsProvided32(texts->fonts[i].ttf, character)) return i;
    unsigned *lost = &texts->lost[character % LOST_MAX];
    if (character < ' ' || *lost == character) return 0;
    if (open_helper(texts, character)) return FONT_COUNT + texts->helpers - 1;
    *lost = character;
    return 0;
}

static bool has_any(ScreenText *texts, unsigned character) {
    return has(texts, FONT_WORDS, character) || has(texts, FONT_MONO, character) || helper_with(texts, character);
}

const char *screen_text_missing(ScreenText *texts, const char *utf8) {
    for (const char *at = utf8; *at; at = utf8) {
        unsigned character = text_next(&utf8);
        if (!text_is_unseen(character) && !has_any(texts, character)) return at;
    }
    return NULL;
}

/* Returns the font that has the character; its own where none has it, which then shows a box. */
static const Face *provider(ScreenText *texts, const Face *own, unsigned character) {
    Font other = font_of_other_family(own->font);
    if (has(texts, own->font, character)) return own;
    if (has(texts, other, character)) return face_of(texts, other, own->size);
    int helper = helper_with(texts, character);
    return helper ? face_of(texts, (Font)helper, own->size) : own;
}

/* The end of the piece that begins at `from`, and its face. A word ends behind the spaces that follow it. */
static const char *piece_end(ScreenText *texts, const Face *own, const char *from, const char *end,
                             const Face **face) {
    const char *at = from;
    *face = provider(texts, own, text_next(&at));
    while (at < end && !is_mono((*face)->font)) {
        const char *next = at;
        bool begins_word = at[-1] == ' ' && *at != ' ';
        if (begins_word || provider(texts, own, text_next(&next)) != *face) break;
        at = next;
    }
    return at < end ? at : end;
}

static Piece thin_space(const Face *face) {
    return (Piece){.advance = (int)fmax(1, round(FONT_THIN_CELL * face->cell))};
}

/* Returns the piece at *at, which moves on behind it. */
static Piece next_piece(ScreenText *texts, const Face *own, const char **at, const char *end) {
    const char *from = *at, *next = from;
    if (is_mono(own->font) && text_next(&next) == FONT_THIN_SPACE) {
        *at = next;
        return thin_space(own);
    }
    const Face *face;
    *at = piece_end(texts, own, from, end, &face);
    size_t bytes = (size_t)(*at - from);
    Mask *mask = mask_of(texts, face, from, bytes);
    return (Piece){face, from, bytes, mask, mask->advance};
}

static int width_in(ScreenText *texts, const Face *own, const char *utf8, size_t bytes) {
    int width = 0;
    for (const char *at = utf8, *end = utf8 + bytes; at < end;)
        width += next_piece(texts, own, &at, end).advance;
    return width;
}

int screen_text_width(ScreenText *texts, Font font, double size, const char *utf8, size_t bytes) {
    return width_in(texts, own_face(texts, font, size), utf8, bytes);
}

static int pen_start(const ScreenText *texts, const SceneCommand *text, int width) {
    static const double before[] = {[ALIGN_LEFT] = 0, [ALIGN_MIDDLE] = 0.5, [ALIGN_RIGHT] = 1};
    return (int)round(text->x * texts->scale - before[text->align] * width);
}

static int line_top(const ScreenText *texts, const SceneCommand *text, const Face *face) {
    return (int)round(text->y * texts->scale) - face->ascent;
}

/* The other family's lines are not much higher, and letters do not reach far out of their places: a quarter
   of a line is room for both. */
DamageBox screen_text_extent(ScreenText *texts, const SceneCommand *text) {
    const Face *own = own_face(texts, (Font)text->font, text->size);
    int width = width_in(texts, own, scene_string(text), text->count);
    int x = pen_start(texts, text, width), y = line_top(texts, text, own), room = own->height / 4;
    return (DamageBox){x - room, y - room, x + width + room, y + own->height + room};
}

void screen_text_draw(ScreenText *texts, const SceneCommand *text, const MaskTarget *target) {
    const Face *own = own_face(texts, (Font)text->font, text->size);
    const char *at = scene_string(text), *end = at + text->count;
    int x = pen_start(texts, text, width_in(texts, own, at, text->count));
    while (at < end) {
        Piece piece = next_piece(texts, own, &at, end);
        if (piece.mask && !piece.mask->coverage) render(texts, &piece);
        if (piece.mask) mask_draw(piece.mask, target, x, line_top(texts, text, piece.face), text->fill);
        x += piece.advance;
    }
}
