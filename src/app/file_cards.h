/* The cards that ask about files: which one to open, where to save, whether to save over another, and what
   went wrong. Their words are in App.files. */
#ifndef APP_FILE_CARDS_H
#define APP_FILE_CARDS_H

#include "app/app.h"

/* The dialog with a path that is typed, and what it may go on to. */
void file_cards_ask(App *app, DialogKind kind, const char *path);

Box file_dialog_box(const App *app);
void file_dialog_show(App *app, Box card);
/* For both that follow. */
Box file_words_box(const App *app);
void file_question_show(App *app, Box card);
void file_trouble_show(App *app, Box card);

#endif
