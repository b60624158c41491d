/* One reader a kind of code. Each returns whether it recognised anything. Not for other rooms. */
#ifndef CODE_READERS_H
#define CODE_READERS_H

#include "code/draft.h"

bool torch_read(Draft *draft, Match *match);
bool solver_read(Draft *draft, Match *match);
bool huggingface_read(Draft *draft, Match *match);
bool options_read(Draft *draft, Match *match);

/* The lr of an optimizer; of assignments what is still missing of it and of the run's length. */
bool optimizer_read(Draft *draft, Match *match);
void names_read(Draft *draft, Match *match);

/* A function of the step, as LambdaLR takes it, that counts from `start`. */
bool lambda_read(Draft *draft, Match *match, const Node *function, double start);
/* A call of one of transformers' get_*_schedule functions, or of get_scheduler; false where it has no such.
 */
bool huggingface_getter_read(Draft *draft, Match *match, const Node *call);

/* The value that a text assigns to a key, as key = value, key: value or --key value; NULL where none. The
 * last one. */
const Node *readers_value(Match *match, const char *key);

#endif
