#include "paint/fonts.h"

#include <stdint.h>

/* The bytes come from fonts.S. */
extern const unsigned char font_inter_regular[], font_inter_regular_end[];
extern const unsigned char font_inter_medium[], font_inter_medium_end[];
extern const unsigned char font_inter_semi_bold[], font_inter_semi_bold_end[];
extern const unsigned char font_jetbrains_mono_regular[], font_jetbrains_mono_regular_end[];
extern const unsigned char font_jetbrains_mono_medium[], font_jetbrains_mono_medium_end[];
extern const unsigned char font_jetbrains_mono_semi_bold[], font_jetbrains_mono_semi_bold_end[];

bool font_is_mono(Font font) {
    return font >= FONT_MONO;
}

Font font_of_other_family(Font font) {
    return (font + FONT_MONO) % FONT_COUNT;
}

FontFile font_file(Font font) {
    static const struct {
        const unsigned char *data, *end;
        const char *name, *family;
        int weight;
    } files[FONT_COUNT] = {
        [FONT_WORDS] = {font_inter_regular, font_inter_regular_end, "Inter-Regular", "Inter", 400},
        [FONT_WORDS_MEDIUM] = {font_inter_medium, font_inter_medium_end, "Inter-Medium", "Inter", 500},
        [FONT_WORDS_BOLD] = {font_inter_semi_bold, font_inter_semi_bold_end, "Inter-SemiBold", "Inter", 600},
        [FONT_MONO] = {font_jetbrains_mono_regular, font_jetbrains_mono_regular_end, "JetBrainsMono-Regular",
                       "JetBrains Mono", 400},
        [FONT_MONO_MEDIUM] = {font_jetbrains_mono_medium, font_jetbrains_mono_medium_end,
                              "JetBrainsMono-Medium", "JetBrains Mono", 500},
        [FONT_MONO_BOLD] = {font_jetbrains_mono_semi_bold, font_jetbrains_mono_semi_bold_end,
                            "JetBrainsMono-SemiBold", "JetBrains Mono", 600},
    };
    return (FontFile){
        .data = files[font].data,
        .size = (size_t)((uintptr_t)files[font].end - (uintptr_t)files[font].data),
        .name = files[font].name,
        .family = files[font].family,
        .weight = files[font].weight,
    };
}
