#include "code/dialects.h"
#include "code/function_code.h"
#include "code/model.h"
#include "code/python.h"
#include "code/recipe.h"

#include <string.h>

/* torch's own schedulers multiply the last rate on: each step may cost some units in the last place. Up to so
   many the drift is far below 1e-9. */
enum { STEPS_WITHOUT_DRIFT = 100000 };
/* 1 + cos(x) near its zero keeps 1e-9 of itself over so many steps; a final factor above that floor hides the
 * rest. */
enum { COSINE_STEPS = 5000 };
static const double cosine_floor = 1e-6;

static const PythonSpelling spelling = {
    .math = "math",
    .minimum = "min",
    .count_of = "bisect_right(milestones, elapsed)",
    .floor_divide = "(elapsed // step_size)",
};

void pytorch_write_optimizer(const char *optimizer, Text *out) {
    text_add(out, "# The optimizer is a stand-in: put your own here.\n");
    text_addf(out, "optimizer = torch.optim.%s(model.parameters(), lr=base_lr)\n", optimizer);
}

static bool needs_math(const Schedule *schedule) {
    if (model_needs_math(schedule)) return true;
    if (!recipe_decays(schedule)) return false;
    Decay decay = schedule->decay;
    return decay == DECAY_COSINE || decay == DECAY_COSINE_RESTARTS || decay == DECAY_INVERSE_SQRT ||
           decay == DECAY_ONE_MINUS_SQRT;
}

static void write_imports(const Schedule *schedule, Text *out) {
    bool points = schedule->decay == DECAY_MULTISTEP || schedule->decay == DECAY_POINTS;
    bool bisects = recipe_decays(schedule) && points, counts = needs_math(schedule);
    if (bisects) text_add(out, "from bisect import bisect_right\n");
    if (counts) text_add(out, "import math\n");
    text_addf(out, "%simport torch\nfrom torch.optim.lr_scheduler import LambdaLR\n\n",
              bisects || counts ? "\n" : "");
}

static void write_warmup(const Schedule *schedule, Text *out) {
    text_add(out, "\n\ndef warmup(step):\n    if step >= warmup_iters:\n        return 1\n");
    python_alpha(schedule, &spelling, "    ", "step / warmup_iters", out);
    text_add(out, "    return ");
    python_warmup(schedule, out);
    text_add(out, "\n");
}

static void write_cycles(const Schedule *schedule, Text *out) {
    if (schedule->cycle_mult == 1)
        text_add(out, "    length = cycle_steps\n    elapsed = elapsed % length\n");
    else
        text_add(out, "    length = cycle_steps\n    while elapsed >= length:\n        elapsed -= length\n"
                      "        length *= cycle_mult\n");
}

static void write_decay(const Schedule *schedule, Text *out) {
    text_add(out, "\n\ndef decay(elapsed):\n");
    if (schedule->decay == DECAY_COSINE_RESTARTS) write_cycles(schedule, out);
    python_before_decay(schedule, &spelling, "    ", out);
    text_add(out, "    return ");
    python_decay(schedule, &spelling, out);
    text_add(out, "\n");
}

/* Writes warm-up and decay together, at the same time or one after the other: before decay_start the decay is
   1. */
static void write_factor(const Schedule *schedule, Text *out) {
    bool at_once = schedule_decay_start(schedule) == 0;
    text_addf(out, "\n\ndef factor(step):\n    return %sdecay(%s)\n",
              recipe_warms(schedule) ? "warmup(step) * " : "",
              at_once ? "step" : "max(0, step - decay_start)");
}

void pytorch_write_lambda(const Schedule *schedule, const char *optimizer, Text *out) {
    bool warms = recipe_warms(schedule), decays = recipe_decays(schedule);
    bool beyond = model_goes_beyond(schedule);
    bool both = beyond || (decays && (warms || schedule_decay_start(schedule) > 0));
    write_imports(schedule, out);
    python_constants(schedule, out);
    if (beyond) model_write_functions(schedule, out);
    if (warms && !beyond) write_warmup(schedule, out);
    if (decays && !beyond) write_decay(schedule, out);
    if (both && !beyond) write_factor(schedule, out);
    text_add(out, both || warms || decays ? "\n\n" : "\n");
    pytorch_write_optimizer(optimizer, out);
    text_addf(out, "scheduler = LambdaLR(optimizer, %s)  # scheduler.step() after each optimizer.step()\n",
              both     ? "factor"
              : warms  ? "warmup"
              : decays ? "decay"
                       : "lambda step: 1");
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

/* True if torch's own decay does. CosineAnnealingLR would rise again past its end. */
static bool decay_is_native(const Schedule *schedule) {
    int64_t last = recipe_last_elapsed(schedule), steps = schedule_decay_steps(schedule);
    bool steady = last <= STEPS_WITHOUT_DRIFT;
    switch (schedule->decay) {
    case DECAY_MULTISTEP: return true;
    case DECAY_STEP: return last / schedule->step_size <= STEPS_WITHOUT_DRIFT;
    case DECAY_EXPONENTIAL: return steady;
    case DECAY_LINEAR: return steady && (schedule->final_factor == 0 || schedule->final_factor >= 1e-5);
    case DECAY_POLYNOMIAL: return steady && schedule->final_factor == 0 && schedule->power <= 10;
    case DECAY_COSINE: return steady && last <= steps && cosine_is_exact(schedule, steps);
    case DECAY_COSINE_RESTARTS: return cosine_is_exact(schedule, last);
    default: return false;
    }
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

static const char *native_name(const Schedule *schedule) {
    switch (schedule->decay) {
    case DECAY_MULTISTEP: return "MultiStepLR";
    case DECAY_STEP: return "StepLR";
    case DECAY_EXPONENTIAL: return "ExponentialLR";
    case DECAY_LINEAR: return "LinearLR";
    case DECAY_POLYNOMIAL: return "PolynomialLR";
    case DECAY_COSINE: return "CosineAnnealingLR";
    default: return "CosineAnnealingWarmRestarts";
    }
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

static void write_native_decay(const Schedule *schedule, Text *out) {
    text_addf(out, "%s(optimizer", native_name(schedule));
    switch (schedule->decay) {
    case DECAY_MULTISTEP:
        text_add(out, ", milestones=");
        python_milestones(schedule, 0, out);
        add_gamma(schedule, out);
        break;
    case DECAY_STEP: add_count("step_size", schedule->step_size, out); /* fall through */
    case DECAY_EXPONENTIAL: add_gamma(schedule, out); break;
    case DECAY_LINEAR:
        text_add(out, ", start_factor=1");
        add_real("end_factor", schedule->final_factor, out);
        add_steps(schedule, "total_iters", out);
        break;
    case DECAY_POLYNOMIAL:
        add_steps(schedule, "total_iters", out);
        add_real("power", schedule->power, out);
        break;
    case DECAY_COSINE:
        add_steps(schedule, "T_max", out);
        add_eta_min(schedule, out);
        break;
    default:
        add_count("T_0", (int64_t)schedule->cycle_steps, out);
        if (schedule->cycle_mult > 1) add_count("T_mult", schedule->cycle_mult, out);
        add_eta_min(schedule, out);
        break;
    }
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
    bool native = !model_goes_beyond(schedule) && schedule->gamma <= 1 && recipe_decays(schedule) &&
                  !recipe_overlaps(schedule) && warmup_is_native(schedule) && decay_is_native(schedule);
    python_recipe(schedule, out);
    if (native)
        write_native(schedule, out);
    else
        pytorch_write_lambda(schedule, "SGD", out);
}
