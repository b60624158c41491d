/* YAML as a tree: its limits hold, and every place lies inside the text. */
#include "fuzz.h"

#include "scenario/tree.h"

static int nodes;

static void walk(const TreeNode *node, int depth) {
    for (; node; node = node->next) {
        Text out = {0};
        fuzz_holds(++nodes <= TREE_NODES_MAX && depth <= TREE_DEPTH_MAX);
        fuzz_holds(node->line >= 1 && node->column >= 1 && node->end_line >= node->line);
        if (node->kind == TREE_SCALAR) tree_write_scalar(&out, node->text);
        text_free(&out);
        walk(node->first, depth + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    Tree tree;
    Messages messages = {0};
    nodes = 0;
    bool good = tree_read((const char *)bytes, count, &tree, &messages);
    fuzz_holds(good == (messages.count == 0));
    walk(tree.root, 0);
    tree_free(&tree);
    messages_free(&messages);
    return 0;
}
