#include "figure/drawn.h"

#include "figure/frames.h"
#include "figure/html.h"
#include "paint/dump.h"
#include "paint/versions.h"
#include "scenario/tree.h"

#include <inttypes.h>
#include <string.h>

static uint64_t hash_scene(const Scene *scene, uint64_t seed) {
    Text dump = {0};
    dump_scene(scene, &dump);
    uint64_t hash = scene_hash(dump.data, dump.length, seed);
    text_free(&dump);
    return hash;
}

/* The scene as it is without anybody's fonts. */
static uint64_t hash_still(const Scenario *scenario, const FigureSpec *spec, const FigureWindow *window,
                           uint64_t seed) {
    Measure fixed = measure_fixed();
    Text why = {0};
    Scene chart = {0};
    Figure still = {0};
    uint64_t hash = seed;
    if (spec->window) {
        const Scene *scene;
        void *opened = window->open(scenario, spec, &fixed, &scene);
        hash = hash_scene(scene, seed);
        window->close(opened);
    } else if (figure_open(&still, scenario, spec, window, NULL, &why)) {
        figure_chart(&still, &fixed, &chart);
        hash = hash_scene(&chart, seed);
    }
    figure_close(&still);
    scene_free(&chart);
    text_free(&why);
    return hash;
}

static uint64_t hash_frames(const Figure *figure) {
    uint64_t hash = 1;
    for (size_t i = 0; i < figure->sweep.count; i++) {
        FigureFrame frame;
        figure_frame(figure, i, &frame);
        hash = hash_still(&frame.scenario, &frame.spec, figure->window, hash);
        figure_frame_free(&frame);
    }
    return hash;
}

void drawn_embed(const Figure *figure, const FigureFormat *format, Text *out) {
    uint64_t hash = format->animates ? hash_frames(figure)
                                     : hash_still(figure->scenario, &figure->spec, figure->window, 1);
    text_addf(out, "drawn: {picture: \"%016" PRIx64 "\", ", hash);
    versions_add(format->drawn_with, out);
    if (format->live) text_addf(out, ", page: \"%016" PRIx64 "\"", html_program(&figure->spec));
    text_add(out, "}\n");
    figure_embed(figure, true, out);
}

static const char *value_of(const Tree *tree, const char *key) {
    const TreeNode *drawn = tree->root ? tree_entry(tree->root, "drawn") : NULL;
    const TreeNode *node = drawn ? tree_entry(drawn, key) : NULL;
    return node && node->kind == TREE_SCALAR ? node->text : "";
}

static DrawnDifference compare_trees(const Tree *old, const Tree *now, Text *versions) {
    const TreeNode *drawn = now->root ? tree_entry(now->root, "drawn") : NULL;
    if (!drawn || strcmp(value_of(old, "picture"), value_of(now, "picture")) != 0) return DRAWN_PICTURE;
    for (const TreeNode *node = drawn->first; node; node = node->next) {
        const char *before = value_of(old, node->key);
        if (!strcmp(before, value_of(now, node->key))) continue;
        if (versions->length) text_add(versions, ", ");
        text_addf(versions, "%s %s (here %s)", node->key, *before ? before : "of another version",
                  node->text);
    }
    return versions->length ? DRAWN_VERSIONS : DRAWN_NOTHING;
}

DrawnDifference drawn_compare(const Text *old, const Text *now, Text *versions) {
    Tree old_tree, now_tree;
    Messages messages = {0};
    bool read = tree_read(text_string(old), old->length, &old_tree, &messages);
    read = tree_read(text_string(now), now->length, &now_tree, &messages) && read;
    DrawnDifference difference = read ? compare_trees(&old_tree, &now_tree, versions) : DRAWN_PICTURE;
    tree_free(&old_tree);
    tree_free(&now_tree);
    messages_free(&messages);
    return difference;
}
