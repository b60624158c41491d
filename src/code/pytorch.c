#include "code/dialects.h"
#include "code/function_code.h"
#include "code/model.h"
#include "code/python.h"
#include "code/recipe.h"
#include "schedule/shape_text.h"

#include <string.h>

/* torch's own schedulers multiply the last rate on: each step may cost some units in the last place. Up to so
   many the drift is far below 1e-9. */
enum { STEPS_WITHOUT_DRIFT = 100000 };
/* 1 + cos(x) near its zero keeps 1e-9 of itself over so many steps; a final factor above that floor hides the
 * rest. */
enum { COSINE_STEPS = 5000 };
static const double cosine_floor = 1e-6;

void pytorch_write_optimizer(const char *optimizer, Text *out) {
    text_add(out, "# The optimizer is a stand-in: put your own here.\n");
    text_addf(out, "optimizer = torch.optim.%s(model.parameters(), lr=base_lr)\n", optimizer);
}

static bool calls_math(const Schedule *schedule) {
    return schedule_functions_call(schedule, "math.") || schedule_functions_call(schedule, "cospi(");
}

static void write_imports(const Schedule *schedule, Text *out) {
    bool bisects = schedule_functions_bisect(schedule), counts = calls_math(schedule);
    if (bisects) text_add(out, "from bisect import bisect_right\n");
    if (counts) text_add(out, "import math\n");
    text_addf(out, "%simport torch\nfrom torch.optim.lr_scheduler import LambdaLR\n\n",
              bisects || counts ? "\n" : "");
}

void pytorch_write_lambda(const Schedule *schedule, const char *optimizer, Text *out) {
    const char *name = schedule_function_name(schedule);
    write_imports(schedule, out);
    python_constants(schedule, out);
    text_add(out, name ? "\n\n" : "\n");
    schedule_write_functions(schedule, &shape_python, out);
    text_add(out, name ? "\n\n" : "");
    pytorch_write_optimizer(optimizer, out);
    text_addf(out, "scheduler = LambdaLR(optimizer, %s)  # scheduler.step() after each optimizer.step()\n",
              name ? name : "lambda step: 1");
}

/* True if torch's own warm-up takes these values and keeps to them. */
static bool warmup_is_native(const Schedule *schedule) {
    if (!recipe_warms(schedule)) return true;
    bool taken = schedule->warmup_factor >= 1e-12 && schedule->warmup_factor <= 1;
    bool constant = schedule->warmup_method == WARMUP_CONSTANT;
    bool linear = schedule->warmup_method == WARMUP_LINEAR && schedule->warmup_iters <= STEPS_WITHOUT_DRIFT;
    return taken && (constant || linear);
}

static bool cosine_is_exact(const Schedule *schedule, int64_t steps) {
    return schedule->final_factor >= cosine_floor || steps <= COSINE_STEPS;
}

static bool is_steady(const Schedule *schedule) {
    return recipe_last_elapsed(schedule) <= STEPS_WITHOUT_DRIFT;
}

/* Adds ", name=value". */
static void add_real(const char *name, double value, Text *out) {
    text_addf(out, ", %s=", name);
    python_real(value, out);
}

static void add_count(const char *name, int64_t value, Text *out) {
    text_addf(out, ", %s=", name);
    python_count(value, out);
}

static void add_steps(const Schedule *schedule, const char *name, Text *out) {
    text_addf(out, ", %s=", name);
    python_decay_steps(schedule, recipe_follows(schedule) ? "warmup_iters" : "decay_start", out);
}

static void add_eta_min(const Schedule *schedule, Text *out) {
    if (schedule->final_factor == 0) return;
    text_add(out, ", eta_min=");
    python_real(schedule->final_factor, out);
    text_add(out, " * base_lr");
}

/* Adds the gamma of a whole step of torch's scheduler. */
static void add_gamma(const Schedule *schedule, Text *out) {
    bool root = schedule->decay == DECAY_EXPONENTIAL && schedule->step_size > 1;
    NumberText gamma = recipe_number(schedule->gamma, " / ");
    text_addf(out, ", gamma=%s%s%s", root && strchr(gamma.text, '/') ? "(" : "", gamma.text,
              root && strchr(gamma.text, '/') ? ")" : "");
    if (!root) return;
    text_add(out, " ** (1 / ");
    python_count(schedule->step_size, out);
    text_add(out, ")");
}

static bool multistep_is_native(const Schedule *schedule) {
    (void)schedule;
    return true;
}

static void add_multistep(const Schedule *schedule, Text *out) {
    text_add(out, ", milestones=");
    python_milestones(schedule, 0, out);
    add_gamma(schedule, out);
}

static bool step_is_native(const Schedule *schedule) {
    return recipe_last_elapsed(schedule) / schedule->step_size <= STEPS_WITHOUT_DRIFT;
}

static void add_step(const Schedule *schedule, Text *out) {
    add_count("step_size", schedule->step_size, out);
    add_gamma(schedule, out);
}

static bool linear_is_native(const Schedule *schedule) {
    return is_steady(schedule) && (schedule->final_factor == 0 || schedule->final_factor >= 1e-5);
}

static void add_linear(const Schedule *schedule, Text *out) {
    text_add(out, ", start_factor=1");
    add_real("end_factor", schedule->final_factor, out);
    add_steps(schedule, "total_iters", out);
}

static bool polynomial_is_native(const Schedule *schedule) {
    return is_steady(schedule) && schedule->final_factor == 0 && schedule->power <= 10;
}

static void add_polynomial(const Schedule *schedule, Text *out) {
    add_steps(schedule, "total_iters", out);
    add_real("power", schedule->power, out);
}

/* CosineAnnealingLR would rise again past its end. */
static bool cosine_is_native(const Schedule *schedule) {
    int64_t steps = schedule_decay_steps(schedule);
    bool ends = recipe_last_elapsed(schedule) <= steps;
    return is_steady(schedule) && ends && cosine_is_exact(schedule, steps);
}

static void add_cosine(const Schedule *schedule, Text *out) {
    add_steps(schedule, "T_max", out);
    add_eta_min(schedule, out);
}

static bool restarts_are_native(const Schedule *schedule) {
    return cosine_is_exact(schedule, recipe_last_elapsed(schedule));
}

static void add_restarts(const Schedule *schedule, Text *out) {
    add_count("T_0", (int64_t)schedule->cycle_steps, out);
    if (schedule->cycle_mult > 1) add_count("T_mult", schedule->cycle_mult, out);
    add_eta_min(schedule, out);
}

/* torch's own schedulers: their names, whether they take these values and keep to them, and their arguments.
   A decay that is not here is written out. */
static const struct {
    const char *name;
    bool (*keeps)(const Schedule *schedule);
    void (*add_arguments)(const Schedule *schedule, Text *out);
} natives[DECAY_COUNT] = {
    [DECAY_MULTISTEP] = {"MultiStepLR", multistep_is_native, add_multistep},
    [DECAY_STEP] = {"StepLR", step_is_native, add_step},
    [DECAY_EXPONENTIAL] = {"ExponentialLR", is_steady, add_gamma},
    [DECAY_LINEAR] = {"LinearLR", linear_is_native, add_linear},
    [DECAY_POLYNOMIAL] = {"PolynomialLR", polynomial_is_native, add_polynomial},
    [DECAY_COSINE] = {"CosineAnnealingLR", cosine_is_native, add_cosine},
    [DECAY_COSINE_RESTARTS] = {"CosineAnnealingWarmRestarts", restarts_are_native, add_restarts},
};

static const char *native_name(const Schedule *schedule) {
    return natives[schedule->decay].name;
}

static void write_native_decay(const Schedule *schedule, Text *out) {
    text_addf(out, "%s(optimizer", native_name(schedule));
    natives[schedule->decay].add_arguments(schedule, out);
    text_add(out, ")\n");
}

static void write_native_warmup(const Schedule *schedule, Text *out) {
    bool linear = schedule->warmup_method == WARMUP_LINEAR;
    text_addf(out, "warmup = %s(optimizer", linear ? "LinearLR" : "ConstantLR");
    add_real(linear ? "start_factor" : "factor", schedule->warmup_factor, out);
    text_add(out, ", total_iters=warmup_iters)\n");
}

static void write_native_imports(const Schedule *schedule, Text *out) {
    const char *decay = native_name(schedule);
    bool warms = recipe_warms(schedule), holds = !recipe_follows(schedule);
    bool linear = warms && schedule->warmup_method == WARMUP_LINEAR && strcmp(decay, "LinearLR");
    bool constant = (warms && schedule->warmup_method == WARMUP_CONSTANT) || holds;
    text_addf(out, "import torch\nfrom torch.optim.lr_scheduler import %s%s%s%s\n\n",
              constant ? "ConstantLR, " : "", linear ? "LinearLR, " : "", decay,
              warms || holds ? ", SequentialLR" : "");
}

static void write_native_constants(const Schedule *schedule, Text *out) {
    python_set_real("base_lr", schedule->base_lr, out);
    python_set_count("total_steps", schedule->total_steps, out);
    if (recipe_warms(schedule)) python_set_count("warmup_iters", schedule->warmup_iters, out);
    if (!recipe_follows(schedule)) python_set_count("decay_start", schedule_decay_start(schedule), out);
    text_add(out, "\n");
}

/* Warm-up, hold and decay, one after the other, each where there is one. */
static void write_native(const Schedule *schedule, Text *out) {
    bool warms = recipe_warms(schedule), holds = !recipe_follows(schedule), alone = !warms && !holds;
    write_native_imports(schedule, out);
    write_native_constants(schedule, out);
    pytorch_write_optimizer("SGD", out);
    if (warms) write_native_warmup(schedule, out);
    if (holds) text_add(out, "hold = ConstantLR(optimizer, factor=1)\n");
    text_add(out, alone ? "scheduler = " : "decay = ");
    write_native_decay(schedule, out);
    if (!alone)
        text_addf(out, "scheduler = SequentialLR(optimizer, [%s%sdecay], milestones=[%s%s%s])\n",
                  warms ? "warmup, " : "", holds ? "hold, " : "", warms ? "warmup_iters" : "",
                  warms && holds ? ", " : "", holds ? "decay_start" : "");
    text_add(out, "# Call scheduler.step() after each optimizer.step().\n");
}

void pytorch_write(const Schedule *schedule, Text *out) {
    if (schedule->function) {
        code_function_pytorch(schedule, out);
        return;
    }
    bool usual = !model_goes_beyond(schedule) && !recipe_overlaps(schedule) && schedule->gamma <= 1;
    bool native = usual && recipe_decays(schedule) && native_name(schedule) && warmup_is_native(schedule) &&
                  natives[schedule->decay].keeps(schedule);
    python_recipe(schedule, out);
    if (native)
        write_native(schedule, out);
    else
        pytorch_write_lambda(schedule, "SGD", out);
}
