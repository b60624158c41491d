#include "scenario/annotations.h"

#include "base/memory.h"
#include "base/number.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool scenario_annotate(Scenario *scenario, int64_t first, int64_t last, const char *words) {
    if (scenario->annotation_count == SCENARIO_ANNOTATIONS_MAX) return false;
    size_t count = ++scenario->annotation_count;
    scenario->annotations = memory_resize(scenario->annotations, count, sizeof *scenario->annotations);
    scenario->annotations[count - 1] = (ScenarioAnnotation){.first = first, .last = last};
    text_add(&scenario->annotations[count - 1].text, words);
    return true;
}

void scenario_reword(Scenario *scenario, size_t index, const char *words) {
    text_setf(&scenario->annotations[index].text, "%s", words);
}

void scenario_remove_annotation(Scenario *scenario, size_t index) {
    ScenarioAnnotation *at = &scenario->annotations[index];
    text_free(&at->text);
    memmove(at, at + 1, (--scenario->annotation_count - index) * sizeof *at);
}

bool scenario_annotation_takes(const char *words) {
    unsigned character;
    if (!*words || strlen(words) > SCENARIO_ANNOTATION_BYTES) return false;
    while ((character = text_next(&words)))
        if (character < 0x20 || (character >= 0x7F && character < 0xA0) || character >= 0xFFFD) return false;
    return true;
}

void scenario_annotations_free(Scenario *scenario) {
    for (size_t i = 0; i < scenario->annotation_count; i++) text_free(&scenario->annotations[i].text);
    free(scenario->annotations);
    scenario->annotations = NULL;
    scenario->annotation_count = 0;
}

void scenario_annotations_copy(Scenario *to, const Scenario *from) {
    to->annotations = NULL;
    to->annotation_count = 0;
    for (size_t i = 0; i < from->annotation_count; i++) {
        const ScenarioAnnotation *annotation = &from->annotations[i];
        scenario_annotate(to, annotation->first, annotation->last, text_string(&annotation->text));
    }
}

bool scenario_annotations_same(const Scenario *one, const Scenario *other) {
    if (one->annotation_count != other->annotation_count) return false;
    for (size_t i = 0; i < one->annotation_count; i++) {
        const ScenarioAnnotation *a = &one->annotations[i], *b = &other->annotations[i];
        if (a->first != b->first || a->last != b->last || strcmp(text_string(&a->text), text_string(&b->text)) != 0)
            return false;
    }
    return true;
}

/* --- files --- */

static bool fail(const TreeNode *node, const char *takes, Messages *messages) {
    messages_add(messages, node->line, node->column, "%s: takes %s", node->key ? node->key : "notes", takes);
    return false;
}

static bool read_step(const TreeNode *node, int64_t *step) {
    double value;
    if (!node || node->kind != TREE_SCALAR || !number_parse(node->text, &value)) return false;
    if (value < 0 || value > (double)SCHEDULE_STEPS_MAX || value != floor(value)) return false;
    *step = (int64_t)value;
    return true;
}

/* Returns false where neither `step` nor `steps` is right; *placed tells whether one is there at all. */
static bool read_place(const TreeNode *item, ScenarioAnnotation *place, bool *placed, Messages *messages) {
    const TreeNode *step = tree_entry(item, "step"), *steps = tree_entry(item, "steps");
    *placed = step || steps;
    if (step && steps) return fail(steps, "one of step and steps", messages);
    if (step) {
        bool good = read_step(step, &place->first);
        place->last = place->first;
        return good || fail(step, "a whole number of steps", messages);
    }
    const TreeNode *first = steps && steps->kind == TREE_LIST ? steps->first : NULL, *last = first ? first->next : NULL;
    bool pair = last && !last->next && read_step(first, &place->first) && read_step(last, &place->last);
    if (steps && (!pair || place->first > place->last)) return fail(steps, "two ascending steps, [from, to]", messages);
    return true;
}

static bool check_keys(const TreeNode *item, Messages *messages) {
    for (const TreeNode *node = item->first; node; node = node->next) {
        if (!strcmp(node->key, "step") || !strcmp(node->key, "steps") || !strcmp(node->key, "text")) continue;
        messages_add(messages, node->key_line, node->key_column, "unknown key '%.60s'; a note has step or steps, and text",
                     node->key);
        return false;
    }
    return true;
}

static void read_item(Scenario *scenario, const TreeNode *item, Messages *messages) {
    ScenarioAnnotation place = {0};
    bool placed;
    if (item->kind != TREE_MAP) {
        fail(item, "a list of {step: 1000, text: words}", messages);
        return;
    }
    const TreeNode *text = tree_entry(item, "text");
    if (!check_keys(item, messages) || !read_place(item, &place, &placed, messages)) return;
    if (!text || text->kind != TREE_SCALAR)
        fail(text ? text : item, "a text", messages);
    else if (!placed)
        text_setf(&scenario->notes, "%s", text->text);
    else if (!scenario_annotation_takes(text->text))
        fail(text, "one line of up to 200 bytes", messages);
    else if (!scenario_annotate(scenario, place.first, place.last, text->text))
        fail(item, "at most 16 of them", messages);
}

void scenario_annotations_read(Scenario *scenario, const TreeNode *notes, Messages *messages) {
    if (notes->kind == TREE_SCALAR) {
        text_setf(&scenario->notes, "%s", notes->text);
        return;
    }
    if (notes->kind != TREE_LIST) fail(notes, "a text, or a list of {step: 1000, text: words}", messages);
    for (const TreeNode *item = notes->kind == TREE_LIST ? notes->first : NULL; item; item = item->next)
        read_item(scenario, item, messages);
}

static void write_text(const char *words, Text *out) {
    text_add(out, "text: ");
    tree_write_scalar(out, words);
    text_add(out, "\n");
}

void scenario_annotations_write(const Scenario *scenario, Text *out) {
    for (size_t i = 0; i < scenario->annotation_count; i++) {
        const ScenarioAnnotation *annotation = &scenario->annotations[i];
        if (annotation->first == annotation->last)
            text_addf(out, "  - step: %" PRId64 "\n    ", annotation->first);
        else
            text_addf(out, "  - steps: [%" PRId64 ", %" PRId64 "]\n    ", annotation->first, annotation->last);
        write_text(text_string(&annotation->text), out);
    }
    if (!scenario->notes.length) return;
    text_add(out, "  - ");
    write_text(text_string(&scenario->notes), out);
}
