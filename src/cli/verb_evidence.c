/* evidence: from texts to claims. One row a sub-verb. */
#include "cli/evidence.h"

#include <string.h>

static const cli_evidence_row rows[] = {
    {"add", "FILE|FOLDER|-...", 1, 100000,
     "case store published publisher language handling kind gazetteer lines threads", cli_evidence_add},
    {"extract", "FILE|-", 1, 1, "case published gazetteer lines", cli_evidence_extract},
    {"search", "WORDS...", 1, 1000, "case store publisher language from until most once", cli_evidence_search},
    {"show", "DOCUMENT", 1, 1, "case store", cli_evidence_show},
    {"sources", "", 0, 0, "case store", cli_evidence_sources},
    {"export", "", 0, 0, "case store", cli_evidence_export},
    {"import", "FILE|-", 1, 1, "case store", cli_evidence_import},
    {"timeline", "", 0, 0, "case store issue actor from until", cli_evidence_timeline},
    {"conflicts", "", 0, 0, "case store issue from until", cli_evidence_conflicts},
    {"accept", "CLAIM...", 1, 1000, "case store by because", cli_evidence_accept},
    {"reject", "CLAIM...", 1, 1000, "case store by because", cli_evidence_reject},
    {"irrelevant", "CLAIM...", 1, 1000, "case store by because", cli_evidence_irrelevant},
    {"propose", "CASE", 1, 1, "store accept by from until", cli_evidence_propose},
    {"verify", "CASE", 1, 1, "store", cli_evidence_verify},
};
enum { ROWS = sizeof rows / sizeof *rows };

const char *const *cli_evidence_words(ent_arena *arena) {
    const char **words = ent_arena_array(arena, ROWS + 1, sizeof *words);
    for (size_t i = 0; words != NULL && i < ROWS; i++)
        words[i] = rows[i].name;
    return words;
}

const char *const *cli_evidence_forms(ent_arena *arena) {
    const char **forms = ent_arena_array(arena, ROWS + 1, sizeof *forms);
    for (size_t i = 0; forms != NULL && i < ROWS; i++) {
        forms[i] =
            ent_arena_printf(arena, "%s%s%s", rows[i].name, rows[i].operands[0] != '\0' ? " " : "", rows[i].operands);
        if (forms[i] == NULL) return NULL;
    }
    return forms;
}

static bool takes(const cli_evidence_row *row, const char *option) {
    const size_t length = strlen(option);
    for (const char *at = row->options; *at != '\0'; at += strcspn(at, " "), at += *at == ' ')
        if (strcspn(at, " ") == length && memcmp(at, option, length) == 0) return true;
    return false;
}

/* No option of this verb has a default: what is not given is zero. */
static bool is_given(const ent_option_row *row, const void *options) {
    const char *at = (const char *)options + row->offset;
    switch (row->type) {
    case ENT_OPTION_FLAG:
        return *(const bool *)(const void *)at;
    case ENT_OPTION_COUNT:
        return *(const size_t *)(const void *)at != 0;
    case ENT_OPTION_NUMBER:
        return *(const double *)(const void *)at != 0;
    case ENT_OPTION_DATE:
        return ((const ent_date *)(const void *)at)->year != 0;
    case ENT_OPTION_LIST:
        return ((const ent_text_list *)(const void *)at)->size != 0;
    default:
        return *(const char *const *)(const void *)at != NULL;
    }
}

/* Options that were given and that this sub-verb does not take. */
static ent_status check_options(cli *self, const cli_evidence_row *row) {
    for (size_t i = 0; i < self->verb->options_size; i++)
        if (is_given(&self->verb->options[i], self->options) && !takes(row, self->verb->options[i].name))
            return cli_usage(self, "U-CLI-0004", "leave it out", "--%s is not for `evidence %s`",
                             self->verb->options[i].name, row->name);
    return ENT_OK;
}

ent_status cli_evidence(cli *self) {
    const char *word = self->operands[0];
    for (size_t i = 0; i < ROWS; i++) {
        if (strcmp(rows[i].name, word) != 0) continue;
        const size_t operands = self->operands_size - 1;
        if (operands < rows[i].least || operands > rows[i].most)
            return cli_usage(self, "U-CLI-0002", NULL, "%s needs %s: entente evidence %s %s", word,
                             operands < rows[i].least ? "more operands" : "fewer operands", word, rows[i].operands);
        ent_status status = check_options(self, &rows[i]);
        return status != ENT_OK ? status : rows[i].run(self);
    }
    return cli_usage(self, "U-CLI-0010", cli_suggest(self, word, self->verb->words, ROWS),
                     "evidence does not know \"%s\"", word);
}
