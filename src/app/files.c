#include "app/files.h"

#include "app/clipboard.h"

#include "app/app.h"
#include "app/files_cards.h"
#include "app/logs.h"
#include "app/notice.h"
#include "app/values.h"
#include "base/file.h"
#include "base/memory.h"
#include "lesson/answers.h"
#include "scenario/embedded.h"
#include "scenario/presets.h"
#include "scenario/tree.h"
#include "schedule/parameters.h"

#include <stdlib.h>
#include <string.h>

const FilesDocument *files_present(const App *app) {
    return &app->files.documents[app->history.document];
}

static FilesDocument *present(App *app) {
    return &app->files.documents[app->history.document];
}

static void begin_document(App *app) {
    AppFiles *files = &app->files;
    files->capacity = memory_grown(files->capacity, files->count + 1);
    files->documents = memory_resize(files->documents, files->capacity, sizeof *files->documents);
    app->history.document = (int)files->count;
    files->documents[files->count++] = (FilesDocument){.saved = scenario_copy(&app->scenario)};
    files_are_titled(app);
}

void files_begin(App *app) {
    begin_document(app);
}

void files_free(AppFiles *files) {
    for (size_t i = 0; i < files->count; i++) {
        text_free(&files->documents[i].path);
        scenario_free(&files->documents[i].saved);
    }
    free(files->documents);
    for (int i = 0; i < FILES_RECENT_MAX; i++) text_free(&files->recent[i]);
    text_free(&files->notice);
    text_free(&files->subject);
    text_free(&files->title);
    text_free(&files->words);
    folder_free(&files->matches);
}

void files_remember(AppFiles *files, const char *path) {
    int at = 0;
    while (at < files->recent_count && strcmp(text_string(&files->recent[at]), path) != 0) at++;
    if (at == FILES_RECENT_MAX) at--;
    if (at == files->recent_count) files->recent_count++;
    Text first = files->recent[at];
    for (; at > 0; at--) files->recent[at] = files->recent[at - 1];
    text_setf(&first, "%s", path);
    files->recent[0] = first;
}

/* 0 where there is no such file, or none that a scenario could be in. */
static uint64_t hash_of(const char *path) {
    Text content = {0}, why = {0};
    bool read = file_read(path, TREE_BYTES_MAX, &content, &why);
    uint64_t hash = read ? scene_hash(text_string(&content), content.length, 1) | 1 : 0;
    text_free(&content);
    text_free(&why);
    return hash;
}

/* A figure carries a scenario but is no file to save one in. */
static bool is_scenario_file(const char *path) {
    Text yaml = {0}, why = {0};
    EmbeddedKind kind;
    bool plain = embedded_read(path, &kind, &yaml, &why) && kind == EMBEDDED_PLAIN;
    text_free(&yaml);
    text_free(&why);
    return plain;
}

void files_came_from(App *app, const char *path) {
    FilesDocument *document = present(app);
    Text whole = {0}, why = {0};
    folder_resolve(path, &whole);
    if (is_scenario_file(text_string(&whole))) {
        text_setf(&document->path, "%s", text_string(&whole));
        document->seen = hash_of(text_string(&whole));
        (void)scenario_load(&document->saved, text_string(&whole), &why);
    }
    files_remember(&app->files, text_string(&whole));
    text_free(&whole);
    text_free(&why);
}

void files_show(App *app, const Scenario *scenario, const char *path) {
    app_let_go(app);
    Scenario copy = scenario_copy(scenario);
    scenario_free(&app->scenario);
    app->scenario = copy;
    app->crosshair = CHART_NO_STEP;
    values_fit_ranges(app, true);
    begin_document(app);
    if (path) files_came_from(app, path);
    history_record(&app->history, &app->scenario, 0);
}

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void files_tell(App *app, const char *title, const char *words) {
    text_setf(&app->files.title, "%s", title);
    text_setf(&app->files.words, "%s", words);
    text_clear(&app->files.subject);
    app->files.again = DIALOG_NONE;
    dialog_open(app, DIALOG_TROUBLE);
}

/* files.words say what is wrong. */
static void show_trouble(App *app, const char *verb, const char *remedy, DialogKind again) {
    AppFiles *files = &app->files;
    text_setf(&files->title, "%s cannot be %s", name_of(text_string(&files->subject)), verb);
    text_addf(&files->words, "\n\n%s", remedy);
    files->again = again;
    dialog_open(app, DIALOG_TROUBLE);
}

/* A lesson is presented, and its errors are told like others. */
static bool load_lesson(App *app, const char *path) {
    AppFiles *files = &app->files;
    dialog_close(app);
    if (present_open_file(app, path, &files->words)) return true;
    show_trouble(app, "opened", "Nothing here has changed. Fix the file and open it again, or choose another.", DIALOG_OPEN);
    return false;
}

/* A file that is a def or a lambda is the schedule's function. */
static bool take_function(App *app, const char *path) {
    Text text = {0}, why = {0};
    bool good = file_read(path, FORMULA_TEXT_MAX, &text, &why) && editor_take_text(app, text_string(&text));
    if (good) notice_say(app, "The function of %s; its names are on the sliders", name_of(path));
    text_free(&text);
    text_free(&why);
    return good;
}

bool files_load(App *app, const char *path) {
    AppFiles *files = &app->files;
    Scenario scenario = scenario_default();
    Text whole = {0};
    text_clear(&files->words);
    folder_resolve(path, &whole);
    text_setf(&files->subject, "%s", text_string(&whole));
    if (app->present.lesson.count && answers_stand_in(text_string(&whole))) {
        present_take_answers(app, text_string(&whole));
        scenario_free(&scenario);
        text_free(&whole);
        return true;
    }
    if (lesson_is_file(text_string(&whole))) {
        bool presented = load_lesson(app, text_string(&whole));
        scenario_free(&scenario);
        text_free(&whole);
        return presented;
    }
    if (present_has_lesson(app)) present_leave(app);
    bool good = scenario_load(&scenario, text_string(&whole), &files->words);
    dialog_close(app);
    if (!good && take_function(app, text_string(&whole))) {
        scenario_free(&scenario);
        text_free(&whole);
        return true;
    }
    if (!good && logs_take(app, path)) {
        text_clear(&files->words);
        notice_say(app, "Log %s drawn over the curve", name_of(text_string(&whole)));
        good = true;
    } else if (!good && pasted_read_file(app, text_string(&whole))) {
        text_clear(&files->words);
        pasted_open(app);
        good = true;
    } else if (good) {
        files_show(app, &scenario, text_string(&whole));
        notice_say(app, "Opened %s%s", name_of(text_string(&whole)),
                   files->words.length ? "; saving it writes the new names of its keys" : "");
    } else {
        show_trouble(app, "opened",
                     "Nothing here has changed. Fix the file and open it again, or choose another.",
                     DIALOG_OPEN);
    }
    scenario_free(&scenario);
    text_free(&whole);
    return good;
}

/* Says in files.words what saving there would destroy; false where it is nothing. */
static bool would_lose(App *app, const char *path) {
    const FilesDocument *document = files_present(app);
    Text *words = &app->files.words;
    bool own = !strcmp(path, text_string(&document->path));
    uint64_t there = hash_of(path);
    bool known = own && (!there || there == document->seen);
    int loose = own ? app->scenario.loose_comments : 0;
    text_clear(words);
    if (!known && own)
        text_addf(words, "%s was changed by another program since it was read here.\n", name_of(path));
    else if (!known && file_exists(path))
        text_addf(words, "There is a file %s already.\n", name_of(path));
    if (loose)
        text_addf(words,
                  "%d of its comments would be lost: those inside lists and the view cannot be kept.\n",
                  loose);
    text_setf(&app->files.title, "Save over %s?", name_of(path));
    return words->length > 0;
}

static void is_saved(App *app, const char *path) {
    FilesDocument *document = present(app);
    text_setf(&document->path, "%s", path);
    document->seen = hash_of(path);
    scenario_free(&document->saved);
    app->scenario.loose_comments = 0;
    document->saved = scenario_copy(&app->scenario);
    files_remember(&app->files, path);
    if (strlen(name_of(path)) < 80)
        notice_say(app, "Saved as %s", name_of(path));
    else
        notice_say(app, "Saved");
}

void files_name(const char *typed, Text *path) {
    folder_resolve(typed, path);
    if (!strchr(name_of(text_string(path)), '.')) text_add(path, ".yaml");
}

void files_save_to(App *app, const char *typed, bool sure) {
    AppFiles *files = &app->files;
    Text path = {0};
    files_name(typed, &path);
    text_setf(&files->subject, "%s", text_string(&path));
    dialog_close(app);
    if (!sure && would_lose(app, text_string(&path)))
        dialog_open(app, DIALOG_QUESTION);
    else if (scenario_save(&app->scenario, text_string(&path), &files->words))
        is_saved(app, text_string(&path));
    else
        show_trouble(app, "saved", "Nothing is lost. Save it in another folder or under another name.",
                     DIALOG_SAVE);
    text_free(&path);
}

void files_ask_open(App *app) {
    files_card_ask(app, DIALOG_OPEN, "");
}

void files_ask_save(App *app) {
    const Text *path = &files_present(app)->path;
    files_card_ask(app, DIALOG_SAVE, path->length ? text_string(path) : "schedule.yaml");
}

void files_save(App *app) {
    const Text *path = &files_present(app)->path;
    if (path->length)
        files_save_to(app, text_string(path), false);
    else
        files_ask_save(app);
}

bool files_take(const Input *input) {
    return input->kind == INPUT_KEY && input->ctrl && (input->key == 's' || input->key == 'o');
}

bool files_unsaved(const App *app) {
    return !scenario_same(present_own(app), &files_present(app)->saved);
}

/* Returns the schedule that the title tells of: a preset's, whatever a file of that title says by now. */
static Schedule titled(const Scenario *scenario) {
    Schedule schedule = scenario->schedule;
    Scenario preset = scenario_default();
    for (int i = 0; scenario->title.length && i < preset_count(); i++) {
        preset_read(i, &preset);
        if (!strcmp(text_string(&preset.title), text_string(&scenario->title))) schedule = preset.schedule;
    }
    scenario_free(&preset);
    return schedule;
}

void files_are_titled(App *app) {
    present(app)->titled = titled(&app->scenario);
}

static bool is_changed(const App *app) {
    return !parameters_same(&app->scenario.schedule, &files_present(app)->titled);
}

static bool is_default(const App *app) {
    Schedule usual = schedule_default();
    return parameters_same(&app->scenario.schedule, &usual);
}

const char *files_title(const App *app) {
    if (files_present(app)->path.length) return name_of(text_string(&files_present(app)->path));
    if (app->scenario.title.length) return text_string(&app->scenario.title);
    return is_default(app) ? "default: torchvision's warm-up" : "custom schedule";
}

const char *files_state(const App *app) {
    bool file = files_present(app)->path.length > 0, unsaved = files_unsaved(app);
    if (file) return unsaved ? " \xC2\xB7 unsaved" : " \xC2\xB7 saved";
    if (app->scenario.title.length) return is_changed(app) ? " \xC2\xB7 changed" : "";
    return unsaved && !is_default(app) ? " \xC2\xB7 unsaved" : "";
}

const char *files_about(const App *app) {
    bool holds = files_present(app)->path.length && !is_changed(app);
    return holds ? text_string(&app->scenario.title) : "";
}
