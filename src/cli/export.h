/* The window's export sheet writes what the command line writes. */
#ifndef CLI_EXPORT_H
#define CLI_EXPORT_H

#include "app/export.h"

extern const Exporter cli_exporter;

#endif
