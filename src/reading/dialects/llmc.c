/* llm.c (llmc/schedulers.h): (t+1)/warm-up; its options are single letters. */
#include "reading/dialects.h"
#include "reading/shapes.h"

#include <string.h>

static const Node *llmc_command(const Document *document) {
    return document_command(document, "train_gpt2cu|train_gpt2fp32cu", (char *)NULL);
}

int llmc_evidence(const Document *document) {
    return llmc_command(document) ? PROVEN : NONE;
}

void llmc_read(Import *import) {
    const Node *command = llmc_command(import->document);
    import_base_lr(import, import_number(import, command, "l", 3e-4));
    double total = import_total(import, import_number(import, command, "x", NAN)),
           warm = import_number(import, command, "u", 0);
    double final = import_number(import, command, "q", 1);
    const char *type = import_word(import, command, "k", "cosine");
    import_put(import, "total_steps", total);
    import_warmup_counted(import, warm, 0, 1);
    if (type && word_among(type, "cosine|linear"))
        import_decay(import, type, warm, total, final);
    else if (type && !strcmp(type, "constant"))
        shape_constant(import);
    else if (type && !strcmp(type, "wsd"))
        import_decay(import, "one_minus_sqrt", floor(0.8 * total), total, final);
    else
        import_refuse(import, "the scheduler %s is not one of llm.c's", type ? type : "?");
}
