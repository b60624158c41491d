/* diffusers' examples (diffusers/optimization.py) and kohya's sd-scripts (library/train_util.py,
   get_scheduler_fix): Hugging Face's schedules under names of their own. */
#include "reading/dialects.h"
#include "reading/dialects/huggingface.h"

#include <string.h>

#define DIFFUSERS_OWN "instance_prompt|validation_prompt|resolution|instance_data_dir|placeholder_token|dataset_name|checkpointing_steps"

#define KOHYA_OWN "network_module|max_train_epochs|lr_scheduler_num_cycles|optimizer_type|network_dim|dataset_config|unet_lr|text_encoder_lr"

static bool is_settings(const Document *document) {
    return document->kind == DOCUMENT_YAML || document->kind == DOCUMENT_JSON ||
           document->kind == DOCUMENT_INI;
}

/* Puts the shape of that name. diffusers and kohya say cosine_with_restarts; with one cycle that is a cosine
   that ends at 0. */
static void put_shape(Import *import, const char *type, double warm, double total, double lr, double cycles,
                      double power) {
    huggingface_shape(import, type, warm, total, lr, NULL);
    if (type && !strcmp(type, "cosine_with_restarts"))
        import_put(import, "cycle_steps", (total - warm) / cycles);
    if (type && !strcmp(type, "polynomial")) import_put(import, "power", power);
}

/* True for a command of one of kohya's scripts, or with an option that only those have. */
static bool is_kohya(const Node *command) {
    static const char *const scripts[] = {"train_network", "fine_tune.py", "train_db.py", "sdxl_train", "flux_train", "sd3_train", "train_textual_inversion"};
    if (node_at(command, KOHYA_OWN)) return true;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (strstr(command->text, scripts[i])) return true;
    return false;
}

/* A command with the schedule's options, or with those of the examples: then the schedule is theirs where none is given. */
static const Node *diffusers_command(const Document *document) {
    const char *length = "learning_rate|max_train_steps|num_train_epochs";
    const Node *command = document_command(document, ".py", "lr_scheduler|lr_warmup_steps", length, (char *)NULL);
    if (!command) command = document_command(document, ".py", "pretrained_model_name_or_path|train_batch_size", "learning_rate", DIFFUSERS_OWN, (char *)NULL);
    return command && (is_kohya(command) || node_at(command, "lr_scheduler_type|sched")) ? NULL : command;
}

int diffusers_evidence(const Document *document) {
    const Node *command = diffusers_command(document);
    if (!command) return NONE;
    return node_at(command, "pretrained_model_name_or_path|max_train_steps|lr_warmup_steps|" DIFFUSERS_OWN) ? PROVEN : LIKELY;
}

void diffusers_read(Import *import) {
    const Node *command = diffusers_command(import->document);
    double lr = import_base_lr(import, import_number(import, command, "learning_rate", NAN)),
           total = import_user(import, "total_steps");
    if (isnan(total)) {
        const Node *steps = node_at(command, "max_train_steps");
        total = steps ? import_number(import, command, "max_train_steps", NAN)
                      : import_epochs(import, import_number(import, command, "num_train_epochs", NAN));
    }
    total = import_total(import, total);
    if (import_flag(import, command, "scale_lr", false))
        import_refuse(import,
                      "--scale_lr multiplies the rate by the whole batch: give --base-lr and leave it out");
    const char *usual = strstr(command->text, "unconditional") ? "cosine" : "constant";
    const char *type = import_word(import, command, "lr_scheduler", usual);
    double warm = import_number(import, command, "lr_warmup_steps", 500);
    import_put(import, "total_steps", total);
    if (!node_at(command, "lr_scheduler")) import_note(import, "lr_scheduler %s, the default of diffusers' examples", usual);
    if (!node_at(command, "lr_warmup_steps") && type && strcmp(type, "constant") != 0)
        import_note(import, "lr_warmup_steps 500, the default of diffusers' examples");
    put_shape(import, type, warm, total, lr, import_number(import, command, "lr_num_cycles", 1),
              import_number(import, command, "lr_power", 1));
}

/* Returns the map or the command that has kohya's keys; a TOML file may hold them in a section. */
static const Node *kohya_map(const Node *map) {
    if (!map) return NULL;
    bool length = node_at(map, "max_train_steps|max_train_epochs") != NULL,
         kind = node_at(map, "lr_scheduler|lr_warmup_steps") != NULL;
    bool own = node_at(map, KOHYA_OWN "|mixed_precision") != NULL;
    return kind && (length || own) && node_at(map, "learning_rate|unet_lr") ? map : NULL;
}

static const Node *kohya_settings(const Document *document) {
    if (document->kind == DOCUMENT_SHELL) {
        const Node *command =
            document_command(document, ".py|train", "lr_scheduler|max_train_steps|max_train_epochs",
                             (char *)NULL);
        return command && is_kohya(command) && node_at(command, "learning_rate|unet_lr") ? command : NULL;
    }
    if (!is_settings(document) && document->kind != DOCUMENT_PYTHON)
        return NULL; /* TOML without sections is Python too */
    const Node *found = kohya_map(document->root);
    for (const Node *child = document->root ? document->root->first : NULL; child && !found;
         child = child->next)
        if (child->kind == NODE_MAP) found = kohya_map(child);
    return found;
}

int kohya_evidence(const Document *document) {
    return kohya_settings(document) ? PROVEN : NONE;
}

static void put_rate_group(Import *import, const Node *settings, const char *key, double lr) {
    double own = node_at(settings, key) ? import_number(import, settings, key, NAN) : lr;
    if (own == lr || !(own > 0)) return;
    import_group(import, key);
    import_put(import, "base_lr", own);
}

/* Returns a number of the settings; the GUI of kohya_ss writes an empty string for what is not given. */
static double kohya_number(Import *import, const Node *settings, const char *key, double fallback) {
    const Node *node = node_at(settings, key);
    bool empty = node && node->kind == NODE_SCALAR && !*node->text;
    return empty ? fallback : import_number(import, settings, key, fallback);
}

/* Returns the run's updates: from epochs, which come first, or from steps; 0 stands for "not given" in the GUI. */
static double kohya_length(Import *import, const Node *settings) {
    double user = import_user(import, "total_steps");
    if (!isnan(user)) return user;
    const Node *gui = node_at(settings, "lr_warmup|epoch");
    double epochs = kohya_number(import, settings, "max_train_epochs", 0), steps = kohya_number(import, settings, "max_train_steps", 0);
    if (isnan(epochs) || epochs > 0) return import_epochs(import, epochs);
    if (isnan(steps) || steps > 0) return steps;
    return gui ? import_epochs(import, kohya_number(import, settings, "epoch", NAN)) : 1600;
}

/* Returns the warm-up's updates; the GUI's lr_warmup is in percent of the run. Elsewhere a share of it is below 1. */
static double kohya_warmup(Import *import, const Node *settings, double total) {
    bool sure = settings->kind == NODE_CALL || node_at(settings, KOHYA_OWN);
    double percent = node_at(settings, "lr_warmup") ? kohya_number(import, settings, "lr_warmup", 0) : 0;
    double warm = kohya_number(import, settings, "lr_warmup_steps", percent != 0 ? 0 : sure ? 0 : NAN); /* diffusers' own is 500 */
    if (warm == 0 && percent != 0) return round(percent * total / 100);
    return warm > 0 && warm < 1 ? floor(warm * total) : warm;
}

void kohya_read(Import *import) {
    const Node *settings = kohya_settings(import->document), *own = node_at(settings, "lr_scheduler_type");
    double lr = import_base_lr(import, import_number(import, settings, "learning_rate|unet_lr", NAN));
    double total = import_total(import, kohya_length(import, settings));
    const char *type = import_word(import, settings, "lr_scheduler", "constant");
    import_put(import, "total_steps", total);
    if (own && *own->text)
        import_refuse(import, "lr_scheduler_type names a class of its own");
    else if (type && (!strncmp(type, "adafactor", 9) || !strncmp(type, "piecewise_constant", 18)))
        import_refuse(import, "lr_scheduler %s is not shown", type);
    else
        put_shape(import, type, kohya_warmup(import, settings, total), total, lr, kohya_number(import, settings, "lr_scheduler_num_cycles", 1),
                  kohya_number(import, settings, "lr_scheduler_power", 1));
    put_rate_group(import, settings, "unet_lr", lr);
    put_rate_group(import, settings, "text_encoder_lr", lr);
}
