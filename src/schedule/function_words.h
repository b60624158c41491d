/* What words.h's functions say where the factor is a function. Not for other rooms. */
#ifndef SCHEDULE_FUNCTION_WORDS_H
#define SCHEDULE_FUNCTION_WORDS_H

#include "schedule/phrase.h"

/* Writes "Never above 1: proven for all 90 000 steps", "Above 1 on steps 0 – 999", "Not above 1 on steps 0 –
   8 388 607; beyond that not decided". */
void function_verdict(Phrase phrase, const Schedule *schedule);
/* Writes the peak and the parts: "at most 0.999 on steps 0 – 999, then 1". */
void function_reason(Phrase phrase, const Schedule *schedule);
void function_conclusion(Phrase phrase, const Schedule *schedule);
void function_describe(Phrase phrase, const Schedule *schedule);

#endif
