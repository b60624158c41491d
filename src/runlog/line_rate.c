#include "runlog/line_rate.h"

#include "runlog/line_place.h"

#include <ctype.h>
#include <string.h>

static const char *behind_blanks(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\t')) at++;
    return at;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Returns behind the name at `at`: learning rate, learning_rate, lr, lrm, in small and great letters. */
static const char *behind_name(const char *at, const char *end) {
    if (end - at > 12 && !strncmp(at + 1, "earning", 7)) {
        at += 8;
        if (*at == ' ' || *at == '_' || *at == '-') at++;
        return !strncmp(at, "rate", 4) || !strncmp(at, "Rate", 4) ? at + 4 : NULL;
    }
    if (end - at > 3 && (at[1] == 'r' || at[1] == 'R')) return at + 2 + (at[2] == 'm');
    return NULL;
}

static bool is_one_of(const char *word, size_t length, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < length && words[i][k] == tolower((unsigned char)word[k])) k++;
        if (k == length && !words[i][k]) return true;
    }
    return false;
}

/* True if the word before the name says that this is not the rate of now. */
static bool is_other_rate(const char *line, const char *name) {
    static const char *const others[] = {"initial", "minimum",  "maximum", "min",    "max",
                                         "base",    "best",     "peak",    "final",  "starting",
                                         "target",  "original", "default", "weight", "scaled"};
    const char *last = name;
    while (last > line && strchr(" \t", last[-1])) last--;
    const char *first = last;
    while (first > line && isalpha((unsigned char)first[-1])) first--;
    return last < name && is_one_of(first, (size_t)(last - first), others, sizeof others / sizeof *others);
}

/* Goes over "of group 0 to", "is", "set to" and the like. */
static const char *behind_words(const char *at, const char *end, int *group) {
    static const char *const between[] = {"of",  "to",      "is",      "set",       "was",
                                          "now", "changed", "reduced", "decreased", "at"};
    for (;;) {
        const char *first = behind_blanks(at, end), *last = first;
        while (last < end && isalpha((unsigned char)*last)) last++;
        size_t length = (size_t)(last - first);
        if (!length) return at;
        if (length == 5 && !memcmp(first, "group", 5)) {
            Figure figure;
            const char *behind = runlog_figure_read(behind_blanks(last, end), end, &figure);
            if (!behind) return at;
            *group = (int)figure.value;
            at = behind;
        } else if (is_one_of(first, length, between, sizeof between / sizeof *between)) {
            at = last;
        } else {
            return at;
        }
    }
}

/* Goes over "tensor(", "np.float64(" and the like. */
static const char *behind_type(const char *at, const char *end) {
    enum { LONGEST = 16 };
    const char *here = at;
    if (here >= end || !isalpha((unsigned char)*here)) return at;
    while (here < end && here - at < LONGEST && (line_is_word(*here) || *here == '.')) here++;
    return here < end && *here == '(' ? here + 1 : at;
}

/* Returns where the rate's number begins, or NULL. */
static const char *number_of(const char *name, const char *line, const char *end, LineRate *rate) {
    enum { LONGEST_REMARK = 40 };
    static const char espnet[] = "optim0_";
    enum { OPTIMIZER = sizeof espnet - 1 };
    bool first = name - line >= OPTIMIZER && !memcmp(name - OPTIMIZER, espnet, OPTIMIZER);
    if (name > line && line_is_word(name[-1]) && !first) return NULL;
    const char *at = behind_name(name, end);
    while (first && at && at < end && is_digit(*at)) at++;
    if (!at || is_other_rate(line, name)) return NULL;
    rate->word = name;
    rate->word_length = (size_t)(at - name);
    rate->factor = rate->word_length == 3 && name[2] == 'm';
    rate->group = -1;
    if (at < end && line_is_word(*at)) return NULL;
    if (at < end && (*at == '\'' || *at == '"')) at++;
    if (at + 1 < end && *at == '(' && is_digit(at[1])) return NULL; /* lr(1e-3): in another unit */
    if (at < end && *at == '(') { /* the scheduler's name, a group */
        const char *close = memchr(at, ')', (size_t)(end - at > LONGEST_REMARK ? LONGEST_REMARK : end - at));
        if (close) at = close + 1;
    }
    at = behind_blanks(behind_words(at, end, &rate->group), end);
    while (at < end && (*at == ':' || *at == '=')) at++;
    while (at < end && (*at == ' ' || *at == '\t' || *at == '[' || *at == '(' || *at == '\'' || *at == '"'))
        at++;
    at = behind_type(at, end);
    return at < end && (is_digit(*at) || *at == '.' || *at == '-') ? at : NULL;
}

/* A decimal comma: a number without a point, and a digit right behind the comma. */
static const char *read_number(const char *text, const char *end, Figure *figure) {
    enum { LONGEST = 40 };
    char copy[LONGEST + 1];
    const char *behind = runlog_figure_read(text, end, figure);
    if (!behind || end - behind < 2 || *behind != ',' || !is_digit(behind[1]) || figure->decimals != 0)
        return behind;
    size_t length = (size_t)(end - text > LONGEST ? LONGEST : end - text);
    memcpy(copy, text, length);
    copy[length] = 0;
    copy[behind - text] = '.';
    const char *found = runlog_figure_read(copy, copy + length, figure);
    return found ? text + (found - copy) : NULL;
}

/* Darknet's "4259: 0.034688, 0.045240 avg loss, 0.001000 rate, 0.923000 seconds": the number stands first. */
static bool find_darknet(const char *line, const char *end, LineRate *rate) {
    static const char word[] = " rate, ";
    for (const char *at = line; at < end && (at = memchr(at, ' ', (size_t)(end - at))); at++) {
        if ((size_t)(end - at) < sizeof word || memcmp(at, word, sizeof word - 1) != 0) continue;
        const char *number = at;
        while (number > line && number[-1] != ' ') number--;
        if (runlog_figure_read(number, end, &rate->figure) != at) return false;
        *rate =
            (LineRate){.word = at + 1, .word_length = 4, .group = -1, .behind = at, .figure = rate->figure};
        return true;
    }
    return false;
}

bool line_rate(const char *line, const char *end, LineRate *rate) {
    bool darknet = false;
    for (const char *at = line; at + 2 < end; at++) {
        darknet = darknet || (*at == 'a' && at[1] == 'v' && at[2] == 'g');
        if ((*at | 32) != 'l' || ((at[1] | 32) != 'r' && at[1] != 'e')) continue;
        const char *number = number_of(at, line, end, rate);
        rate->behind = number ? read_number(number, end, &rate->figure) : NULL;
        if (!rate->behind || (rate->behind < end && line_is_word(*rate->behind))) continue;
        static const char settings[] = "Namespace(";
        for (const char *name = line; name < at; name++)
            if (*name == 'N' && !strncmp(name, settings, sizeof settings - 1)) return false;
        return true;
    }
    return darknet && find_darknet(line, end, rate);
}
