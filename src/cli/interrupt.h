/* Signals that would end the program, held back while a temporary file stands on the disk. */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct CliInterrupt {
    sigset_t before; /* what was held back already */
} CliInterrupt;

void cli_interrupt_hold(CliInterrupt *interrupt);
/* Has one come? What is long asks now and then, and gives up. */
bool cli_interrupt_waits(void);
/* Lets them through: one that has come ends the program here. */
void cli_interrupt_release(const CliInterrupt *interrupt);

#endif
