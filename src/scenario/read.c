/* A scenario from a YAML tree. Every error is collected; the caller's scenario changes only when there is
 * none. */
#include "base/memory.h"
#include "base/number.h"
#include "base/spelling.h"
#include "scenario/annotations.h"
#include "scenario/logs.h"
#include "scenario/nodes.h"
#include "scenario/scenario.h"
#include "scenario/tree.h"
#include "schedule/function.h"
#include "schedule/parameters.h"
#include "schedule/parameter_values.h"

#include <string.h>

static void wrong(Messages *messages, const TreeNode *node, const char *takes) {
    messages_add(messages, node->line, node->column, "%s: %s", node->key ? node->key : "entry", takes);
}

/* Writes a value as parameter_read takes it: a list becomes "a,b". False where it is a map or nests. */
static bool value_text(const TreeNode *node, Text *out) {
    text_clear(out);
    if (node->kind == TREE_SCALAR) {
        text_add(out, node->text);
        return true;
    }
    for (const TreeNode *item = node->first; item; item = item->next) {
        if (node->kind == TREE_MAP || item->kind != TREE_SCALAR) return false;
        text_addf(out, "%s%s", item == node->first ? "" : ",", item->text);
    }
    return node->kind == TREE_LIST;
}

/* The values that the map gives parameters, as text; a value of the wrong kind is a message and left out. */
typedef struct Given {
    ParameterValue values[PARAMETER_COUNT];
    const TreeNode *nodes[PARAMETER_COUNT];
    Text texts[PARAMETER_COUNT];
    size_t count;
} Given;

/* A file says all of its run. */
static bool is_share_of_nothing(ParameterId id, const char *text, const TreeNode *node, Messages *messages) {
    if (!parameter_stops(id, text)) return false;
    messages_add(messages, node->line, node->column,
                 "%s: '%.40s' is a share of no run that a file knows; give the steps at which the run stops, and decay_steps "
                 "for the length of its decay, or use the option --total-steps=%.40s",
                 node->key, text, text);
    return true;
}

static void gather(Given *given, ParameterId id, const TreeNode *node, Messages *messages) {
    bool list_given = node->kind == TREE_LIST && !parameter_is_list(id);
    Text *text = &given->texts[given->count];
    if (!list_given && value_text(node, text)) {
        if (is_share_of_nothing(id, text_string(text), node, messages)) return;
        given->nodes[given->count] = node;
        given->values[given->count++] = (ParameterValue){.id = id, .text = text_string(text)};
        return;
    }
    text_clear(text);
    parameter_takes(id, text);
    messages_add(messages, node->line, node->column, "%s: takes %s", node->key, text_string(text));
}

static void given_parameters(Schedule *schedule, const TreeNode *map, Messages *messages) {
    Given given = {0};
    for (ParameterId id = 0; id < PARAMETER_COUNT; id++) {
        const TreeNode *node = tree_entry(map, parameters[id].key);
        if (node) gather(&given, id, node, messages);
    }
    parameters_assign(schedule, given.values, given.count);
    for (size_t i = 0; i < given.count; i++) {
        Text *why = &given.values[i].why;
        if (why->length)
            messages_add(messages, given.nodes[i]->line, given.nodes[i]->column, "%s", text_string(why));
        text_free(why);
    }
    for (int i = 0; i < PARAMETER_COUNT; i++) text_free(&given.texts[i]);
}

static void function_message(const TreeNode *node, const char *why, Messages *messages) {
    messages_add(messages, node->line, node->column, "function: %s", why);
}

/* Reads `name: number` for the names of the function that are no parameters. */
static void read_values(Schedule *schedule, const TreeNode *map, Messages *messages) {
    const TreeNode *values = tree_entry(map, "values");
    if (values && (values->kind != TREE_MAP || !schedule->function))
        wrong(messages, values, schedule->function ? "takes name: number lines" : "belongs to a function");
    const TreeNode *node = values && values->kind == TREE_MAP && schedule->function ? values->first : NULL;
    for (; node; node = node->next) {
        int id = parameter_find_in(schedule, node->key);
        double value;
        if (id < PARAMETER_VALUES)
            messages_add(messages, node->key_line, node->key_column,
                         "the function has no name '%.60s' of its own", node->key);
        else if (node->kind != TREE_SCALAR || !number_parse(node->text, &value) ||
                 value_fault((ParameterId)id, value))
            wrong(messages, node, "takes a number");
        else
            schedule->values[id - PARAMETER_VALUES] = value;
    }
}

/* Reads the function, which begins names, then the parameters' own keys and the values, which say what the
   names are. Together they must have a value on every step. */
void scenario_node_parameters(Schedule *schedule, const TreeNode *map, Messages *messages) {
    const TreeNode *node = tree_entry(map, "function");
    Text why = {0};
    bool text = node && node->kind == TREE_SCALAR && *node->text;
    if (node && node->kind != TREE_SCALAR) wrong(messages, node, "takes a text");
    if (text && !function_parse(schedule, node->text, &why))
        function_message(node, text_string(&why), messages);
    if (node && !text) schedule->function = NULL;
    const Formula *function = schedule->function;
    schedule->function = NULL;
    given_parameters(schedule, map, messages);
    schedule->function = function;
    read_values(schedule, map, messages);
    if (function && !function_fits(schedule, &why))
        function_message(node ? node : map, text_string(&why), messages);
    text_free(&why);
}

static void read_words(Text *out, const TreeNode *map, const char *key, Messages *messages) {
    const TreeNode *node = tree_entry(map, key);
    if (!node) return;
    if (node->kind == TREE_SCALAR)
        text_setf(out, "%s", node->text);
    else
        wrong(messages, node, "takes a text");
}

bool scenario_node_pair(double pair[2], const TreeNode *node, Messages *messages) {
    const TreeNode *a = node->kind == TREE_LIST ? node->first : NULL, *b = a ? a->next : NULL;
    bool two = b && !b->next && a->kind == TREE_SCALAR && b->kind == TREE_SCALAR;
    if (two && number_parse(a->text, &pair[0]) && number_parse(b->text, &pair[1]) && pair[0] < pair[1])
        return true;
    wrong(messages, node, "takes two ascending numbers, [from, to]");
    return false;
}

static bool is_word(const TreeNode *node, const char *word) {
    return node->kind == TREE_SCALAR && !strcmp(node->text, word);
}

static void read_axis(Scenario *scenario, const TreeNode *node, Messages *messages) {
    scenario->view_asinh = is_word(node, "asinh");
    if (!scenario->view_asinh && !is_word(node, "linear")) wrong(messages, node, "takes linear or asinh");
}

static void read_left(Scenario *scenario, const TreeNode *node, Messages *messages) {
    scenario->view_rates = is_word(node, "lr");
    if (!scenario->view_rates && !is_word(node, "factor")) wrong(messages, node, "takes factor or lr");
}

static void read_align(Scenario *scenario, const TreeNode *node, Messages *messages) {
    for (int i = 0; i < SCENARIO_ALIGNS; i++) {
        if (!is_word(node, scenario_aligns[i])) continue;
        scenario->align = (ScenarioAlign)i;
        return;
    }
    wrong(messages, node, "takes step, share or epoch");
}

static void read_view(Scenario *scenario, const TreeNode *map, Messages *messages) {
    const TreeNode *view = tree_entry(map, "view");
    if (!view) return;
    const TreeNode *steps = tree_entry(view, "steps"), *factor = tree_entry(view, "factor");
    const TreeNode *axis = tree_entry(view, "axis"), *left = tree_entry(view, "left");
    if (axis) read_axis(scenario, axis, messages);
    if (left) read_left(scenario, left, messages);
    const TreeNode *align = tree_entry(view, "align");
    if (align) read_align(scenario, align, messages);
    if ((axis || left || align) && !steps && !factor) return;
    if (!steps || !factor) {
        wrong(messages, view, "takes {steps: [from, to], factor: [from, to]}, axis: asinh, left: lr, align: share or several");
        return;
    }
    bool both = scenario_node_pair(scenario->view_steps, steps, messages);
    scenario->view_fixed = scenario_node_pair(scenario->view_factor, factor, messages) && both;
}

static bool is_option_name(const char *key) {
    return *key && !key[strspn(key, "abcdefghijklmnopqrstuvwxyz-_")];
}

/* Each setting is one word; what it means is judged where figures are drawn. */
static void read_settings(Scenario *scenario, const TreeNode *map, Messages *messages) {
    const TreeNode *figure = tree_entry(map, "figure");
    if (figure && figure->kind != TREE_MAP) wrong(messages, figure, "takes key: value lines");
    const TreeNode *node = figure && figure->kind == TREE_MAP ? figure->first : NULL;
    for (; node; node = node->next) {
        if (node->kind != TREE_SCALAR || !is_option_name(node->key))
            wrong(messages, node, "takes a word");
        else if (tree_entry(figure, node->key) != node)
            messages_add(messages, node->key_line, node->key_column, "duplicate key '%s'", node->key);
        else if (!scenario_set(scenario, node->key, node->text))
            wrong(messages, node, "too many entries");
    }
}

static void read_family(Scenario *scenario, const TreeNode *map, Messages *messages) {
    const TreeNode *node = tree_entry(map, "family");
    if (!node) return;
    Text why = {0};
    if (node->kind != TREE_SCALAR || !scenario_read_family(scenario, node->text))
        wrong(messages, node, "takes the key of a number that shapes the curve, and may be values, as in base_lr=1e-5,1e-4");
    else if (!scenario_family_fits(scenario, &why))
        messages_add(messages, node->line, node->column, "family: %s", text_string(&why));
    text_free(&why);
}

static void read_implementations(Scenario *scenario, const TreeNode *map, Messages *messages) {
    const TreeNode *node = tree_entry(map, "implementations");
    if (!node) return;
    scenario->implementations = node->kind == TREE_SCALAR && !strcmp(node->text, "true");
    bool said = scenario->implementations || (node->kind == TREE_SCALAR && !strcmp(node->text, "false"));
    if (!said) wrong(messages, node, "takes true or false");
}

/* Keys that have new names by now: files with the old ones stay readable. */
static const struct OldName { const char *old, *now; } old_names[] = {{"twins", "implementations"}};

static void rename_old_keys(TreeNode *map, Text *outdated) {
    for (TreeNode *node = map->first; node; node = node->next)
        for (size_t i = 0; i < sizeof old_names / sizeof *old_names; i++) {
            if (strcmp(node->key, old_names[i].old) != 0) continue;
            node->key = old_names[i].now;
            text_addf(outdated, "%s%d:%d: '%s' is now called '%s'; saving the file writes the new name",
                      outdated->length ? "\n" : "", node->key_line, node->key_column, old_names[i].old,
                      old_names[i].now);
        }
}

typedef enum Level { LEVEL_FILE, LEVEL_VIEW, LEVEL_PIN, LEVEL_COUNT } Level;

static const char *const file_keys[] = {"lrscope", "title",           "source",   "remark", "view",
                                        "family",  "implementations", "pins",     "logs",   "notes",
                                        "figure",  "session",         "function", "values", "drawn"};
static const char *const view_keys[] = {"steps", "factor", "axis", "left", "align"};
static const char *const pin_keys[] = {"name", "shown", "function", "values"};

/* The keys that a level has beside those of the parameters. */
typedef struct Keys {
    const char *const *names;
    int count;
} Keys;

static const Keys level_keys[LEVEL_COUNT] = {
    [LEVEL_FILE] = {file_keys, sizeof file_keys / sizeof *file_keys},
    [LEVEL_VIEW] = {view_keys, sizeof view_keys / sizeof *view_keys},
    [LEVEL_PIN] = {pin_keys, sizeof pin_keys / sizeof *pin_keys},
};

static bool is_known(const char *key, Level level) {
    for (int i = 0; i < level_keys[level].count; i++)
        if (!strcmp(level_keys[level].names[i], key)) return true;
    int id = level == LEVEL_VIEW ? -1 : parameter_find(key);
    return id >= 0 && !strcmp(parameters[id].key, key); /* in files the keys have one spelling */
}

static const char *nearest_known(const char *key, Level level) {
    const char *nearest = level == LEVEL_VIEW ? NULL : parameter_nearest(key);
    size_t closest = nearest ? spelling_distance(key, nearest) : spelling_reach(key) + 1;
    for (int i = 0; i < level_keys[level].count; i++) {
        size_t away = spelling_distance(key, level_keys[level].names[i]);
        if (away >= closest) continue;
        closest = away;
        nearest = level_keys[level].names[i];
    }
    return nearest;
}

static void check_keys(const TreeNode *map, Level level, Messages *messages) {
    for (const TreeNode *node = map->first; node; node = node->next) {
        if (!is_known(node->key, level)) {
            const char *near = nearest_known(node->key, level);
            messages_add(messages, node->key_line, node->key_column, "unknown key '%.60s'%s%s%s", node->key,
                         near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
        } else if (tree_entry(map, node->key) != node) {
            messages_add(messages, node->key_line, node->key_column, "duplicate key '%s'", node->key);
        }
    }
}

bool scenario_node_truth(bool *out, const TreeNode *node) {
    bool yes = node->kind == TREE_SCALAR && !strcmp(node->text, "true");
    if (!yes && (node->kind != TREE_SCALAR || strcmp(node->text, "false") != 0)) return false;
    *out = yes;
    return true;
}

static void read_pins(Scenario *scenario, const TreeNode *map, Messages *messages) {
    const TreeNode *pins = tree_entry(map, "pins");
    if (pins && pins->kind != TREE_LIST) wrong(messages, pins, "takes a list of pinned curves");
    for (const TreeNode *node = pins && pins->kind == TREE_LIST ? pins->first : NULL; node;
         node = node->next) {
        if (scenario->pin_count == SCENARIO_PINS_MAX) {
            messages_add(messages, node->line, node->column, "more than %d pinned curves", SCENARIO_PINS_MAX);
            return;
        }
        if (node->kind != TREE_MAP) {
            wrong(messages, node, "a pinned curve is key: value lines");
            continue;
        }
        Schedule schedule = schedule_default();
        Text name = {0};
        check_keys(node, LEVEL_PIN, messages);
        read_words(&name, node, "name", messages);
        scenario_node_parameters(&schedule, node, messages);
        scenario_pin(scenario, text_string(&name), &schedule);
        text_free(&name);
        const TreeNode *shown = tree_entry(node, "shown");
        if (shown && !scenario_node_truth(&scenario->pins[scenario->pin_count - 1].shown, shown))
            wrong(messages, shown, "takes true or false");
    }
}

/* False if the file is too new to be judged any further. */
static bool read_version(const TreeNode *map, Messages *messages) {
    const TreeNode *node = tree_entry(map, "lrscope");
    double version = SCENARIO_VERSION;
    if (!node) return true;
    if (node->kind != TREE_SCALAR || !number_parse(node->text, &version) || version < 1) {
        wrong(messages, node, "takes the format's version, 1");
    } else if (version > SCENARIO_VERSION) {
        messages_add(messages, node->line, node->column,
                     "this file was written by a newer lrscope (format %s; this one reads %d)", node->text,
                     SCENARIO_VERSION);
        return false;
    }
    return true;
}

static int lines_of(const char *text) {
    int lines = 0;
    for (; *text; text++) lines += *text == '\n';
    return lines;
}

/* Keeps the comments that belong to an entry and returns how many those are. */
static int keep_comments(ScenarioComments *comments, const TreeNode *map) {
    int kept = 0;
    for (const TreeNode *node = map->first; node; node = node->next) {
        scenario_comment(comments, node->key, node->before, node->after);
        kept += lines_of(node->before) + (*node->after != 0);
    }
    return kept;
}

/* Comments inside flow lists and the view have no entry, so they are counted as loose. */
static void keep_all_comments(Scenario *scenario, const Tree *tree) {
    int kept = keep_comments(&scenario->comments, tree->root) + lines_of(tree->trailing);
    scenario_comment(&scenario->comments, "", tree->trailing, "");
    const TreeNode *pins = tree_entry(tree->root, "pins");
    const TreeNode *figure = tree_entry(tree->root, "figure"), *node = pins ? pins->first : NULL;
    if (figure) kept += keep_comments(&scenario->setting_comments, figure);
    for (size_t i = 0; i < scenario->pin_count && node; i++, node = node->next)
        kept += keep_comments(&scenario->pins[i].comments, node);
    scenario->loose_comments = tree->comments - kept;
}

static void read_root(Scenario *scenario, const Tree *tree, Messages *messages) {
    const TreeNode *root = tree->root;
    if (!root) {
        scenario_comment(&scenario->comments, "", tree->trailing, "");
        return;
    }
    if (root->kind != TREE_MAP) {
        messages_add(messages, root->line, root->column, "a scenario is key: value lines");
        return;
    }
    if (!read_version(root, messages)) return;
    rename_old_keys(tree->root, &scenario->outdated);
    check_keys(root, LEVEL_FILE, messages);
    read_words(&scenario->title, root, "title", messages);
    read_words(&scenario->source, root, "source", messages);
    read_words(&scenario->remark, root, "remark", messages);
    if (tree_entry(root, "notes")) scenario_annotations_read(scenario, tree_entry(root, "notes"), messages);
    scenario_node_parameters(&scenario->schedule, root, messages);
    const TreeNode *view = tree_entry(root, "view");
    if (view && view->kind == TREE_MAP) check_keys(view, LEVEL_VIEW, messages);
    read_view(scenario, root, messages);
    read_family(scenario, root, messages);
    read_implementations(scenario, root, messages);
    read_pins(scenario, root, messages);
    scenario_logs_read(scenario, root, messages);
    read_settings(scenario, root, messages);
    if (messages->count == 0) keep_all_comments(scenario, tree);
}

bool scenario_read(Scenario *scenario, const char *bytes, size_t count, Messages *messages) {
    Tree tree;
    size_t before = messages->count;
    bool good = tree_read(bytes, count, &tree, messages);
    Scenario fresh = scenario_default();
    if (good) read_root(&fresh, &tree, messages);
    tree_free(&tree);
    messages_sort(messages);
    good = messages->count == before;
    if (good) {
        scenario_free(scenario);
        *scenario = fresh;
    } else {
        scenario_free(&fresh);
    }
    return good;
}
