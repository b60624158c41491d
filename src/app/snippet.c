#include "app/snippet.h"

#include "app/app.h"
#include "app/notice.h"
#include "app/parts.h"
#include "app/section.h"
#include "ui/choice.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

enum { CHOICE_WIDTH = 140, CHOICE_HEIGHT = 26, PAD = 10, LINE = 16, HANG = 4, SPACE = 10 };

static const TextStyle mono = {FONT_MONO, 10.5, 0};

/* Lines that are wholly comments flow into one, to be broken where the card wants it. */
static void join_comments(const char *code, Text *out) {
    for (const char *at = code; *at; at++) {
        bool joins = *at == '\n' && at[1] == '#' && out->length;
        const char *line = out->data ? strrchr(out->data, '\n') : NULL;
        joins = joins && (line ? line[1] : out->data[0]) == '#';
        text_add_bytes(out, joins ? " " : at, 1);
        if (joins) at += strspn(at + 1, "# ");
    }
}

/* What is shown, written anew only where it would be another. */
static const char *written(App *app) {
    AppSnippet *snippet = &app->snippet;
    const Schedule *schedule = &app->scenario.schedule;
    bool same = snippet->text.length && snippet->written == snippet->dialect &&
                parameters_same(&snippet->schedule, schedule);
    if (same) return text_string(&snippet->text);
    text_clear(&app->words);
    text_clear(&snippet->text);
    code_write(snippet->dialect, schedule, &app->words);
    join_comments(text_string(&app->words), &snippet->text);
    snippet->written = snippet->dialect;
    snippet->schedule = *schedule;
    return text_string(&snippet->text);
}

void snippet_copy(App *app) {
    text_clear(&app->requests.copy);
    code_write(app->snippet.dialect, &app->scenario.schedule, &app->requests.copy);
    notice_say(app, "%s code copied", code_kinds[app->snippet.dialect].label);
}

/* Where the code is written: a grid of characters. */
typedef struct Page {
    App *app;
    double x, y, column; /* the next line's left end and baseline; a character's width */
    size_t columns;
    bool draws;
} Page;

static bool in_sight(const Page *page) {
    Box view = page->app->panel.view;
    return page->draws && page->y > view.y - LINE && page->y < view.y + view.h + LINE;
}

static bool in_word(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

/* How many bytes from `at` on are a number; 0: none begins here. */
static size_t number_length(const char *start, const char *at, const char *end) {
    if (!isdigit((unsigned char)*at) || (at > start && in_word(at[-1]))) return 0;
    const char *next = at;
    while (next < end &&
           (in_word(*next) || *next == '.' || (strchr("+-", *next) && tolower(next[-1]) == 'e')))
        next++;
    return (size_t)(next - at);
}

static void draw_run(const Page *page, size_t column, const char *start, const char *end, Color color) {
    char run[256];
    size_t count = (size_t)(end - start);
    for (; count && *start == ' '; start++, count--) column++;
    while (count && start[count - 1] == ' ') count--;
    if (!count || count >= sizeof run) return;
    memcpy(run, start, count);
    run[count] = 0;
    TextStyle style = mono;
    style.color = color;
    scene_text(&page->app->scene, page->x + (double)column * page->column, page->y, ALIGN_LEFT, style, run);
}

/* Numbers stand out, everything else is quiet. */
static void draw_words(const Page *page, size_t column, const char *start, const char *end) {
    const Theme *theme = page->app->theme;
    const char *from = start, *at = start;
    while (at < end) {
        size_t number = number_length(start, at, end);
        if (number) {
            draw_run(page, column + (size_t)(from - start), from, at, theme->text);
            draw_run(page, column + (size_t)(at - start), at, at + number, theme->accent);
            from = at + number;
        }
        at += number ? number : 1;
    }
    draw_run(page, column + (size_t)(from - start), from, end, theme->text);
}

/* A piece of a line, up to where its comment begins and from there on. */
static void draw_piece(const Page *page, size_t column, const char *start, const char *end,
                       const char *comment) {
    const char *middle = comment < start ? start : comment < end ? comment : end;
    draw_words(page, column, start, middle);
    draw_run(page, column + (size_t)(middle - start), middle, end, page->app->theme->muted);
}

/* The end of what fits into `room` characters: at a space where there is one, else anywhere. */
static const char *piece_end(const char *start, const char *end, size_t room) {
    if ((size_t)(end - start) <= room) return end;
    const char *cut = start + room;
    while (cut > start && *cut != ' ') cut--;
    return cut > start ? cut : start + room;
}

static const char *find_comment(const char *start, const char *end) {
    const char *at = start;
    while (at < end && !(*at == '#' && (at == start || at[-1] == ' '))) at++;
    return at;
}

/* A line is broken where it must be; what is left of it stands further in. */
static void write_line(Page *page, const char *start, const char *end) {
    size_t column = strspn(start, " "), hang = start[column] == '#' ? column + 2 : column + HANG;
    const char *at = start + column, *comment = find_comment(at, end);
    while (at < end) {
        const char *cut = piece_end(at, end, page->columns > column + 8 ? page->columns - column : 8);
        if (in_sight(page)) draw_piece(page, column, at, cut, comment);
        page->y += LINE;
        column = hang;
        at = cut;
        while (at < end && *at == ' ') at++;
    }
}

static void write_page(Page *page, const char *code) {
    while (*code) {
        size_t length = strcspn(code, "\n");
        if (length)
            write_line(page, code, code + length);
        else
            page->y += LINE / 2;
        code += length + (code[length] == '\n');
    }
}

/* The choice of the dialect, on the title's line. */
static void choose_dialect(App *app, Box row) {
    const char **labels = app->snippet.labels;
    for (int i = 0; i < CODE_COUNT; i++) labels[i] = code_kinds[i].label;
    Box box = {row.x + row.w - CHOICE_WIDTH, row.y + 8, CHOICE_WIDTH, CHOICE_HEIGHT};
    int chosen = ui_choice(&app->ui, ID_DIALECT, box, labels, (int)app->snippet.dialect);
    app->snippet.dialect = (CodeDialect)chosen;
}

/* The card is drawn before what stands on it, as high as that will be. */
static double page_height(const Page *page, const char *code) {
    Page measured = *page;
    measured.draws = false;
    write_page(&measured, code);
    return measured.y - page->y;
}

static double show_card(App *app, Box row) {
    double width = measure_text(app->ui.measure, mono, "0");
    Page page = {.app = app,
                 .x = row.x + PAD,
                 .y = row.y + PAD + LINE - 4,
                 .column = width,
                 .columns = width > 0 ? (size_t)fmax(0, (row.w - 2 * PAD) / width) : 0,
                 .draws = true};
    const char *code = written(app);
    row.h = page_height(&page, code) + 2 * PAD;
    scene_box(&app->scene, row, 8, app->theme->background, (Stroke){.color = app->theme->edge, .width = 1});
    write_page(&page, code);
    return row.h;
}

double snippet_show(App *app, Box row) {
    double title = section_title(app, row, "CODE");
    choose_dialect(app, row);
    row.y += title + SPACE / 2;
    return title + SPACE / 2 + show_card(app, row) + SPACE;
}
