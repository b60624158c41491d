/* Settings are read out of a tree by their paths: numbers, words, flags and lists. */
#include "reading/import_parts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Returns a key that is not there, as a file that could not be read may have it. */
static double absent(Import *import, const char *path, double fallback) {
    char first[64];
    snprintf(first, sizeof first, "%.*s", (int)strcspn(path, "|"), path);
    if (import->base_missing) {
        import_need(import, false, first, "%s may stand in a file that the text builds on and that could not be read", first);
        return NAN;
    }
    if (isnan(fallback)) import_need(import, false, first, "%s is not in the text", first);
    return fallback;
}

static double set_number(Import *import, const char *path) {
    for (const char *at = path; *at;) {
        char key[80];
        size_t length = strcspn(at, "|");
        double value;
        snprintf(key, sizeof key, "%.*s", (int)length, at);
        const char *set = import_set(import, key);
        if (set && import_parse(set, &value)) return value;
        at += length + (at[length] == '|');
    }
    return NAN;
}

double import_number(Import *import, const Node *map, const char *path, double fallback) {
    double set = set_number(import, path);
    if (!isnan(set)) return set;
    const Node *node = node_at(map, path);
    if (node && node->kind == NODE_NAME) {
        const Node *end = import_follow(import, node);
        if (end && end->kind == NODE_NULL) node = end;
    }
    if (!node && node_starred(map)) fallback = NAN; /* which may have it */
    if (!node || node->kind == NODE_NULL) return absent(import, path, fallback);
    const char *before = import->asking;
    import->asking = *node->key ? node->key : path;
    double value = import_value(import, node);
    import->asking = before;
    return value;
}

double import_number_quiet(Import *import, const Node *map, const char *path) {
    import->quiet++;
    double value = import_number(import, map, path, NAN);
    import->quiet--;
    return value;
}

/* True for a name in capitals and small letters: CosineAnnealingLR, which a file imports. */
static bool is_class_name(const char *name) {
    bool small = false;
    for (const char *at = name; *at; at++) small = small || islower((unsigned char)*at);
    return isupper((unsigned char)*name) && small;
}

const char *import_text(Import *import, const Node *node) {
    const char *set = node ? import_set(import, node->kind == NODE_NAME ? node->text : node->key) : NULL;
    if (set) return set;
    node = import_follow(import, node);
    if (!node || node->kind == NODE_NULL) return NULL;
    if (node->kind == NODE_SCALAR && !node->open) return node->text;
    bool known = node->kind == NODE_NAME && (strchr(node->text, '.') || is_class_name(node->text));
    if (known) return node->text; /* an enum's value, SchedulerType.COSINE, or a class */
    import_unknown(import, node, node->kind == NODE_NAME ? node->text : *node->key ? node->key : "value");
    return NULL;
}

const char *import_word(Import *import, const Node *map, const char *path, const char *fallback) {
    const Node *node = node_at(map, path);
    char first[64];
    snprintf(first, sizeof first, "%.*s", (int)strcspn(path, "|"), path);
    const char *set = import_set(import, first);
    if (set) return set;
    if (!node || node->kind == NODE_NULL) {
        if (import->base_missing) absent(import, path, NAN);
        return import->base_missing ? NULL : fallback;
    }
    const char *before = import->asking;
    import->asking = node->key;
    const char *word = import_text(import, node);
    import->asking = before;
    return word;
}

bool import_flag(Import *import, const Node *map, const char *path, bool fallback) {
    const Node *node = node_at(map, path);
    if (!node) return fallback;
    if (node->kind == NODE_NULL) return node->dashes > 0; /* a flag of a command */
    node = import_follow(import, node);
    if (node->kind == NODE_SCALAR && word_among(node->text, "true|True|yes|on|TRUE|1|Yes")) return true;
    if (node->kind == NODE_SCALAR && word_among(node->text, "false|False|no|off|FALSE|0|No|none|None")) return false;
    import->asking = node->key;
    import_unknown(import, node, *node->key ? node->key : path);
    return fallback;
}

int import_list(Import *import, const Node *map, const char *path, double *values, int max) {
    const Node *node = import_follow(import, node_at(map, path));
    if (!node || node->kind == NODE_NULL) return import->base_missing ? (absent(import, path, NAN), -2) : -1;
    import->asking = node->key;
    if (node->kind == NODE_SCALAR && !node->open) {
        const char *text = node->text;
        Node *made = syntax_expression(&import->documents->forest, text, strlen(text), node->line, node->column);
        if (made && made->kind == NODE_LIST) node = made;
    }
    if (node->kind != NODE_LIST) {
        values[0] = import_value(import, node);
        return isnan(values[0]) ? -2 : 1;
    }
    int count = 0;
    for (const Node *item = node->first; item; item = item->next) {
        if (count == max) {
            import_refuse(import, "%s has more than %d entries", path, max);
            return -2;
        }
        values[count] = import_value(import, item);
        if (isnan(values[count++])) return -2;
    }
    return count;
}

int import_option_list(Import *import, const Node *command, const char *key, double *values, int max) {
    const Node *node = node_at(command, key);
    int count = 0;
    if (!node || node->kind == NODE_NULL) return -1;
    if (!node->next || *node->next->key) return import_list(import, command, key, values, max);
    do {
        if (count < max) values[count] = import_value(import, node);
        if (count >= max || isnan(values[count])) return -2;
        count++;
        node = node->next;
    } while (node && !*node->key);
    return count;
}
