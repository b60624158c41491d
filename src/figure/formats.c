#include "figure/formats.h"

#include "base/file.h"
#include "figure/html.h"
#include "figure/writers.h"
#include "paint/versions.h"

#include <string.h>
#include <strings.h>

static bool make_png(const Scene *scene, PaintFonts *fonts, const FigureSpec *spec,
                      const PaintAbout *about, Text *out, Text *why) {
    return paint_png(scene, fonts, spec->scale, about, out, why);
}

static bool make_svg(const Scene *scene, PaintFonts *fonts, const FigureSpec *spec,
                      const PaintAbout *about, Text *out, Text *why) {
    return paint_svg(scene, fonts, spec->real_text ? PAINT_REAL_TEXT : PAINT_OUTLINES, about, out, why);
}

static bool make_pdf(const Scene *scene, PaintFonts *fonts, const FigureSpec *spec,
                      const PaintAbout *about, Text *out, Text *why) {
    (void)spec;
    return paint_pdf(scene, fonts, about, out, why);
}

const FigureFormat figure_formats[] = {
    {.name = "png",
     .help = "pixels",
     .paint = make_png,
     .embeds = EMBEDDED_PNG,
     .drawn_with = VERSIONS_CAIRO | VERSIONS_PNG | VERSIONS_ZLIB,
     .pixels = true,
     .numbered = true,
     .for_pages = true},
    {.name = "svg",
     .help = "a vector image for web pages",
     .paint = make_svg,
     .embeds = EMBEDDED_SVG,
     .real_text = true,
     .for_pages = true},
    {.name = "pdf",
     .help = "a vector image for papers",
     .paint = make_pdf,
     .paint_pages = paint_pdf_pages,
     .embeds = EMBEDDED_PDF,
     .drawn_with = VERSIONS_CAIRO | VERSIONS_ZLIB,
     .dated = true},
    {.name = "webp",
     .help = "an animation, with --sweep",
     .write = figure_write_webp,
     .embeds = EMBEDDED_WEBP,
     .drawn_with = VERSIONS_CAIRO | VERSIONS_WEBP,
     .pixels = true,
     .animates = true,
     .for_pages = true},
    {.name = "html",
     .help = "a page for browsers, live, with sliders",
     .paint = html_paint,
     .embeds = EMBEDDED_HTML,
     .real_text = true,
     .live = true},
    {.name = "csv",
     .help = "a table with step, factor and lr of every step",
     .write = figure_write_csv,
     .table = true},
    {.name = "json",
     .help = "parameters, corners of the curve and description, for programs",
     .write = figure_write_json,
     .table = true},
    {.name = "yaml",
     .help = "the scenario, which lrscope can open again",
     .write = figure_write_yaml,
     .table = true,
     .settings = true},
    {.name = "txt",
     .help = "the description, as --describe prints it",
     .write = figure_write_txt,
     .table = true},
    {.name = "text",
     .help = "the chart in characters, as --text prints it",
     .write = figure_write_text,
     .table = true,
     .characters = true},
    {.name = "py",
     .help = "Python code: PyTorch's, or as chosen by --code",
     .write = figure_write_py,
     .code = true},
};
const int figure_format_count = sizeof figure_formats / sizeof *figure_formats;

bool figure_format_draws(const FigureFormat *format) {
    return format->paint || format->animates;
}

const FigureFormat *figure_format_named(const char *name) {
    for (int i = 0; i < figure_format_count; i++)
        if (!strcasecmp(figure_formats[i].name, name)) return &figure_formats[i];
    return NULL;
}

/* Returns ".svg" of "a/b.svg", "" of "a.d/b" and of the hidden file ".svg". */
static const char *ending(const char *path) {
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    return dot && dot > (slash ? slash + 1 : path) ? dot : "";
}

const FigureFormat *figure_format_of_path(const char *path) {
    const char *end = ending(path);
    return *end ? figure_format_named(end + 1) : NULL;
}

const FigureFormat *figure_format_embedding(EmbeddedKind kind) {
    for (int i = 0; i < figure_format_count; i++)
        if (kind != EMBEDDED_PLAIN && figure_formats[i].embeds == kind) return &figure_formats[i];
    return NULL;
}

void figure_format_list(const char *before, bool painted, Text *out) {
    int left = 0;
    for (int i = 0; i < figure_format_count; i++) left += !painted || figure_formats[i].paint;
    bool first = true;
    for (int i = 0; i < figure_format_count; i++) {
        if (painted && !figure_formats[i].paint) continue;
        text_addf(out, "%s%s%s", first ? "" : left == 1 ? " or " : ", ", before, figure_formats[i].name);
        first = false;
        left--;
    }
}

void figure_format_missing(const char *path, Text *why) {
    bool is_stdout = file_is_stdout(path);
    text_setf(why, "-o %s: ", path);
    if (is_stdout)
        text_add(why, "stdout has no name that says the format");
    else if (*ending(path))
        text_addf(why, "no format has the ending %s", ending(path));
    else
        text_add(why, "the name does not say the format");
    text_add(why, "; use --format=");
    figure_format_list("", false, why);
    if (is_stdout) return;
    text_add(why, ", or a name that ends in ");
    figure_format_list(".", false, why);
}
