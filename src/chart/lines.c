#include "chart/lines.h"

#include <stdio.h>
#include <string.h>

static bool fits(const Measure *measure, TextStyle style, const char *text, size_t bytes, double width) {
    return bytes < LINE_BYTES - 4 &&
           measure->width(measure->self, style.font, style.size, text, bytes) <= width;
}

static bool ends_with(const char *text, size_t end, const char *word) {
    size_t bytes = strlen(word);
    return end >= bytes && !memcmp(text + end - bytes, word, bytes);
}

/* True at a space in "1 × base_lr", "steps 0 – 999", "step 0" and "above 1", which are read in one. */
static bool joins(const char *text, size_t end) {
    static const char *const signs[] = {"\u00d7", "\u2013"}, *const words[] = {"step", "steps", "above"};
    const char *behind = text + end + 1;
    if (text[end] != ' ') return false;
    for (int i = 0; i < 2; i++)
        if (ends_with(text, end, signs[i]) || !strncmp(behind, signs[i], strlen(signs[i]))) return true;
    for (int i = 0; i < 3 && *behind >= '0' && *behind <= '9'; i++)
        if (ends_with(text, end, words[i])) return true;
    return false;
}

/* How many bytes of `text`, up to the end of a word, fit; 0 where not even the first word does. */
static size_t words_that_fit(const Measure *measure, TextStyle style, const char *text, double width, bool tears) {
    size_t fitting = 0, end = strspn(text, " ");
    while (text[end]) {
        do end++;
        while (!text_may_break(text, end) || (!tears && joins(text, end)));
        if (!fits(measure, style, text, end, width)) break;
        fitting = end;
        end += strspn(text + end, " ");
    }
    return fitting;
}

/* `tears`: also between words that are read in one. */
static void fill(Lines *lines, const Measure *measure, TextStyle style, const char *sentence, double width,
                 int max, bool tears) {
    lines->count = 0;
    lines->complete = true;
    lines->text[0][0] = 0;
    sentence += strspn(sentence, " ");
    while (*sentence && lines->count < max) {
        char *line = lines->text[lines->count++];
        size_t bytes = words_that_fit(measure, style, sentence, width, tears), next = bytes;
        next += strspn(sentence + bytes, " ");
        bool is_last = lines->count == max;
        if ((is_last && sentence[next]) || !bytes) {
            measure_shorten(measure, style, sentence, width, line, LINE_BYTES);
            if (!*line && lines->count > 1) snprintf(line, LINE_BYTES, "\u2026"); /* the lines before go on */
            lines->complete = false;
            return;
        }
        snprintf(line, LINE_BYTES, "%.*s", (int)bytes, sentence);
        sentence += next;
    }
}

/* Returns the narrowest width that takes no more lines: no word is left alone in the last one. */
static double balanced(const Measure *measure, TextStyle style, const char *sentence, double width,
                       int count, bool tears) {
    double low = width / count, high = width;
    while (high - low > style.size) {
        Lines lines;
        double middle = (low + high) / 2;
        fill(&lines, measure, style, sentence, middle, count, tears);
        if (lines.complete)
            high = middle;
        else
            low = middle;
    }
    return high;
}

void lines_break(Lines *lines, const Measure *measure, TextStyle style, const char *sentence, double width,
                 int max) {
    Text said = {0};
    if (wording_say(measure->wording, sentence, &said)) sentence = text_string(&said);
    bool tears = false;
    fill(lines, measure, style, sentence, width, max, tears);
    if (!lines->complete) fill(lines, measure, style, sentence, width, max, tears = true);
    if (lines->count > 1 && lines->complete)
        fill(lines, measure, style, sentence, balanced(measure, style, sentence, width, lines->count, tears),
             lines->count, tears);
    text_free(&said);
}

void runs_add(Runs *runs, Font font, Color color, const char *text) {
    size_t bytes = strlen(text) + 1;
    if (runs->count == RUNS_MAX || runs->length + bytes > RUNS_BYTES) return;
    runs->run[runs->count].font = font;
    runs->run[runs->count].color = color;
    runs->run[runs->count++].start = runs->length;
    memcpy(runs->bytes + runs->length, text, bytes);
    runs->length += bytes;
}

static TextStyle run_style(const Runs *runs, int i, double size) {
    return (TextStyle){runs->run[i].font, size, runs->run[i].color};
}

double runs_width(const Runs *runs, const Measure *measure, double size) {
    double width = 0;
    for (int i = 0; i < runs->count; i++)
        width += measure_text(measure, run_style(runs, i, size), runs->bytes + runs->run[i].start);
    return width;
}

void runs_draw(const Runs *runs, Scene *scene, const Measure *measure, double size, double x,
               double baseline) {
    for (int i = 0; i < runs->count; i++) {
        const char *text = runs->bytes + runs->run[i].start;
        TextStyle style = run_style(runs, i, size);
        scene_text(scene, x, baseline, ALIGN_LEFT, style, text);
        x += measure_text(measure, style, text);
    }
}
