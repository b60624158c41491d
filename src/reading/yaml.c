/* YAML through libyaml: anchors, aliases and merges are followed, ${a.b} and !ref <a> become names. A mapping's
   or list's tag is its `text`. */
#include "reading/document.h"

#include <ctype.h>
#include <string.h>
#include <yaml.h>

enum { ANCHORS_MAX = 1000 };

typedef struct Yaml {
    Documents *documents;
    yaml_parser_t parser;
    const char *text;
    size_t length;
    int line;
    bool failed;
    Node *anchors[ANCHORS_MAX];
    const char *anchor_names[ANCHORS_MAX];
    size_t anchor_count;
} Yaml;

static const char *text_of(Yaml *yaml, const yaml_char_t *text) {
    return text ? forest_text(&yaml->documents->forest, (const char *)text, strlen((const char *)text)) : "";
}

static Node *make(Yaml *yaml, const yaml_event_t *event, NodeKind kind) {
    size_t start = event->start_mark.index, end = event->end_mark.index;
    Node *node = forest_node(&yaml->documents->forest, kind, (int)event->start_mark.line + yaml->line,
                             (int)event->start_mark.column + 1);
    node->start = yaml->text + (start < yaml->length ? start : yaml->length);
    node->length = end <= yaml->length && end > start ? end - start : 0;
    return node;
}

static void keep_anchor(Yaml *yaml, const yaml_char_t *name, Node *node) {
    if (!name || yaml->anchor_count == ANCHORS_MAX) return;
    yaml->anchor_names[yaml->anchor_count] = text_of(yaml, name);
    yaml->anchors[yaml->anchor_count++] = node;
}

static Node *anchored(Yaml *yaml, const yaml_char_t *name) {
    for (size_t i = yaml->anchor_count; i > 0; i--)
        if (!strcmp(yaml->anchor_names[i - 1], (const char *)name)) return yaml->anchors[i - 1];
    return NULL;
}

/* "!ref <lr> * 2" as the expression "lr * 2". */
static Node *reference(Yaml *yaml, Node *node) {
    Text text = {0};
    for (const char *at = node->text; *at; at++)
        if (!strchr("<>", *at)) text_add_bytes(&text, at, 1);
    const char *copy = forest_text(&yaml->documents->forest, text_string(&text), text.length);
    Node *made = syntax_expression(&yaml->documents->forest, copy, text.length, node->line, node->column);
    text_free(&text);
    return made ? made : node;
}

static bool is_name(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)text[i]) && !strchr("_.-", text[i])) return false;
    return length > 0;
}

/* Looks for what stands for something else: ${path} is a name, any other variable leaves the scalar open. */
static void look_for_variables(Node *node, Forest *forest) {
    const char *text = node->text;
    size_t length = strlen(text);
    bool whole = length > 3 && !strncmp(text, "${", 2) && text[length - 1] == '}';
    if (whole && is_name(text + 2, length - 3)) {
        node->kind = NODE_NAME;
        node->text = forest_text(forest, text + 2, length - 3);
    } else if (strchr(text, '$') || strstr(text, "{{")) {
        node->open = true;
    }
}

static Node *scalar(Yaml *yaml, const yaml_event_t *event) {
    Node *node = make(yaml, event, NODE_SCALAR);
    const char *tag = (const char *)event->data.scalar.tag;
    node->text = text_of(yaml, event->data.scalar.value);
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    bool empty = !*node->text || word_among(node->text, "null|Null|NULL|~");
    if (!node->quoted && empty) node->kind = NODE_NULL;
    if (tag && strstr(tag, "ref")) return reference(yaml, node);
    if (node->kind == NODE_SCALAR) look_for_variables(node, &yaml->documents->forest);
    return node;
}

static Node *value(Yaml *yaml, yaml_event_t *event, int depth);

static bool next(Yaml *yaml, yaml_event_t *event) {
    bool good = !yaml->failed && !forest_full(&yaml->documents->forest) &&
                yaml_parser_parse(&yaml->parser, event);
    if (!good) {
        yaml->failed = true;
        *event = (yaml_event_t){.type = YAML_NO_EVENT};
    }
    return good;
}

static const char *tag_text(Yaml *yaml, const yaml_char_t *tag) {
    const char *text = text_of(yaml, tag);
    return !strncmp(text, "tag:yaml.org", 12) ? "" : text + (*text == '!');
}

static Node *sequence(Yaml *yaml, const yaml_event_t *begin, int depth) {
    Node *list = make(yaml, begin, NODE_LIST);
    list->text = tag_text(yaml, begin->data.sequence_start.tag);
    keep_anchor(yaml, begin->data.sequence_start.anchor, list);
    yaml_event_t event;
    while (next(yaml, &event)) {
        bool end = event.type == YAML_SEQUENCE_END_EVENT;
        if (!end) node_add(list, value(yaml, &event, depth + 1));
        yaml_event_delete(&event);
        if (end) break;
    }
    return list;
}

/* The entries of a merged map stand before the map's own, which win. */
static void merge(Yaml *yaml, Node *map, const Node *from) {
    if (from->kind == NODE_LIST)
        for (const Node *item = from->first; item; item = item->next) merge(yaml, map, item);
    if (from->kind != NODE_MAP) return;
    Node *own = map->first, *last = map->last;
    map->first = map->last = NULL;
    for (const Node *child = from->first; child; child = child->next)
        node_add(map, node_alias(&yaml->documents->forest, child, child->key));
    if (!own) return;
    if (map->last)
        map->last->next = own;
    else
        map->first = own;
    map->last = last;
}

static Node *mapping(Yaml *yaml, const yaml_event_t *begin, int depth) {
    Node *map = make(yaml, begin, NODE_MAP);
    map->text = tag_text(yaml, begin->data.mapping_start.tag);
    keep_anchor(yaml, begin->data.mapping_start.anchor, map);
    yaml_event_t event;
    while (next(yaml, &event)) {
        if (event.type == YAML_MAPPING_END_EVENT) {
            yaml_event_delete(&event);
            break;
        }
        Node *key = value(yaml, &event, depth + 1);
        yaml_event_delete(&event);
        if (!next(yaml, &event)) break;
        Node *item = value(yaml, &event, depth + 1);
        yaml_event_delete(&event);
        if (!strcmp(key->text, "<<"))
            merge(yaml, map, item);
        else
            node_add(map, node_alias(&yaml->documents->forest, item, key->text));
    }
    return map;
}

static Node *value(Yaml *yaml, yaml_event_t *event, int depth) {
    Node *node = NULL;
    if (depth > TREE_DEPTH_MAX) yaml->failed = true;
    if (yaml->failed) return make(yaml, event, NODE_OTHER);
    if (event->type == YAML_ALIAS_EVENT) {
        Node *target = anchored(yaml, event->data.alias.anchor);
        bool inside = target && (target->kind == NODE_MAP || target->kind == NODE_LIST) && !target->length;
        (void)inside;
        return target ? node_alias(&yaml->documents->forest, target, "") : make(yaml, event, NODE_OTHER);
    }
    if (event->type == YAML_SEQUENCE_START_EVENT) return sequence(yaml, event, depth);
    if (event->type == YAML_MAPPING_START_EVENT) return mapping(yaml, event, depth);
    if (event->type == YAML_SCALAR_EVENT) {
        node = scalar(yaml, event);
        keep_anchor(yaml, event->data.scalar.anchor, node);
        return node;
    }
    yaml->failed = true;
    return make(yaml, event, NODE_OTHER);
}

/* A map of settings has keys that are names, not halves of sentences or of code. */
static bool is_settings(const Node *root) {
    size_t names = 0, all = 0;
    if (root->kind != NODE_MAP) return false;
    for (const Node *child = root->first; child; child = child->next, all++)
        names += is_name(child->key, strlen(child->key)) || strchr(child->key, '/') != NULL;
    return all && names * 10 >= all * 9;
}

static bool read_documents(Yaml *yaml) {
    bool any = false;
    yaml_event_t event;
    while (next(yaml, &event)) {
        yaml_event_type_t type = event.type;
        Node *root = type == YAML_DOCUMENT_START_EVENT || type == YAML_STREAM_START_EVENT ||
                             type == YAML_DOCUMENT_END_EVENT || type == YAML_STREAM_END_EVENT
                         ? NULL
                         : value(yaml, &event, 0);
        yaml_event_delete(&event);
        if (root && !yaml->failed && is_settings(root)) {
            documents_add(yaml->documents, (Document){.kind = DOCUMENT_YAML, .root = root});
            any = true;
        }
        if (type == YAML_STREAM_END_EVENT) break;
    }
    return any;
}

bool document_yaml(Documents *documents, const char *text, size_t count, int line) {
    Yaml yaml = {.documents = documents, .text = text, .length = count, .line = line};
    if (!yaml_parser_initialize(&yaml.parser)) return false;
    yaml_parser_set_input_string(&yaml.parser, (const unsigned char *)text, count);
    size_t before = documents->count;
    bool any = read_documents(&yaml);
    if (yaml.failed && yaml.parser.problem && !documents->fault.length)
        text_setf(&documents->fault, "line %d, column %d: not YAML: %s",
                  (int)yaml.parser.problem_mark.line + line, (int)yaml.parser.problem_mark.column + 1,
                  yaml.parser.problem);
    if (yaml.failed) {
        documents->count = before; /* half a file is none */
        any = false;
    }
    yaml_parser_delete(&yaml.parser);
    return any;
}
