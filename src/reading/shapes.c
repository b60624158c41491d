#include "reading/shapes.h"

#include "base/number.h"

#include <stdlib.h>

void shape_noam(Import *import, double warm, double shift) {
    import_warmup_counted(import, warm, 0, shift);
    import_choose(import, "decay", "inverse_sqrt");
    import_put(import, "decay_start", known_max(0, warm - shift));
    import_put(import, "timescale", warm);
}

/* True where every factor is the one before it times the same gamma. */
static bool is_geometric(const double *factors, int count, double *gamma) {
    *gamma = count > 1 ? factors[1] / factors[0] : 1;
    for (int i = 1; i < count; i++)
        if (!(fabs(factors[i] - factors[i - 1] * *gamma) <= 1e-12 * fabs(factors[0]))) return false;
    return factors[0] == 1 && *gamma > 0;
}

void shape_pieces(Import *import, const double *steps, const double *factors, int count) {
    double pairs[4 * 32], gamma;
    int filled = 0;
    if (is_geometric(factors, count, &gamma)) {
        import_multistep(import, steps + 1, count - 1, gamma);
        return;
    }
    for (int i = 0; i < count; i++) {
        if (i > 0) {
            pairs[filled++] = steps[i];
            pairs[filled++] = factors[i - 1];
        }
        pairs[filled++] = i > 0 ? steps[i] : 0;
        pairs[filled++] = factors[i];
    }
    import_points(import, pairs, filled);
}

void shape_stairs(Import *import, double start, double size, double gamma) {
    import_choose(import, "decay", "step");
    import_put(import, "decay_start", start);
    import_put(import, "step_size", size);
    import_put(import, "gamma", gamma);
}

static double value_put(const Import *import, ParameterId id) {
    const ImportGroup *group = &import->groups[import->group_count - 1];
    return group->put[id] ? strtod(text_string(&group->values[id].text), NULL) : 0;
}

void shape_floor(Import *import, double fraction, double lowest) {
    if (fraction <= lowest || fraction == 0) return;
    bool rises = value_put(import, PARAMETER_WARMUP_ITERS) > 0 && value_put(import, PARAMETER_WARMUP_FACTOR) < fraction;
    if (rises)
        import_refuse(import, "its decay is held at %s of the rate, and its warm-up begins below that", number_exact(fraction).text);
    import_put(import, "floor", fraction);
}

void shape_constant(Import *import) {
    import_choose(import, "decay", "none");
}
