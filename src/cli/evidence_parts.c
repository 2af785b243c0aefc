/* What the sub-verbs of evidence share: the words they read with, ids, handling marks. */
#include "cli/evidence.h"

#include <string.h>

/* ---- the words of a case and of a gazetteer ------------------------------------------------------------------- */

static ent_status read_gazetteer(cli *self, ent_gazetteer *gazetteer, const char *path) {
    char *data;
    size_t size;
    ent_status status = ent_file_read(NULL, path, ENT_GAZETTEER_MOST_BYTES, &data, &size, self->diagnostics);
    if (status != ENT_OK) return status;
    status = ent_gazetteer_read(gazetteer, path, data, size, self->diagnostics);
    ent_free(NULL, data);
    return status;
}

ent_status cli_evidence_reader_open(cli *self, cli_evidence_reader *out) {
    const cli_evidence_options *options = self->options;
    *out = (cli_evidence_reader){.arena = ent_arena_new(NULL)};
    ent_status status = out->arena != NULL ? ENT_OK : ENT_MEMORY;
    if (status == ENT_OK && options->case_name != NULL)
        status = cli_read_case(self, options->case_name, false, &out->a_case);
    ent_gazetteer *gazetteer = status == ENT_OK ? ent_gazetteer_new(out->arena, out->a_case) : NULL;
    if (status == ENT_OK && gazetteer == NULL) status = ENT_MEMORY;
    if (status == ENT_OK && options->gazetteer != NULL) status = read_gazetteer(self, gazetteer, options->gazetteer);
    if (status == ENT_OK) out->extractor = ent_extractor_new(out->arena, out->a_case, gazetteer);
    if (status == ENT_OK && out->extractor == NULL) status = ENT_MEMORY;
    return status;
}

void cli_evidence_reader_close(cli_evidence_reader *words) {
    ent_arena_free(words->arena);
    ent_case_free(words->a_case);
    *words = (cli_evidence_reader){.extractor = NULL};
}

ent_lines cli_evidence_lines(const char *word) {
    if (word != NULL && strcmp(word, "hard") == 0) return ENT_LINES_HARD;
    return word != NULL && strcmp(word, "wrapped") == 0 ? ENT_LINES_WRAPPED : ENT_LINES_GUESS;
}

/* ---- what is shown -------------------------------------------------------------------------------------------- */

bool cli_evidence_grows(const cli *self) {
    return strcmp(self->format, "text") == 0 || strcmp(self->format, "html") == 0;
}

const char *cli_evidence_s(size_t count) {
    return count == 1 ? "" : "s";
}

const char *cli_evidence_id(cli *self, const char *id) {
    enum { SHOWN = 12 }; /* of 64 digits: two of a million documents begin alike once in 500 stores */
    return cli_evidence_grows(self) && strlen(id) > SHOWN ? ent_arena_copy(self->arena, id, SHOWN) : id;
}

const char *cli_evidence_title(cli *self, const char *title, const char *opening) {
    enum { SHOWN = 60 }; /* bytes, to the end of a word */
    if (title != NULL || opening == NULL || !cli_evidence_grows(self)) return title;
    opening += strspn(opening, " \t\r\n#");
    size_t end = strcspn(opening, "\r\n");
    if (end > SHOWN) {
        end = SHOWN;
        while (end > SHOWN / 2 && opening[end] != ' ')
            end--;
        if (opening[end] != ' ') end = SHOWN;
        while (end > 0 && (opening[end] & 0xC0) == 0x80) /* not within a letter */
            end--;
    }
    return ent_arena_printf(self->arena, "\u201C%.*s \u2026\u201D", (int)end, opening);
}

const char *cli_evidence_copy(cli *self, const char *id, double share) {
    const char *shown = cli_evidence_id(self, id);
    return shown != NULL && cli_evidence_grows(self) ? ent_arena_printf(self->arena, "%s (%.0f%%)", shown, 100 * share)
                                                     : shown;
}

static bool has_mark(const char *marks, const char *mark) {
    const size_t length = strlen(mark);
    for (const char *at = marks; at != NULL; at = strchr(at, ';')) {
        at += strspn(at, "; ");
        if (strncmp(at, mark, length) == 0 && (at[length] == '\0' || at[length] == ';')) return true;
    }
    return false;
}

void cli_evidence_mark(cli *self, const char **marks, const char *mark) {
    if (mark == NULL || mark[0] == '\0' || has_mark(*marks, mark)) return;
    const char *more =
        *marks == NULL ? ent_arena_text(self->arena, mark) : ent_arena_printf(self->arena, "%s; %s", *marks, mark);
    if (more != NULL) *marks = more;
}
