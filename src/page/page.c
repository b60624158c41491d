#include "page/page.h"

#include "base/memory.h"
#include "page/host.h"
#include "page/json.h"
#include "page/link.h"
#include "page/show.h"
#include "schedule/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Page *page_begin(const char *scenario) {
    Page *page = memory_resize(NULL, 1, sizeof *page);
    Messages messages = {0};
    *page = (Page){.file = scenario_default(), .spec = figure_spec_default(), .fonts = paint_fonts_open()};
    page->measure = paint_measure(page->fonts);
    bool good = scenario_read(&page->file, scenario, strlen(scenario), &messages);
    if (good)
        figure_spec_read(&page->spec, &page->file, &page->refusal);
    else
        messages_print(&messages, "scenario", &page->refusal);
    messages_free(&messages);
    return page;
}

void page_close(Page *page) {
    if (page->show) page->show->close(page);
    scenario_free(&page->file);
    text_free(&page->refusal);
    text_free(&page->state);
    text_free(&page->words);
    paint_fonts_close(page->fonts);
    free(page);
}

const char *page_refusal(const Page *page) {
    return text_string(&page->refusal);
}

const Theme *page_theme(const Page *page) {
    const Theme *chosen = figure_theme(&page->spec), *usual = page->spec.window ? &theme_dark : &theme_light;
    if (chosen != usual) return chosen;
    return page->dark ? &theme_dark : &theme_light;
}

void page_prefer(Page *page, bool dark, bool still) {
    page->dark = dark;
    page->still = still;
    page->show->prefer(page);
}

void page_resize(Page *page, double width, double height) {
    page->show->resize(page, width, height);
}

void page_input(Page *page, int kind, double x, double y, int button, int clicks, double wheel_x, double wheel_y,
                int key, int modifiers, const char *words, double time) {
    Input input = {.kind = (InputKind)kind,
                   .x = x,
                   .y = y,
                   .button = (Button)button,
                   .clicks = clicks,
                   .wheel_x = wheel_x,
                   .wheel_y = wheel_y,
                   .touchpad = modifiers & PAGE_TOUCHPAD,
                   .key = key,
                   .shift = modifiers & PAGE_SHIFT,
                   .ctrl = modifiers & PAGE_CTRL,
                   .alt = modifiers & PAGE_ALT,
                   .words = words,
                   .time = time};
    if (input.kind == INPUT_TEXT && words) snprintf(input.text, sizeof input.text, "%s", words);
    page->show->input(page, &input);
}

const Scene *page_draw(Page *page) {
    return page->show->draw(page);
}

static const Schedule *schedule_of(const Page *page) {
    return &page->show->scenario(page)->schedule;
}

bool page_assign(Page *page, const char *assignments) {
    Schedule schedule = *schedule_of(page);
    text_clear(&page->refusal);
    bool good = link_read(&schedule, assignments, &page->refusal);
    page->show->take(page, &schedule);
    return good;
}

void page_reset(Page *page) {
    text_clear(&page->refusal);
    page->show->take(page, &page->file.schedule);
}

static void add_words(Page *page, const char *name, Text *out) {
    json_member(out, name, text_string(&page->words));
    text_clear(&page->words);
}

const char *page_state(Page *page) {
    Text *out = &page->state;
    text_clear(out);
    text_clear(&page->words);
    text_add(out, "{");
    page->show->add_state(page, out);
    page->show->describe(page, &page->words);
    add_words(page, "description", out);
    words_verdict(schedule_of(page), &page->words);
    add_words(page, "verdict", out);
    link_write(&page->file.schedule, schedule_of(page), &page->words);
    add_words(page, "link", out);
    host_add_files(out);
    json_member(out, "refusal", text_string(&page->refusal));
    text_add(out, "\"version\": 1}");
    return text_string(out);
}

const char *page_scenario(Page *page) {
    text_clear(&page->words);
    scenario_write(page->show->scenario(page), &page->words);
    return text_string(&page->words);
}

double page_lr(const Page *page, double step) {
    return schedule_lr(schedule_of(page), (int64_t)step);
}

const char *page_svg(Page *page) {
    Text why = {0};
    text_clear(&page->words);
    paint_svg(page_draw(page), page->fonts, PAINT_REAL_TEXT, &(PaintAbout){0}, &page->words, &why);
    text_free(&why);
    return text_string(&page->words);
}
