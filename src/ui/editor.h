/* Several lines of code to type in. Opens with a press; Tab and a press elsewhere leave it, Esc too. */
#ifndef UI_EDITOR_H
#define UI_EDITOR_H

#include "ui/field.h"

typedef struct UiEditor {
    const char *shown;        /* while nothing is typed */
    size_t line, column;      /* where something is wrong, from 1; 0: nothing is */
    const char *const *words; /* that can be completed; count of them */
    size_t word_count;
    size_t top;  /* the first line that is shown; kept by the caller */
    double size; /* of the text, in points; 0: as usual */
} UiEditor;

/* Shows the editor and returns what came of the input. UI_TYPED_ENTER does not occur: Enter begins a new
   line. */
UiTyped ui_editor(Ui *ui, UiId id, Box box, UiEditor *editor);

#endif
