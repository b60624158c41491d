/* Lines "function x y" with hexadecimal numbers on standard input; each value on a line of standard output.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/exact.h"

static const struct {
    const char *name;
    double (*value)(double);
} functions[] = {{"exp", exact_exp},      {"log", exact_log},   {"log2", exact_log2},
                 {"log10", exact_log10},  {"tanh", exact_tanh}, {"sin", exact_sin},
                 {"cos", exact_cos},      {"tan", exact_tan},   {"cos_pi", exact_cos_pi},
                 {"sin_pi", exact_sin_pi}};

static double value_of(const char *name, double x, double y) {
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strcmp(functions[i].name, name) == 0) return functions[i].value(x);
    return exact_pow(x, y);
}

int main(void) {
    char name[16], x[40], y[40];
    while (scanf("%15s %39s %39s", name, x, y) == 3)
        printf("%a\n", value_of(name, strtod(x, NULL), strtod(y, NULL)));
    return 0;
}
