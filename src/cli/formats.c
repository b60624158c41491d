#include "cli/formats.h"

#include "base/file.h"
#include "cli/code.h"
#include "cli/data.h"
#include "cli/frames.h"
#include "cli/picture.h"
#include "cli/table.h"

#include <string.h>
#include <strings.h>

const CliFormat cli_formats[CLI_FORMATS] = {
    {"png", CLI_PIXELS, "pixels", cli_picture_png},
    {"svg", CLI_VECTOR, "a drawing for web pages", cli_picture_svg},
    {"pdf", CLI_VECTOR, "a drawing for papers", cli_picture_pdf},
    {"webp", CLI_PIXELS, "an animation; with --sweep", cli_frames_webp},
    {"csv", CLI_TABLE, "a table with step, factor and lr of every step", cli_table_csv},
    {"json", CLI_TABLE, "parameters, breaks and description for programs", cli_data_json},
    {"yaml", CLI_TABLE, "the scenario, to be opened again", cli_data_yaml},
    {"txt", CLI_TABLE, "the description, as --describe prints it", cli_data_txt},
    {"py", CLI_CODE_FILE, "Python: PyTorch's code, or that of --code", cli_code_py},
};

const CliFormat *cli_format_named(const char *name) {
    for (int i = 0; i < CLI_FORMATS; i++)
        if (!strcasecmp(cli_formats[i].name, name)) return &cli_formats[i];
    return NULL;
}

/* ".svg" of "a/b.svg", "" of "a.d/b" and of the hidden file ".svg". */
static const char *ending(const char *path) {
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    return dot && dot > (slash ? slash + 1 : path) ? dot : "";
}

const CliFormat *cli_format_of_path(const char *path) {
    const char *end = ending(path);
    return *end ? cli_format_named(end + 1) : NULL;
}

void cli_format_list(const char *before, Text *out) {
    for (int i = 0; i < CLI_FORMATS; i++) {
        const char *between = i == 0 ? "" : i == CLI_FORMATS - 1 ? " or " : ", ";
        text_addf(out, "%s%s%s", between, before, cli_formats[i].name);
    }
}

void cli_format_missing(const char *path, Text *why) {
    bool is_stdout = file_is_stdout(path);
    text_setf(why, "-o %s: ", path);
    if (is_stdout)
        text_add(why, "stdout has no name that says the format");
    else if (*ending(path))
        text_addf(why, "no format has the ending %s", ending(path));
    else
        text_add(why, "the name does not say the format");
    text_add(why, "; use --format=");
    cli_format_list("", why);
    if (is_stdout) return;
    text_add(why, ", or a name that ends in ");
    cli_format_list(".", why);
}
