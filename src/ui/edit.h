/* What is typed, changed and walked through: for the widgets that one types in. Not for other rooms. */
#ifndef UI_EDIT_H
#define UI_EDIT_H

#include "ui/ui.h"

/* True for a byte inside a character of UTF-8. */
bool edit_continues(char byte);
/* Returns the neighbouring place between characters. */
size_t edit_before(const UiEdit *edit, size_t at);
size_t edit_after(const UiEdit *edit, size_t at);
size_t edit_selection_start(const UiEdit *edit);
size_t edit_selection_end(const UiEdit *edit);
/* Puts `bytes` of text in the place of the selection; too long a text is cut between characters. */
void edit_replace(UiEdit *edit, const char *text, size_t bytes);
/* Takes away the selection, or the character behind or before the caret. */
void edit_erase(UiEdit *edit, bool forward);
/* The caret goes there, or one character on; a selection grows with `select`. */
void edit_move(UiEdit *edit, size_t to, bool select);
void edit_step(UiEdit *edit, bool forward, bool select);

#endif
