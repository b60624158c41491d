#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "formula/program.h"

/* A function as code again, from its nodes: parts that are used twice get names, the rest is one expression.
 */
typedef struct Writer {
    const Formula *formula;
    FormulaDialect dialect;
    const char *step;
    Text *out;
    bool reached[NODES_MAX];
    unsigned uses[NODES_MAX];
    unsigned named[NODES_MAX]; /* part1, part2 …; 0: written where it is used */
} Writer;

static const char *const prefixes[] = {
    [FORMULA_PYTHON] = "math.", [FORMULA_JAX] = "jnp.", [FORMULA_KERAS] = "ops."};

static bool traced(const Writer *writer) {
    return writer->dialect != FORMULA_PYTHON;
}
static const char *prefix(const Writer *writer) {
    return prefixes[writer->dialect];
}

static void reach(Writer *writer, size_t n) {
    const ProgramNode *node = &writer->formula->nodes[n];
    writer->uses[n]++;
    if (writer->reached[n]) return;
    writer->reached[n] = true;
    int operands = op_operands(node->op);
    if (operands > 0 && node->op != OP_THEN) reach(writer, node->a);
    if (operands > 1) reach(writer, node->b);
    if (operands > 2) reach(writer, node->c);
    if (node->op == OP_PICK) reach(writer, node->a); /* it is written for each item */
    for (size_t i = 0; node->op == OP_PICK && i < node->c; i++)
        reach(writer, writer->formula->items[node->b + i]);
}

static bool is_comparison(Op op) {
    return op >= OP_LESS && op <= OP_NOT_EQUAL;
}
static bool is_leaf(Op op) {
    return op == OP_CONSTANT || op == OP_STEP || op == OP_NAME;
}

static void write_value(Writer *writer, size_t n);

/* A float that is whole keeps its point: it is no int. */
static void write_number(Writer *writer, double number, bool whole) {
    NumberText text = number_exact(number);
    text_addf(writer->out, "%s%s", text.text, !whole && !strpbrk(text.text, ".en") ? ".0" : "");
}

static void write_pair(Writer *writer, const char *between, const ProgramNode *node) {
    text_add(writer->out, "(");
    write_value(writer, node->a);
    text_addf(writer->out, " %s ", between);
    write_value(writer, node->b);
    text_add(writer->out, ")");
}

static void write_call(Writer *writer, const char *before, const char *name, const ProgramNode *node) {
    text_addf(writer->out, "%s%s(", before, name);
    write_value(writer, node->a);
    if (op_operands(node->op) == 2) {
        text_add(writer->out, ", ");
        write_value(writer, node->b);
    }
    text_add(writer->out, ")");
}

static const struct {
    const char *mark;            /* between two operands */
    const char *plain, *library; /* a function of Python itself, and what libraries that trace call it */
    bool math;                   /* plain stands in math */
} spellings[OP_COUNT] = {
    [OP_ADD] = {.mark = "+"},
    [OP_SUBTRACT] = {.mark = "-"},
    [OP_MULTIPLY] = {.mark = "*"},
    [OP_DIVIDE] = {.mark = "/"},
    [OP_FLOOR_DIVIDE] = {.mark = "//"},
    [OP_MODULO] = {.mark = "%"},
    [OP_POWER] = {.mark = "**"},
    [OP_MATH_POWER] = {.mark = "**"},
    [OP_LESS] = {.mark = "<"},
    [OP_LESS_EQUAL] = {.mark = "<="},
    [OP_EQUAL] = {.mark = "=="},
    [OP_NOT_EQUAL] = {.mark = "!="},
    [OP_MIN] = {.plain = "min", .library = "minimum"},
    [OP_MAX] = {.plain = "max", .library = "maximum"},
    [OP_ABS] = {.plain = "abs", .library = "abs"},
    [OP_ROUND] = {.plain = "round", .library = "round"},
    [OP_ROUND_DIGITS] = {.plain = "round", .library = "round"},
    [OP_INT] = {.plain = "int", .library = "trunc"},
    [OP_FLOAT] = {.plain = "float"},
    [OP_FLOOR] = {.plain = "floor", .library = "floor", .math = true},
    [OP_CEIL] = {.plain = "ceil", .library = "ceil", .math = true},
    [OP_SQRT] = {.plain = "sqrt", .library = "sqrt", .math = true},
    [OP_EXP] = {.plain = "exp", .library = "exp", .math = true},
    [OP_LOG] = {.plain = "log", .library = "log", .math = true},
    [OP_LOG2] = {.plain = "log2", .library = "log2", .math = true},
    [OP_LOG10] = {.plain = "log10", .library = "log10", .math = true},
    [OP_SIN] = {.plain = "sin", .library = "sin", .math = true},
    [OP_COS] = {.plain = "cos", .library = "cos", .math = true},
    [OP_COS_PI] = {.math = true},
    [OP_TAN] = {.plain = "tan", .library = "tan", .math = true},
    [OP_TANH] = {.plain = "tanh", .library = "tanh", .math = true},
};

/* No library but this one has it. */
static void write_cosine_of_half_turns(Writer *writer, const ProgramNode *node) {
    static const char *const turns[] = {[FORMULA_PYTHON] = "math.cos(math.pi * ",
                                        [FORMULA_JAX] = "jnp.cos(jnp.pi * ",
                                        [FORMULA_KERAS] = "ops.cos(3.141592653589793 * "};
    text_add(writer->out, turns[writer->dialect]);
    write_value(writer, node->a);
    text_add(writer->out, ")");
}

/* Something that is true or false, as a condition. */
static void write_condition(Writer *writer, size_t n) {
    const ProgramNode *node = &writer->formula->nodes[n];
    if (is_comparison(node->op) && !writer->named[n]) {
        write_pair(writer, spellings[node->op].mark, node);
        return;
    }
    if (traced(writer)) text_add(writer->out, "(");
    write_value(writer, n);
    if (traced(writer)) text_add(writer->out, " != 0)");
}

/* Writes a choice for a library that traces: both sides are computed and one is taken. */
static void write_choice(Writer *writer, const ProgramNode *node) {
    if (traced(writer)) {
        text_addf(writer->out, "%swhere(", prefix(writer));
        write_condition(writer, node->a);
        text_add(writer->out, ", ");
        write_value(writer, node->b);
        text_add(writer->out, ", ");
        write_value(writer, node->c);
        text_add(writer->out, ")");
        return;
    }
    text_add(writer->out, "(");
    write_value(writer, node->b);
    text_add(writer->out, " if ");
    write_condition(writer, node->a);
    text_add(writer->out, " else ");
    write_value(writer, node->c);
    text_add(writer->out, ")");
}

static void write_pick(Writer *writer, const ProgramNode *node) {
    const uint16_t *items = writer->formula->items + node->b;
    if (!traced(writer)) text_add(writer->out, "[");
    for (size_t i = 0; i < node->c; i++) {
        bool last = i + 1 == node->c;
        if (traced(writer) && !last) {
            text_addf(writer->out, "%swhere(", prefix(writer));
            write_value(writer, node->a);
            text_addf(writer->out, " == %zu, ", i);
        }
        write_value(writer, items[i]);
        if (!last) text_add(writer->out, ", ");
    }
    for (size_t i = 1; traced(writer) && i < node->c; i++) text_add(writer->out, ")");
    if (traced(writer)) return;
    text_add(writer->out, "][");
    write_value(writer, node->a);
    text_add(writer->out, "]");
}

static void write_operation(Writer *writer, const ProgramNode *node) {
    bool trace = traced(writer);
    switch (node->op) {
    case OP_CONSTANT: write_number(writer, node->number, node->whole); return;
    case OP_STEP: text_add(writer->out, writer->step); return;
    case OP_NAME: text_add(writer->out, writer->formula->names[node->a].text); return;
    case OP_CHOICE: write_choice(writer, node); return;
    case OP_PICK: write_pick(writer, node); return;
    case OP_THEN: write_value(writer, node->b); return;
    case OP_FAIL: text_add(writer->out, "float(\"nan\")"); return;
    case OP_NEGATE:
    case OP_NOT:
        text_add(writer->out, node->op == OP_NEGATE ? "(-" : trace ? "(" : "(not ");
        write_value(writer, node->a);
        text_add(writer->out, node->op == OP_NOT && trace ? " == 0)" : ")");
        return;
    default: break;
    }
    if (node->op == OP_COS_PI)
        write_cosine_of_half_turns(writer, node);
    else if (node->op == OP_FLOAT && trace)
        write_value(writer, node->a);
    else if (spellings[node->op].mark)
        write_pair(writer, spellings[node->op].mark, node);
    else if (trace)
        write_call(writer, prefix(writer), spellings[node->op].library, node);
    else
        write_call(writer, spellings[node->op].math ? "math." : "", spellings[node->op].plain, node);
}

/* A truth is a number too; libraries that trace do not add those up. */
static void write_new_value(Writer *writer, size_t n) {
    const ProgramNode *node = &writer->formula->nodes[n];
    bool truth = traced(writer) && (is_comparison(node->op) || node->op == OP_NOT);
    if (truth) text_addf(writer->out, "%swhere(", prefix(writer));
    write_operation(writer, node);
    if (truth) text_add(writer->out, ", 1, 0)");
}

/* Alone on the right of an equals sign or a return it needs no parentheses. */
static void write_bare(Writer *writer, size_t n) {
    Text *out = writer->out;
    size_t start = out->length;
    int depth = 0;
    write_new_value(writer, n);
    for (size_t i = start; i < out->length; i++) {
        depth += (out->data[i] == '(') - (out->data[i] == ')');
        if (depth == 0 && i + 1 < out->length) return;
    }
    if (out->data[start] != '(') return;
    memmove(out->data + start, out->data + start + 1, out->length - start - 2);
    out->length -= 2;
    out->data[out->length] = 0;
}

static void write_value(Writer *writer, size_t n) {
    if (writer->named[n])
        text_addf(writer->out, "part%u", writer->named[n]);
    else
        write_new_value(writer, n);
}

/* True if a part is worth a name. Where Python runs, only a part that cannot fail may be named: it would be
   computed also where it is not taken. */
static bool deserves_name(const Writer *writer, size_t n) {
    const ProgramNode *node = &writer->formula->nodes[n];
    return writer->reached[n] && writer->uses[n] > 1 && !is_leaf(node->op) &&
           (traced(writer) || !node->fails);
}

static bool is_name(const Formula *formula, const char *word) {
    for (size_t i = 0; i < formula->name_count; i++)
        if (!strcmp(word, formula->names[i].text)) return true;
    return false;
}

/* The next number whose partN is no name of the function's own. */
static unsigned next_part(const Writer *writer, unsigned number) {
    char part[16];
    do snprintf(part, sizeof part, "part%u", ++number);
    while (!strcmp(part, writer->step) || is_name(writer->formula, part));
    return number;
}

void formula_write_body(const Formula *formula, FormulaDialect dialect, const char *step, const char *indent,
                        Text *out) {
    Writer writer = {.formula = formula, .dialect = dialect, .step = step, .out = out};
    unsigned count = 0;
    reach(&writer, formula->result);
    for (size_t n = 0; n < formula->node_count; n++) {
        if (!deserves_name(&writer, n) || n == formula->result) continue;
        count = next_part(&writer, count);
        text_addf(out, "%spart%u = ", indent, count);
        write_bare(&writer, n);
        text_add(out, "\n");
        writer.named[n] = count;
    }
    text_addf(out, "%sreturn ", indent);
    if (writer.named[formula->result])
        write_value(&writer, formula->result);
    else
        write_bare(&writer, formula->result);
    text_add(out, "\n");
}

void formula_write_names(const Formula *formula, const double *values, Text *out) {
    for (size_t i = 0; i < formula->name_count; i++)
        text_addf(out, "%s = %s\n", formula->names[i].text, number_exact(values[i]).text);
}

bool formula_needs_math(const Formula *formula) {
    for (size_t i = 0; i < formula->step_count; i++)
        if (spellings[formula->nodes[formula->steps[i].node].op].math) return true;
    return false;
}

const char *formula_own_name(const Formula *formula) {
    static const char *const free_ones[FORMULA_NAMES_MAX + 1] = {"f",  "f1", "f2", "f3", "f4",  "f5", "f6",
                                                                 "f7", "f8", "f9", "f10", "f11", "f12"};
    size_t i = 0;
    while (!formula->plain && is_name(formula, free_ones[i])) i++;
    return formula->plain ? formula->called : free_ones[i];
}

/* The text itself, where it is a def that needs nothing but math and values for its names. */
void formula_write_definition(const Formula *formula, Text *out) {
    if (!formula->plain) {
        text_addf(out, "def %s(%s):\n", formula_own_name(formula), formula->step);
        formula_write_body(formula, FORMULA_PYTHON, formula->step, "    ", out);
        return;
    }
    text_add_bytes(out, formula->text + formula->body_start, formula->body_length);
    if (out->length && out->data[out->length - 1] != '\n') text_add(out, "\n");
}
