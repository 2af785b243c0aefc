/* The heading of a wide table: columns by the names that people give them, capitals and signs aside. */
#include "case/import/positions_columns.h"
#include "case/import/positions.h"

#include <string.h>

enum { LONGEST_HEADING = 200 };

typedef struct heading_word {
    const char *word;
    int means; /* a wide_field, or a role */
} heading_word;

static const heading_word fields[] = {
    {"issue", WIDE_ISSUE},
    {"question", WIDE_ISSUE},
    {"topic", WIDE_ISSUE},
    {"group", WIDE_GROUP},
    {"proposal", WIDE_GROUP},
    {"dossier", WIDE_GROUP},
    {"unit", WIDE_UNIT},
    {"lower", WIDE_LOWER},
    {"lower bound", WIDE_LOWER},
    {"min", WIDE_LOWER},
    {"minimum", WIDE_LOWER},
    {"from", WIDE_LOWER},
    {"upper", WIDE_UPPER},
    {"upper bound", WIDE_UPPER},
    {"max", WIDE_UPPER},
    {"maximum", WIDE_UPPER},
    {"to", WIDE_UPPER},
    {"options", WIDE_OPTIONS},
    {"scale", WIDE_SCALE},
    {"reference", WIDE_REFERENCE},
    {"reference point", WIDE_REFERENCE},
    {"status quo", WIDE_REFERENCE},
    {"sq", WIDE_REFERENCE},
    {"rp", WIDE_REFERENCE},
    {"outcome", WIDE_OUTCOME},
    {"result", WIDE_OUTCOME},
    {"date", WIDE_DATE},
    {"outcome date", WIDE_DATE},
    {"decided", WIDE_DATE},
    {"rule", WIDE_RULE},
    {"voting rule", WIDE_RULE},
};

static const heading_word roles[] = {
    {"position", WIDE_IS_POSITION}, {"pos", WIDE_IS_POSITION},         {"salience", WIDE_IS_SALIENCE},
    {"sal", WIDE_IS_SALIENCE},      {"importance", WIDE_IS_SALIENCE},  {"capability", WIDE_IS_CAPABILITY},
    {"power", WIDE_IS_CAPABILITY},  {"influence", WIDE_IS_CAPABILITY}, {"resources", WIDE_IS_CAPABILITY},
};
enum { FIELDS = sizeof fields / sizeof *fields, ROLES = sizeof roles / sizeof *roles };

static bool is_sign(char c) {
    return c != '\0' && strchr(" _-.:;/()[]", c) != NULL;
}

/* Small letters, signs as single blanks, none at the ends. */
static void plain(const char *text, char out[LONGEST_HEADING]) {
    size_t size = 0;
    for (; *text != '\0' && size + 1 < LONGEST_HEADING; text++) {
        char c = is_sign(*text) ? ' ' : *text;
        if (c == ' ' && (size == 0 || out[size - 1] == ' ')) continue;
        out[size++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    while (size > 0 && out[size - 1] == ' ')
        size--;
    out[size] = '\0';
}

static int meaning(const heading_word *words, size_t size, const char *text) {
    for (size_t i = 0; i < size; i++)
        if (strcmp(words[i].word, text) == 0) return words[i].means;
    return -1;
}

bool wide_is_capability(const char *cell) {
    char text[LONGEST_HEADING];
    plain(cell, text);
    size_t size = strlen(text);
    if (size > 0 && text[size - 1] == 's' && strcmp(text, "resources") != 0) text[size - 1] = '\0';
    return meaning(roles, ROLES, text) == WIDE_IS_CAPABILITY || strcmp(text, "capabilitie") == 0;
}

bool wide_same(const char *cell, const char *word) {
    char text[LONGEST_HEADING];
    plain(cell, text);
    return strcmp(text, word) == 0;
}

typedef struct piece {
    const char *start, *end;
} piece;

static piece without_signs(piece p) {
    while (p.end > p.start && is_sign(p.end[-1]))
        p.end--;
    while (p.start < p.end && is_sign(*p.start))
        p.start++;
    return p;
}

static int role_of(piece p) {
    char word[LONGEST_HEADING];
    size_t size = (size_t)(p.end - p.start);
    if (size >= sizeof word) return -1;
    memcpy(word, p.start, size);
    word[size] = '\0';
    plain(word, word);
    return meaning(roles, ROLES, word);
}

int wide_split(import_job *job, const char *heading, const char **actor) {
    piece whole = without_signs((piece){heading, heading + strlen(heading)});
    piece last = {whole.end, whole.end}, first = {whole.start, whole.start};
    while (last.start > whole.start && !is_sign(last.start[-1]))
        last.start--;
    while (first.end < whole.end && !is_sign(*first.end))
        first.end++;
    int found = role_of(last);
    piece name = {whole.start, last.start};
    if (found < 0) {
        found = role_of(first);
        name = (piece){first.end, whole.end};
    }
    name = without_signs(name);
    if (found >= 0) *actor = ent_arena_copy(job->arena, name.start, (size_t)(name.end - name.start));
    return found;
}

static const wide_actor no_columns = {NULL, SIZE_MAX, SIZE_MAX, SIZE_MAX};

/* The actor of this name, new where there is none yet. */
static wide_actor *actor_named(wide_columns *columns, const char *name) {
    for (size_t i = 0; i < columns->actors_size; i++)
        if (strcmp(columns->actors[i].name, name) == 0) return &columns->actors[i];
    wide_actor *added = &columns->actors[columns->actors_size++];
    *added = no_columns;
    added->name = name;
    return added;
}

static void twice(import_job *job, const char *file, const csv_row *heading, size_t column, size_t before) {
    import_error(job, "E-IMPORT-0041", file, heading->line, "remove one of them", "columns %s and %s both are '%s'",
                 csv_column_name(job, before), csv_column_name(job, column), import_short(job, heading->cells[column]));
}

static void take_column(import_job *job, const char *file, const csv_row *heading, size_t column, wide_columns *out) {
    char text[LONGEST_HEADING];
    const char *name = NULL;
    plain(heading->cells[column], text);
    if (text[0] == '\0') return;
    int field = meaning(fields, FIELDS, text);
    if (field >= 0) {
        if (out->fixed[field] != SIZE_MAX)
            twice(job, file, heading, column, out->fixed[field]);
        else
            out->fixed[field] = column;
        return;
    }
    int found = wide_split(job, heading->cells[column], &name);
    if (found < 0) {
        import_leave(job, file, heading->line, "an actor's columns are called 'NAME position' and 'NAME salience'",
                     "the column '%s'", import_short(job, heading->cells[column]));
        return;
    }
    if (name == NULL) return;
    if (name[0] == '\0') {
        import_error(job, "E-IMPORT-0041", file, heading->line,
                     "a line for each issue, and for each actor a column 'NAME position' and one 'NAME salience'",
                     "column %s does not say whose '%s' it holds", csv_column_name(job, column), text);
        return;
    }
    wide_actor *actor = actor_named(out, name);
    size_t *into = found == WIDE_IS_POSITION   ? &actor->position
                   : found == WIDE_IS_SALIENCE ? &actor->salience
                                               : &actor->capability;
    if (*into != SIZE_MAX)
        twice(job, file, heading, column, *into);
    else
        *into = column;
}

static void check(import_job *job, const char *file, const csv_row *heading, const wide_columns *columns) {
    if (columns->fixed[WIDE_ISSUE] == SIZE_MAX)
        import_error(job, "E-IMPORT-0041", file, heading->line,
                     "the first line names the columns, such as issue, "
                     "outcome, France position, France salience",
                     "no column is called 'issue'");
    if (columns->actors_size == 0)
        import_error(job, "E-IMPORT-0041", file, heading->line, "such as 'France position' and 'France salience'",
                     "no column holds the positions of an actor");
    for (size_t i = 0; i < columns->actors_size; i++)
        if (columns->actors[i].position == SIZE_MAX)
            import_error(job, "E-IMPORT-0041", file, heading->line, "check how the name is written in both columns",
                         "'%s' has no column with its position", import_short(job, columns->actors[i].name));
    if (columns->actors_size > POSITIONS_ACTORS)
        import_error(job, "E-IMPORT-0041", file, heading->line, NULL, "more than %d actors", (int)POSITIONS_ACTORS);
}

bool wide_read_columns(import_job *job, const char *file, const csv_row *heading, wide_columns *out) {
    size_t errors = job->errors;
    *out = (wide_columns){.actors = ent_arena_array(job->arena, heading->size, sizeof *out->actors)};
    for (size_t i = 0; i < WIDE_FIELDS; i++)
        out->fixed[i] = SIZE_MAX;
    if (out->actors == NULL) return false;
    for (size_t column = 0; column < heading->size; column++)
        take_column(job, file, heading, column, out);
    check(job, file, heading, out);
    return job->errors == errors && !ent_arena_failed(job->arena);
}
