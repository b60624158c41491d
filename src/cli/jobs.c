#include "cli/jobs.h"

#include "base/file.h"
#include "base/memory.h"
#include "cli/output.h"

#include <stdlib.h>
#include <string.h>

static bool fail(Messages *messages, const TreeNode *node, const char *reason) {
    messages_add(messages, node->line, node->column, "%s", reason);
    return false;
}

static const CliOption *option_of(int value) {
    bool own = value >= CLI_FIRST_OPTION && value < CLI_FIRST_PARAMETER;
    return own ? &cli_options[value - CLI_FIRST_OPTION] : NULL;
}

/* Options that answer on stdout, open a window or work on other files have no place among figures. */
static bool belongs_to_figures(int value) {
    const CliOption *option = option_of(value);
    return value >= 0 && (!option || option->in_batch);
}

static bool holds_for_all(int value) {
    return belongs_to_figures(value) && value != CLI_FIRST_OPTION + CLI_OUTPUT;
}

/* Under this name or the same one with '-' for '_'. */
static bool stands_twice(const TreeNode *map, const TreeNode *node) {
    int option = cli_option_named(node->key);
    for (const TreeNode *before = map->first; before != node; before = before->next)
        if (!strcmp(before->key, node->key) || (option >= 0 && cli_option_named(before->key) == option))
            return true;
    return false;
}

static bool check_defaults(const TreeNode *defaults, Messages *messages) {
    if (defaults->kind != TREE_MAP) return fail(messages, defaults, "takes options");
    for (const TreeNode *node = defaults->first; node; node = node->next) {
        bool known = !strcmp(node->key, "file") || holds_for_all(cli_option_named(node->key));
        bool twice = stands_twice(defaults, node);
        if (known && !twice) continue;
        messages_add(messages, node->key_line, node->key_column,
                     twice ? "duplicate key '%.60s'" : "there is no option '%.60s' for all figures",
                     node->key);
    }
    return messages->count == 0;
}

static bool find_jobs(Jobs *jobs, Messages *messages) {
    const TreeNode *root = jobs->tree.root, *list = root;
    if (root && root->kind == TREE_MAP) {
        jobs->defaults = tree_entry(root, "defaults");
        list = tree_entry(root, "figures");
        for (const TreeNode *node = root->first; node; node = node->next)
            if (node != jobs->defaults && node != list)
                messages_add(messages, node->key_line, node->key_column, "unknown key '%.60s'", node->key);
    }
    if (jobs->defaults && !check_defaults(jobs->defaults, messages)) return false;
    if (!list || list->kind != TREE_LIST) {
        messages_add(messages, root ? root->line : 0, 0, "a batch is a list of jobs, each with its options");
        return false;
    }
    jobs->first = list->first;
    for (const TreeNode *job = list->first; job; job = job->next, jobs->count++)
        if (job->kind != TREE_MAP) fail(messages, job, "a job is key: value lines");
    return messages->count == 0;
}

/* A file that a job writes. */
typedef struct Target {
    const char *path;
    size_t index; /* of the job */
    int line;
} Target;

typedef struct Targets {
    Target *list;
    size_t count;
} Targets;

static void add_target(Targets *targets, const TreeNode *path, size_t index, int line) {
    if (path->kind != TREE_SCALAR) return;
    const char *name = path->text;
    while (!strncmp(name, "./", 2)) name += 2;
    targets->list = memory_resize(targets->list, targets->count + 1, sizeof *targets->list);
    targets->list[targets->count++] = (Target){name, index, line};
}

static void add_targets(Targets *targets, const TreeNode *job, size_t index) {
    for (const TreeNode *node = job->first; node; node = node->next) {
        if (cli_option_named(node->key) != CLI_FIRST_OPTION + CLI_OUTPUT) continue;
        if (node->kind == TREE_SCALAR) add_target(targets, node, index, job->line);
        for (const TreeNode *path = node->kind == TREE_LIST ? node->first : NULL; path; path = path->next)
            add_target(targets, path, index, job->line);
    }
}

static int compare_targets(const void *a, const void *b) {
    const Target *one = a, *other = b;
    int order = strcmp(one->path, other->path);
    return order ? order : (one->index > other->index) - (one->index < other->index);
}

/* Which of two jobs would write a file last depends on the processors. */
static void find_conflicts(Jobs *jobs) {
    Targets targets = {0};
    size_t index = 0, first = 0;
    jobs->conflicts = memory_resize(NULL, jobs->count + 1, sizeof *jobs->conflicts);
    memset(jobs->conflicts, 0, (jobs->count + 1) * sizeof *jobs->conflicts);
    for (const TreeNode *job = jobs->first; job; job = job->next) add_targets(&targets, job, index++);
    if (targets.count) qsort(targets.list, targets.count, sizeof *targets.list, compare_targets);
    for (size_t i = 1; i < targets.count; i++) {
        if (strcmp(targets.list[i].path, targets.list[first].path) != 0)
            first = i;
        else if (targets.list[i].index != targets.list[first].index)
            jobs->conflicts[targets.list[i].index] = targets.list[first].line;
    }
    free(targets.list);
}

bool jobs_read(Jobs *jobs, const CliRequest *call, const char *path, Text *why) {
    Text content = {0};
    Messages messages = {0};
    *jobs = (Jobs){.path = path, .call = call};
    bool good = file_read(path, TREE_BYTES_MAX, &content, why);
    if (good) {
        good = tree_read(text_string(&content), content.length, &jobs->tree, &messages) &&
               find_jobs(jobs, &messages);
        messages_print(&messages, path, why);
        if (why->length) why->length--; /* the last line's end */
        if (why->data) why->data[why->length] = 0;
    }
    if (good) find_conflicts(jobs);
    messages_free(&messages);
    text_free(&content);
    return good;
}

void jobs_free(Jobs *jobs) {
    tree_free(&jobs->tree);
    free(jobs->conflicts);
}

/* A job's words, with those lists that had to be joined. */
typedef struct Words {
    CliRequest *request;
    Text *texts;
    size_t text_count;
    int line; /* of what was last looked at */
} Words;

static const char *join(Words *words, const TreeNode *list) {
    words->texts = memory_resize(words->texts, words->text_count + 1, sizeof *words->texts);
    Text *joined = &words->texts[words->text_count++];
    *joined = (Text){0};
    for (const TreeNode *item = list->first; item; item = item->next)
        text_addf(joined, "%s%s", item == list->first ? "" : ",", item->text);
    return text_string(joined);
}

bool jobs_check_call(const CliRequest *call, Text *why) {
    if (call->file_count)
        text_setf(why, "%s: --batch takes no other file; its jobs may, as in {file: %s, output: new.png}",
                  call->files[0], call->files[0]);
    for (size_t i = 0; i < call->word_count && !why->length; i++) {
        int value = call->words[i].value;
        if (value == CLI_FIRST_OPTION + CLI_BATCH || holds_for_all(value)) continue;
        cli_option_name(value, why);
        text_add(why, " has no effect here: beside --batch you can give options for all of its figures");
    }
    return !why->length;
}

static bool is_flag(int value) {
    return value < CLI_FIRST_PARAMETER && !cli_options[value - CLI_FIRST_OPTION].argument;
}

/* false takes back what was said for all. */
static bool add_flag(CliRequest *request, int value, const TreeNode *node, Text *why) {
    bool yes = node->kind == TREE_SCALAR && !strcmp(node->text, "true");
    bool no = node->kind == TREE_SCALAR && !strcmp(node->text, "false");
    if (yes) cli_request_add(request, value, NULL);
    if (no) cli_request_drop(request, value);
    if (!yes && !no) text_setf(why, "%s takes true or false", node->key);
    return yes || no;
}

/* An option that may be given more than once takes a list; for others a list is one value. */
static bool add_entry(Words *words, const TreeNode *node, Text *why) {
    int value = cli_option_named(node->key);
    const CliOption *option = option_of(value);
    bool repeats = option && option->repeats;
    if (!strcmp(node->key, "file") && node->kind == TREE_SCALAR) {
        cli_request_add_file(words->request, node->text);
        return true;
    }
    if (!belongs_to_figures(value)) {
        text_setf(why, "there is no option '%.60s' for figures", node->key);
        return false;
    }
    if (is_flag(value)) return add_flag(words->request, value, node, why);
    for (const TreeNode *item = node->first; item; item = item->next) {
        if (node->kind == TREE_LIST && item->kind == TREE_SCALAR) continue;
        text_setf(why, "%s takes a value or a list of values", node->key);
        return false;
    }
    if (node->kind == TREE_SCALAR || !repeats)
        cli_request_add(words->request, value, node->kind == TREE_SCALAR ? node->text : join(words, node));
    else
        for (const TreeNode *item = node->first; item; item = item->next)
            cli_request_add(words->request, value, item->text);
    return true;
}

static bool add_entries(Words *words, const TreeNode *map, Text *why) {
    for (const TreeNode *node = map ? map->first : NULL; node; node = node->next) {
        bool twice = stands_twice(map, node);
        words->line = node->key_line;
        if (twice) text_setf(why, "duplicate key '%.60s'", node->key);
        if (twice || !add_entry(words, node, why)) return false;
    }
    return true;
}

static void add_call(CliRequest *request, const CliRequest *call) {
    for (size_t i = 0; i < call->word_count; i++)
        if (call->words[i].value != CLI_FIRST_OPTION + CLI_BATCH)
            cli_request_add(request, call->words[i].value, call->words[i].argument);
}

/* Returns the line of the entry that a message begins with, "--size: …"; else the job's own. */
static int line_of(const TreeNode *job, const Text *why) {
    Text name = {0};
    int line = job->line;
    for (const TreeNode *node = job->first; node; node = node->next) {
        int value = cli_option_named(node->key);
        text_clear(&name);
        if (value >= 0) cli_option_name(value, &name);
        if (name.length && !strncmp(text_string(why), text_string(&name), name.length) &&
            strchr(":=", text_string(why)[name.length]))
            line = node->key_line;
    }
    text_free(&name);
    return line;
}

static bool check_outputs(const CliRequest *request, Text *why) {
    for (size_t i = 0; i < request->word_count; i++)
        if (request->words[i].value == CLI_FIRST_OPTION + CLI_OUTPUT &&
            file_is_stdout(request->words[i].argument))
            text_setf(why, "--output: a batch cannot write to stdout");
    if (!cli_request_is_explicit(request, CLI_OUTPUT)) text_setf(why, "this job has no output");
    return !why->length;
}

static bool check_conflict(int conflict, Text *why) {
    if (conflict) text_setf(why, "the job in line %d writes the same file", conflict);
    return !conflict;
}

/* Reads a job's words, then does what they ask for; words->line is where it went wrong. */
static bool draw(const Jobs *jobs, const TreeNode *job, size_t index, Words *words, Text *why) {
    CliRequest *request = words->request;
    add_call(request, jobs->call);
    bool said = add_entries(words, jobs->defaults, why);
    request->shared = request->word_count;
    if (!said || !add_entries(words, job, why)) return false;
    bool good = check_outputs(request, why) && cli_request_finish(request, why) &&
                check_conflict(jobs->conflicts[index], why) && cli_output_all(request, why);
    words->line = line_of(job, why);
    return good;
}

bool jobs_draw(const Jobs *jobs, const TreeNode *job, size_t index, PaintFonts *fonts, Text *why) {
    CliRequest request = cli_request_empty(jobs->call->spec.date);
    Words words = {.request = &request};
    Text reason = {0};
    request.fonts = fonts;
    request.quiet = true;
    bool good = draw(jobs, job, index, &words, &reason);
    if (!good) text_setf(why, "%s:%d: %s", jobs->path, words.line, text_string(&reason));
    cli_request_free(&request);
    for (size_t i = 0; i < words.text_count; i++) text_free(&words.texts[i]);
    free(words.texts);
    text_free(&reason);
    return good;
}
