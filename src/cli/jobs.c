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

static bool find_jobs(Jobs *jobs, Messages *messages) {
    const TreeNode *root = jobs->tree.root, *list = root;
    if (root && root->kind == TREE_MAP) {
        jobs->defaults = tree_entry(root, "defaults");
        list = tree_entry(root, "figures");
        for (const TreeNode *node = root->first; node; node = node->next)
            if (node != jobs->defaults && node != list)
                messages_add(messages, node->key_line, node->key_column, "unknown key '%.60s'", node->key);
    }
    if (jobs->defaults && jobs->defaults->kind != TREE_MAP)
        return fail(messages, jobs->defaults, "takes options");
    if (!list || list->kind != TREE_LIST) {
        messages_add(messages, root ? root->line : 0, 0, "a batch is a list of jobs, each with its options");
        return false;
    }
    jobs->first = list->first;
    for (const TreeNode *job = list->first; job; job = job->next, jobs->count++)
        if (job->kind != TREE_MAP) fail(messages, job, "a job is key: value lines");
    return messages->count == 0;
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
    messages_free(&messages);
    text_free(&content);
    return good;
}

void jobs_free(Jobs *jobs) {
    tree_free(&jobs->tree);
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

/* Options that answer on stdout, open a window or work on other files have no place among figures. */
static bool belongs_to_figures(int value) {
    static const CliOptionId others[] = {CLI_CHECK,        CLI_BATCH, CLI_AT,   CLI_DESCRIBE, CLI_CODE,
                                         CLI_LIST_PRESETS, CLI_LESSON, CLI_LIST_LESSONS, CLI_FRESH, CLI_REDUCED_MOTION, CLI_HELP, CLI_VERSION};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (value == CLI_FIRST_OPTION + (int)others[i]) return false;
    return true;
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
    bool repeats = value == CLI_FIRST_OPTION + CLI_OUTPUT || value == CLI_FIRST_OPTION + CLI_PIN;
    words->line = node->key_line;
    if (!strcmp(node->key, "file") && node->kind == TREE_SCALAR) {
        cli_request_add_file(words->request, node->text);
        return true;
    }
    if (value < 0 || !belongs_to_figures(value)) {
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
    for (const TreeNode *node = map ? map->first : NULL; node; node = node->next)
        if (!add_entry(words, node, why)) return false;
    return true;
}

static void add_call(CliRequest *request, const CliRequest *call) {
    for (size_t i = 0; i < call->word_count; i++)
        if (call->words[i].value != CLI_FIRST_OPTION + CLI_BATCH)
            cli_request_add(request, call->words[i].value, call->words[i].argument);
}

/* The line of the entry that a message begins with, "--size: …"; else the job's own. */
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
            !strcmp(request->words[i].argument, "-"))
            text_setf(why, "--output: stdout is not for a batch");
    if (!cli_request_said(request, CLI_OUTPUT)) text_setf(why, "a job without an output");
    return !why->length;
}

/* The words, then what they ask for; *line is where it went wrong. */
static bool draw(const Jobs *jobs, const TreeNode *job, CliRequest *request, Words *words, int *line,
                 Text *why) {
    add_call(request, jobs->call);
    bool said = add_entries(words, jobs->defaults, why) && add_entries(words, job, why);
    *line = words->line;
    if (!said) return false;
    bool good =
        check_outputs(request, why) && cli_request_finish(request, why) && cli_output_all(request, why);
    *line = line_of(job, why);
    return good;
}

bool jobs_draw(const Jobs *jobs, const TreeNode *job, FigureFonts *fonts, Text *why) {
    CliRequest request = cli_request_empty();
    Words words = {.request = &request};
    Text reason = {0};
    int line;
    request.fonts = fonts;
    request.silent = true;
    bool good = draw(jobs, job, &request, &words, &line, &reason);
    if (!good) text_setf(why, "%s:%d: %s", jobs->path, line, text_string(&reason));
    cli_request_free(&request);
    for (size_t i = 0; i < words.text_count; i++) text_free(&words.texts[i]);
    free(words.texts);
    text_free(&reason);
    return good;
}
