/* One reader a kind of code. Each returns whether it recognised anything. Not for other rooms. */
#ifndef CODE_READERS_H
#define CODE_READERS_H

#include "code/import.h"

bool code_torch_read(CodeImport *import, Match *match);
bool solver_read(CodeImport *import, Match *match);
bool code_huggingface_read(CodeImport *import, Match *match);
bool options_read(CodeImport *import, Match *match);

/* The lr of an optimizer; of assignments what is still missing of it and of the run's length. */
bool optimizer_read(CodeImport *import, Match *match);
void names_read(CodeImport *import, Match *match);

/* A function of the step, as LambdaLR takes it, that counts from `start`. */
bool lambda_read(CodeImport *import, Match *match, const Node *function, double start);
/* A call of one of transformers' get_*_schedule functions, or of get_scheduler; false where it has no such.
 */
bool huggingface_getter_read(CodeImport *import, Match *match, const Node *call);

/* The value that a text assigns to a key, as key = value, key: value or --key value; NULL where none. The
 * last one. */
const Node *readers_value(Match *match, const char *key);

#endif
