/* The table of verbs and the rows of their options. */
#include "cli/cli.h"

#include <string.h>

typedef struct common_row {
    unsigned group;
    char letter;
    ent_option_row row;
} common_row;

static const char *const formats[] = {"text", "json", "csv", "html", "svg", NULL};
static const char *const colours[] = {"auto", "always", "never", NULL};
static const char *const kinds[] = {"minimal", "bargain", "ledger", "full", NULL};

#define AT(field) offsetof(cli_common, field)
static const common_row common_rows[] = {
    {CLI_FORMAT,
     0,
     {"format", ENT_OPTION_CHOICE, AT(format), NULL, 0, 0, formats, NULL,
      "how the result is written; without it by the suffix of --output, else text"}},
    {CLI_FORMAT, 0, {"json", ENT_OPTION_FLAG, AT(json), NULL, 0, 0, NULL, NULL, "the same as --format json"}},
    {CLI_FORMAT,
     0,
     {"csv", ENT_OPTION_FLAG, AT(csv), NULL, 0, 0, NULL, NULL,
      "the same as --format csv: the metrics, or the table of --table"}},
    {CLI_FORMAT, 0, {"table", ENT_OPTION_TEXT, AT(table), NULL, 0, 0, NULL, "ID", "write this table alone, as CSV"}},
    {CLI_FORMAT, 0, {"chart", ENT_OPTION_TEXT, AT(chart), NULL, 0, 0, NULL, "ID", "draw this chart alone, as SVG"}},
    {CLI_FORMAT,
     0,
     {"front", ENT_OPTION_FLAG, AT(front), NULL, 0, 0, NULL, NULL,
      "in text, the first page alone where there is one (brief)"}},
    {CLI_OUTPUT,
     'o',
     {"output", ENT_OPTION_TEXT, AT(output), NULL, 0, 0, NULL, "FILE",
      "write the result to a file (.json, .csv, .html, .svg, .txt); - is standard output"}},
    {CLI_CASE,
     0,
     {"set", ENT_OPTION_LIST, AT(set), NULL, 0, 0, NULL, "PATH=VALUE",
      "change the case for this run; may be given several times"}},
    {CLI_CASE,
     0,
     {"as-of", ENT_OPTION_DATE, AT(as_of), NULL, 0, 0, NULL, "DATE",
      "use what was known on this day, instead of the case's own date"}},
    {CLI_RUN, 0, {"seed", ENT_OPTION_COUNT, AT(seed), "0", 0, 0, NULL, "N", "seed of the random draws"}},
    {CLI_RUN,
     0,
     {"threads", ENT_OPTION_COUNT, AT(threads), "0", 0, 1024, NULL, "N",
      "threads to compute with, 0 for one per core; results do not depend on it"}},
    {CLI_RUN,
     0,
     {"rows", ENT_OPTION_COUNT, AT(rows), "200", 1, 1e9, NULL, "N",
      "where tables that can grow without bound are cut"}},
    {CLI_MANIFEST,
     0,
     {"manifest", ENT_OPTION_TEXT, AT(manifest), NULL, 0, 0, NULL, "FILE",
      "write what this run stands on (version, hashes, arguments) for `entente rerun`"}},
    {CLI_ALWAYS, 'q', {"quiet", ENT_OPTION_FLAG, AT(quiet), NULL, 0, 0, NULL, NULL, "no warnings, notes or progress"}},
    {CLI_ALWAYS,
     0,
     {"color", ENT_OPTION_CHOICE, AT(color), "auto", 0, 0, colours, NULL,
      "colours; auto: on a terminal, unless NO_COLOR is set"}},
    {CLI_ALWAYS, 'h', {"help", ENT_OPTION_FLAG, AT(help), NULL, 0, 0, NULL, NULL, "show this help"}},
};
#undef AT
enum { COMMON_ROWS = sizeof common_rows / sizeof *common_rows };

static const ent_option_row cases_rows[] = {
    {"ids", ENT_OPTION_FLAG, offsetof(cli_cases_options, ids), NULL, 0, 0, NULL, NULL, "only the ids, one a line"},
};
static const ent_option_row new_rows[] = {
    {"kind", ENT_OPTION_CHOICE, offsetof(cli_new_options, kind), "bargain", 0, 0, kinds, NULL,
     "which parts the new case begins with"},
    {"title", ENT_OPTION_TEXT, offsetof(cli_new_options, title), NULL, 0, 0, NULL, "TEXT",
     "its title; without it made from the id"},
    {"force", ENT_OPTION_FLAG, offsetof(cli_new_options, force), NULL, 0, 0, NULL, NULL,
     "replace the file if there is one"},
};
static const char *const utilities[] = {"genius", "raw", NULL};
static const char *const game_kinds[] = {"cost", "value", NULL};
static const char *const missing_words[] = {"error", "zero", "cover", NULL};
static const char *const coding_words[] = {"before", "hindsight", NULL};
static const ent_option_row import_rows[] = {
    {"utility", ENT_OPTION_CHOICE, offsetof(cli_import_options, utility), NULL, 0, 0, utilities, NULL,
     "how utilities of GENIUS are read (default genius): evaluations divided by the largest of their issue and weights "
     "by their sum, as GENIUS does; raw: as they are written"},
    {"kind", ENT_OPTION_CHOICE, offsetof(cli_import_options, kind), NULL, 0, 0, game_kinds, NULL,
     "of the numbers of a table of coalitions, where the file does not say it (default value)"},
    {"missing", ENT_OPTION_CHOICE, offsetof(cli_import_options, missing), NULL, 0, 0, missing_words, NULL,
     "what a coalition has that a game does not list (default error): refuse the game, zero, or the best way to split "
     "it into listed ones (cover)"},
    {"coded", ENT_OPTION_CHOICE, offsetof(cli_import_options, coded), NULL, 0, 0, coding_words, NULL,
     "of tables of positions: when they were coded, before the outcome was known or in hindsight; backtests count the "
     "two apart"},
};
static const char *const document_kinds[] = {"text", "markdown", "html", "feed", "jsonl", NULL};
static const char *const line_words[] = {"guess", "hard", "wrapped", NULL};
static const ent_option_row evidence_rows[] = {
    {"case", ENT_OPTION_TEXT, offsetof(cli_evidence_options, case_name), NULL, 0, 0, NULL, "CASE",
     "whose parties and issues are looked for first"},
    {"published", ENT_OPTION_DATE, offsetof(cli_evidence_options, published), NULL, 0, 0, NULL, "DATE",
     "the day the text is of; without it as its head says (date 2024-03-21 ...)"},
    {"gazetteer", ENT_OPTION_TEXT, offsetof(cli_evidence_options, gazetteer), NULL, 0, 0, NULL, "CSV",
     "a list of actors of your own: name,kind,of,aliases (aliases parted by semicolons)"},
    {"lines", ENT_OPTION_CHOICE, offsetof(cli_evidence_options, lines), NULL, 0, 0, line_words, NULL,
     "whether a line's end ends a sentence (default guess): hard, always; wrapped, only an empty line, as in text out "
     "of "
     "a PDF"},
    {"store", ENT_OPTION_TEXT, offsetof(cli_evidence_options, store), NULL, 0, 0, NULL, "FILE",
     "the evidence store; without it evidence.db beside the file of --case, for built-in cases in the user's data "
     "folder"},
    {"publisher", ENT_OPTION_TEXT, offsetof(cli_evidence_options, publisher), NULL, 0, 0, NULL, "NAME",
     "add: who published the documents; search: only this publisher's"},
    {"language", ENT_OPTION_TEXT, offsetof(cli_evidence_options, language), NULL, 0, 0, NULL, "L",
     "of the documents, such as en or ko; add finds it out by itself"},
    {"handling", ENT_OPTION_TEXT, offsetof(cli_evidence_options, handling), NULL, 0, 0, NULL, "MARK",
     "how the documents may be passed on, such as TLP:AMBER or internal; shown wherever one is quoted"},
    {"kind", ENT_OPTION_CHOICE, offsetof(cli_evidence_options, kind), NULL, 0, 0, document_kinds, NULL,
     "what the files are, where their content does not tell"},
    {"from", ENT_OPTION_DATE, offsetof(cli_evidence_options, from), NULL, 0, 0, NULL, "DATE", "not before this day"},
    {"until", ENT_OPTION_DATE, offsetof(cli_evidence_options, until), NULL, 0, 0, NULL, "DATE", "not after this day"},
    {"most", ENT_OPTION_COUNT, offsetof(cli_evidence_options, most), NULL, 1, 5000, NULL, "N",
     "search: how many documents are shown (20)"},
    {"issue", ENT_OPTION_TEXT, offsetof(cli_evidence_options, issue), NULL, 0, 0, NULL, "ISSUE",
     "only what is about this issue: an id of the case, or a name such as \"defence cost-sharing\""},
    {"actor", ENT_OPTION_TEXT, offsetof(cli_evidence_options, actor), NULL, 0, 0, NULL, "NAME",
     "only what this actor does, or what is done to it: a party's id, or a name"},
    {"by", ENT_OPTION_TEXT, offsetof(cli_evidence_options, by), NULL, 0, 0, NULL, "NAME", "who decides"},
    {"because", ENT_OPTION_TEXT, offsetof(cli_evidence_options, because), NULL, 0, 0, NULL, "TEXT", "why"},
    {"accept", ENT_OPTION_TEXT, offsetof(cli_evidence_options, accept), NULL, 0, 0, NULL, "ID,...",
     "propose: write the case with these suggestions in it; `all` takes every one"},
    {"once", ENT_OPTION_FLAG, offsetof(cli_evidence_options, once), NULL, 0, 0, NULL, NULL,
     "search: of the copies of a report only the one that stands for it"},
    {"threads", ENT_OPTION_COUNT, offsetof(cli_evidence_options, threads), NULL, 1, 1024, NULL, "N",
     "add: how many documents are read beside each other (as many as there are cores)"},
};
static const ent_option_row freeze_rows[] = {
    {"date", ENT_OPTION_DATE, offsetof(cli_freeze_options, date), NULL, 0, 0, NULL, "DATE",
     "the day that it is made on; without it today (UTC)"},
    {"draws", ENT_OPTION_COUNT, offsetof(cli_freeze_options, draws), "200", 0, ENT_FREEZE_DRAWS, NULL, "N",
     "draws of the case's uncertain numbers, of which forecasts are then mixtures; 0: as written"},
    {"verify", ENT_OPTION_TEXT, offsetof(cli_freeze_options, verify), NULL, 0, 0, NULL, "FILE",
     "check a frozen forecast against the case instead"},
    {"sha256", ENT_OPTION_TEXT, offsetof(cli_freeze_options, sha256), NULL, 0, 0, NULL, "HASH",
     "with --verify: the hash that was published"},
};
static const ent_option_row export_rows[] = {
    {"utility", ENT_OPTION_CHOICE, offsetof(cli_import_options, utility), NULL, 0, 0, utilities, NULL,
     "for whom utilities are written (default genius): for programs that divide evaluations by the largest of their "
     "issue and weights by their sum, as GENIUS does; raw: for those that take them as written"},
};
static const ent_option_row schema_rows[] = {
    {"reference", ENT_OPTION_FLAG, offsetof(cli_schema_options, reference), NULL, 0, 0, NULL, NULL,
     "the reference of the case file in Markdown instead"},
};
static const ent_option_row rerun_rows[] = {
    {"verify", ENT_OPTION_FLAG, offsetof(cli_rerun_options, verify), NULL, 0, 0, NULL, NULL,
     "print nothing but whether the findings are the same"},
};

static const char *const cases_forms[] = {"", NULL};
static const char *const cases_examples[] = {"entente cases", "entente cases --json", NULL};
static const char *const check_forms[] = {"CASE...", NULL};
static const char *const check_examples[] = {"entente check rok-us-sma", "entente check talks.yaml --json", NULL};
static const char *const explain_forms[] = {"ID", "CASE [PATH]", "CASE LENS METRIC", NULL};
static const char *const explain_examples[] = {"entente explain rok-us-sma preferences.us",
                                               "entente explain rok-us-sma bargain nash.outcome.contribution",
                                               "entente explain E-CASE-0112", NULL};
static const char *const new_forms[] = {"ID", NULL};
static const char *const new_examples[] = {"entente new my-talks -o my-talks.yaml",
                                           "entente new my-talks --kind full --title \"My talks\"", NULL};
static const char *const diff_forms[] = {"CASE CASE", "CASE --set PATH=VALUE", NULL};
static const char *const diff_examples[] = {"entente diff old.yaml new.yaml",
                                            "entente diff rok-us-sma --as-of 2024-10-05", NULL};
static const char *const import_examples[] = {
    "entente import genius domain.xml profile1.xml profile2.xml -o party.yaml",
    "entente import genius domain.xml profile1.xml profile2.xml --utility raw -o party.yaml",
    "entente import geniusweb party.json party1.json party2.json -o party.yaml",
    "entente import game dam.csv --kind cost -o dam.yaml",
    "entente import positions council.csv -o council.yaml",
    "entente import ktab scenario.csv -o scenario.yaml",
    NULL};
static const char *const evidence_examples[] = {
    "entente evidence add reports --case talks.yaml",
    "entente evidence search cost-sharing --case talks.yaml",
    "entente evidence extract report.txt",
    "entente evidence extract report.txt --case rok-us-sma --json",
    "entente evidence extract - --published 2024-03-21 --csv --table claims < report.txt",
    "entente evidence conflicts --case rok-us-sma",
    "entente evidence propose talks.yaml -o suggestions.yaml",
    "entente evidence verify rok-us-sma",
    NULL};
static const char *const export_forms[] = {"genius CASE", NULL};
static const char *const export_examples[] = {"entente export genius talks.yaml -o talks-genius", NULL};
static const char *const schema_forms[] = {"[case|findings]", NULL};
static const char *const schema_words[] = {"case", "findings", NULL};
static const char *const schema_examples[] = {"entente schema case -o entente-case-1.schema.json",
                                              "entente schema --reference", NULL};
static const char *const rerun_forms[] = {"MANIFEST", NULL};
static const char *const rerun_examples[] = {"entente bargain rok-us-sma --manifest run.json",
                                             "entente rerun run.json --verify", NULL};
static const char *const help_forms[] = {"[VERB]", NULL};
static const char *const help_examples[] = {"entente help bargain", NULL};
static const char *const man_forms[] = {"[VERB]", NULL};
static const char *const man_examples[] = {"entente man bargain | man -l -", NULL};
static const char *const completions_forms[] = {"bash|zsh|fish", NULL};
static const char *const completions_words[] = {"bash", "zsh", "fish", NULL};
static const char *const completions_examples[] = {"source <(entente completions bash)",
                                                   "entente completions fish | source", NULL};
static const char *const many_forms[] = {"CASE...", NULL};
static const char *const tournament_examples[] = {
    "entente tournament rok-us-sma", "entente tournament rok-us-sma my-talks.yaml --strategies boulware,conceder,micro",
    "entente tournament rok-us-sma --repeat 1000 --checkpoint talks.sweep -o talks.html", NULL};
static const char *const backtest_examples[] = {
    "entente backtest sma-10 sma-11 sma-12", "entente backtest council.yaml --models odds,compromise-mean,no-change",
    "entente backtest council.yaml --table predictions -o council.csv", NULL};
static const char *const freeze_examples[] = {"entente freeze japan-hns-2027 -o japan.freeze.json",
                                              "entente freeze japan-hns-2027 --verify japan.freeze.json", NULL};
static const char *const merge_forms[] = {"FILE...", NULL};
static const char *const merge_examples[] = {"entente merge one.sweep two.sweep -o talks.html", NULL};
static const char *const lens_forms[] = {"CASE", NULL};

#define ROWS(table, type) table, sizeof table / sizeof *table, sizeof(type)
#define NO_ROWS NULL, 0, 0

static const cli_verb first_verbs[] = {
    {"cases", "list the built-in cases",
     "Lists the cases that come with Entente: id, title, the date they are seen from and what they hold. CASE is one "
     "of these ids wherever a verb takes a case, or a path to a file of your own (it contains a / or ends in .yaml).",
     cases_forms, cases_examples, 0, 0, CLI_OPERAND_NONE, NULL, CLI_FINDINGS, ROWS(cases_rows, cli_cases_options),
     cli_cases, NULL},
    {"check", "find all problems of case files",
     "Reads case files and reports every problem at once, as a compiler does: the place, the line, and where one is "
     "close, a suggestion. Then says what each case holds and who answers for its numbers.",
     check_forms, check_examples, 1, 1000, CLI_OPERAND_CASE, NULL, CLI_FINDINGS | CLI_CASE, NO_ROWS, cli_check, NULL},
    {"explain", "show who answers for a number, or what a diagnostic means",
     "With a path: the number there with unit, range and owner (who judged it and why, or the source with its cited "
     "sentence), the place in the file and what may override it; with the beginning of a path, all numbers below. With "
     "a lens and a metric: the figure and every number it rests on, judgements first. With the id of a diagnostic: "
     "what it means and what to do.",
     explain_forms, explain_examples, 1, 3, CLI_OPERAND_CASE, NULL, CLI_FINDINGS | CLI_CASE | CLI_RUN, NO_ROWS,
     cli_explain, NULL},
    {"new", "begin a case of your own",
     "Writes a new case file with comments that say what each part is for. Its first line names the JSON Schema of "
     "this installation, so that an editor with a YAML language server completes and checks while you write.",
     new_forms, new_examples, 1, 1, CLI_OPERAND_NONE, NULL, CLI_OUTPUT, ROWS(new_rows, cli_new_options), cli_new, NULL},
    {"diff", "say what changed between two cases, and which conclusions moved",
     "Compares two cases path by path, then runs every lens that both allow, without random draws, and lists the "
     "figures that changed, the largest change first. With one case and --set or --as-of: the case against itself so "
     "changed. --set and --as-of change the second case only.",
     diff_forms, diff_examples, 1, 2, CLI_OPERAND_CASE, NULL, CLI_FINDINGS | CLI_CASE | CLI_RUN | CLI_MANIFEST, NO_ROWS,
     cli_diff, NULL},
};

static const cli_verb last_verbs[] = {
    {"freeze", "write down forecasts so that they can be proved later",
     "Writes a date, the hashes of the case and of the files it cites, and what every model forecasts for every issue, "
     "as "
     "JSON; and says the SHA-256 of that file. Published before the outcome, the hash proves that the forecast is not "
     "of "
     "afterwards. --verify FILE checks such a file: the hash (--sha256), the case's files, and that the forecasts come "
     "out the same.",
     lens_forms, freeze_examples, 1, 1, CLI_OPERAND_CASE, NULL, CLI_OUTPUT | CLI_RUN,
     ROWS(freeze_rows, cli_freeze_options), cli_freeze, NULL},
    {"merge", "put the parts of a tournament together",
     "Sums up the files that the parts of one command line have written (--shard and --checkpoint), as if it had been "
     "computed in one. The command line is in the files; the cases are read from where they were.",
     merge_forms, merge_examples, 1, 10000, CLI_OPERAND_FILE, NULL, CLI_FINDINGS, NO_ROWS, cli_merge, NULL},
    {"import", "make a case of the files of another program",
     "Reads a domain and the profiles of its parties and writes them as a case: to standard output, or to the file of "
     "--output. Parties are named after the files of their profiles. Problems of all files are reported at once with "
     "file and line. What is clear though wrongly written is read, and said; what was repaired and what was not taken "
     "over stands at the head of the case. Formats: genius, the XML of GENIUS and ANAC; geniusweb, the JSON of "
     "GeniusWeb; game, a cooperative game; positions, a wide table of issues by actors; ktab, a scenario of KTAB.",
     NULL, import_examples, 1, 10000, CLI_OPERAND_FILE, NULL, CLI_OUTPUT, ROWS(import_rows, cli_import_options),
     cli_import, NULL},
    {"evidence", "keep documents, and find out what they claim",
     "Reads documents, lists their sentences and what may be claimed by them (money, percentages, counts and changes "
     "with "
     "their unit, dates, who is spoken of, who says what), keeps them in a store, searches and compares them, and "
     "holds "
     "the numbers of a case against them. Every claim names the rule that made it and its place in the text; it is a "
     "candidate until somebody accepts it, and nothing is taken into a case by itself. extract needs no store; add "
     "fills "
     "one: --store names it, or --case, beside whose file it then is. English first; Korean figures, dates and names "
     "too.",
     NULL, evidence_examples, 1, 100001, CLI_OPERAND_FILE, NULL, CLI_FINDINGS,
     ROWS(evidence_rows, cli_evidence_options), cli_evidence, NULL},
    {"export", "write a case as the files of another program",
     "Writes the bargain of a case (parties, issues, preferences, what each has without a deal) as files of another "
     "program, into the folder that --output names. The utilities there are exactly those of the case; what the format "
     "cannot say, such as red lines, is refused and named. Formats: genius, a domain.xml and a PARTY.xml for each "
     "party "
     "with preferences.",
     export_forms, export_examples, 2, 2, CLI_OPERAND_CASE, NULL, CLI_OUTPUT | CLI_CASE,
     ROWS(export_rows, cli_import_options), cli_export, NULL},
    {"schema", "print the JSON Schema of the case file or of findings",
     "The schema of the case file is made from the tables that the reader checks against; editors use it to complete "
     "and check. The schema of findings describes what --json prints. Without a word: that of the case file.",
     schema_forms, schema_examples, 0, 1, CLI_OPERAND_NONE, schema_words, CLI_OUTPUT,
     ROWS(schema_rows, cli_schema_options), cli_schema, NULL},
    {"rerun", "repeat a run from its manifest",
     "Repeats the run that a manifest describes (see --manifest), from the folder where you are, and prints its "
     "result. Says whether the release, the files of the case and the findings are the same as then; exit 1 if the "
     "findings differ.",
     rerun_forms, rerun_examples, 1, 1, CLI_OPERAND_FILE, NULL, CLI_ALWAYS, ROWS(rerun_rows, cli_rerun_options),
     cli_rerun, NULL},
    {"help", "show help on a verb", "Shows what `entente VERB --help` shows.", help_forms, help_examples, 0, 1,
     CLI_OPERAND_VERB, NULL, CLI_ALWAYS, NO_ROWS, cli_print_help, NULL},
    {"man", "print a manual page", "Prints the manual page of the command or of a verb, in roff.", man_forms,
     man_examples, 0, 1, CLI_OPERAND_VERB, NULL, CLI_OUTPUT, NO_ROWS, cli_print_man, NULL},
    {"completions", "print completions for a shell", "Prints a script that completes verbs, options, values and cases.",
     completions_forms, completions_examples, 1, 1, CLI_OPERAND_NONE, completions_words, CLI_OUTPUT, NO_ROWS,
     cli_print_completions, NULL},
};

static cli_verb lens_verb(const ent_lens *lens) {
    return (cli_verb){.name = lens->name,
                      .line = lens->question,
                      .about = lens->about,
                      .forms = lens_forms,
                      .examples = lens->examples,
                      .least = 1,
                      .most = 1,
                      .operand = CLI_OPERAND_CASE,
                      .common = CLI_FINDINGS | CLI_CASE | CLI_RUN | CLI_MANIFEST,
                      .options = lens->options,
                      .options_size = lens->options_size,
                      .options_bytes = lens->options_bytes,
                      .run = cli_lens,
                      .lens = lens};
}

/* Verbs over several cases, whose options stand in rooms below. */
static cli_verb tournament_verb(void) {
    return (cli_verb){
        .name = "tournament",
        .line = "let negotiation strategies meet over several cases",
        .about =
            "Every strategy meets every other in every seat of every case: mean utilities with intervals, which "
            "differences are more than chance, who gets what against whom, and which strategies would be chosen if "
            "choosing were the game. Computes on all cores. With --checkpoint an interrupted run goes on where it "
            "stopped; with --shard several machines compute a part each, which `entente merge` puts together.",
        .forms = many_forms,
        .examples = tournament_examples,
        .least = 1,
        .most = 1000,
        .operand = CLI_OPERAND_CASE,
        .common = CLI_FINDINGS | CLI_CASE | CLI_RUN | CLI_MANIFEST,
        .options = ent_tournament_rows,
        .options_size = ent_tournament_rows_size,
        .options_bytes = sizeof(ent_tournament_options),
        .run = cli_tournament};
}

static cli_verb backtest_verb(void) {
    return (cli_verb){
        .name = "backtest",
        .line = "compare forecasts made of what was known then with what happened",
        .about =
            "Takes every issue whose `outcome` a case gives, makes the forecast of every model from what was known on "
            "the date of the case, and says how far each was off: mean errors and CRPS in hundredths of the range, "
            "how often the 50% and 80% intervals held the outcome, and in pairs against no change, the compromise "
            "mean and the base rate. Cases coded in hindsight are listed apart and count nothing. Tables of hundreds "
            "of issues come in with `entente import positions`.",
        .forms = many_forms,
        .examples = backtest_examples,
        .least = 1,
        .most = 1000,
        .operand = CLI_OPERAND_CASE,
        .common = CLI_FINDINGS | CLI_CASE | CLI_RUN | CLI_MANIFEST,
        .options = ent_backtest_rows,
        .options_size = ent_backtest_rows_size,
        .options_bytes = sizeof(ent_backtest_options),
        .run = cli_backtest};
}

/* What import reads, export writes and evidence does follows from their tables. */
static bool fill_formats(cli_verb *verbs, size_t size, ent_arena *arena) {
    for (size_t i = 0; i < size; i++) {
        const bool imports = strcmp(verbs[i].name, "import") == 0, exports = strcmp(verbs[i].name, "export") == 0;
        if (imports) verbs[i].forms = cli_import_forms(arena);
        if (imports) verbs[i].words = cli_import_words(arena);
        if (exports) verbs[i].words = cli_export_words(arena);
        const bool evidence = strcmp(verbs[i].name, "evidence") == 0;
        if (evidence) verbs[i].forms = cli_evidence_forms(arena);
        if (evidence) verbs[i].words = cli_evidence_words(arena);
        if ((imports || exports || evidence) && (verbs[i].forms == NULL || verbs[i].words == NULL)) return false;
    }
    return true;
}

enum { MANY = 2 }; /* verbs over several cases */

bool cli_verbs_init(cli *self) {
    const size_t first = sizeof first_verbs / sizeof *first_verbs, last = sizeof last_verbs / sizeof *last_verbs;
    const size_t many = first + cli_lenses_size;
    cli_verb *verbs = ent_arena_array(self->arena, many + MANY + last, sizeof *verbs);
    if (verbs == NULL) return false;
    memcpy(verbs, first_verbs, sizeof first_verbs);
    for (size_t i = 0; i < cli_lenses_size; i++)
        verbs[first + i] = lens_verb(cli_lenses[i]);
    verbs[many] = tournament_verb();
    verbs[many + 1] = backtest_verb();
    memcpy(verbs + many + MANY, last_verbs, sizeof last_verbs);
    if (!fill_formats(verbs + many + MANY, last, self->arena)) return false;
    self->verbs = verbs;
    self->verbs_size = many + MANY + last;
    return true;
}

const cli_verb *cli_verb_find(const cli *self, const char *name) {
    for (size_t i = 0; i < self->verbs_size; i++)
        if (strcmp(self->verbs[i].name, name) == 0) return &self->verbs[i];
    return NULL;
}

const cli_option *cli_options_of(const cli_verb *verb, ent_arena *arena, size_t *size) {
    cli_option *options = ent_arena_array(arena, verb->options_size + COMMON_ROWS, sizeof *options);
    *size = 0;
    if (options == NULL) return NULL;
    for (size_t i = 0; i < verb->options_size; i++)
        options[(*size)++] = (cli_option){.row = verb->options[i]};
    for (size_t i = 0; i < COMMON_ROWS; i++) {
        const common_row *common = &common_rows[i];
        if (common->group != CLI_ALWAYS && (verb->common & common->group) == 0) continue;
        options[(*size)++] = (cli_option){common->row, common->letter, true};
    }
    return options;
}
