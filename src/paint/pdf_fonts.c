#include "paint/pdf_fonts.h"

#include "base/memory.h"
#include "paint/fonts.h"

#include <hb-ot.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void add_glyph(PdfFonts *pdf, PdfFont *font, unsigned glyph, const char *utf8, size_t bytes) {
    hb_set_add(font->set, glyph);
    font->capacity = memory_grown(font->capacity, font->count + 1);
    font->glyphs = memory_resize(font->glyphs, font->capacity, sizeof *font->glyphs);
    font->glyphs[font->count++] = (PdfGlyph){glyph, pdf->words.length, bytes};
    text_add_bytes(&pdf->words, utf8, bytes);
}

bool pdf_fonts_take(PdfFonts *pdf, Font font, unsigned glyph, const char *utf8, size_t bytes) {
    PdfFont *used = &pdf->used[font];
    if (!used->set) used->set = hb_set_create();
    if (!hb_set_has(used->set, glyph)) add_glyph(pdf, used, glyph, utf8, bytes);
    const PdfGlyph *known = used->glyphs;
    while (known->index != glyph) known++;
    return known->bytes == bytes && !memcmp(pdf->words.data + known->words, utf8, bytes);
}

static double thousandths(const PdfFonts *pdf, Font font) {
    return 1000.0 / hb_face_get_upem(hb_font_get_face(glyphs_shaper(pdf->fonts, font)));
}

long pdf_fonts_advance(const PdfFonts *pdf, Font font, unsigned glyph) {
    return lround(hb_font_get_glyph_h_advance(glyphs_shaper(pdf->fonts, font), glyph) *
                  thousandths(pdf, font));
}

/* Figures of a series differ in their digits: where one is shown all ten are embedded, so that the font that
   was cut down for one figure serves the next. */
static void complete_digits(PdfFonts *pdf, Font font) {
    hb_codepoint_t digits[10];
    bool shown = false;
    for (unsigned i = 0; i < 10; i++) {
        hb_font_get_nominal_glyph(glyphs_shaper(pdf->fonts, font), '0' + i, &digits[i]);
        shown = shown || hb_set_has(pdf->used[font].set, digits[i]);
    }
    for (unsigned i = 0; i < 10 && shown; i++) hb_set_add(pdf->used[font].set, digits[i]);
}

bool pdf_fonts_cut(PdfFonts *pdf, Text *why) {
    for (Font font = 0; font < FONT_COUNT; font++) {
        if (!pdf->used[font].set) continue;
        complete_digits(pdf, font);
        hb_face_t *face = hb_font_get_face(glyphs_shaper(pdf->fonts, font));
        if (subset_cut(glyphs_subset(pdf->fonts, font), face, pdf->used[font].set)) continue;
        text_setf(why, "cannot draw the PDF: the font %s could not be cut down to its glyphs",
                  font_file(font).name);
        return false;
    }
    return true;
}

unsigned pdf_fonts_code(const PdfFonts *pdf, Font font, unsigned glyph) {
    return subset_number(glyphs_subset(pdf->fonts, font), glyph);
}

/* What the glyphs stand for, so that words can be searched and copied: in portions of a hundred, as CMaps
   want them. */
static void add_words(const PdfFonts *pdf, Font font, Text *map) {
    const PdfFont *used = &pdf->used[font];
    enum { PORTION = 100 };
    size_t left = 0, row = 0;
    for (size_t i = 0; i < used->count; i++) left += used->glyphs[i].bytes > 0;
    for (const PdfGlyph *glyph = used->glyphs; left > 0; glyph++) {
        if (glyph->bytes == 0) continue;
        if (row++ % PORTION == 0) text_addf(map, "%d beginbfchar\n", left < PORTION ? (int)left : PORTION);
        text_addf(map, "<%04X> <", pdf_fonts_code(pdf, font, glyph->index));
        pdf_add_utf16(map, pdf->words.data + glyph->words, glyph->bytes);
        text_add(map, ">\n");
        if (row % PORTION == 0 || left == 1) text_add(map, "endbfchar\n");
        left--;
    }
}

static int write_words(const PdfFonts *pdf, Font font, PdfFile *file) {
    int object = pdf_file_reserve(file);
    Text map = {0};
    text_add(&map, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                   "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                   "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                   "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    add_words(pdf, font, &map);
    text_add(&map, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    pdf_file_stream(file, object, "", map.data, map.length);
    text_free(&map);
    return object;
}

static int write_program(const Subset *subset, PdfFile *file) {
    int object = pdf_file_reserve(file);
    Text entries = {0};
    if (subset->is_cff)
        text_add(&entries, "/Subtype /CIDFontType0C");
    else
        text_addf(&entries, "/Length1 %zu", subset->length);
    text_addf(&entries, " /Filter /FlateDecode /Length %zu", subset->program.length);
    pdf_file_raw_stream(file, object, text_string(&entries), subset->program.data, subset->program.length);
    text_free(&entries);
    return object;
}

/* A cut down font's own name: six letters that follow from what is left of it, and the whole one's. */
static void add_name(const Subset *subset, Font font, Text *out) {
    uint64_t hash = scene_hash(subset->program.data, subset->program.length, 0);
    char letters[6];
    for (size_t i = 0; i < sizeof letters; i++, hash /= 26) letters[i] = (char)('A' + hash % 26);
    text_add(out, "/");
    text_add_bytes(out, letters, sizeof letters);
    text_addf(out, "+%s", font_file(font).name);
}

/* A corner of the box that every glyph fits into, of the font's table `head`: xMin, yMin, xMax, yMax. */
static long bound(hb_face_t *face, int corner) {
    hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned length, at = 36 + 2 * (unsigned)corner;
    const unsigned char *data = (const unsigned char *)hb_blob_get_data(head, &length);
    long value = at + 1 < length ? (int16_t)(data[at] << 8 | data[at + 1]) : 0;
    hb_blob_destroy(head);
    return value;
}

static int write_descriptor(const PdfFonts *pdf, Font font, const char *name, PdfFile *file) {
    enum { FIXED_PITCH = 1, SYMBOLIC = 4 };
    const Subset *subset = glyphs_subset(pdf->fonts, font);
    hb_font_t *shaper = glyphs_shaper(pdf->fonts, font);
    hb_font_extents_t extents;
    hb_position_t capital = 0;
    hb_font_get_h_extents(shaper, &extents);
    hb_ot_metrics_get_position(shaper, HB_OT_METRICS_TAG_CAP_HEIGHT, &capital);
    double unit = thousandths(pdf, font);
    int program = write_program(subset, file), object = pdf_file_reserve(file);
    Text entries = {0};
    text_addf(&entries, "/Type /FontDescriptor /FontName %s /Flags %d /ItalicAngle 0 /StemV 80 /FontBBox [",
              name, SYMBOLIC | (font_is_mono(font) ? FIXED_PITCH : 0));
    for (int corner = 0; corner < 4; corner++)
        text_addf(&entries, "%s%ld", corner ? " " : "",
                  lround((double)bound(hb_font_get_face(shaper), corner) * unit));
    text_addf(&entries, "] /Ascent %ld /Descent %ld /CapHeight %ld /FontFile%d %d 0 R",
              lround(extents.ascender * unit), lround(extents.descender * unit), lround(capital * unit),
              subset->is_cff ? 3 : 2, program);
    pdf_file_dictionary(file, object, text_string(&entries));
    text_free(&entries);
    return object;
}

/* The font as a table of glyphs by number, with their advances. */
static int write_glyphs(const PdfFonts *pdf, Font font, const char *name, PdfFile *file) {
    const Subset *subset = glyphs_subset(pdf->fonts, font);
    int descriptor = write_descriptor(pdf, font, name, file), object = pdf_file_reserve(file);
    Text entries = {0};
    text_addf(&entries,
              "/Type /Font /Subtype /CIDFontType%d /BaseFont %s /FontDescriptor %d 0 R%s\n"
              "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>\n/W [0 [",
              subset->is_cff ? 0 : 2, name, descriptor, subset->is_cff ? "" : " /CIDToGIDMap /Identity");
    for (unsigned code = 0; code < subset_count(subset); code++)
        text_addf(&entries, "%s%ld", code ? " " : "",
                  pdf_fonts_advance(pdf, font, subset_glyph(subset, code)));
    text_add(&entries, "]]");
    pdf_file_dictionary(file, object, text_string(&entries));
    text_free(&entries);
    return object;
}

static void write_font(const PdfFonts *pdf, Font font, int object, PdfFile *file) {
    Text name = {0}, entries = {0};
    add_name(glyphs_subset(pdf->fonts, font), font, &name);
    int words = write_words(pdf, font, file), glyphs = write_glyphs(pdf, font, text_string(&name), file);
    text_addf(&entries,
              "/Type /Font /Subtype /Type0 /BaseFont %s /Encoding /Identity-H /DescendantFonts [%d 0 R] "
              "/ToUnicode %d 0 R",
              text_string(&name), glyphs, words);
    pdf_file_dictionary(file, object, text_string(&entries));
    text_free(&entries);
    text_free(&name);
}

void pdf_fonts_write(const PdfFonts *pdf, PdfFile *file, Text *names) {
    for (Font font = 0; font < FONT_COUNT; font++) {
        if (!pdf->used[font].set) continue;
        int object = pdf_file_reserve(file);
        text_addf(names, " /F%d %d 0 R", (int)font, object);
        write_font(pdf, font, object, file);
    }
}

void pdf_fonts_free(PdfFonts *pdf) {
    for (Font font = 0; font < FONT_COUNT; font++) {
        hb_set_destroy(pdf->used[font].set);
        free(pdf->used[font].glyphs);
    }
    text_free(&pdf->words);
}
