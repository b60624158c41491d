/* Signals that would end the program, held back while a temporary file stands on the disk. A second one is not: whoever
   asks again wants the end, and gets it at once, without the temporary file. */
#ifndef BASE_INTERRUPT_H
#define BASE_INTERRUPT_H

#include <stdbool.h>

/* Not one inside another. */
void interrupt_hold(void);
/* Has one come? What is long asks now and then, and gives up. */
bool interrupt_waits(void);
/* Lets them through: one that has come ends the program here. */
void interrupt_release(void);

#endif
