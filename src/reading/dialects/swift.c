/* ms-swift (swift/llm/argument): Hugging Face's training arguments with other defaults: a cosine, and a rate
   that depends on what is trained. */
#include "reading/dialects.h"
#include "reading/dialects/huggingface.h"

#include <string.h>

static const Node *command_of(const Document *document) {
    const Node *command = document_command(
        document, "swift", "learning_rate|warmup_ratio|num_train_epochs|max_steps", (char *)NULL);
    bool named = command && (strstr(command->text, "swift sft") || strstr(command->text, "swift pt") ||
                             strstr(command->text, "swift rlhf") || strstr(command->text, "swift/cli/"));
    return named ? command : NULL;
}

int swift_evidence(const Document *document) {
    return command_of(document) ? PROVEN : NONE;
}

void swift_read(Import *import) {
    const Node *command = command_of(import->document);
    const char *kind = import_word(import, command, "train_type|tuner_type|sft_type", "lora");
    double lr = import_base_lr(
        import, import_number(import, command, "learning_rate", kind && !strcmp(kind, "full") ? 1e-5 : 1e-4));
    double total = import_user(import, "total_steps"),
           steps = import_number(import, command, "max_steps", -1);
    if (isnan(total)) {
        import_batch(import, import_number_quiet(import, command, "per_device_train_batch_size"),
                     import_number_quiet(import, command, "gradient_accumulation_steps"), NAN);
        total = steps > 0 || isnan(steps)
                    ? steps
                    : ceil(import_epochs(import, import_number(import, command, "num_train_epochs", 3)));
    }
    total = import_total(import, total);
    import_put(import, "total_steps", total);
    if (!node_at(command, "learning_rate")) import_note(import, "learning_rate is ms-swift's default");
    bool second = node_at(command, "sft_type") && !node_at(command, "warmup_ratio|warmup_steps"); /* ms-swift 2 */
    double warm = second ? ceil(0.05 * total) : huggingface_warmup(import, command, "warmup_steps", "warmup_ratio", total);
    if (second) import_note(import, "warmup_ratio 0.05, the default of ms-swift 2, which has sft_type");
    huggingface_shape(import, import_word(import, command, "lr_scheduler_type", "cosine"), warm, total, lr, NULL);
}
