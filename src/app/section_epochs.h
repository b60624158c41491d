/* EPOCHS in the side panel, and what a known epoch offers elsewhere. */
#ifndef APP_SECTION_EPOCHS_H
#define APP_SECTION_EPOCHS_H

#include "ui/ui.h"

struct App;

typedef struct AppEpochs {
    bool open; /* what steps_per_epoch can follow from is shown */
} AppEpochs;

/* Shows a section of the side panel (app/section.h). */
double section_epochs_show(struct App *app, Box row);

/* torchvision's own warmup_iters for an epoch of this length, min(1000, len - 1), as a button; nothing, and
   no height, where no epoch is known or warmup_iters is that already. */
double section_epochs_offer(struct App *app, Box row);

#endif
