#include "paint/subset.h"

#include "paint/pdf_file.h"

/* What a PDF says itself, or has no use for: characters and advances stand in its own tables. */
static void drop_tables(hb_subset_input_t *input) {
    static const hb_tag_t tags[] = {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
                                    HB_TAG('G', 'D', 'E', 'F'), HB_TAG('O', 'S', '/', '2'),
                                    HB_TAG('n', 'a', 'm', 'e'), HB_TAG('c', 'm', 'a', 'p'),
                                    HB_TAG('p', 'o', 's', 't'), HB_TAG('g', 'a', 's', 'p')};
    hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) hb_set_add(dropped, tags[i]);
}

static hb_subset_plan_t *plan(hb_face_t *face, const hb_set_t *glyphs) {
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input) return NULL;
    hb_set_union(hb_subset_input_glyph_set(input), glyphs);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    drop_tables(input);
    hb_subset_plan_t *made = hb_subset_plan_create_or_fail(face, input);
    hb_subset_input_destroy(input);
    return made;
}

/* The whole file of a TrueType font; of an OpenType one the outlines alone. */
static void keep_program(Subset *subset, hb_face_t *cut) {
    hb_blob_t *program = hb_face_reference_table(cut, HB_TAG('C', 'F', 'F', ' '));
    subset->is_cff = hb_blob_get_length(program) > 0;
    if (!subset->is_cff) {
        hb_blob_destroy(program);
        program = hb_face_reference_blob(cut);
    }
    unsigned length;
    const char *data = hb_blob_get_data(program, &length);
    subset->length = length;
    pdf_deflate(&subset->program, data, length);
    hb_blob_destroy(program);
}

bool subset_cut(Subset *subset, hb_face_t *face, const hb_set_t *glyphs) {
    if (subset->glyphs && hb_set_is_equal(subset->glyphs, glyphs)) return true;
    subset_free(subset);
    subset->plan = plan(face, glyphs);
    hb_face_t *cut = subset->plan ? hb_subset_plan_execute_or_fail(subset->plan) : NULL;
    if (!cut) {
        subset_free(subset);
        return false;
    }
    subset->glyphs = hb_set_copy(glyphs);
    keep_program(subset, cut);
    hb_face_destroy(cut);
    return true;
}

void subset_free(Subset *subset) {
    hb_set_destroy(subset->glyphs);
    hb_subset_plan_destroy(subset->plan);
    text_free(&subset->program);
    *subset = (Subset){0};
}

unsigned subset_number(const Subset *subset, unsigned glyph) {
    hb_codepoint_t number = hb_map_get(hb_subset_plan_old_to_new_glyph_mapping(subset->plan), glyph);
    return number == HB_MAP_VALUE_INVALID ? 0 : number;
}

unsigned subset_count(const Subset *subset) {
    return hb_map_get_population(hb_subset_plan_old_to_new_glyph_mapping(subset->plan));
}

unsigned subset_glyph(const Subset *subset, unsigned number) {
    return hb_map_get(hb_subset_plan_new_to_old_glyph_mapping(subset->plan), number);
}
