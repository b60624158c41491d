/* Signals that would end the program, held back while a temporary file stands on the disk. A second signal is
   not held back: it ends the program at once and removes the temporary file. */
#ifndef BASE_INTERRUPT_H
#define BASE_INTERRUPT_H

#include <stdbool.h>

/* Holds signals back. Calls are not nested. */
void interrupt_hold(void);
/* True if a signal is pending. Long operations ask this now and then, and stop. */
bool interrupt_waits(void);
/* Lets them through: one that has come ends the program here. */
void interrupt_release(void);

#endif
