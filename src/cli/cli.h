/* The command: what its files share. One call of main has one `cli`, handed to everything. */
#ifndef ENTENTE_CLI_CLI_H
#define ENTENTE_CLI_CLI_H

#include <entente/backtest.h>
#include <entente/brief.h>
#include <entente/tournament.h>

/* Groups of the common options; a verb names those it takes. */
enum {
    CLI_ALWAYS = 0,    /* --quiet, --color, --help */
    CLI_FORMAT = 1,    /* --format, --json, --csv, --table, --chart, --front */
    CLI_OUTPUT = 2,    /* -o */
    CLI_CASE = 4,      /* --set, --as-of */
    CLI_RUN = 8,       /* --seed, --threads, --rows */
    CLI_MANIFEST = 16, /* --manifest */
    CLI_FINDINGS = CLI_FORMAT | CLI_OUTPUT
};

typedef struct cli_common {
    const char *format; /* NULL: not given */
    bool json, csv, front;
    const char *table, *chart, *output;
    ent_text_list set;
    ent_date as_of;
    size_t seed, threads, rows;
    const char *manifest;
    bool quiet;
    const char *color;
    bool help;
} cli_common;

typedef struct cli cli;

/* What stands for an operand, for help and completion. */
typedef enum cli_operand { CLI_OPERAND_NONE, CLI_OPERAND_CASE, CLI_OPERAND_VERB, CLI_OPERAND_FILE } cli_operand;

typedef struct cli_verb {
    const char *name;
    const char *line;              /* one line for the list of verbs */
    const char *about;             /* a paragraph or more */
    const char *const *forms;      /* operands of each form: "CASE PATH"; NULL-terminated */
    const char *const *examples;   /* NULL-terminated */
    size_t least, most;            /* operands */
    cli_operand operand;           /* what the operands are */
    const char *const *words;      /* fixed words the first operand may be; NULL-terminated or NULL */
    unsigned common;               /* groups of common options */
    const ent_option_row *options; /* its own */
    size_t options_size, options_bytes;
    ent_status (*run)(cli *);
    const ent_lens *lens; /* for the verbs that are lenses */
} cli_verb;

/* An option as one verb offers it. */
typedef struct cli_option {
    ent_option_row row;
    char letter; /* short form; 0: none */
    bool common;
} cli_option;

struct cli {
    ent_arena *arena; /* of this call */
    ent_diagnostics *diagnostics;
    const char *program; /* path of the executable; NULL where the system does not tell */
    const cli_verb *verbs;
    size_t verbs_size;
    const cli_verb *verb;
    cli_common common;
    void *options; /* the verb's own, typed */
    const char **operands;
    size_t operands_size;
    const char *const *arguments; /* as given, the verb first */
    size_t arguments_size;
    const char *format; /* resolved: "text", "json", "csv", "html", "svg" */
    ent_run run;
    ent_buffer out;               /* the result */
    bool refused;                 /* what stands in `out` is no result for -o (an error as JSON) */
    const char *findings;         /* SHA-256 of the findings as JSON, for manifests; NULL if none */
    const ent_case *const *shown; /* the cases behind the findings, for manifests; borrowed during a verb */
    size_t shown_size;
    ent_text_list merge; /* inside `merge`: the checkpoints to sum up */
    bool again;          /* inside `rerun`: nothing is printed */
    struct cli_progress *progress;
};

/* ---- lenses.c, verbs.c */
extern const ent_lens *const cli_lenses[];
extern const size_t cli_lenses_size;
/* Fixed verbs and one for each lens, in the arena; false when memory fails. */
bool cli_verbs_init(cli *self);
const cli_verb *cli_verb_find(const cli *self, const char *name);
/* All options of a verb: common ones of its groups, then its own. NULL when memory fails. */
const cli_option *cli_options_of(const cli_verb *verb, ent_arena *arena, size_t *size);
extern const ent_message_row cli_messages[];
extern const size_t cli_messages_size;

/* ---- run.c: one command line from its words to the result in `out` */
ent_status cli_run(cli *self, const char *const *arguments, size_t size);

/* ---- parse.c */
ent_status cli_parse(cli *self);

/* ---- data.c: where built-in cases and schemas are */
/* "DIR/cases/ID/case.yaml"; NULL if there is none (or no memory). */
const char *cli_builtin_path(cli *self, const char *id);
/* A file of the data folder ("schema/x.json"), or one that the build made beside the program; NULL if none. */
const char *cli_data_file(cli *self, const char *name);
/* Ids of the built-in cases, sorted. NULL when memory fails. */
const char **cli_builtin_ids(cli *self, size_t *size);
/* Reads the case an operand names, with --set and --as-of if `changed`. */
ent_status cli_read_case(cli *self, const char *name, bool changed, ent_case **out);
/* The file an operand names; NULL and diagnosed if there is none. */
const char *cli_case_file(cli *self, const char *name, bool *builtin);

/* ---- output.c */
/* Renders findings in the wanted format into `out`. */
ent_status cli_show(cli *self, const ent_findings *findings);
/* Writes `out` to stdout or -o and the diagnostics to stderr; the exit code. */
int cli_finish(cli *self, ent_status status);
/* Diagnoses a usage error of the command; hint may be NULL. ENT_USAGE. */
ent_status cli_usage(cli *self, const char *id, const char *hint, const char *format, ...) ENT_PRINTF(4, 5);
/* "did you mean X?" in the arena, or NULL. */
const char *cli_suggest(cli *self, const char *word, const char *const *candidates, size_t size);

/* ---- terminal.c */
typedef struct cli_terminal {
    bool is_terminal, colour, boxes;
    size_t width;
} cli_terminal;
cli_terminal cli_terminal_of(const cli *self, int descriptor);
void cli_watch_start(cli *self); /* Ctrl-C and progress */
void cli_watch_stop(cli *self);  /* clears the progress line */

/* ---- help.c, man.c, completions.c */
void cli_help(cli *self, const cli_verb *verb, ent_buffer *out); /* verb NULL: the whole command */
void cli_man(cli *self, const cli_verb *verb, ent_buffer *out);
/* False for an unknown shell. */
bool cli_completions(cli *self, const char *shell, ent_buffer *out);
/* "N", "FILE", "text|json": what stands for an option's value; "" for flags. */
const char *cli_metavar(const ent_option_row *row, ent_arena *arena);
/* A default worth showing; NULL where there is none. */
const char *cli_default(const ent_option_row *row);

/* ---- many.c: verbs over several cases */
/* The cases of all operands, with --set and --as-of. Nothing is held after a failure. */
ent_status cli_read_cases(cli *self, const ent_case ***out);
void cli_free_cases(const cli *self, const ent_case **cases);
/* The words of a command line (the verb first) that decide its result: without those that say where it goes, how it
 * looks or in which parts it is computed. NULL when memory fails. */
const char **cli_lasting(cli *self, const cli_verb *verb, const char *const *words, size_t size, size_t *kept);
/* Those of this call as one line of JSON, for checkpoints. NULL when memory fails. */
const char *cli_lasting_note(cli *self);

/* ---- manifest.c */
/* cli_show, then the manifest if one is wanted. */
ent_status cli_show_remembered(cli *self, const ent_findings *findings);

/* ---- the verbs */
ent_status cli_lens(cli *self);
ent_status cli_cases(cli *self);
ent_status cli_check(cli *self);
ent_status cli_explain(cli *self);
ent_status cli_new(cli *self);
ent_status cli_diff(cli *self);
ent_status cli_schema(cli *self);
ent_status cli_import(cli *self);
ent_status cli_export(cli *self);
ent_status cli_rerun(cli *self);
ent_status cli_tournament(cli *self);
ent_status cli_backtest(cli *self);
ent_status cli_freeze(cli *self);
ent_status cli_merge(cli *self);
ent_status cli_evidence(cli *self);
ent_status cli_print_help(cli *self);
ent_status cli_print_man(cli *self);
ent_status cli_print_completions(cli *self);

/* ---- verb_import.c: words and forms of the verb from the table of formats; NULL when memory fails */
const char *const *cli_import_words(ent_arena *arena);
const char *const *cli_import_forms(ent_arena *arena);
/* ---- verb_evidence.c: likewise of its sub-verbs */
const char *const *cli_evidence_words(ent_arena *arena);
const char *const *cli_evidence_forms(ent_arena *arena);
/* ---- verb_export.c */
const char *const *cli_export_words(ent_arena *arena);

/* Typed options of the verbs, with their rows in verbs.c. */
typedef struct cli_cases_options {
    bool ids;
} cli_cases_options;
typedef struct cli_new_options {
    const char *kind, *title;
    bool force;
} cli_new_options;
typedef struct cli_schema_options {
    bool reference;
} cli_schema_options;
typedef struct cli_import_options {
    const char *utility; /* NULL: not given */
    const char *kind, *missing, *coded;
} cli_import_options;
typedef struct cli_evidence_options {
    const char *case_name, *gazetteer, *lines; /* NULL: not given */
    ent_date published;
    const char *store, *publisher, *language, *handling, *kind;
    ent_date from, until;
    const char *issue, *actor, *by, *because, *accept;
    size_t most, threads; /* 0: not given */
    bool once;
} cli_evidence_options;
typedef struct cli_freeze_options {
    const char *verify, *sha256; /* NULL: not given */
    ent_date date;
    size_t draws;
} cli_freeze_options;
typedef struct cli_rerun_options {
    bool verify;
} cli_rerun_options;

/* ---- describe.c: a number of a case with its owner, for explain, check and diff */
/* "judged by coder", "record", "reported": in the arena. */
const char *cli_owner(const ent_case *entente_case, const ent_provenance *provenance, ent_arena *arena);
/* "source#7: the sentence"; NULL where nothing is cited. */
const char *cli_citation(const ent_case *entente_case, const ent_citation *citation, ent_arena *arena);
/* Unit of the number at a path: "100 million KRW (2026)", "percent", "". */
const char *cli_unit(const ent_case *entente_case, const char *path, ent_arena *arena);
/* "cases/x/case.yaml:14". */
const char *cli_place(const ent_case *entente_case, const ent_node *node, ent_arena *arena);

/* Starts a table of numbers with owners and fills it with the slots below the paths, judged ones first if
 * `judged_first`. Returns how many there are. */
size_t cli_numbers_table(cli *self, ent_findings *findings, const ent_case *entente_case, const char *const *paths,
                         size_t paths_size, bool judged_first, const char *id, const char *title);

#endif
