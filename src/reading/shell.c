/* Commands of a shell: quotes, line continuations, variables, arrays. Nothing is run: a variable stands for
   what the text assigned to it before, $(...) and what is never assigned stay open. */
#include "reading/document.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct Words { /* of one command or array, as nodes of a list */
    Node *list;
    Text word;       /* the one at hand */
    bool any;        /* it has begun, as "" has too */
    bool open;       /* it holds a variable without a value */
    bool quoted;
    Node *expression; /* it is $((...)) or an open variable, and nothing else */
    int line, column;
    const char *start;
} Words;

typedef struct Shell {
    Documents *documents;
    Forest *forest;
    const char *at, *end, *line_start;
    int line, branches; /* how many if's and loops stand around */
    Node *variables, *commands;
    bool strange; /* the command at hand is none of a shell */
    bool options; /* some command has an option */
} Shell;

static int column_of(const Shell *shell) {
    return (int)(shell->at - shell->line_start) + 1;
}

static void step(Shell *shell) {
    if (*shell->at++ != '\n') return;
    shell->line++;
    shell->line_start = shell->at;
}

static bool looks_at(const Shell *shell, const char *mark) {
    size_t length = strlen(mark);
    return (size_t)(shell->end - shell->at) >= length && !memcmp(shell->at, mark, length);
}

static void begin(Shell *shell, Words *words) {
    if (words->any) return;
    words->any = true;
    words->line = shell->line;
    words->column = column_of(shell);
    words->start = shell->at;
}

static void finish(Shell *shell, Words *words) {
    if (!words->any) return;
    Node *node = words->expression;
    if (!node) {
        node = forest_node(shell->forest, NODE_SCALAR, words->line, words->column);
        node->text = forest_text(shell->forest, text_string(&words->word), words->word.length);
        node->open = words->open;
        node->quoted = words->quoted;
    }
    node->start = words->start;
    node->length = (size_t)(shell->at - words->start);
    node_add(words->list, node);
    text_clear(&words->word);
    words->any = words->open = words->quoted = false;
    words->expression = NULL;
}

static void add_char(Words *words, char c) {
    if (words->expression) { /* an expression with something behind it is no number any more */
        words->open = true;
        words->expression = NULL;
    }
    text_add_bytes(&words->word, &c, 1);
}

/* Adds a variable's value. Outside quotes white space in it parts words; an array gives all its words. */
static void add_value(Shell *shell, Words *words, const Node *value, bool quoted) {
    if (value->kind == NODE_LIST) {
        for (const Node *item = value->first; item; item = item->next) {
            if (item != value->first) {
                finish(shell, words);
                begin(shell, words);
            }
            add_value(shell, words, item, true);
        }
        return;
    }
    if (value->kind != NODE_SCALAR || value->open) {
        bool alone = !words->word.length && value->kind != NODE_SCALAR;
        words->expression = alone ? node_alias(shell->forest, value, "") : NULL;
        words->open = true;
        text_add_bytes(&words->word, value->start, value->length);
        return;
    }
    for (const char *at = value->text; *at; at++) {
        if (!quoted && isspace((unsigned char)*at)) {
            finish(shell, words);
            begin(shell, words);
            while (isspace((unsigned char)at[1])) at++;
        } else {
            add_char(words, *at);
        }
    }
}

static void add_unknown(Shell *shell, Words *words, const char *name, size_t length, const char *start) {
    Node *node = forest_node(shell->forest, NODE_NAME, shell->line, (int)(start - shell->line_start) + 1);
    node->text = forest_text(shell->forest, name, length);
    node->start = start;
    node->length = (size_t)(shell->at - start);
    add_value(shell, words, node, true);
}

/* Moves behind the bracket that closes the one before `at`. */
static void pass_brackets(Shell *shell, char open, char close) {
    for (int depth = 1; shell->at < shell->end && depth > 0; step(shell)) {
        if (*shell->at == open) depth++;
        if (*shell->at == close) depth--;
    }
}

/* Reads ${NAME}, ${NAME:-default} and ${NAME[@]}; other forms are not known. */
static void braced(Shell *shell, Words *words, const char *start, bool quoted) {
    const char *name = shell->at;
    pass_brackets(shell, '{', '}');
    const char *close = shell->at > name ? shell->at - 1 : name;
    size_t length = 0;
    while (name + length < close && (isalnum((unsigned char)name[length]) || name[length] == '_')) length++;
    const char *rest = name + length, *key = forest_text(shell->forest, name, length);
    size_t left = (size_t)(close - rest);
    const Node *value = node_at(shell->variables, key);
    bool all = (left == 3 && (!memcmp(rest, "[@]", 3) || !memcmp(rest, "[*]", 3)));
    bool usual = left > 1 && ((rest[0] == ':' && strchr("-=", rest[1])) || *rest == '-');
    if (value && (!left || all || usual)) {
        add_value(shell, words, value, quoted);
    } else if (usual) {
        rest += *rest == ':' ? 2 : 1;
        bool plain = rest < close && *rest != '$';
        for (; plain && rest < close; rest++) add_char(words, *rest);
        if (!plain && rest < close) add_unknown(shell, words, name, length, start);
    } else {
        add_unknown(shell, words, name, length, start);
    }
}

static void arithmetic(Shell *shell, Words *words, const char *start) {
    const char *from = shell->at;
    pass_brackets(shell, '(', ')');
    size_t length = shell->at > from ? (size_t)(shell->at - from) - 1 : 0; /* none where the text ends there */
    if (shell->at < shell->end && *shell->at == ')') step(shell);
    Text text = {0};
    for (size_t i = 0; i < length; i++)
        if (!strchr("${}", from[i])) text_add_bytes(&text, from + i, 1);
    const char *copy = forest_text(shell->forest, text_string(&text), text.length);
    Node *node = syntax_expression(shell->forest, copy, text.length, shell->line, column_of(shell));
    text_free(&text);
    if (node) {
        node->start = start;
        node->length = (size_t)(shell->at - start);
        node->body = shell->variables; /* whose whole numbers divide as a shell's do */
        add_value(shell, words, node, true);
    } else {
        words->open = true;
    }
}

static void variable(Shell *shell, Words *words, bool quoted) {
    const char *start = shell->at;
    begin(shell, words);
    step(shell);
    if (looks_at(shell, "((")) {
        shell->at += 2;
        arithmetic(shell, words, start);
    } else if (looks_at(shell, "(")) {
        step(shell);
        pass_brackets(shell, '(', ')');
        add_unknown(shell, words, start, (size_t)(shell->at - start), start);
    } else if (looks_at(shell, "{")) {
        step(shell);
        braced(shell, words, start, quoted);
    } else {
        const char *name = shell->at;
        bool digit = shell->at < shell->end && isdigit((unsigned char)*shell->at);
        if (digit) step(shell);
        while (!digit && shell->at < shell->end && (isalnum((unsigned char)*shell->at) || *shell->at == '_'))
            step(shell);
        const char *key = forest_text(shell->forest, name, (size_t)(shell->at - name));
        const Node *value = *key ? node_at(shell->variables, key) : NULL;
        if (!*key)
            add_char(words, '$');
        else if (value)
            add_value(shell, words, value, quoted);
        else
            add_unknown(shell, words, key, strlen(key), start);
    }
}

/* An option's value, such as a function, may take several lines. */
static bool is_option_value(const Words *words) {
    const char *word = text_string(&words->word);
    return words->any && !strncmp(word, "--", 2) && word[words->word.length - 1] == '=';
}

/* A quote that does not close on its line is an apostrophe. */
static bool closes(const Shell *shell, const Words *words) {
    bool lines = is_option_value(words);
    for (const char *at = shell->at + 1; at < shell->end; at++) {
        if (*at == *shell->at && at[-1] != '\\') return true;
        if (*at == '\n' && at[-1] != '\\' && !lines) return false;
    }
    return false;
}

static void quoted_part(Shell *shell, Words *words) {
    char quote = *shell->at;
    begin(shell, words);
    if (!closes(shell, words)) {
        add_char(words, quote);
        step(shell);
        return;
    }
    words->quoted = true;
    step(shell);
    while (shell->at < shell->end && *shell->at != quote) {
        if (quote == '"' && *shell->at == '$') {
            variable(shell, words, true);
            continue;
        }
        if (quote == '"' && *shell->at == '\\' && shell->at + 1 < shell->end) step(shell);
        add_char(words, *shell->at);
        step(shell);
    }
    if (shell->at < shell->end) step(shell);
}

static void array(Shell *shell, Words *words);

/* Reads one word, or what ends it. False at the end of the command. In an array lines do not end it. */
static bool read_some(Shell *shell, Words *words, bool in_array) {
    char c = shell->at < shell->end ? *shell->at : '\n';
    char after = shell->at + 1 < shell->end ? shell->at[1] : 0;
    if (shell->at >= shell->end) return false;
    if (c == '\\' && (after == '\n' || after == '\r')) {
        while (shell->at < shell->end && *shell->at != '\n') step(shell);
        finish(shell, words);
        if (shell->at < shell->end) step(shell);
    } else if (c == '\\') {
        begin(shell, words);
        step(shell);
        add_char(words, after);
        if (shell->at < shell->end) step(shell);
    } else if (c == ' ' || c == '\t' || c == '\r' || (c == '\n' && in_array)) {
        finish(shell, words);
        step(shell);
    } else if (c == '#' && !words->any) {
        while (shell->at < shell->end && *shell->at != '\n') step(shell);
    } else if (c == '\'' || c == '"') {
        quoted_part(shell, words);
    } else if (c == '$') {
        variable(shell, words, false);
    } else if (c == '`') {
        begin(shell, words);
        step(shell);
        while (shell->at < shell->end && *shell->at != '`') step(shell);
        if (shell->at < shell->end) step(shell);
        words->open = true;
    } else if (c == ')' && in_array) {
        return false;
    } else if (strchr("\n;&|<>", c) && !in_array) {
        return false;
    } else if (c == '(' && words->any && words->word.length &&
               text_string(&words->word)[words->word.length - 1] == '=') {
        array(shell, words);
    } else {
        if (c == '(' || c == ')') shell->strange = true;
        begin(shell, words);
        add_char(words, c);
        step(shell);
    }
    return true;
}

static void keep(Shell *shell, const char *name, Node *value) {
    const Node *before = node_at(shell->variables, name);
    bool differs = before && !(before->kind == NODE_SCALAR && value->kind == NODE_SCALAR &&
                               !strcmp(before->text, value->text));
    if (shell->branches > 0 && differs && value->kind != NODE_LIST) { /* one branch or another */
        Node *open = forest_node(shell->forest, NODE_NAME, value->line, value->column);
        open->text = name;
        open->start = value->start;
        open->length = value->length;
        value = open;
    }
    node_add(shell->variables, node_alias(shell->forest, value, name));
}

/* Reads NAME=(words) and NAME+=(words). */
static void array(Shell *shell, Words *words) {
    Words inner = {.list = forest_node(shell->forest, NODE_LIST, shell->line, column_of(shell))};
    bool adds = words->word.length > 1 && text_string(&words->word)[words->word.length - 2] == '+';
    const char *name = forest_text(shell->forest, text_string(&words->word), words->word.length - 1 - adds);
    bool strange = shell->strange;
    step(shell);
    while (read_some(shell, &inner, true)) continue;
    finish(shell, &inner);
    if (shell->at < shell->end) step(shell);
    shell->strange = strange;
    Node *before = adds ? node_at(shell->variables, name) : NULL;
    if (before && before->kind == NODE_LIST) {
        for (const Node *item = inner.list->first; item; item = item->next)
            node_add(before, node_alias(shell->forest, item, ""));
    } else {
        keep(shell, name, inner.list);
    }
    text_free(&inner.word);
    text_clear(&words->word);
    words->any = false;
}

static bool is_assignment(const Node *word) {
    size_t i = 0;
    const char *text = word->text;
    while (isalnum((unsigned char)text[i]) || text[i] == '_') i++;
    return i > 0 && !isdigit((unsigned char)*text) && text[i] == '=' && text[i + 1] != '=';
}

static void assign(Shell *shell, const Node *word) {
    const char *mark = strchr(word->text, '=');
    Node *value = forest_node(shell->forest, NODE_SCALAR, word->line, word->column);
    *value = *word;
    value->next = NULL;
    value->text = mark + 1;
    value->quoted = true;
    if (word->open) { /* NAME=$OTHER and the like: open under its own name */
        value->kind = NODE_NAME;
        value->text = forest_text(shell->forest, word->text, (size_t)(mark - word->text));
    }
    keep(shell, forest_text(shell->forest, word->text, (size_t)(mark - word->text)), value);
}

static bool is_number(const char *text) {
    char *end;
    strtod(text, &end);
    return *text && !*end;
}

/* True for --key, -k and key=value. */
static bool is_option(const Node *word, bool first) {
    const char *text = word->text;
    if (word->kind != NODE_SCALAR) return false;
    if (*text == '-') return text[1] && !is_number(text) && (text[1] == '-' ? text[2] != 0 : true);
    size_t i = 0;
    while (isalnum((unsigned char)text[i]) || (text[i] && strchr("_.+/-", text[i]))) i++;
    return !first && i > 0 && text[i] == '=' && !word->quoted;
}

static Node *option(Shell *shell, Node *word, Node *after) {
    const char *text = word->text;
    int dashes = 0;
    while (text[dashes] == '-' && dashes < 2) dashes++;
    const char *mark = strchr(text, '=');
    size_t length = mark ? (size_t)(mark - text) : strlen(text);
    while (dashes < (int)length && text[dashes] == '+') dashes++; /* hydra's +key=value */
    const char *key = forest_text(shell->forest, text + dashes, length - (size_t)dashes);
    Node *made = NULL;
    if (mark) {
        made = node_alias(shell->forest, word, key);
        made->text = mark + 1;
        made->quoted = true;
    } else if (after && !is_option(after, false)) {
        made = node_alias(shell->forest, after, key);
    } else {
        made = forest_node(shell->forest, NODE_NULL, word->line, word->column);
        made->key = key;
    }
    made->dashes = *text == '-' ? dashes : 0;
    return made;
}

/* Returns a list of words as a command: options with their values, and the rest; or NULL where it has no
   option. */
static Node *command(Shell *shell, Node *words) {
    Node *call = forest_node(shell->forest, NODE_CALL, words->first->line, words->first->column);
    Text text = {0};
    bool options = false;
    for (Node *word = words->first; word; word = word->next) {
        text_addf(&text, "%s%s", text.length ? " " : "", word->text);
        if (is_option(word, word == words->first)) {
            Node *made = option(shell, word, word->next);
            bool taken = !strchr(word->text, '=') && made->kind != NODE_NULL;
            options = options || *word->text == '-' || call->first;
            node_add(call, made);
            if (taken) {
                word = word->next;
                text_addf(&text, " %s", word->text);
            }
        } else {
            node_add(call, node_alias(shell->forest, word, ""));
        }
    }
    call->text = forest_text(shell->forest, text_string(&text), text.length);
    call->start = call->text;
    call->length = strlen(call->text);
    text_free(&text);
    return options || !strcmp(call->text, "lrscope") ? call : NULL;
}

static bool is_word(const Node *word) {
    for (const char *at = word->text; *at; at++)
        if (!isalnum((unsigned char)*at) && !strchr("_./~-+$!%@:", *at)) return false;
    return *word->text != 0;
}

static void count_branches(Shell *shell, const char *text) {
    if (word_among(text, "if|for|while|case")) shell->branches++;
    if (word_among(text, "fi|done|esac") && shell->branches) shell->branches--;
}

static void take_command(Shell *shell, Node *words) {
    Node *first = words->first;
    while (first && (word_among(first->text, "then|else|elif|do|export|local|readonly|declare|nohup|exec|time|$|!") ||
                     !strcmp(first->text, "%%bash"))) {
        count_branches(shell, first->text);
        first = first->next;
    }
    if (!first) return;
    count_branches(shell, first->text);
    while (first && is_assignment(first)) {
        assign(shell, first);
        first = first->next;
    }
    words->first = first;
    if (!first || shell->strange || !is_word(first) || word_among(first->text, "if|for|while|case|echo|#SBATCH"))
        return;
    Node *call = command(shell, words);
    if (!call) return;
    Node *entry = forest_node(shell->forest, NODE_VALUE, call->line, call->column);
    entry->first = call;
    node_add(shell->commands, entry);
    shell->options = true;
}

/* An array of options that no command of the text takes is one itself. */
static void take_arrays(Shell *shell) {
    for (Node *variable_node = shell->variables->first; variable_node; variable_node = variable_node->next) {
        if (variable_node->kind != NODE_LIST || !variable_node->first) continue;
        Node *call = command(shell, variable_node);
        if (!call) continue;
        Node *entry = forest_node(shell->forest, NODE_VALUE, call->line, call->column);
        entry->first = call;
        node_add(shell->commands, entry);
        shell->options = true;
    }
}

bool document_shell(Documents *documents, const char *text, size_t count, int line) {
    Forest *forest = &documents->forest;
    Shell shell = {.documents = documents, .forest = forest, .at = text, .end = text + count,
                   .line_start = text, .line = line};
    shell.variables = forest_node(forest, NODE_MAP, line, 1);
    shell.commands = forest_node(forest, NODE_LIST, line, 1);
    Words words = {0};
    while (shell.at < shell.end && !forest_full(forest)) {
        words.list = forest_node(forest, NODE_LIST, shell.line, column_of(&shell));
        shell.strange = false;
        while (read_some(&shell, &words, false)) continue;
        finish(&shell, &words);
        if (words.list->first) take_command(&shell, words.list);
        while (shell.at < shell.end && strchr("\n;&|<>", *shell.at)) step(&shell);
    }
    if (!shell.commands->first) take_arrays(&shell);
    text_free(&words.word);
    if (shell.options)
        documents_add(documents, (Document){.kind = DOCUMENT_SHELL, .root = shell.variables, .calls = shell.commands});
    return shell.options;
}
