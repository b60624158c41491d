/* A lesson from a YAML tree. Every error is collected, and says in which step it is. */
#include "base/file.h"
#include "base/folder.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/spelling.h"
#include "lesson/lesson.h"
#include "scenario/nodes.h"
#include "scenario/presets.h"
#include "schedule/function.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { KEYS_MAX = 24 };

static const char *const lesson_keys[KEYS_MAX] = {"lesson", "title", "about", "words", "steps"};
static const char *const step_keys[KEYS_MAX] = {
    "title",  "text",    "preset", "settings", "view",    "show",  "point",  "question", "guess",
    "answer", "animate", "code",   "mark",     "choices", "right", "recall", "notes",    "show_after",
    "function"};
static const char *const view_keys[KEYS_MAX] = {"steps", "factor"};

static void wrong(Messages *messages, const TreeNode *node, const char *takes) {
    messages_add(messages, node->line, node->column, "%s: takes %s", node->key ? node->key : "entry", takes);
}

static bool is_one_of(const char *key, const char *const keys[KEYS_MAX]) {
    for (int i = 0; i < KEYS_MAX && keys[i]; i++)
        if (!strcmp(keys[i], key)) return true;
    return false;
}

static const char *nearest(const char *key, const char *const keys[KEYS_MAX]) {
    const char *found = NULL;
    size_t closest = spelling_reach(key) + 1;
    for (int i = 0; i < KEYS_MAX && keys[i]; i++) {
        size_t away = spelling_distance(key, keys[i]);
        if (away >= closest) continue;
        closest = away;
        found = keys[i];
    }
    return found;
}

static void unknown(const TreeNode *node, const char *near, Messages *messages) {
    messages_add(messages, node->key_line, node->key_column, "unknown key '%.60s'%s%s%s", node->key,
                 near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static void check_twice(const TreeNode *map, const TreeNode *node, Messages *messages) {
    if (tree_entry(map, node->key) != node)
        messages_add(messages, node->key_line, node->key_column, "duplicate key '%s'", node->key);
}

static void check_keys(const TreeNode *map, const char *const keys[KEYS_MAX], Messages *messages) {
    for (const TreeNode *node = map->first; node; node = node->next) {
        if (!is_one_of(node->key, keys)) unknown(node, nearest(node->key, keys), messages);
        check_twice(map, node, messages);
    }
}

static void check_parameters(const TreeNode *map, Messages *messages) {
    for (const TreeNode *node = map->first; node; node = node->next) {
        int id = parameter_find(node->key);
        if (!strcmp(node->key, "values")) continue; /* of the function's own names */
        if (id < 0 || strcmp(parameters[id].key, node->key) != 0)
            unknown(node, parameter_nearest(node->key), messages);
        check_twice(map, node, messages);
    }
}

/* Returns the entry where it is there and of that kind; another kind is a message. */
static const TreeNode *entry(const TreeNode *map, const char *key, TreeKind kind, Messages *messages) {
    static const char *const takes[] = {
        [TREE_SCALAR] = "one value", [TREE_LIST] = "a list", [TREE_MAP] = "key: value pairs"};
    const TreeNode *node = tree_entry(map, key);
    if (!node || node->kind == kind) return node;
    wrong(messages, node, takes[kind]);
    return NULL;
}

/* Blank lines and blanks at lines' ends say nothing. */
static void add_lines(Text *out, const char *text) {
    while (*text) {
        size_t length = strcspn(text, "\n"), kept = length;
        while (kept && text[kept - 1] == ' ') kept--;
        if (kept && out->length) text_add(out, "\n");
        text_add_bytes(out, text, kept);
        text += length + (text[length] == '\n');
    }
}

static void read_words(Text *out, const TreeNode *map, const char *key, Messages *messages) {
    const TreeNode *node = entry(map, key, TREE_SCALAR, messages);
    Text visible = {0};
    if (node) text_add_visible_lines(&visible, node->text);
    add_lines(out, text_string(&visible));
    text_free(&visible);
}

static void require(const TreeNode *map, const Text *words, const char *key, Messages *messages) {
    if (!words->length) messages_add(messages, map->line, map->column, "%s is missing", key);
}

static void read_preset(LessonStep *step, const TreeNode *map, Messages *messages) {
    const TreeNode *node = entry(map, "preset", TREE_SCALAR, messages);
    int index = node ? preset_find(node->text) : -1;
    if (!node) return;
    if (index < 0) {
        const char *near = preset_nearest(node->text);
        messages_add(messages, node->line, node->column, "there is no preset '%.60s'%s%s%s", node->text,
                     near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
        return;
    }
    Scenario scenario = scenario_default();
    preset_read(index, &scenario);
    step->schedule = scenario.schedule;
    scenario_free(&scenario);
}

static void read_settings(LessonStep *step, const TreeNode *map, Messages *messages) {
    const TreeNode *settings = entry(map, "settings", TREE_MAP, messages);
    if (!settings) return;
    check_parameters(settings, messages);
    scenario_node_parameters(&step->schedule, settings, messages);
}

static void read_view(LessonStep *step, const TreeNode *map, Messages *messages) {
    const TreeNode *view = entry(map, "view", TREE_MAP, messages);
    if (!view) return;
    check_keys(view, view_keys, messages);
    const TreeNode *steps = tree_entry(view, "steps"), *factor = tree_entry(view, "factor");
    if (!steps || !factor) {
        wrong(messages, view, "{steps: [from, to], factor: [from, to]}");
        return;
    }
    bool both = scenario_node_pair(step->view_steps, steps, messages);
    step->view_fixed = scenario_node_pair(step->view_factor, factor, messages) && both;
}

static int find_part(const char *name) {
    for (int i = 0; i < LESSON_PARTS; i++)
        if (!strcmp(lesson_parts[i].name, name)) return i;
    return -1;
}

/* Names the wrong word and what it may stand for. */
static void unknown_part(const char *key, const TreeNode *node, Messages *messages) {
    const char *names[KEYS_MAX] = {NULL}, *word = node->kind == TREE_SCALAR ? node->text : "a list";
    Text known = {0};
    for (int i = 0; i < LESSON_PARTS; i++) {
        names[i] = lesson_parts[i].name;
        text_addf(&known, "%s%s", i ? ", " : "", names[i]);
    }
    const char *near = nearest(word, names);
    messages_add(messages, node->line, node->column,
                 "%s: there is no part '%.60s'%s%s%s It takes a list of %s", key, word,
                 near ? "; did you mean '" : ".", near ? near : "", near ? "'?" : "", text_string(&known));
    text_free(&known);
}

static unsigned read_parts(const char *key, const TreeNode *list, Messages *messages) {
    unsigned parts = 0;
    for (const TreeNode *node = list ? list->first : NULL; node; node = node->next) {
        int part = node->kind == TREE_SCALAR ? find_part(node->text) : -1;
        if (part >= 0)
            parts |= 1u << part;
        else
            unknown_part(key, node, messages);
    }
    return parts;
}

static void read_shown(LessonStep *step, const TreeNode *map, Messages *messages) {
    const TreeNode *show = entry(map, "show", TREE_LIST, messages);
    step->shown = show ? read_parts("show", show, messages) : 1u << LESSON_CURVE | 1u << LESSON_WARMUP;
    step->shown_after = read_parts("show_after", entry(map, "show_after", TREE_LIST, messages), messages);
}

/* Parts that take the same room: beside or under the plot, and at the foot. */
static const unsigned same_room[][5] = {
    {LESSON_SHARES, LESSON_UPDATE, LESSON_INFLUENCE, LESSON_DESCENT, LESSON_PARTS},
    {LESSON_CODE, LESSON_FORMULA, LESSON_PROOF, LESSON_PARTS, LESSON_PARTS}};

static void check_room(const LessonStep *step, const TreeNode *map, Messages *messages) {
    const TreeNode *show = tree_entry(map, "show");
    for (int i = 0; show && i < 2; i++) {
        const char *first = NULL;
        for (int k = 0; k < 5 && same_room[i][k] != LESSON_PARTS; k++) {
            if (!((step->shown | step->shown_after) >> same_room[i][k] & 1)) continue;
            const char *name = lesson_parts[same_room[i][k]].name;
            if (first)
                messages_add(messages, show->line, show->column,
                             "show: %s and %s stand in the same place; a step takes one of them", first,
                             name);
            first = name;
        }
    }
}

/* --- code --- */

static int line_count(const Text *text) {
    int count = text->length > 0;
    for (size_t i = 0; i < text->length; i++) count += text->data[i] == '\n';
    return count;
}

/* Reads the code as it is written, without the line ends at its end. */
static void read_code(const char *key, LessonStep *step, const TreeNode *map, Messages *messages) {
    const TreeNode *node = entry(map, key, TREE_SCALAR, messages);
    if (!node) return;
    size_t length = strlen(node->text);
    while (length && (node->text[length - 1] == '\n' || node->text[length - 1] == ' ')) length--;
    text_clear(&step->code);
    text_add_bytes(&step->code, node->text, length);
}

/* Reads the code that is also the schedule's function. */
static void read_function(LessonStep *step, const TreeNode *map, Messages *messages) {
    const TreeNode *node = entry(map, "function", TREE_SCALAR, messages);
    Text why = {0};
    if (tree_entry(map, "code")) step->live = false;
    if (!step->live) step->schedule.function = NULL;
    if (!node) return;
    read_code("function", step, map, messages);
    step->live = function_parse(&step->schedule, text_string(&step->code), &why);
    if (!step->live) messages_add(messages, node->line, node->column, "function: %s", text_string(&why));
    text_free(&why);
}

/* With all settings read, every step of the run must have a value. */
static void check_function(const LessonStep *step, const TreeNode *map, Messages *messages) {
    const TreeNode *node = tree_entry(map, "function");
    Text why = {0};
    if (step->live && step->schedule.function && !function_fits(&step->schedule, &why))
        messages_add(messages, node ? node->line : map->line, node ? node->column : map->column, "function: %s",
                     text_string(&why));
    text_free(&why);
}

static bool read_whole(const TreeNode *node, int least, int most, int *whole) {
    double value;
    bool good = node && node->kind == TREE_SCALAR && number_parse(node->text, &value) &&
                value == floor(value) && value >= least && value <= most;
    if (good) *whole = (int)value;
    return good;
}

static void read_mark(LessonStep *step, const TreeNode *map, Messages *messages) {
    const TreeNode *node = tree_entry(map, "mark");
    int lines = line_count(&step->code);
    char takes[80];
    if (!node) return;
    bool list = node->kind == TREE_LIST;
    const TreeNode *first = list ? node->first : node, *last = list && first ? first->next : node;
    if (read_whole(first, 1, lines, &step->mark_first) &&
        read_whole(last, step->mark_first, lines, &step->mark_last))
        return;
    step->mark_first = step->mark_last = 0;
    snprintf(takes, sizeof takes, "a line of the code, 1 to %d, or [first, last]", lines);
    if (lines)
        wrong(messages, node, takes);
    else
        messages_add(messages, node->line, node->column, "mark: there is no code yet");
}

/* --- words --- */

static void unknown_phrase(const TreeNode *node, Messages *messages) {
    const char *near = NULL;
    size_t closest = spelling_reach(node->key) + 1;
    for (int i = 0; lesson_phrases[i]; i++) {
        size_t away = spelling_distance(node->key, lesson_phrases[i]);
        if (away >= closest) continue;
        closest = away;
        near = lesson_phrases[i];
    }
    messages_add(messages, node->key_line, node->key_column,
                 "words: the program does not say '%.80s'%s%s%s --list-words shows what it says", node->key,
                 near ? "; did you mean '" : ";", near ? near : "", near ? "'?" : "");
}

/* Reads the wording; what is left empty stays in English. */
static void read_wording(Lesson *lesson, const TreeNode *root, Messages *messages) {
    const TreeNode *map = entry(root, "words", TREE_MAP, messages);
    lesson->wording_line = map ? map->line : 0;
    for (const TreeNode *node = map ? map->first : NULL; node; node = node->next) {
        check_twice(map, node, messages);
        if (!lesson_says(node->key))
            unknown_phrase(node, messages);
        else if (node->kind != TREE_SCALAR || strchr(node->text, '\n'))
            messages_add(messages, node->line, node->column, "words: '%s' takes one line of text", node->key);
        else if (*node->text && !wording_same_places(node->key, node->text))
            messages_add(messages, node->line, node->column,
                         "words: '%.80s' needs the places of '%s', {1} and so on, each of them", node->text, node->key);
        else if (*node->text)
            wording_add(&lesson->wording, node->key, node->text);
    }
}

/* --- votes --- */

static void read_choices(LessonStep *step, const TreeNode *map, Messages *messages) {
    const TreeNode *list = entry(map, "choices", TREE_LIST, messages), *right = tree_entry(map, "right");
    char takes[80];
    for (const TreeNode *node = list ? list->first : NULL; node; node = node->next) {
        if (node->kind != TREE_SCALAR || step->choice_count == LESSON_CHOICES_MAX) {
            snprintf(takes, sizeof takes, "at most %d short texts", LESSON_CHOICES_MAX);
            wrong(messages, list, takes);
            return;
        }
        add_lines(&step->choices[step->choice_count++], node->text);
    }
    if (right && !tree_entry(map, "recall") && !read_whole(right, 1, step->choice_count, &step->right))
        wrong(messages, right, "the number of the choice that is right, from 1");
}

static void read_recall(Lesson *lesson, LessonStep *step, const TreeNode *map, Messages *messages) {
    const TreeNode *node = tree_entry(map, "recall"), *right = tree_entry(map, "right");
    int number = 0;
    step->recalled = -1;
    if (!node) return;
    if (read_whole(node, 1, lesson->count - 1, &number) && lesson->steps[number - 1].choice_count)
        step->recalled = number - 1;
    else
        wrong(messages, node, "the number of an earlier step that has choices");
    int choices = step->recalled >= 0 ? lesson->steps[step->recalled].choice_count : 0;
    if (right && choices && !read_whole(right, 1, choices, &step->right))
        wrong(messages, right, "the number of the choice that is right, from 1");
}

static void read_point(LessonStep *step, const TreeNode *map, Messages *messages) {
    const TreeNode *node = entry(map, "point", TREE_SCALAR, messages);
    double value;
    step->point = LESSON_NO_POINT;
    if (!node) return;
    if (number_parse(node->text, &value) && value == floor(value) && value >= 0 &&
        value < (double)step->schedule.total_steps)
        step->point = (int64_t)value;
    else
        wrong(messages, node, "a step of the run, from 0 to total_steps - 1");
}

static void read_guess(LessonStep *step, const TreeNode *map, Messages *messages) {
    const TreeNode *node = entry(map, "guess", TREE_SCALAR, messages);
    if (node && !scenario_node_truth(&step->guess, node)) wrong(messages, node, "true or false");
}

static bool read_ends(LessonStep *step, const TreeNode *node) {
    const TreeNode *a = node->kind == TREE_LIST ? node->first : NULL, *b = a ? a->next : NULL;
    return b && !b->next && a->kind == TREE_SCALAR && b->kind == TREE_SCALAR &&
           number_parse(a->text, &step->from) && number_parse(b->text, &step->to) && step->from != step->to;
}

static bool may_be(const LessonStep *step, ParameterId id, double value, const TreeNode *node,
                   Messages *messages) {
    Schedule schedule = step->schedule;
    Text why = {0};
    bool good = parameter_put(&schedule, id, value, &why);
    if (!good) messages_add(messages, node->line, node->column, "animate: %s", text_string(&why));
    text_free(&why);
    return good;
}

/* Reads `animate: {point: [0, 999]}`. */
static void read_moving_point(LessonStep *step, const TreeNode *node, Messages *messages) {
    double last = (double)step->schedule.total_steps - 1;
    bool good = read_ends(step, node) && step->from == floor(step->from) && step->to == floor(step->to) &&
                fmin(step->from, step->to) >= 0 && fmax(step->from, step->to) <= last;
    if (good)
        step->animated = LESSON_POINT_MOVES;
    else
        wrong(messages, node, "two steps of the run, from 0 to total_steps - 1");
}

static void read_animation(LessonStep *step, const TreeNode *map, Messages *messages) {
    const TreeNode *animate = entry(map, "animate", TREE_MAP, messages);
    const TreeNode *node = animate ? animate->first : NULL;
    step->animated = LESSON_NOT_ANIMATED;
    if (!animate) return;
    if (node && !node->next && !strcmp(node->key, "point")) {
        read_moving_point(step, node, messages);
        return;
    }
    int id = node && !node->next ? parameter_find(node->key) : -1;
    if (id < 0 || !parameter_shapes((ParameterId)id) || !read_ends(step, node))
        wrong(messages, animate, "one parameter that is a number, {warmup_factor: [from, to]}");
    else if (may_be(step, (ParameterId)id, step->from, node, messages) &&
             may_be(step, (ParameterId)id, step->to, node, messages))
        step->animated = id;
}

static void read_step(Lesson *lesson, LessonStep *step, const TreeNode *map, Messages *messages) {
    check_keys(map, step_keys, messages);
    read_words(&step->title, map, "title", messages);
    require(map, &step->title, "title", messages);
    read_words(&step->text, map, "text", messages);
    read_words(&step->question, map, "question", messages);
    read_words(&step->answer, map, "answer", messages);
    read_words(&step->notes, map, "notes", messages);
    read_code("code", step, map, messages);
    read_choices(step, map, messages);
    read_recall(lesson, step, map, messages);
    read_preset(step, map, messages);
    read_function(step, map, messages);
    read_mark(step, map, messages);
    read_settings(step, map, messages);
    check_function(step, map, messages);
    read_view(step, map, messages);
    read_shown(step, map, messages);
    check_room(step, map, messages);
    read_point(step, map, messages);
    read_guess(step, map, messages);
    read_animation(step, map, messages);
}

/* Puts "step 3: …" in front of the messages from `first` on. */
static void name_step(Messages *messages, size_t first, int number) {
    for (; first < messages->count; first++) {
        Text *text = &messages->items[first].text, named = {0};
        text_addf(&named, "step %d: %s", number, text_string(text));
        text_free(text);
        *text = named;
    }
}

/* A step begins with what the one before left. */
static void add_step(Lesson *lesson, const TreeNode *node, Messages *messages) {
    size_t first = messages->count;
    int index = lesson->count++;
    lesson->steps = memory_resize(lesson->steps, (size_t)lesson->count, sizeof *lesson->steps);
    LessonStep *step = &lesson->steps[index];
    *step = (LessonStep){.line = node->line,
                         .schedule = schedule_default(),
                         .point = LESSON_NO_POINT,
                         .recalled = -1,
                         .animated = LESSON_NOT_ANIMATED};
    if (index > 0) {
        step->schedule = lesson_step_schedule(step - 1, 1);
        step->schedule.function = step[-1].schedule.function;
        step->live = step[-1].live;
        text_add(&step->code, text_string(&step[-1].code));
    }
    if (node->kind == TREE_MAP)
        read_step(lesson, step, node, messages);
    else
        messages_add(messages, node->line, node->column, "takes key: value lines");
    name_step(messages, first, index + 1);
}

static void read_steps(Lesson *lesson, const TreeNode *root, Messages *messages) {
    const TreeNode *steps = entry(root, "steps", TREE_LIST, messages);
    if (!steps || !steps->first) {
        messages_add(messages, root->line, root->column, "steps: a lesson needs a list of at least one");
        return;
    }
    for (const TreeNode *node = steps->first; node; node = node->next) {
        if (lesson->count == LESSON_STEPS_MAX) {
            messages_add(messages, node->line, node->column, "more than %d steps", LESSON_STEPS_MAX);
            return;
        }
        add_step(lesson, node, messages);
    }
}

bool lesson_is_file(const char *path) {
    Text head = {0}, why = {0};
    bool found = false;
    if (file_read_head(path, 4096, &head, &why)) {
        const char *at = text_string(&head);
        while (at && !found) {
            found = !strncmp(at, "lesson:", 7);
            at = strchr(at, '\n');
            at = at ? at + 1 : NULL;
        }
    }
    text_free(&head);
    text_free(&why);
    return found;
}

/* Reads the version, which also tells a lesson from other files. False where it is no use to go on. */
static bool read_version(const TreeNode *root, Messages *messages) {
    const TreeNode *node = root && root->kind == TREE_MAP ? tree_entry(root, "lesson") : NULL;
    double version = 0;
    if (!node) {
        messages_add(messages, root ? root->line : 1, root ? root->column : 1,
                     "not a lesson, which begins with \"lesson: %d\"", LESSON_VERSION);
    } else if (node->kind != TREE_SCALAR || !number_parse(node->text, &version) || version < 1) {
        wrong(messages, node, "the format's version, 1");
    } else if (version > LESSON_VERSION) {
        messages_add(messages, node->line, node->column,
                     "this lesson was written for a newer lrscope (format %s; this one reads %d)", node->text,
                     LESSON_VERSION);
    }
    return version == LESSON_VERSION;
}

static void read_root(Lesson *lesson, const TreeNode *root, Messages *messages) {
    if (!read_version(root, messages)) return;
    check_keys(root, lesson_keys, messages);
    read_words(&lesson->title, root, "title", messages);
    require(root, &lesson->title, "title", messages);
    read_words(&lesson->about, root, "about", messages);
    read_wording(lesson, root, messages);
    read_steps(lesson, root, messages);
}

bool lesson_read(Lesson *lesson, const char *bytes, size_t count, Messages *messages) {
    Tree tree;
    Lesson fresh = {0};
    size_t before = messages->count;
    if (tree_read(bytes, count, &tree, messages)) read_root(&fresh, tree.root, messages);
    tree_free(&tree);
    bool good = messages->count == before;
    lesson_free(good ? lesson : &fresh);
    if (good) *lesson = fresh;
    return good;
}

bool lesson_load(Lesson *lesson, const char *path, Text *why) {
    Text content = {0};
    Messages messages = {0};
    bool good = file_read(path, TREE_BYTES_MAX, &content, why) &&
                lesson_read(lesson, text_string(&content), content.length, &messages);
    if (good) folder_resolve(path, &lesson->source);
    messages_print(&messages, path, why);
    if (why->length && why->data[why->length - 1] == '\n') why->data[--why->length] = 0;
    messages_free(&messages);
    text_free(&content);
    return good;
}
