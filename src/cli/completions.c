/* Completions for shells, made from the rows of verbs and options. Case ids are asked from the command itself. */
#include "cli/cli.h"

#include <string.h>

static const cli_option *options_of(cli *self, const cli_verb *verb, size_t *size) {
    const cli_option *options = cli_options_of(verb, self->arena, size);
    if (options == NULL) *size = 0;
    return options;
}

static bool takes_file(const ent_option_row *row) {
    return row->metavar != NULL && strcmp(row->metavar, "FILE") == 0;
}

static void words(ent_buffer *out, const char *const *items) {
    for (; items != NULL && *items != NULL; items++)
        ent_buffer_printf(out, " %s", *items);
}

/* ---- bash ----------------------------------------------------------------------------------------------- */

static void bash_verb(cli *self, const cli_verb *verb, ent_buffer *out) {
    size_t size;
    const cli_option *options = options_of(self, verb, &size);
    ent_buffer_printf(out, "    %s)\n        flags=\"", verb->name);
    for (size_t i = 0; i < size; i++) {
        ent_buffer_printf(out, "%s--%s", i > 0 ? " " : "", options[i].row.name);
        if (options[i].letter != 0) ent_buffer_printf(out, " -%c", options[i].letter);
    }
    ent_buffer_text(out, "\"\n        case $before in\n");
    for (size_t i = 0; i < size; i++) {
        const ent_option_row *row = &options[i].row;
        if (row->type == ENT_OPTION_FLAG) continue;
        ent_buffer_printf(out, "        --%s", row->name);
        if (options[i].letter != 0) ent_buffer_printf(out, "|-%c", options[i].letter);
        if (row->type == ENT_OPTION_CHOICE) {
            ent_buffer_text(out, ") choices=\"");
            words(out, row->choices);
            ent_buffer_text(out, "\" ;;\n");
        } else {
            ent_buffer_text(out, takes_file(row) ? ") kind=file ;;\n" : ") kind=value ;;\n");
        }
    }
    ent_buffer_text(out, "        *) kind=");
    ent_buffer_text(out, verb->operand == CLI_OPERAND_CASE   ? "case"
                         : verb->operand == CLI_OPERAND_VERB ? "verb"
                         : verb->operand == CLI_OPERAND_FILE ? "file"
                                                             : "none");
    if (verb->words != NULL) {
        ent_buffer_text(out, "; [ \"$COMP_CWORD\" -gt 2 ] || choices=\"");
        words(out, verb->words);
        ent_buffer_char(out, '"');
    }
    ent_buffer_text(out, " ;;\n        esac\n        ;;\n");
}

static void bash(cli *self, ent_buffer *out) {
    ent_buffer_text(out, "# bash completion of entente\n_entente() {\n"
                         "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                         "    local verb=${COMP_WORDS[1]-} flags='' choices='' kind=none verbs=\"");
    for (size_t i = 0; i < self->verbs_size; i++)
        ent_buffer_printf(out, "%s%s", i > 0 ? " " : "", self->verbs[i].name);
    ent_buffer_text(out, "\"\n    COMPREPLY=()\n    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                         "        COMPREPLY=($(compgen -W \"$verbs --help --version\" -- \"$word\"))\n"
                         "        return\n    fi\n    case $verb in\n");
    for (size_t i = 0; i < self->verbs_size; i++)
        bash_verb(self, &self->verbs[i], out);
    ent_buffer_text(out,
                    "    esac\n"
                    "    if [ -n \"$choices\" ]; then\n"
                    "        COMPREPLY=($(compgen -W \"$choices\" -- \"$word\"))\n"
                    "    elif [ \"$kind\" = value ]; then\n"
                    "        :\n"
                    "    elif [ \"${word#-}\" != \"$word\" ]; then\n"
                    "        COMPREPLY=($(compgen -W \"$flags\" -- \"$word\"))\n"
                    "    elif [ \"$kind\" = case ]; then\n"
                    "        COMPREPLY=($(compgen -W \"$(\"${COMP_WORDS[0]}\" cases --ids 2>/dev/null)\" -- \"$word\")"
                    " $(compgen -f -X '!*.yaml' -- \"$word\") $(compgen -d -S / -- \"$word\"))\n"
                    "    elif [ \"$kind\" = verb ]; then\n"
                    "        COMPREPLY=($(compgen -W \"$verbs\" -- \"$word\"))\n"
                    "    elif [ \"$kind\" = file ]; then\n"
                    "        COMPREPLY=($(compgen -f -- \"$word\"))\n"
                    "    fi\n}\ncomplete -o filenames -F _entente entente\n");
}

/* ---- zsh ------------------------------------------------------------------------------------------------ */

/* Text inside '...[...]' of _arguments: quotes and brackets escaped. */
static void zsh_text(ent_buffer *out, const char *text) {
    for (const char *c = text != NULL ? text : ""; *c != '\0'; c++) {
        if (*c == '\'')
            ent_buffer_text(out, "'\\''");
        else if (strchr("[]:\\", *c) != NULL)
            ent_buffer_printf(out, "\\%c", *c);
        else
            ent_buffer_char(out, *c);
    }
}

static void zsh_option(const cli_option *option, ent_buffer *out) {
    const ent_option_row *row = &option->row;
    for (int form = option->letter != 0 ? 0 : 1; form < 2; form++) {
        ent_buffer_printf(out, "            '%s", row->type == ENT_OPTION_LIST ? "*" : "");
        if (form == 0)
            ent_buffer_printf(out, "-%c", option->letter);
        else
            ent_buffer_printf(out, "--%s%s", row->name, row->type == ENT_OPTION_FLAG ? "" : "=");
        ent_buffer_char(out, '[');
        zsh_text(out, row->help);
        ent_buffer_char(out, ']');
        if (row->type == ENT_OPTION_CHOICE) {
            ent_buffer_printf(out, ":%s:(", row->name);
            words(out, row->choices);
            ent_buffer_char(out, ')');
        } else if (row->type != ENT_OPTION_FLAG) {
            ent_buffer_printf(out, ":%s:%s", row->name, takes_file(row) ? "_files" : " ");
        }
        ent_buffer_text(out, "' \\\n");
    }
}

static void zsh_verb(cli *self, const cli_verb *verb, ent_buffer *out) {
    size_t size;
    const cli_option *options = options_of(self, verb, &size);
    ent_buffer_printf(out, "    %s)\n        _arguments -s \\\n", verb->name);
    for (size_t i = 0; i < size; i++)
        zsh_option(&options[i], out);
    if (verb->words != NULL) {
        ent_buffer_text(out, "            '1:word:(");
        words(out, verb->words);
        ent_buffer_text(out, verb->operand == CLI_OPERAND_FILE ? ")' \\\n            '*:file:_files'\n        ;;\n"
                                                               : ")'\n        ;;\n");
        return;
    }
    static const char *const operands[] = {[CLI_OPERAND_NONE] = "            && :\n",
                                           [CLI_OPERAND_CASE] = "            '*:case:_entente_cases'\n",
                                           [CLI_OPERAND_VERB] = "            '1:verb:($verbs)'\n",
                                           [CLI_OPERAND_FILE] = "            '1:file:_files'\n"};
    ent_buffer_text(out, operands[verb->operand]);
    ent_buffer_text(out, "        ;;\n");
}

static void zsh(cli *self, ent_buffer *out) {
    ent_buffer_text(out,
                    "#compdef entente\n# zsh completion of entente\n"
                    "_entente_cases() {\n    local -a ids\n    ids=(${(f)\"$(entente cases --ids 2>/dev/null)\"})\n"
                    "    _alternative 'cases:built-in case:compadd -a ids' "
                    "'files:case file:_files -g \"*.yaml\"'\n}\n"
                    "_entente() {\n    local -a verbs described\n    described=(\n");
    for (size_t i = 0; i < self->verbs_size; i++) {
        ent_buffer_printf(out, "        '%s:", self->verbs[i].name);
        zsh_text(out, self->verbs[i].line);
        ent_buffer_text(out, "'\n");
    }
    ent_buffer_text(out,
                    "    )\n    verbs=(${described%%:*})\n    if (( CURRENT == 2 )); then\n"
                    "        _describe verb described\n        return\n    fi\n"
                    "    local verb=$words[2]\n    words=($words[2,-1])\n    (( CURRENT -= 1 ))\n    case $verb in\n");
    for (size_t i = 0; i < self->verbs_size; i++)
        zsh_verb(self, &self->verbs[i], out);
    ent_buffer_text(out, "    esac\n}\nif [ \"$funcstack[1]\" = _entente ]; then\n    _entente \"$@\"\nelse\n"
                         "    compdef _entente entente\nfi\n");
}

/* ---- fish ----------------------------------------------------------------------------------------------- */

static void fish_text(ent_buffer *out, const char *text) {
    ent_buffer_char(out, '\'');
    for (const char *c = text != NULL ? text : ""; *c != '\0'; c++) {
        if (*c == '\'' || *c == '\\') ent_buffer_char(out, '\\');
        ent_buffer_char(out, *c);
    }
    ent_buffer_char(out, '\'');
}

static void fish_verb(cli *self, const cli_verb *verb, ent_buffer *out) {
    static const char *const operands[] = {
        [CLI_OPERAND_NONE] = NULL,
        [CLI_OPERAND_CASE] = " -f -a '(entente cases --ids 2>/dev/null; __fish_complete_suffix .yaml)'\n",
        [CLI_OPERAND_VERB] = " -f -a '$__entente_verbs'\n",
        [CLI_OPERAND_FILE] = " -F\n"};
    const char *when =
        ent_arena_printf(self->arena, "complete -c entente -n '__fish_seen_subcommand_from %s'", verb->name);
    size_t size;
    const cli_option *options = options_of(self, verb, &size);
    if (when == NULL) {
        out->failed = true;
        return;
    }
    for (size_t i = 0; i < size; i++) {
        const ent_option_row *row = &options[i].row;
        ent_buffer_printf(out, "%s -l %s", when, row->name);
        if (options[i].letter != 0) ent_buffer_printf(out, " -s %c", options[i].letter);
        if (row->type == ENT_OPTION_CHOICE) {
            ent_buffer_text(out, " -x -a '");
            words(out, row->choices);
            ent_buffer_char(out, '\'');
        } else if (row->type != ENT_OPTION_FLAG) {
            ent_buffer_text(out, takes_file(row) ? " -r -F" : " -x");
        }
        ent_buffer_text(out, " -d ");
        fish_text(out, row->help);
        ent_buffer_char(out, '\n');
    }
    if (verb->words != NULL) {
        ent_buffer_printf(out, "%s %s -a '", when, verb->operand == CLI_OPERAND_FILE ? "-F" : "-f");
        words(out, verb->words);
        ent_buffer_text(out, "'\n");
    } else if (operands[verb->operand] != NULL) {
        ent_buffer_printf(out, "%s%s", when, operands[verb->operand]);
    }
}

static void fish(cli *self, ent_buffer *out) {
    ent_buffer_text(out, "# fish completion of entente\nset -g __entente_verbs");
    for (size_t i = 0; i < self->verbs_size; i++)
        ent_buffer_printf(out, " %s", self->verbs[i].name);
    ent_buffer_text(out, "\ncomplete -c entente -f\n");
    for (size_t i = 0; i < self->verbs_size; i++) {
        ent_buffer_printf(out, "complete -c entente -n 'not __fish_seen_subcommand_from $__entente_verbs' -a %s -d ",
                          self->verbs[i].name);
        fish_text(out, self->verbs[i].line);
        ent_buffer_char(out, '\n');
    }
    for (size_t i = 0; i < self->verbs_size; i++)
        fish_verb(self, &self->verbs[i], out);
}

bool cli_completions(cli *self, const char *shell, ent_buffer *out) {
    static const struct {
        const char *name;
        void (*write)(cli *, ent_buffer *);
    } shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (strcmp(shells[i].name, shell) != 0) continue;
        shells[i].write(self, out);
        return true;
    }
    return false;
}

ent_status cli_print_completions(cli *self) {
    const char *shell = self->operands[0];
    if (cli_completions(self, shell, &self->out)) return ENT_OK;
    return cli_usage(self, "U-CLI-0010", cli_suggest(self, shell, self->verb->words, 3),
                     "no completions for \"%s\"; there are bash, zsh, fish", shell);
}
