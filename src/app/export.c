#include "app/export.h"

#include "app/parts.h"
#include "base/file.h"
#include "base/folder.h"
#include "figure/formats.h"
#include "figure/write.h"
#include "ui/choice.h"
#include "ui/field.h"
#include "ui/scroll.h"
#include "ui/widgets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- what can be chosen --- */

typedef struct Kind {
    const char *word; /* in the session file */
    const char *ending;
    double scale;
} Kind;

static const Kind kinds[] = {{"svg", "svg", 1}, {"png", "png", 1}, {"png2", "png", 2},
                             {"pdf", "pdf", 1}, {"csv", "csv", 1}, {"json", "json", 1}};
static const char *const kind_labels[] = {"SVG, for web pages", "PNG, pixels", "PNG, 2 pixels per point",
                                          "PDF, for papers", "CSV, a table", "JSON, for programs", NULL};

typedef struct Size {
    const char *word;
    double width, height;
} Size;

static const Size sizes[] = {{"960x540", 960, 540}, {"640x360", 640, 360},   {"480x320", 480, 320},
                             {"720x720", 720, 720}, {"1280x720", 1280, 720}, {"1920x1080", 1920, 1080}};
static const char *const size_labels[] = {"960 × 540",  "640 × 360",   "480 × 320",   "720 × 720",
                                          "1280 × 720", "1920 × 1080", "your own size", NULL};

static const Theme *const themes[] = {&theme_light, &theme_dark, &theme_neutral};
static const char *const theme_labels[] = {"light", "dark", "neutral, for any background", NULL};

enum { KINDS = sizeof kinds / sizeof *kinds, SIZES = sizeof sizes / sizeof *sizes, THEMES = 3 };

static bool is_own_size(const AppExport *export) {
    return export->size == SIZES;
}

/* Takes a size as --size does; what that refuses stays as it was. */
static bool read_size(AppExport *export, const char *word) {
    FigureSpec spec = figure_spec_default();
    text_clear(&export->refusal);
    if (!figure_spec_set(&spec, FIGURE_SIZE, word, &export->refusal)) return false;
    text_setf(&export->own_size, "%s", word);
    return true;
}

const char *export_format_word(const AppExport *export) {
    return kinds[export->format].word;
}

const char *export_size_word(const AppExport *export) {
    return is_own_size(export) ? text_string(&export->own_size) : sizes[export->size].word;
}

const char *export_theme_word(const AppExport *export) {
    return themes[export->theme]->name;
}

void export_choose(AppExport *export, const char *format, const char *size, const char *theme) {
    bool found = false;
    for (int i = 0; format && i < KINDS; i++)
        if (!strcmp(kinds[i].word, format)) export->format = i;
    for (int i = 0; size && i < SIZES; i++)
        if (!strcmp(sizes[i].word, size)) found = true, export->size = i;
    if (size && !found && read_size(export, size)) export->size = SIZES;
    for (int i = 0; theme && i < THEMES; i++)
        if (!strcmp(themes[i]->name, theme)) export->theme = i;
}

void export_free(AppExport *export) {
    text_free(&export->folder);
    text_free(&export->name);
    text_free(&export->agreed);
    text_free(&export->own_size);
    text_free(&export->refusal);
    text_free(&export->title);
    text_free(&export->result);
    scene_free(&export->preview);
}

FigureSpec export_spec(const AppExport *export) {
    FigureSpec spec = figure_spec_default();
    Text takes = {0};
    figure_spec_set(&spec, FIGURE_SIZE, export_size_word(export), &takes);
    text_free(&takes);
    spec.scale = kinds[export->format].scale;
    spec.theme = themes[export->theme];
    spec.transparent = export->transparent && spec.theme != &theme_neutral;
    spec.date = export->date;
    spec.title = export->title.length ? text_string(&export->title) : NULL;
    spec.switched = export->switched;
    spec.explicit_parts = export->switched;
    return spec;
}

/* --- where it goes --- */

/* Beside the scenario's file and named like it; without one in the present folder. */
static void propose_path(App *app) {
    AppExport *export = &app->export;
    Text path = {0};
    const FilesDocument *document = files_present(app);
    folder_resolve(document->path.length ? text_string(&document->path) : "lrscope", &path);
    const char *slash = strrchr(text_string(&path), '/');
    const char *name = slash ? slash + 1 : text_string(&path), *dot = strrchr(name, '.');
    if (!export->folder.length) text_add_bytes(&export->folder, path.data, (size_t)(name - path.data));
    text_clear(&export->name);
    text_add_bytes(&export->name, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
    text_free(&path);
}

static void add_path(const AppExport *export, Text *path) {
    text_addf(path, "%s%s.%s", text_string(&export->folder), text_string(&export->name),
              kinds[export->format].ending);
}

/* Takes a typed path: its folder and name are kept, its ending chooses the format where it is one. */
static void take_path(App *app, const char *typed) {
    AppExport *export = &app->export;
    Text path = {0};
    folder_resolve(typed, &path);
    const char *name = strrchr(text_string(&path), '/') + 1, *dot = strrchr(name, '.');
    bool known = false;
    for (int i = 0; dot && i < KINDS; i++) {
        if (strcmp(kinds[i].ending, dot + 1) != 0) continue;
        if (strcmp(kinds[export->format].ending, dot + 1) != 0) export->format = i;
        known = true;
    }
    text_clear(&export->folder);
    text_add_bytes(&export->folder, path.data, (size_t)(name - path.data));
    text_clear(&export->name);
    text_add_bytes(&export->name, name, known ? (size_t)(dot - name) : strlen(name));
    text_free(&path);
}

static bool write_as(const App *app, const FigureSpec *spec, const char *ending, const char *path, Text *why) {
    const FigureFormat *format = figure_format_named(ending);
    Figure figure;
    Scenario scenario = scenario_copy(&app->scenario);
    logs_embed(app, &scenario);
    bool good = figure_open(&figure, &scenario, spec, NULL, NULL, why) &&
                figure_allows(&figure, format, path, why) && figure_write(&figure, format, path, why);
    figure_close(&figure);
    scenario_free(&scenario);
    return good;
}

static bool write_figure(const App *app, const char *path, Text *why) {
    FigureSpec spec = export_spec(&app->export);
    return write_as(app, &spec, kinds[app->export.format].ending, path, why);
}

static bool make_png(Figure *figure, Text *png, Text *why) {
    char *bytes = NULL;
    size_t count = 0;
    FILE *stream = open_memstream(&bytes, &count);
    bool good = stream && figure_write_stream(figure, figure_format_named("png"), stream, why);
    if (stream) fclose(stream);
    if (good) text_add_bytes(png, bytes, count);
    free(bytes);
    return good;
}

/* Makes the picture with 2 pixels per point: it is pasted into something that is looked at on any screen. */
bool export_make_picture(App *app, Text *png, Text *why) {
    FigureSpec spec = export_spec(&app->export);
    Figure figure;
    Scenario scenario = scenario_copy(&app->scenario);
    spec.scale = 2;
    logs_embed(app, &scenario);
    bool good = figure_open(&figure, &scenario, &spec, NULL, NULL, why) && make_png(&figure, png, why);
    figure_close(&figure);
    scenario_free(&scenario);
    return good;
}

/* The name that was typed ends like a file of another kind ("x.yaml"): that is meant, and not "x.yaml.svg". */
static const char *other_format(const AppExport *export) {
    const char *dot = strrchr(text_string(&export->name), '.');
    return dot && dot[1] && figure_format_named(dot + 1) ? dot + 1 : NULL;
}

static void carry_out(App *app, const char *path) {
    AppExport *export = &app->export;
    Text why = {0};
    export->failed = !write_figure(app, path, &why);
    if (export->failed) {
        text_setf(&export->result, "%s", text_string(&why));
    } else {
        text_setf(&export->result, "Written, and its path copied: %s", path);
        text_setf(&app->requests.copy, "%s", path);
    }
    text_free(&why);
}

/* Another file than the one written last is not written over unasked. */
static void write_file(App *app) {
    AppExport *export = &app->export;
    Text path = {0};
    add_path(export, &path);
    bool agreed = !strcmp(text_string(&path), text_string(&export->agreed));
    text_setf(&export->agreed, "%s", text_string(&path));
    const char *other = other_format(export);
    export->failed = other || !export->name.length || (!agreed && file_exists(text_string(&path)));
    if (other)
        text_setf(&export->result, "This sheet writes no %s: lrscope -o FILE.%s does", other, other);
    else if (!export->name.length)
        text_setf(&export->result, "The file has no name yet: %s", text_string(&path));
    else if (export->failed)
        text_setf(&export->result, "A file of that name exists. Press Write again to replace it: %s",
                  text_string(&path));
    else
        carry_out(app, text_string(&path));
    text_free(&path);
}

/* Takes the settings that the scenario's file has for its figure; the sheet begins with them. */
static void take_settings(App *app) {
    AppExport *export = &app->export;
    FigureSpec spec = figure_spec_default();
    Text why = {0}, size = {0};
    if (app->scenario.setting_count && figure_spec_read(&spec, &app->scenario, &why)) {
        figure_settings[FIGURE_SIZE].print(&spec, &size);
        export_choose(export, NULL, spec.set >> FIGURE_SIZE & 1 ? text_string(&size) : NULL,
                      spec.theme ? spec.theme->name : NULL);
        export->switched = spec.switched;
        if (spec.title) text_setf(&export->title, "%s", spec.title);
    }
    text_free(&why);
    text_free(&size);
}

void export_ask(App *app) {
    propose_path(app);
    take_settings(app);
    text_clear(&app->export.result);
    dialog_open(app, DIALOG_EXPORT);
}

/* --- the sheet --- */

enum { EDGE = 4, PAD = 24, GAP = 20, SIDE = 232, HEAD = 56, FOOT = 104, LABEL = 20, CHOICE = 30 };

Box export_box(const App *app) {
    double width = fmin(1000, app->width - 48), height = fmin(640, app->height - 40);
    return (Box){round((app->width - width) / 2), round((app->height - height) / 2), width, height};
}

/* Returns a key of the preview: the figure depends only on what it embeds and on how its words are
   measured. */
static uint64_t preview_key(const App *app, const Figure *figure) {
    Text embedded = {0};
    double measured[] = {app->width, app->height, app->plain_width};
    figure_embed(figure, true, &embedded);
    uint64_t key = scene_hash(embedded.data, embedded.length, scene_hash(measured, sizeof measured, 1)) | 1;
    text_free(&embedded);
    return key;
}

/* Composed anew where it would be another one. */
static void make_preview(App *app, const FigureSpec *spec) {
    AppExport *export = &app->export;
    Figure figure;
    Text why = {0};
    Scenario scenario = scenario_copy(&app->scenario);
    logs_embed(app, &scenario);
    figure_open(&figure, &scenario, spec, NULL, NULL, &why); /* there is no sweep that it could refuse */
    uint64_t key = preview_key(app, &figure);
    if (key != export->previewed) figure_chart(&figure, app->ui.measure, &export->preview);
    export->previewed = key;
    figure_close(&figure);
    scenario_free(&scenario);
    text_free(&why);
}

static bool is_table(const AppExport *export) {
    return !figure_format_draws(figure_format_named(kinds[export->format].ending));
}

/* Shows the preview as large as it fits, at its true proportions, on what it will stand on: a neutral one on
   white and on black. */
static void show_preview(App *app, Box room) {
    AppExport *export = &app->export;
    FigureSpec spec = export_spec(export);
    make_preview(app, &spec);
    if (is_table(export)) {
        ui_words(&app->ui, room.x, room.y + 14, room.w, (TextStyle){FONT_WORDS, 13, app->theme->muted},
                 figure_format_named(kinds[export->format].ending)->help);
        return;
    }
    double scale = fmin(1, fmin(room.w / spec.width, room.h / spec.height));
    Box page = {round(room.x + (room.w - spec.width * scale) / 2), room.y, spec.width * scale,
                spec.height * scale};
    Scene *scene = &app->scene;
    if (spec.theme == &theme_neutral) {
        Box half = {page.x, page.y, page.w / 2, page.h};
        scene_fill(scene, half, 0, theme_light.card);
        half.x += half.w;
        scene_fill(scene, half, 0, theme_dark.background);
    } else {
        scene_fill(scene, page, 0,
                   export->preview.background ? export->preview.background : spec.theme->background);
    }
    scene_place(scene, &export->preview, page.x, page.y, scale);
    scene_box(scene, (Box){page.x - 1, page.y - 1, page.w + 2, page.h + 2}, 0, 0,
              (Stroke){.color = app->theme->edge, .width = 1});
}

static double draw_label(App *app, Box row, const char *label) {
    scene_text(&app->scene, row.x, row.y + 12, ALIGN_LEFT, (TextStyle){FONT_WORDS_MEDIUM, 12, app->theme->muted},
               label);
    return LABEL;
}

static double show_choice(App *app, UiId id, Box row, const char *label, const char *const *labels,
                          int *chosen) {
    draw_label(app, row, label);
    *chosen = ui_choice(&app->ui, id, (Box){row.x, row.y + LABEL, row.w, CHOICE}, labels, *chosen);
    return LABEL + CHOICE + 16;
}

/* Words are typed at once where Tab leads, as in other programs; a field for numbers waits for a digit. */
static void open_words(Ui *ui, UiId id, const char *shown) {
    bool reached = ui->input->kind == INPUT_NONE && ui_ring_shown(ui, id);
    if (!reached || ui->edit.id == id) return;
    ui_edit_begin(ui, id, shown);
    ui_edit_all(ui);
}

/* A field of words, whose text counts as it is typed; Enter and Esc lead to the button. */
static UiTyped show_words_field(App *app, UiId id, Box box, const char *shown, bool refused) {
    Ui *ui = &app->ui;
    ui_stop(ui, id, box);
    open_words(ui, id, shown);
    UiTyped typed = ui_field(ui, id, box, (UiField){.shown = shown, .words = true, .refused = refused});
    if (typed == UI_TYPED_ENTER || typed == UI_TYPED_ESCAPE) ui_take_focus(ui, ID_EXPORT_WRITE, true);
    return typed;
}

static double show_own_size(App *app, Box row) {
    AppExport *export = &app->export;
    if (!is_own_size(export)) return 0;
    row.h = CHOICE;
    show_words_field(app, ID_EXPORT_OWN_SIZE, row, text_string(&export->own_size), export->refusal.length > 0);
    if (app->ui.edit.id == ID_EXPORT_OWN_SIZE) read_size(export, app->ui.edit.text);
    const char *words = export->refusal.length ? "960x540; or 3.3in, 84mmx55mm, 8cmx6cm" : "in points, or in, cm, mm: 3.3in";
    Color color = export->refusal.length ? app->theme->error : app->theme->muted;
    double first = row.y + CHOICE + 15;
    return ui_words(&app->ui, row.x, first, row.w, (TextStyle){FONT_WORDS, 11.5, color}, words) - row.y - 4;
}

static double show_title(App *app, Box row) {
    AppExport *export = &app->export;
    double label = draw_label(app, row, "Title");
    row = (Box){row.x, row.y + label, row.w, CHOICE};
    show_words_field(app, ID_EXPORT_TITLE, row, text_string(&export->title), false);
    if (app->ui.edit.id == ID_EXPORT_TITLE) text_setf(&export->title, "%s", app->ui.edit.text);
    return label + CHOICE + 16;
}

static void switch_part(AppExport *export, int part) {
    export->switched ^= 1u << part;
}

/* One switch for each part of the chart, once they are unfolded. */
static double show_parts(App *app, Box row) {
    AppExport *export = &app->export;
    double top = row.y;
    row.h = CHOICE;
    if (ui_button(&app->ui, ID_EXPORT_FOLD, row, export->parts_open ? "Fewer settings" : "Parts of the chart \u2026", ""))
        export->parts_open = !export->parts_open;
    row.y += CHOICE + 8;
    for (int i = 0; export->parts_open && i < CHART_PARTS; i++, row.y += CHOICE) {
        bool shown = chart_parts[i].shown_by_default != (export->switched >> i & 1);
        if (ui_switch(&app->ui, ID_EXPORT_PARTS + (UiId)i, row, chart_parts[i].name, "", shown) != shown)
            switch_part(export, i);
    }
    return row.y - top + 8;
}

static double show_drawing(App *app, Box row) {
    AppExport *export = &app->export;
    double top = row.y;
    row.y += show_choice(app, ID_EXPORT_SIZE, row, "Size in points", size_labels, &export->size);
    row.y += show_own_size(app, (Box){row.x, row.y - 8, row.w, 0});
    row.y += show_choice(app, ID_EXPORT_THEME, row, "Theme", theme_labels, &export->theme);
    row.y += show_title(app, row);
    row.h = CHOICE;
    if (themes[export->theme] != &theme_neutral) {
        export->transparent =
            ui_switch(&app->ui, ID_EXPORT_CLEAR, row, "Transparent", "", export->transparent);
        row.y += CHOICE + 8;
    }
    return row.y + show_parts(app, row) - top;
}

/* Shows the choices, which scroll where they have no room. */
static void show_choices(App *app, Box view) {
    AppExport *export = &app->export;
    Box row = {view.x + EDGE, view.y - ui_scroll_begin(&app->ui, &app->dialog.scroll, view), view.w - 2 * EDGE - 8, 0};
    row.y += show_choice(app, ID_EXPORT_FORMAT, row, "Format", kind_labels, &export->format);
    if (!is_table(export)) row.y += show_drawing(app, row);
    ui_scroll_end(&app->ui, row.y + 4);
}

/* Drawn with the path as it will be written. What is typed counts at once: Write must never mean another path
   than the one that stands there. */
static void show_path(App *app, Box box) {
    AppExport *export = &app->export;
    Text path = {0};
    add_path(export, &path);
    UiTyped typed = show_words_field(app, ID_EXPORT_PATH, box, text_string(&path), false);
    text_free(&path);
    if (app->ui.edit.id == ID_EXPORT_PATH && app->ui.edit.length) take_path(app, app->ui.edit.text);
    if (typed == UI_TYPED_ENTER) write_file(app);
}

static void show_result(App *app, Box line) {
    const AppExport *export = &app->export;
    Color color = export->failed ? app->theme->error : app->theme->never_ink;
    TextStyle style = {FONT_WORDS, 12.5, export->result.length ? color : app->theme->muted};
    const char *hint = "The same figure as lrscope -o writes, with the scenario inside: it opens again.";
    Text words = {0};
    if (app->ui.edit.id == ID_EXPORT_PATH) {
        text_add(&words, "Writes ");
        add_path(export, &words);
        style.color = app->theme->muted;
    }
    const char *said = export->result.length ? text_string(&export->result) : hint;
    if (export->failed && !words.length) /* the remedy is at its end */
        ui_words(&app->ui, line.x, line.y, line.w, style, said);
    else
        ui_line(&app->ui, line.x, line.y, line.w, style, words.length ? text_string(&words) : said);
    text_free(&words);
}

/* Enter writes wherever the focus is but on a control that has its own use for it. */
static bool entered(const App *app) {
    const Input *input = app->ui.input;
    return !app->ui.used && input->kind == INPUT_KEY && input->key == KEY_ENTER && !app->ui.edit.id;
}

static void copy_picture(App *app) {
    AppExport *export = &app->export;
    Text why = {0};
    text_clear(&app->requests.picture);
    export->failed = !export_make_picture(app, &app->requests.picture, &why);
    text_setf(&export->result, "%s", export->failed ? text_string(&why) : "The picture is copied.");
    text_free(&why);
}

void export_show(App *app, Box card) {
    Ui *ui = &app->ui;
    double inner = card.w - 2 * PAD, side = fmin(SIDE, inner * 0.36), bottom = card.y + card.h - FOOT;
    ui_line(ui, card.x + PAD, card.y + 36, inner, (TextStyle){FONT_WORDS_BOLD, 15, app->theme->text},
            "Export the chart");
    Box room = {card.x + PAD, card.y + HEAD, inner - side - GAP, bottom - card.y - HEAD - GAP};
    show_choices(app, (Box){room.x + room.w + GAP - EDGE, room.y, side + 2 * EDGE + 8, room.h});
    if (app->drawing) show_preview(app, room);
    double width = ui_button_width(ui, "Write", "Enter"), copy = ui_button_width(ui, "Copy", "");
    show_path(app, (Box){card.x + PAD, bottom, inner - width - copy - 24, CHOICE});
    Box copies = {card.x + card.w - PAD - width - 12 - copy, bottom, copy, CHOICE};
    if (ui_button(ui, ID_EXPORT_COPY, copies, "Copy", "")) copy_picture(app);
    Box button = {card.x + card.w - PAD - width, bottom, width, CHOICE};
    if (ui_button(ui, ID_EXPORT_WRITE, button, "Write", "Enter") || entered(app)) {
        if (ui->input->kind == INPUT_KEY) ui->used = true;
        write_file(app);
    }
    show_result(app, (Box){card.x + PAD, bottom + 62, inner, 0});
    if (!ui->focus) ui_take_focus(ui, ID_EXPORT_WRITE, true);
}
