#include "base/wording.h"

#include "base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 9 };

typedef struct Span {
    const char *start;
    size_t bytes;
} Span;

void wording_free(Wording *wording) {
    for (size_t i = 0; i < wording->count; i++) {
        text_free(&wording->phrases[i].english);
        text_free(&wording->phrases[i].other);
    }
    free(wording->phrases);
    *wording = (Wording){0};
}

void wording_add(Wording *wording, const char *english, const char *other) {
    wording->phrases = memory_resize(wording->phrases, wording->count + 1, sizeof *wording->phrases);
    WordingPhrase *phrase = &wording->phrases[wording->count++];
    *phrase = (WordingPhrase){0};
    text_add(&phrase->english, english);
    text_add(&phrase->other, other);
}

/* The number of the place that begins here, from 1; 0: none does. */
static int place_at(const char *at) {
    return at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}' ? at[1] - '0' : 0;
}

static bool match(const char *phrase, const char *words, Span spans[PLACES]) {
    int place = place_at(phrase);
    if (!place) return *phrase == *words && (!*phrase || match(phrase + 1, words + 1, spans));
    bool digit = false;
    for (size_t bytes = 1; words[bytes - 1] && words[bytes - 1] != ' '; bytes++) {
        digit = digit || isdigit((unsigned char)words[bytes - 1]);
        if (!digit || !match(phrase + 3, words + bytes, spans)) continue;
        spans[place - 1] = (Span){words, bytes};
        return true;
    }
    return false;
}

bool wording_matches(const char *phrase, const char *words) {
    Span spans[PLACES];
    return match(phrase, words, spans);
}

static unsigned places_of(const char *phrase) {
    unsigned places = 0;
    for (; *phrase; phrase++) places |= 1u << place_at(phrase);
    return places & ~1u;
}

bool wording_same_places(const char *one, const char *other) {
    return places_of(one) == places_of(other);
}

static void fill_in(const char *other, const Span spans[PLACES], Text *out) {
    while (*other) {
        int place = place_at(other);
        const Span *span = &spans[place ? place - 1 : 0];
        text_add_bytes(out, place ? span->start : other, place ? span->bytes : 1);
        other += place ? 3 : 1;
    }
}

bool wording_say(const Wording *wording, const char *words, Text *out) {
    Span spans[PLACES];
    for (size_t i = 0; wording && i < wording->count; i++) {
        if (!match(text_string(&wording->phrases[i].english), words, spans)) continue;
        fill_in(text_string(&wording->phrases[i].other), spans, out);
        return true;
    }
    return false;
}
