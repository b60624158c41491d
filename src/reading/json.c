/* JSON through json-c, which keeps no places: each key's line is found again by looking for it from the last
   one on, for the order of keys is kept. A notebook's code cells are read as Python, its text cells as a page. */
#include "reading/document.h"

#include <json.h>
#include <string.h>

typedef struct Json {
    Forest *forest;
    const char *at, *end, *line_start;
    int line;
} Json;

/* Moves to the next place of that key; stays where it is not found, as for a key with escapes. */
static void move_to(Json *json, const char *key) {
    size_t length = strlen(key);
    for (const char *at = json->at; at + length + 2 <= json->end; at++) {
        if (*at != '"' || memcmp(at + 1, key, length) != 0 || at[length + 1] != '"') continue;
        for (; json->at < at; json->at++)
            if (*json->at == '\n') {
                json->line++;
                json->line_start = json->at + 1;
            }
        return;
    }
}

static Node *scalar(Json *json, struct json_object *value) {
    Node *node = forest_node(json->forest, NODE_SCALAR, json->line, (int)(json->at - json->line_start) + 1);
    const char *text = json_object_get_string(value);
    node->quoted = json_object_get_type(value) == json_type_string;
    if (!value) node->kind = NODE_NULL;
    if (value) node->text = forest_text(json->forest, text, strlen(text));
    node->start = node->text;
    node->length = strlen(node->text);
    node->open = strchr(node->text, '$') != NULL;
    return node;
}

static Node *convert(Json *json, struct json_object *value, int depth) {
    enum json_type type = json_object_get_type(value);
    if ((type != json_type_object && type != json_type_array) || depth > TREE_DEPTH_MAX) return scalar(json, value);
    Node *node = forest_node(json->forest, type == json_type_object ? NODE_MAP : NODE_LIST, json->line,
                             (int)(json->at - json->line_start) + 1);
    if (type == json_type_array) {
        for (size_t i = 0; i < json_object_array_length(value) && !forest_full(json->forest); i++)
            node_add(node, convert(json, json_object_array_get_idx(value, i), depth + 1));
        return node;
    }
    json_object_object_foreach(value, key, item) {
        move_to(json, key);
        Node *child = convert(json, item, depth + 1);
        child->key = forest_text(json->forest, key, strlen(key));
        node_add(node, child);
    }
    return node;
}

static void cell_text(struct json_object *source, Text *out) {
    if (json_object_get_type(source) == json_type_string) text_add(out, json_object_get_string(source));
    if (json_object_get_type(source) != json_type_array) return;
    for (size_t i = 0; i < json_object_array_length(source); i++)
        text_add(out, json_object_get_string(json_object_array_get_idx(source, i)));
}

/* All code cells are one script, for later ones use the names of earlier ones. */
static void read_notebook(Documents *documents, struct json_object *cells) {
    Text code = {0};
    for (size_t i = 0; i < json_object_array_length(cells); i++) {
        struct json_object *cell = json_object_array_get_idx(cells, i), *kind = NULL, *source = NULL;
        if (!json_object_object_get_ex(cell, "cell_type", &kind) ||
            !(json_object_object_get_ex(cell, "source", &source) || json_object_object_get_ex(cell, "input", &source)))
            continue;
        if (strcmp(json_object_get_string(kind), "code") != 0) continue;
        cell_text(source, &code);
        text_add(&code, "\n");
    }
    const char *copy = forest_text(&documents->forest, text_string(&code), code.length);
    document_python(documents, copy, code.length, 1);
    document_shell(documents, copy, code.length, 1);
    text_free(&code);
}

bool document_json(Documents *documents, const char *text, size_t count, int line) {
    struct json_tokener *tokener = json_tokener_new_ex(64);
    if (!tokener) return false;
    struct json_object *object = json_tokener_parse_ex(tokener, text, (int)count), *cells = NULL;
    size_t end = json_tokener_get_parse_end(tokener);
    bool rest = false;
    for (size_t i = end; i < count; i++) rest = rest || !strchr(" \t\r\n", text[i]);
    bool good = object && !rest && json_object_get_type(object) == json_type_object;
    if (good && json_object_object_get_ex(object, "cells", &cells) &&
        json_object_get_type(cells) == json_type_array) {
        read_notebook(documents, cells);
    } else if (good) {
        Json json = {&documents->forest, text, text + count, text, line};
        documents_add(documents, (Document){.kind = DOCUMENT_JSON, .root = convert(&json, object, 0)});
    }
    json_object_put(object);
    json_tokener_free(tokener);
    return good;
}
