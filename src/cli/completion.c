/* Completions. Each shell gets the same list in its own words. */
#include "cli/manual.h"
#include "cli/options.h"

#include <string.h>

/* One option as shells see it. */
typedef struct Offer {
    Text name;   /* without the dashes in front */
    char letter; /* or 0 */
    const char *help;
    bool takes, is_file; /* a value; a path as its value */
    bool list;           /* several of its words, a comma between them */
    Text words;          /* the values it takes, a space between them; empty where they are not words */
} Offer;

static void offer_free(Offer *offer) {
    text_free(&offer->name);
    text_free(&offer->words);
}

static Offer offer_parameter(ParameterId id) {
    Offer offer = {.help = parameters[id].help, .takes = true};
    Text name = {0};
    cli_option_name(CLI_FIRST_PARAMETER + (int)id, &name);
    text_add(&offer.name, text_string(&name) + 2);
    text_free(&name);
    for (int i = 0; i < parameters[id].choice_count; i++)
        text_addf(&offer.words, "%s%s", i ? " " : "", parameters[id].choice(i));
    if (parameters[id].automatic) text_add(&offer.words, parameters[id].automatic);
    return offer;
}

static Offer offer_option(const CliOption *option) {
    Offer offer = {.letter = option->letter,
                   .help = option->help,
                   .takes = option->argument && !option->optional,
                   .is_file = option->is_path,
                   .list = option->list};
    text_add(&offer.name, option->name);
    if (option->words) text_add(&offer.words, option->words);
    if (option->add_words) option->add_words(&offer.words);
    return offer;
}

static void each(void (*write)(const Offer *offer, Text *out), Text *out) {
    for (int i = 0; i < cli_option_count + PARAMETER_COUNT; i++) {
        int id = i - cli_option_count;
        Offer offer = id < 0 ? offer_option(&cli_options[i]) : offer_parameter((ParameterId)id);
        write(&offer, out);
        offer_free(&offer);
    }
}

static void bash_name(const Offer *offer, Text *out) {
    text_addf(out, " --%s%s", text_string(&offer->name), offer->takes ? "=" : "");
}

/* Completes a list of words: those before the last comma stay in front of what is offered. */
static void bash_words(const Offer *offer, Text *out) {
    const char *words = text_string(&offer->words);
    if (!*words) return;
    text_addf(out, "        --%s) ", text_string(&offer->name));
    if (offer->list)
        text_addf(out,
                  "local done=; [[ $word == *,* ]] && done=${word%%,*},; compopt -o nospace\n"
                  "            COMPREPLY=($(compgen -P \"$done\" -W '%s' -- \"${word##*,}\"))",
                  words);
    else
        text_addf(out, "COMPREPLY=($(compgen %s-W '%s' -- \"$word\"))", offer->is_file ? "-f " : "", words);
    text_add(out, " ;;\n");
}

/* Offers nothing, not even files, for what a person has to think of. */
static void bash_free(const Offer *offer, Text *out) {
    if (offer->takes && !offer->is_file && !offer->words.length)
        text_addf(out, "--%s|", text_string(&offer->name));
}

void manual_bash(Text *out) {
    text_add(out, "# bash completion for lrscope\n"
                  "_lrscope() {\n"
                  "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                  "    if [[ $word == = ]]; then word=; elif [[ $before == = ]]; then "
                  "before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
                  "    case $before in\n");
    each(bash_words, out);
    text_add(out, "        ");
    each(bash_free, out);
    out->length--; /* the last bar */
    text_add(out, ") ;;\n");
    text_add(out, "        *)\n"
                  "            if [[ $word == -* ]]; then\n"
                  "                COMPREPLY=($(compgen -W '");
    each(bash_name, out);
    text_add(out, "' -- \"$word\"))\n"
                  "                [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace\n"
                  "            else\n"
                  "                COMPREPLY=($(compgen -f -- \"$word\"))\n"
                  "            fi ;;\n"
                  "    esac\n"
                  "}\n"
                  "complete -o filenames -F _lrscope lrscope\n");
}

/* Writes help inside '…[…]…', where brackets, colons and quotes mean something. */
static void zsh_help(const char *help, Text *out) {
    for (; *help; help++) {
        if (*help == '\'')
            text_add(out, "'\\''");
        else if (strchr("[]:\\", *help))
            text_addf(out, "\\%c", *help);
        else
            text_add_bytes(out, help, 1);
    }
}

static void zsh_value(const Offer *offer, Text *out) {
    const char *words = text_string(&offer->words);
    if (offer->list)
        text_addf(out, ":parts:_values -s , part %s", words);
    else if (offer->is_file && *words)
        text_addf(out, ":value:{_alternative \"names\\:name\\:(%s)\" \"files\\:file\\:_files\"}", words);
    else if (*words)
        text_addf(out, ":value:(%s)", words);
    else
        text_add(out, offer->is_file ? ":file:_files" : ":value: ");
}

static void zsh_offer(const Offer *offer, Text *out) {
    text_addf(out, "    '*--%s%s[", text_string(&offer->name), offer->takes ? "=" : "");
    zsh_help(offer->help, out);
    text_add(out, "]");
    if (offer->takes) zsh_value(offer, out);
    text_add(out, "' \\\n");
}

void manual_zsh(Text *out) {
    text_add(out, "#compdef lrscope\n_arguments -S \\\n");
    each(zsh_offer, out);
    text_add(out, "    '-o[write FILE instead of opening a window]:file:_files' \\\n    '*:file:_files'\n");
}

static void fish_offer(const Offer *offer, Text *out) {
    text_addf(out, "complete -c lrscope -l %s", text_string(&offer->name));
    if (offer->letter) text_addf(out, " -s %c", offer->letter);
    if (offer->takes) text_add(out, offer->is_file ? " -r -F" : " -x");
    const char *words = text_string(&offer->words);
    if (*words) text_addf(out, offer->list ? " -a '(__fish_append , %s)'" : " -a '%s'", words);
    text_add(out, " -d '");
    for (const char *at = offer->help; *at; at++)
        text_addf(out, *at == '\'' || *at == '\\' ? "\\%c" : "%c", *at);
    text_add(out, "'\n");
}

void manual_fish(Text *out) {
    text_add(out, "# fish completion for lrscope\n");
    each(fish_offer, out);
}
