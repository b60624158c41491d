#include "cli/cli.h"
#include "schedule/schedule.h"
#include <gtk/gtk.h>
