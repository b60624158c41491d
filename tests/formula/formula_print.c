/* Lines "step TAB first value TAB second value TAB text" on standard input, where the text's names are a and
   b; each value, or what is wrong, on a line of standard output. A text's newlines are written as form feeds.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formula/formula.h"

static void answer(char *text, int64_t step, double a, double b) {
    FormulaError error;
    FormulaFault fault;
    for (char *at = text; *at; at++)
        if (*at == '\f') *at = '\n';
    Formula *formula = formula_read(text, strlen(text), &error);
    if (!formula) {
        printf("wrong %zu:%zu %s\n", error.line, error.column, error.text);
        return;
    }
    double values[FORMULA_NAMES_MAX] = {0}, value;
    for (size_t i = 0; i < formula_name_count(formula); i++)
        values[i] = *formula_name(formula, i) == 'a' ? a : b;
    if (formula_value(formula, values, step, &value, &fault))
        printf("%a\n", value);
    else
        printf("fault %s\n", fault.reason);
    formula_free(formula);
}

int main(void) {
    static char line[100000];
    while (fgets(line, sizeof line, stdin)) {
        char *rest;
        line[strcspn(line, "\n")] = 0;
        int64_t step = strtoll(line, &rest, 10);
        double a = strtod(rest + 1, &rest), b = strtod(rest + 1, &rest);
        answer(rest + 1, step, a, b);
    }
    return 0;
}
