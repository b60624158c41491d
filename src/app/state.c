#include "app/state.h"

#include "app/values.h"
#include "base/number.h"
#include "scenario/tree.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void write_number(Text *out, const char *key, double value) {
    text_addf(out, "  %s: %s\n", key, number_exact(value).text);
}

static void write_words(Text *out, const char *before, const char *words) {
    text_add(out, before);
    tree_write_scalar(out, words);
    text_add(out, "\n");
}

/* Above the scenario, so that comments at the file's end stay at its end. */
static void write_session(const App *app, Text *out) {
    const FilesDocument *document = files_present(app);
    text_addf(out, "session:\n  theme: %s\n", app->theme->name);
    text_addf(out, "  export: [%s, %s, %s]\n", export_format_word(&app->export),
              export_size_word(&app->export), export_theme_word(&app->export));
    text_addf(out, "  code: %s\n", code_kinds[app->snippet.dialect].name);
    write_number(out, "zoom", app->requests.zoom);
    write_number(out, "width", app->plain_width);
    write_number(out, "height", app->plain_height);
    text_addf(out, "  maximized: %s\n", app->maximized ? "true" : "false");
    text_addf(out, "  panel: %s\n", app->panel_hidden ? "hidden" : "shown");
    text_addf(out, "  saved: %s\n", files_unsaved(app) ? "false" : "true");
    if (document->path.length) {
        write_words(out, "  file: ", text_string(&document->path));
        text_addf(out, "  seen: x%016llx\n", (unsigned long long)document->seen);
        write_number(out, "loose_comments", present_own(app)->loose_comments);
    }
    if (app->present.lesson.count && app->present.lesson.source.length) {
        write_words(out, "  lesson: ", text_string(&app->present.lesson.source));
        write_number(out, "lesson_step", app->present.step);
    }
    if (app->requests.speaker) text_add(out, "  speaker: true\n");
    if (app->files.recent_count) text_add(out, "  recent:\n");
    for (int i = 0; i < app->files.recent_count; i++)
        write_words(out, "    - ", text_string(&app->files.recent[i]));
}

void state_write(const App *app, Text *out) {
    write_session(app, out);
    scenario_write(present_own(app), out);
}

/* NULL where there is no such entry, or one that is no word. */
static const char *word(const TreeNode *session, const char *key) {
    const TreeNode *node = tree_entry(session, key);
    return node && node->kind == TREE_SCALAR ? node->text : NULL;
}

static bool says(const TreeNode *session, const char *key, const char *value) {
    const char *text = word(session, key);
    return text && !strcmp(text, value);
}

static double number(const TreeNode *session, const char *key, double min, double max, double usual) {
    const char *text = word(session, key);
    double value;
    return text && number_parse(text, &value) && value >= min && value <= max ? value : usual;
}

/* The file may say something else by now, or be gone: what it says now is what the scenario is held against,
   what it said then whether it may be written over. */
static void read_document(App *app, const TreeNode *session) {
    FilesDocument *document = &app->files.documents[0];
    files_are_titled(app);
    const char *file = word(session, "file"), *seen = word(session, "seen"), *saved = word(session, "saved");
    unsigned long long hash = 0;
    Text why = {0};
    if (saved && !strcmp(saved, "true")) {
        scenario_free(&document->saved);
        document->saved = scenario_copy(&app->scenario);
    }
    if (file && *file == '/') {
        text_setf(&document->path, "%s", file);
        if (!scenario_load(&document->saved, file, &why)) {
            scenario_free(&document->saved);
            document->saved = scenario_default();
        }
        if (seen && sscanf(seen, "x%16llx", &hash) == 1) document->seen = hash;
        app->scenario.loose_comments = (int)number(session, "loose_comments", 0, TREE_BYTES_MAX, 0);
    }
    text_free(&why);
}

static void read_recent(App *app, const TreeNode *session) {
    const TreeNode *recent = tree_entry(session, "recent");
    const char *paths[FILES_RECENT_MAX];
    int count = 0;
    for (const TreeNode *node = recent ? recent->first : NULL; node && count < FILES_RECENT_MAX;
         node = node->next)
        if (node->kind == TREE_SCALAR && *node->text == '/') paths[count++] = node->text;
    while (count > 0) files_remember(&app->files, paths[--count]);
}

static void read_export(App *app, const TreeNode *session) {
    const TreeNode *list = tree_entry(session, "export");
    const char *words[3] = {NULL};
    const TreeNode *node = list ? list->first : NULL;
    for (int i = 0; i < 3 && node; i++, node = node->next)
        if (node->kind == TREE_SCALAR) words[i] = node->text;
    export_choose(&app->export, words[0], words[1], words[2]);
}

/* What is not understood keeps its usual value: it may be a newer program's. */
static void read_session(App *app, const TreeNode *session) {
    const Theme *theme = word(session, "theme") ? theme_find(word(session, "theme")) : NULL;
    const char *code = word(session, "code");
    int dialect = code ? code_find(code) : -1;
    const char *speaker = word(session, "speaker");
    app->requests.speaker = speaker && !strcmp(speaker, "true");
    if (theme) app->theme = theme;
    if (dialect >= 0) app->snippet.dialect = (CodeDialect)dialect;
    app->requests.zoom = number(session, "zoom", 0.5, 4, 1);
    app->plain_width = number(session, "width", 100, 32000, app->plain_width);
    app->plain_height = number(session, "height", 100, 32000, app->plain_height);
    app->maximized = says(session, "maximized", "true");
    app->panel_hidden = says(session, "panel", "hidden");
    read_export(app, session);
    read_document(app, session);
    if (word(session, "lesson"))
        present_bring_back(app, word(session, "lesson"), (int)number(session, "lesson_step", 0, LESSON_STEPS_MAX, 0));
    read_recent(app, session);
}

static void take_scenario(App *app, Scenario scenario) {
    scenario_free(&app->scenario);
    app->scenario = scenario;
    values_fit_ranges(app, true);
    history_free(&app->history);
    history_begin(&app->history, &app->scenario);
}

bool state_read(App *app, const char *bytes, size_t count, Text *why) {
    Scenario scenario = scenario_default();
    Messages messages = {0};
    Tree tree;
    bool good =
        scenario_read(&scenario, bytes, count, &messages) && tree_read(bytes, count, &tree, &messages);
    if (good) {
        take_scenario(app, scenario);
        read_session(app, tree_entry(tree.root, "session"));
        tree_free(&tree);
    } else {
        scenario_free(&scenario);
        messages_print(&messages, "state", why);
    }
    messages_free(&messages);
    return good;
}
