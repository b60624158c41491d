#include "paint/lettering.h"

#include "base/memory.h"
#include "base/text.h"
#include "paint/fonts.h"

#include <SDL_ttf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { THIN_SPACE = 0x2009, FACES_MAX = 64 };

/* A font at a size. */
typedef struct Face {
    Font font;
    double size; /* in points */
    uint64_t key;
    TTF_Font *ttf;
    int ascent, height;
    int cell; /* JetBrains Mono: the advance of every character */
} Face;

struct Lettering {
    double scale;
    Face faces[FACES_MAX];
    int face_count;
    Masks masks;
    Text piece; /* what is being rendered: SDL2_ttf wants a 0 at its end */
};

/* The font that a string is set in, and the one that helps out. */
typedef struct Setting {
    const Face *own, *other;
} Setting;

/* A part of a string that is set in one go: a character of JetBrains Mono, or as much of Inter as there is.
 */
typedef struct Piece {
    const Face *face; /* NULL: white space */
    const Mask *mask; /* valid until the next piece */
    int advance;
} Piece;

Lettering *lettering_open(void) {
    if (TTF_Init() < 0) return NULL;
    Lettering *lettering = memory_resize(NULL, 1, sizeof *lettering);
    memset(lettering, 0, sizeof *lettering);
    lettering_set_scale(lettering, 1);
    return lettering;
}

static void close_faces(Lettering *lettering) {
    while (lettering->face_count > 0) TTF_CloseFont(lettering->faces[--lettering->face_count].ttf);
}

void lettering_close(Lettering *lettering) {
    if (!lettering) return;
    close_faces(lettering);
    masks_free(&lettering->masks);
    text_free(&lettering->piece);
    free(lettering);
    TTF_Quit();
}

void lettering_set_scale(Lettering *lettering, double scale) {
    if (scale == lettering->scale) return;
    close_faces(lettering);
    lettering->scale = scale;
    masks_reset(&lettering->masks, scale);
}

static bool is_mono(Font font) {
    return font >= FONT_MONO;
}

/* The same weight of the other family. */
static Font other_family(Font font) {
    return is_mono(font) ? font - FONT_MONO : font + FONT_MONO;
}

/* SDL2_ttf takes whole points only: one point, at 72 times as many pixels an inch as the size has pixels,
   gives sizes to the 72nd part of a pixel. */
static TTF_Font *open_font(Font font, double pixels) {
    FontFile file = font_file(font);
    unsigned dpi = (unsigned)fmax(72, round(pixels * 72));
    TTF_Font *ttf = TTF_OpenFontDPIRW(SDL_RWFromConstMem(file.data, (int)file.size), 1, 1, dpi, dpi);
    if (!ttf) { /* a font that is built in and was opened by tests fails for want of memory only */
        SDL_LogCritical(SDL_LOG_CATEGORY_APPLICATION, "cannot open %s: %s", file.family, TTF_GetError());
        exit(1);
    }
    TTF_SetFontHinting(ttf, TTF_HINTING_LIGHT_SUBPIXEL);
    return ttf;
}

static const Face *face_of(Lettering *lettering, Font font, double size) {
    for (int i = 0; i < lettering->face_count; i++)
        if (lettering->faces[i].font == font && lettering->faces[i].size == size) return &lettering->faces[i];
    TTF_Font *ttf = open_font(font, size * lettering->scale);
    Face *face = &lettering->faces[lettering->face_count++];
    *face = (Face){.font = font, .size = size, .ttf = ttf};
    face->key = scene_hash(&size, sizeof size, (uint64_t)font);
    face->ascent = TTF_FontAscent(ttf);
    face->height = TTF_FontHeight(ttf);
    TTF_GlyphMetrics32(ttf, '0', NULL, NULL, NULL, NULL, &face->cell);
    return face;
}

static Setting setting_of(Lettering *lettering, Font font, double size) {
    if (lettering->face_count + 2 > FACES_MAX) close_faces(lettering);
    return (Setting){face_of(lettering, font, size), face_of(lettering, other_family(font), size)};
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

/* Where the pen was in a rendered text: SDL2_ttf moves it right by what the first character reaches out to
 * the left. */
static int pen_of(const Face *face, const char *utf8) {
    int left = 0;
    TTF_GlyphMetrics32(face->ttf, text_next(&utf8), &left, NULL, NULL, NULL, NULL);
    return left < 0 ? -left : 0;
}

static const char *set_piece(Lettering *lettering, const char *utf8, size_t bytes, int times) {
    text_clear(&lettering->piece);
    for (int i = 0; i < times; i++) text_add_bytes(&lettering->piece, utf8, bytes);
    return text_string(&lettering->piece);
}

/* How far the text moves the pen, to the nearest pixel: SDL2_ttf rounds down, but what two in a row take is
   twice as exact. */
static int advance_of(Lettering *lettering, const Face *face, const char *utf8, size_t bytes) {
    int two = 0;
    TTF_SizeUTF8(face->ttf, set_piece(lettering, utf8, bytes, 2), &two, NULL);
    return (two + 1) / 2;
}

static void copy_coverage(Mask *mask, const SDL_Surface *image) {
    for (int row = 0; row < mask->height; row++)
        memcpy(mask->coverage + (size_t)row * (size_t)mask->width,
               (unsigned char *)image->pixels + (size_t)(mask->top + row) * (size_t)image->pitch,
               (size_t)mask->width);
}

static const Mask *render(Lettering *lettering, const Face *face, const char *utf8, size_t bytes,
                          uint64_t key) {
    static const SDL_Color white = {255, 255, 255, 255}, black = {0, 0, 0, 255};
    int first = 0, last = 0, advance = advance_of(lettering, face, utf8, bytes);
    const char *string = set_piece(lettering, utf8, bytes, 1);
    SDL_Surface *image =
        TTF_RenderUTF8_Shaded(face->ttf, string, white, black); /* its indices are the coverage */
    if (image) trim(image, &first, &last);
    Mask *mask = masks_add(&lettering->masks, key, image ? image->w : 0, last - first);
    mask->advance = advance;
    mask->left = -pen_of(face, string);
    mask->top = first;
    if (image) copy_coverage(mask, image);
    SDL_FreeSurface(image);
    return mask;
}

static const Mask *mask_of(Lettering *lettering, const Face *face, const char *utf8, size_t bytes) {
    uint64_t key = scene_hash(utf8, bytes, face->key);
    const Mask *mask = masks_find(&lettering->masks, key);
    return mask ? mask : render(lettering, face, utf8, bytes, key);
}

/* Which of the two fonts has the character; its own where neither has, which then shows a box. */
static const Face *provider(Setting setting, unsigned character) {
    bool helped = !TTF_GlyphIsProvided32(setting.own->ttf, character) &&
                  TTF_GlyphIsProvided32(setting.other->ttf, character);
    return helped ? setting.other : setting.own;
}

/* The end of the piece that begins at `from`, and its font. A word ends behind the spaces that follow it. */
static const char *piece_end(Setting setting, const char *from, const char *end, const Face **face) {
    const char *at = from;
    *face = provider(setting, text_next(&at));
    while (at < end && !is_mono((*face)->font)) {
        const char *next = at;
        bool begins_word = at[-1] == ' ' && *at != ' ';
        if (begins_word || provider(setting, text_next(&next)) != *face) break;
        at = next;
    }
    return at < end ? at : end;
}

static Piece thin_space(const Face *face) {
    return (Piece){.advance = (int)fmax(1, round(0.3 * face->cell))};
}

/* The piece at *at, which moves on behind it. */
static Piece next_piece(Lettering *lettering, Setting setting, const char **at, const char *end) {
    const char *from = *at, *next = from;
    bool mono = is_mono(setting.own->font);
    if (mono && text_next(&next) == THIN_SPACE) {
        *at = next;
        return thin_space(setting.own);
    }
    const Face *face;
    *at = piece_end(setting, from, end, &face);
    const Mask *mask = mask_of(lettering, face, from, (size_t)(*at - from));
    return (Piece){face, mask, mono && face == setting.own ? face->cell : mask->advance};
}

int lettering_width(Lettering *lettering, Font font, double size, const char *utf8, size_t bytes) {
    Setting setting = setting_of(lettering, font, size);
    int width = 0;
    for (const char *at = utf8, *end = utf8 + bytes; at < end;)
        width += next_piece(lettering, setting, &at, end).advance;
    return width;
}

static int command_width(Lettering *lettering, const SceneCommand *text) {
    return lettering_width(lettering, (Font)text->font, text->size, scene_string(text), text->count);
}

static int pen_start(const Lettering *lettering, const SceneCommand *text, int width) {
    static const double before[] = {[ALIGN_LEFT] = 0, [ALIGN_MIDDLE] = 0.5, [ALIGN_RIGHT] = 1};
    return (int)round(text->x * lettering->scale - before[text->align] * width);
}

static int line_top(const Lettering *lettering, const SceneCommand *text, const Face *face) {
    return (int)round(text->y * lettering->scale) - face->ascent;
}

DamageBox lettering_extent(Lettering *lettering, const SceneCommand *text) {
    Setting setting = setting_of(lettering, (Font)text->font, text->size);
    int width = command_width(lettering, text), x = pen_start(lettering, text, width);
    int overhang = setting.own->height / 4;
    int own = line_top(lettering, text, setting.own), other = line_top(lettering, text, setting.other);
    int own_end = own + setting.own->height, other_end = other + setting.other->height;
    return (DamageBox){x - overhang, own < other ? own : other, x + width + overhang,
                       own_end > other_end ? own_end : other_end};
}

void lettering_draw(Lettering *lettering, const SceneCommand *text, const MaskTarget *target) {
    Setting setting = setting_of(lettering, (Font)text->font, text->size);
    const char *at = scene_string(text), *end = at + text->count;
    int x = pen_start(lettering, text, command_width(lettering, text));
    while (at < end) {
        Piece piece = next_piece(lettering, setting, &at, end);
        if (piece.mask) mask_draw(piece.mask, target, x, line_top(lettering, text, piece.face), text->fill);
        x += piece.advance;
    }
}
