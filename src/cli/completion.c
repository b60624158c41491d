/* Completions. Each shell gets the same list in its own words. */
#include "cli/formats.h"
#include "cli/manual.h"
#include "cli/options.h"
#include "code/code.h"
#include "scenario/presets.h"

#include <string.h>

/* One option as shells see it. */
typedef struct Offer {
    Text name;   /* without the dashes in front */
    char letter; /* or 0 */
    const char *help;
    bool takes, is_file; /* a value; a path as its value */
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
    for (const char *const *word = parameters[id].choices; word && *word; word++)
        text_addf(&offer.words, "%s%s", offer.words.length ? " " : "", *word);
    if (parameters[id].automatic) text_add(&offer.words, parameters[id].automatic);
    return offer;
}

static void add_words(CliOptionId id, Text *words) {
    if (cli_options[id].words) text_add(words, cli_options[id].words);
    for (int i = 0; id == CLI_FORMAT && i < CLI_FORMATS; i++)
        text_addf(words, "%s%s", i ? " " : "", cli_formats[i].name);
    for (int i = 0; id == CLI_CODE && i < CODE_COUNT; i++)
        text_addf(words, "%s%s", i ? " " : "", code_kinds[i].name);
    for (int i = 0; id == CLI_PRESET && i < preset_count(); i++)
        text_addf(words, "%s%s", i ? " " : "", preset_at(i).name);
}

static Offer offer_option(int i) {
    const CliOption *option = &cli_options[i];
    Offer offer = {.letter = option->letter, .help = option->help, .takes = option->argument != NULL};
    offer.is_file = option->argument && !strcmp(option->argument, "FILE");
    text_add(&offer.name, option->name);
    add_words((CliOptionId)i, &offer.words);
    return offer;
}

static void each(void (*write)(const Offer *offer, Text *out), Text *out) {
    for (int i = 0; i < CLI_OPTIONS + PARAMETER_COUNT; i++) {
        Offer offer = i < CLI_OPTIONS ? offer_option(i) : offer_parameter((ParameterId)(i - CLI_OPTIONS));
        write(&offer, out);
        offer_free(&offer);
    }
}

static void bash_name(const Offer *offer, Text *out) {
    text_addf(out, " --%s%s", text_string(&offer->name), offer->takes ? "=" : "");
}

static void bash_words(const Offer *offer, Text *out) {
    if (!offer->words.length) return;
    text_addf(out, "        --%s) COMPREPLY=($(compgen -W '%s' -- \"$word\")) ;;\n",
              text_string(&offer->name), text_string(&offer->words));
}

void manual_bash(Text *out) {
    text_add(out, "# bash completion for lrscope\n"
                  "_lrscope() {\n"
                  "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                  "    if [[ $word == = ]]; then word=; elif [[ $before == = ]]; then "
                  "before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
                  "    case $before in\n");
    each(bash_words, out);
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

/* Help inside '…[…]…': brackets, colons and quotes mean something there. */
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

static void zsh_offer(const Offer *offer, Text *out) {
    text_addf(out, "    '*--%s%s[", text_string(&offer->name), offer->takes ? "=" : "");
    zsh_help(offer->help, out);
    text_add(out, "]");
    if (offer->is_file)
        text_add(out, ":file:_files");
    else if (offer->words.length)
        text_addf(out, ":value:(%s)", text_string(&offer->words));
    else if (offer->takes)
        text_add(out, ":value: ");
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
    if (offer->words.length) text_addf(out, " -a '%s'", text_string(&offer->words));
    text_add(out, " -d '");
    for (const char *at = offer->help; *at; at++)
        text_addf(out, *at == '\'' || *at == '\\' ? "\\%c" : "%c", *at);
    text_add(out, "'\n");
}

void manual_fish(Text *out) {
    text_add(out, "# fish completion for lrscope\n");
    each(fish_offer, out);
}
