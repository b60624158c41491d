#include "cli/output.h"

#include "base/file.h"
#include "cli/interrupt.h"
#include "cli/picture.h"
#include "cli/table.h"
#include "schedule/words.h"

static bool write_content(const CliRequest *request, const CliOutput *output, CliPicture *picture,
                          FileOut *file, Text *why) {
    bool good = output->format->write(request, picture, file->stream, why);
    if (good && cli_interrupt_waits()) {
        text_setf(why, "-o %s: interrupted", output->path);
        good = false;
    }
    if (good) return file_finish(file, why);
    file_abandon(file);
    return false;
}

/* A signal that ends the program waits until the temporary file is gone; where there is none, it need not. */
static bool write_output(const CliRequest *request, const CliOutput *output, CliPicture *picture, Text *why) {
    FileOut file;
    CliInterrupt interrupt;
    if (!file_begin(&file, output->path, why)) return false;
    bool hold = file.temporary.length > 0;
    if (hold) cli_interrupt_hold(&interrupt);
    bool good = write_content(request, output, picture, &file, why);
    if (hold) cli_interrupt_release(&interrupt);
    return good;
}

static bool write_outputs(const CliRequest *request, Text *why) {
    CliPicture picture = {0};
    bool good = true;
    for (size_t i = 0; good && i < request->output_count; i++)
        good = write_output(request, &request->outputs[i], &picture, why);
    cli_picture_close(&picture);
    return good;
}

bool cli_print(const Text *text, Text *why) {
    return file_write("-", text_string(text), text->length, why);
}

static bool print_description(const CliRequest *request, Text *why) {
    Text words = {0};
    words_describe(&request->scenario.schedule, &words);
    text_add(&words, "\n");
    bool good = cli_print(&words, why);
    text_free(&words);
    return good;
}

bool cli_output_all(const CliRequest *request, Text *why) {
    return write_outputs(request, why) &&
           (!request->given[CLI_DESCRIBE] || print_description(request, why)) &&
           (!request->given[CLI_AT] || cli_table_print(request, why));
}
