/* Which function a text is about, and its reading. */
#include "formula/compile.h"

#include "base/memory.h"
#include "syntax/token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ----------------------------------------------------------------------------------- functions in a text */

static const Node *function_of(const Node *statement) {
    bool holds = statement->kind == NODE_ASSIGN || statement->kind == NODE_VALUE;
    if (statement->kind == NODE_DEF) return statement;
    return holds && statement->first->kind == NODE_LAMBDA ? statement->first : NULL;
}

static const Node *last_function(const Node *first) {
    const Node *last = NULL;
    for (const Node *each = first; each; each = each->next)
        if (function_of(each)) last = function_of(each);
    return last;
}

/* Returns the function that a def only makes, as torchvision's warmup_lr_scheduler does, or NULL: what it
   returns is the name of a def in it, a lambda, or a call that is given one of these. */
static const Node *made_by(const Node *function) {
    if (function->kind != NODE_DEF) return NULL;
    const Node *inner = last_function(function->body), *value = NULL;
    for (const Node *each = function->body; each; each = each->next)
        if (each->kind == NODE_RETURN) value = each->first;
    if (!value) return inner;
    bool call = value->kind == NODE_CALL;
    if (call && !value->body && library_function(value->text)) return NULL;
    for (const Node *given = call ? value->first : value; given; given = call ? given->next : NULL) {
        if (given->kind == NODE_LAMBDA) return given;
        if (given->kind == NODE_NAME && inner && inner->kind == NODE_DEF && !strcmp(given->text, inner->key))
            return inner;
    }
    return NULL;
}

/* Returns the function that a call of LambdaLR is given, by name or as a lambda; NULL where it is none
   such. */
static const Node *given_function(const Node *statements, const Node *call) {
    for (const Node *given = call->first; given; given = given->next) {
        if (given->kind == NODE_LAMBDA) return given;
        for (const Node *other = statements; given->kind == NODE_NAME && other; other = other->next)
            if (function_of(other) && other->kind != NODE_VALUE && !strcmp(other->key, given->text))
                return function_of(other);
    }
    return NULL;
}

/* Returns the function that the text means: the one that it gives to LambdaLR, else its last; *alone is false
   where the text does something else besides, so that nobody can tell what its last function is for. */
static const Node *meant_function(const Node *statements, bool *alone) {
    const Node *given = NULL;
    int schedulers = 0;
    *alone = true;
    for (const Node *each = statements; each; each = each->next) {
        bool holds = each->kind == NODE_ASSIGN || each->kind == NODE_VALUE;
        const Node *call = holds && each->first->kind == NODE_CALL ? each->first : NULL;
        if (!call) continue;
        bool scheduler = !strcmp(name_last(call->text), "LambdaLR");
        schedulers += scheduler;
        if (scheduler) given = given_function(statements, call);
        if (call->body || !library_function(call->text)) *alone = false;
    }
    if (schedulers == 1 && given) *alone = true;
    return schedulers == 1 && given ? given : last_function(statements);
}

/* Returns the expression that a text without def or lambda is about: its last, or the last value that it
   assigns. */
static const Node *last_expression(const Node *first, const Node **statement) {
    const Node *last = NULL;
    for (const Node *each = first; each; each = each->next) {
        bool text = each->kind == NODE_VALUE && each->first->quoted;
        if ((each->kind != NODE_VALUE && each->kind != NODE_ASSIGN) || text) continue;
        last = each->first;
        *statement = each;
    }
    return last;
}

/* True for a module whose functions the language has under the same names. */
static bool is_known_module(const char *name) {
    static const char *const known[] = {"math", "numpy", "jax.numpy", "torch"};
    size_t bytes = strcspn(name, " \t\r\n;#"); /* "math, os" is two */
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i]) == bytes && !strncmp(name, known[i], bytes)) return true;
    return false;
}

bool formula_is_script(const char *text) {
    for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line != 0) {
        const char *at = line + strspn(line, " \t");
        size_t word = !strncmp(at, "import ", 7) ? 7 : !strncmp(at, "from ", 5) ? 5 : 0;
        if (word && !is_known_module(at + word + strspn(at + word, " "))) return true;
    }
    return strstr(text, "torch.optim") != NULL;
}

/* ------------------------------------------------------------------------------------- what is around it */

/* Collects what is assigned and defined outside of the function that is meant; it is looked at when it is
   asked for. */
static void collect(Compiler *compiler, Scope *scope, const Node *first, const Node *end) {
    for (const Node *each = first; each && each != end; each = each->next) {
        const Node *tree = each->kind == NODE_DEF ? each : each->kind == NODE_ASSIGN ? each->first : NULL;
        if (each->kind == NODE_ASSIGN && strcmp(each->text, "=") != 0)
            compile_fail(compiler, each, "outside of a def a name gets its value by '='");
        if (tree)
            compile_bind(compiler, scope, each,
                         (Binding){.name = each->key, .tree = tree, .before = scope->count});
    }
}

/* True if a name of the text, not behind a dot, means something besides a value that is free: another
   function, a list, a value that is computed, a library other than math. */
static bool means_more(const Compiler *compiler, const char *name, const Node *function) {
    const LibraryFunction *library = library_function(name);
    bool whole, right,
        own = library && (library->of_library || library->op == OP_COS_PI); /* Python lacks it */
    double value;
    if (own || library_bisects(name, &right) || library_constant(name, &value)) return true;
    if (strcmp(name, "math") != 0 && library_is(name, strlen(name))) return true;
    for (size_t i = 0; i < compiler->module.count; i++) {
        const Binding *binding = &compiler->module.bindings[i];
        bool other = binding->tree && binding->tree != function && !strcmp(binding->name, name);
        if (other && !compile_number(binding->tree, &value, &whole)) return true;
    }
    return false;
}

/* True if the def uses something of the text besides names that are free, or has an indent of its own. */
static bool needs_more(const Compiler *compiler, const Node *function) {
    const char *text = compiler->formula->text;
    if (function->start > text && function->start[-1] != '\n') return true;
    SyntaxTokens tokens = syntax_tokens(function->start, function->length, 1, 1);
    bool dotted = false;
    for (SyntaxToken token; (token = syntax_next_token(&tokens)).kind != TOKEN_END;) {
        char name[FORMULA_NAME_LENGTH_MAX + 1];
        snprintf(name, sizeof name, "%.*s", (int)token.length, function->start + token.start);
        if (token.kind == TOKEN_NAME && !dotted && means_more(compiler, name, function)) return true;
        dotted = !strcmp(name, ".");
    }
    return false;
}

/* --------------------------------------------------------------------------------------------- compiling */

/* Returns the function itself, behind all that only make it; what these bind stands in `around`. */
static const Node *innermost(Compiler *compiler, const Node *function, Scope *around) {
    for (const Node *inner; (inner = made_by(function)); function = inner) {
        for (const Node *each = function->first; each; each = each->next)
            if (parameter_default(each))
                compile_bind(compiler, around, each,
                             (Binding){.name = each->key, .tree = each, .before = around->count});
        collect(compiler, around, function->body, NULL);
    }
    return function;
}

static uint16_t main_function(Compiler *compiler, const Node *statements, const Node *function) {
    Formula *formula = compiler->formula;
    collect(compiler, &compiler->module, statements, NULL);
    Scope around = compile_scope(&compiler->module, compiler->module.count);
    const Node *inner = innermost(compiler, function, &around);
    const Scope *outer = inner == function ? &compiler->module : &around;
    Node *own = (Node *)inner; /* a method's self is no argument */
    if (own->first && !strcmp(own->first->text, "self")) own->first = own->first->next;
    if (!own->first) compile_fail(compiler, own, "this function needs an argument: the step");
    if (compiler->failed) return 0;
    snprintf(formula->step, sizeof formula->step, "%s", parameter_name(own->first));
    uint16_t step = compile_node(compiler, own, (ProgramNode){.op = OP_STEP});
    formula->body_start = (size_t)(own->start - formula->text);
    formula->body_length = own->length;
    if (own->kind == NODE_DEF) snprintf(formula->called, sizeof formula->called, "%s", own->key);
    formula->plain = own->kind == NODE_DEF && inner == function && !needs_more(compiler, own);
    return compile_call(compiler, outer, outer->count, own, &step, 1, own, true);
}

/* Finds what an expression alone calls the step: the first of these that it has, else x. */
static bool find_step(Formula *formula, const Node *tree) {
    static const char *const names[] = {"x",         "step",         "t",           "it",
                                        "iteration", "current_step", "global_step", "n"};
    size_t best = sizeof names / sizeof *names;
    SyntaxTokens tokens =
        syntax_tokens(formula->text, (size_t)(tree->start - formula->text) + tree->length, 1, 1);
    for (SyntaxToken token; (token = syntax_next_token(&tokens)).kind != TOKEN_END;)
        for (size_t i = 0; i < best; i++) {
            bool same = token.kind == TOKEN_NAME && token.length == strlen(names[i]) &&
                        !memcmp(formula->text + token.start, names[i], token.length);
            if (same) best = i;
        }
    bool found = best < sizeof names / sizeof *names;
    snprintf(formula->step, sizeof formula->step, "%s", names[found ? best : 0]);
    return found;
}

/* Sees what stands before it, up to the statement `end` that it is. */
static uint16_t main_expression(Compiler *compiler, const Node *statements, const Node *end,
                                const Node *tree) {
    Formula *formula = compiler->formula;
    uint16_t step = compile_node(compiler, tree, (ProgramNode){.op = OP_STEP});
    if (find_step(formula, tree))
        compile_bind(compiler, &compiler->module, tree, (Binding){.name = formula->step, .node = step});
    collect(compiler, &compiler->module, statements, end);
    formula->bare = true;
    formula->body_start = (size_t)(tree->start - formula->text);
    Scope scope = compile_scope(&compiler->module, compiler->module.count);
    return compile_expression(compiler, &scope, tree);
}

static void compile(Compiler *compiler, const Node *all) {
    const Node *statement = NULL, *function = meant_function(all->body, &compiler->formula->alone);
    for (const Node *each = all->body; each; each = each->next) {
        if (each->kind == NODE_RETURN) compile_fail(compiler, each, "'return' outside of a def");
        if (each->kind == NODE_IF)
            compile_fail(compiler, each, "an 'if' outside of a def; write a def, or a if c else b");
    }
    const Node *tree = function ? function : last_expression(all->body, &statement);
    if (!tree)
        compile_fail(compiler, all, "there is no function here: neither an expression nor a lambda or def");
    if (compiler->failed) return;
    compiler->formula->result = function ? main_function(compiler, all->body, function)
                                         : main_expression(compiler, all->body, statement, tree);
}

static bool read_all(Compiler *compiler) {
    Formula *formula = compiler->formula;
    SyntaxFault fault;
    const Node *all = syntax_function(&compiler->forest, formula->text, formula->text_count, &fault);
    if (!all) return program_error(compiler->error, formula->text, fault.at, fault.text);
    compile(compiler, all);
    if (compiler->failed) return false;
    return program_order(formula) || program_error(compiler->error, formula->text, formula->body_start,
                                                   "this function branches too much");
}

Formula *formula_read(const char *text, size_t size, FormulaError *error) {
    static uint64_t count;
    FormulaError unused;
    if (!error) error = &unused;
    if (size > FORMULA_TEXT_MAX) {
        program_error(error, "", 0, "a function of more than 65536 characters");
        return NULL;
    }
    Formula *formula = memory_resize(NULL, 1, sizeof *formula);
    *formula = (Formula){.text = memory_resize(NULL, size + 1, 1), .text_count = size, .serial = ++count};
    memcpy(formula->text, text, size);
    formula->text[size] = 0;
    Compiler *compiler = memory_resize(NULL, 1, sizeof *compiler);
    memset(compiler, 0, sizeof *compiler);
    compiler->formula = formula;
    compiler->error = error;
    compiler->module = compile_scope(NULL, 0);
    bool good = read_all(compiler);
    forest_free(&compiler->forest);
    free(compiler);
    if (good) return formula;
    formula_free(formula);
    return NULL;
}

void formula_free(Formula *formula) {
    if (!formula) return;
    free(formula->text);
    free(formula->nodes);
    free(formula->steps);
    free(formula->items);
    free(formula);
}
