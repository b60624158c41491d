#include "chart/footer.h"

#include "chart/lines.h"
#include "schedule/parameters.h"
#include "schedule/words.h"

#include <math.h>

static const double SIDE = 20, GAP = 10, CAPTION_LEADING = 15, NOTE_LEADING = 16;
static const double FORMULA_MIN = 80, FORMULA_MAX = 150;
enum { NOTES_MAX = 3 };

/* Refinements that are not made need no words. */
static bool goes_without_saying(const Schedule *schedule, ParameterId id) {
    static const ParameterId refinements[] = {PARAMETER_WARMUP_JOIN, PARAMETER_WARMUP_INTERVAL, PARAMETER_DECAY_INTERVAL,
                                              PARAMETER_NUM_CYCLES,  PARAMETER_CYCLE_GAMMA,     PARAMETER_FLOOR};
    for (size_t i = 0; i < sizeof refinements / sizeof *refinements; i++)
        if (refinements[i] == id) return parameter_is_default(schedule, id);
    return false;
}

/* Writes what has an effect, in words that the command line takes: "base_lr=0.02, total_steps=2000, …". */
static void settings(const Chart *chart, Text *out) {
    const Schedule *schedule = chart->schedule;
    Text value = {0};
    for (int id = 0; id < PARAMETER_ALL; id++) {
        if (id + 1 == chart->varied || !parameter_applies(schedule, (ParameterId)id)) continue;
        if (goes_without_saying(schedule, (ParameterId)id)) continue;
        text_clear(&value);
        parameter_print(schedule, (ParameterId)id, &value);
        if (parameters[id].type == PARAMETER_REAL) parameter_tighten(&value);
        if (value.length)
            text_addf(out, "%s%s=%s", out->length ? ", " : "", parameter_name(schedule, (ParameterId)id), text_string(&value));
    }
    text_free(&value);
}

/* Draws lines of text from the height y on and returns the height they take; without a scene it only
 * measures. */
static double put(Scene *scene, double x, double y, double width, double leading, int max, TextStyle style,
                  const char *words, const Chart *chart) {
    Lines lines;
    lines_break(&lines, chart->measure, style, words, width, max);
    for (int i = 0; scene && i < lines.count; i++)
        scene_text(scene, x, y + (i + 0.75) * leading, ALIGN_LEFT, style, lines.text[i]);
    return lines.count * leading;
}

static double put_caption(Scene *scene, double x, double y, double width, const Chart *chart) {
    Text words = {0};
    TextStyle style = {FONT_MONO, 11 * chart->em, chart->theme->muted};
    settings(chart, &words);
    if (scene) scene_group(scene, "caption");
    double height =
        put(scene, x, y, width, CAPTION_LEADING * chart->em, LINES_MAX, style, text_string(&words), chart);
    text_free(&words);
    return height + GAP * chart->em;
}

static double put_note(Scene *scene, double x, double y, double width, NoteId id, const Chart *chart) {
    Text words = {0};
    double em = chart->em;
    TextStyle title = {FONT_WORDS_BOLD, 12.5 * em, chart->theme->text},
              reason = {FONT_WORDS, 12 * em, chart->theme->muted};
    note_title(id, chart->schedule, &words);
    double height = put(scene, x, y, width, NOTE_LEADING * em, 2, title, text_string(&words), chart);
    text_clear(&words);
    note_reason(id, chart->schedule, false, &words);
    height += put(scene, x, y + height, width, NOTE_LEADING * em, 3, reason, text_string(&words), chart);
    text_free(&words);
    return height + 6 * em;
}

/* Puts as many notes as there is room for. */
static double put_notes(Scene *scene, double x, double y, double width, double room, const Chart *chart) {
    double height = 0;
    int count = 0;
    if (scene) scene_group(scene, "notes");
    for (int id = 0; id < NOTE_COUNT && count < NOTES_MAX; id++) {
        if (!note_applies((NoteId)id, chart->schedule)) continue;
        double next = put_note(NULL, x, y, width, (NoteId)id, chart);
        if (height + next > room) break;
        if (scene) put_note(scene, x, y + height, width, (NoteId)id, chart);
        height += next;
        count++;
    }
    return height;
}

Footer footer_fit(const Chart *chart, double width, double caption_room, double room) {
    Footer footer = {0};
    double em = chart->em, inner = width - 2 * SIDE * em;
    double caption = chart_shows(chart, CHART_CAPTION) ? put_caption(NULL, 0, 0, inner, chart) : 0;
    if (caption <= caption_room) footer.caption = caption;
    room = fmax(0, room - footer.caption);
    if (chart_shows(chart, CHART_FORMULA) && room >= FORMULA_MIN * em)
        footer.formula = fmin(FORMULA_MAX * em, fmax(FORMULA_MIN * em, 0.4 * room));
    room -= footer.formula;
    if (chart_shows(chart, CHART_NOTES)) footer.notes = put_notes(NULL, 0, 0, inner, room, chart);
    return footer;
}

double footer_height(const Footer *footer) {
    return footer->formula + footer->notes + footer->caption;
}

void footer_draw(Scene *scene, Box box, const Footer *footer, const Chart *chart) {
    double x = box.x + SIDE * chart->em, width = box.w - 2 * SIDE * chart->em, y = box.y;
    if (footer->formula > 0) chart_formula(scene, (Box){box.x, y, box.w, footer->formula}, chart);
    y += footer->formula;
    if (footer->notes > 0) put_notes(scene, x, y, width, footer->notes, chart);
    y += footer->notes;
    if (footer->caption > 0) put_caption(scene, x, y, width, chart);
    scene_group_end(scene);
}
