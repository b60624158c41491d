/* A field to type in. It shows a value until it is opened, then what is being typed (Ui.edit). */
#ifndef UI_FIELD_H
#define UI_FIELD_H

#include "ui/ui.h"

typedef enum UiTyped {
    UI_TYPED_NOTHING,
    UI_TYPED_TEXT,  /* the text has changed */
    UI_TYPED_ENTER, /* Enter: the caller takes Ui.edit.text, then calls ui_edit_end, or ui_edit_all where it
                       is refused */
    UI_TYPED_ESCAPE /* given up; the edit has ended */
} UiTyped;

typedef struct UiField {
    const char *shown; /* while nothing is typed */
    bool muted;        /* shown is a word that stands for a value */
    bool words;        /* left-aligned, grows from the left: a list rather than a number */
    bool refused;      /* what was typed last could not be taken */
} UiField;

UiTyped ui_field(Ui *ui, UiId id, Box box, UiField field);

/* Opens the field with the caret behind `text`. */
void ui_edit_begin(Ui *ui, UiId id, const char *text);
void ui_edit_end(Ui *ui);
void ui_edit_all(Ui *ui); /* selects everything */
/* Ctrl with A, C and X, for widgets that one types in. */
UiTyped ui_edit_chord(Ui *ui);

/* True if this input leaves the field that is being typed in (a press elsewhere, Tab). The caller then
   commits first. */
bool ui_edit_left_by(const Ui *ui, const Input *input);

#endif
