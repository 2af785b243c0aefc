/* Tables of coalitions as lines: a+b,12.5 */
#include "case/table/table.h"

#include <stdio.h>
#include <string.h>

enum { CANCEL_EVERY = 1 << 14, LONGEST_MESSAGE = 300, SHOWN = 60 };

typedef struct reader {
    const ent_table_events *events;
    const char *at, *end;
    size_t line;
    const char *start; /* of the line */
    char separator;
    ent_buffer decoded; /* of a field in quotes */
    bool wrong, stop;
} reader;

typedef struct field {
    const char *text;
    size_t length;
    ent_table_place place;
    bool quoted;
} field;

static ent_table_place place_of(const reader *r, const char *at) {
    return (ent_table_place){r->line, r->start, at};
}

static bool complain(reader *r, const char *id, ent_table_place place, const char *hint, const char *message) {
    r->wrong = true;
    if (!r->events->problem(r->events->context, id, &place, hint, message)) r->stop = true;
    return false;
}

static void trim(const char **text, size_t *length) {
    while (*length > 0 && (**text == ' ' || **text == '\t'))
        ++*text, --*length;
    while (*length > 0 && ((*text)[*length - 1] == ' ' || (*text)[*length - 1] == '\t'))
        --*length;
}

/* A field in quotes, "" standing for one of them. */
static bool read_quoted(reader *r, const char *line_end, field *out) {
    const char *at = r->at + 1;
    r->decoded.size = 0;
    out->quoted = true;
    for (; at < line_end; at++) {
        if (*at == '"' && !(at + 1 < line_end && at[1] == '"')) break;
        at += *at == '"';
        ent_buffer_char(&r->decoded, *at);
    }
    if (at >= line_end)
        return complain(r, "E-CASE-0225", out->place, "a quote inside a name is doubled", "a quote is not closed");
    r->at = at + 1;
    out->text = r->decoded.data != NULL ? r->decoded.data : "";
    out->length = r->decoded.size;
    return true;
}

/* The next field of the line; r->at then stands at a separator or the end of the line. */
static bool read_field(reader *r, const char *line_end, field *out) {
    while (r->at < line_end && *r->at == ' ')
        r->at++;
    *out = (field){.place = place_of(r, r->at)};
    if (r->at < line_end && *r->at == '"') {
        if (!read_quoted(r, line_end, out)) return false;
        while (r->at < line_end && *r->at == ' ')
            r->at++;
        if (r->at < line_end && *r->at != r->separator)
            return complain(r, "E-CASE-0225", place_of(r, r->at), NULL, "something stands behind the closing quote");
        return true;
    }
    const char *stop = memchr(r->at, r->separator, (size_t)(line_end - r->at));
    if (stop == NULL) stop = line_end;
    out->text = r->at;
    out->length = (size_t)(stop - r->at);
    trim(&out->text, &out->length);
    r->at = stop;
    return true;
}

/* ---- coalitions --------------------------------------------------------------------------------------------- */

static bool add_player(reader *r, const char *name, size_t length, const ent_table_place *place, uint32_t *mask) {
    trim(&name, &length);
    if (length == 0) return complain(r, "E-CASE-0225", *place, "for instance a+b", "a name is missing between two +");
    int index = r->events->player(r->events->context, name, length, place);
    if (index == ENT_NOWHERE) {
        r->wrong = true;
        return false;
    }
    uint32_t bit = (uint32_t)1 << index;
    if (*mask & bit) return complain(r, "E-CASE-0225", *place, "name it once", "a coalition names somebody twice");
    *mask |= bit;
    return true;
}

static bool read_coalition(reader *r, const field *f, uint32_t *mask) {
    *mask = 0;
    if (f->length == 0) return true; /* nobody */
    bool good = true;
    for (const char *at = f->text, *end = f->text + f->length;;) {
        const char *stop = memchr(at, '+', (size_t)(end - at));
        if (stop == NULL) stop = end;
        ent_table_place place = f->place;
        if (!f->quoted) place.at = at;
        good = add_player(r, at, (size_t)(stop - at), &place, mask) && good;
        if (stop == end || r->stop) return good;
        at = stop + 1;
    }
}

static bool read_line(reader *r, const char *line_end) {
    field coalition, number;
    uint32_t mask;
    if (!read_field(r, line_end, &coalition)) return false;
    bool good = read_coalition(r, &coalition, &mask); /* before the next field takes the room of a quoted one */
    if (r->at == line_end)
        return complain(r, "E-CASE-0225", place_of(r, r->start), "for instance a+b,12.5",
                        "a line has a coalition and a number");
    r->at++;
    if (!read_field(r, line_end, &number)) return false;
    if (r->at < line_end)
        return complain(r, "E-CASE-0225", place_of(r, r->at),
                        r->separator == ',' ? "decimals have a point; names with a comma stand in quotes"
                                            : "a line has a coalition and a number",
                        "there are more than two columns");
    if (good) r->events->entry(r->events->context, mask, number.text, number.length, &number.place);
    return good;
}

/* ---- the first line ----------------------------------------------------------------------------------------- */

/* The separator: a tab where there is one, else a semicolon, else a comma; outside quotes. */
static char find_separator(const char *line, const char *end) {
    bool quoted = false, semicolon = false;
    for (; line < end; line++) {
        quoted = quoted != (*line == '"');
        if (!quoted && *line == '\t') return '\t';
        semicolon = semicolon || (!quoted && *line == ';');
    }
    return semicolon ? ';' : ',';
}

/* Whether the last column of a line is a word such as "value". */
static bool is_heading(const char *line, const char *end, char separator, ent_table_kind *kind) {
    static const struct {
        const char *word;
        ent_table_kind kind;
    } words[] = {{"value", ENT_TABLE_VALUE}, {"values", ENT_TABLE_VALUE}, {"worth", ENT_TABLE_VALUE},
                 {"v", ENT_TABLE_VALUE},     {"cost", ENT_TABLE_COST},    {"costs", ENT_TABLE_COST},
                 {"c", ENT_TABLE_COST}};
    const char *at = end;
    while (at > line && at[-1] != separator)
        at--;
    if (at == line) return false;
    size_t length = (size_t)(end - at);
    trim(&at, &length);
    if (length >= 2 && at[0] == '"' && at[length - 1] == '"') at++, length -= 2;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i].word) != length) continue;
        bool same = true;
        for (size_t k = 0; k < length; k++)
            same = same && (at[k] | 0x20) == words[i].word[k];
        if (same) *kind = words[i].kind;
        if (same) return true;
    }
    return false;
}

/* The end of the line, without its line end; *next: where the next one begins. */
static const char *line_end(const reader *r, const char **next) {
    const char *end = memchr(r->at, '\n', (size_t)(r->end - r->at));
    *next = end != NULL ? end + 1 : r->end;
    if (end == NULL) end = r->end;
    while (end > r->at && (end[-1] == '\r' || end[-1] == ' ' || end[-1] == '\t'))
        end--;
    return end;
}

ent_status ent_table_read_csv(const ent_run *run, const char *data, size_t size, const ent_table_events *events,
                              ent_arena *arena, ent_table_kind *kind) {
    reader r = {.events = events, .at = data, .end = data + size, .line = 1, .start = data};
    ent_buffer_init(&r.decoded, ent_arena_allocator(arena));
    size_t lines = 0;
    ent_status status = ENT_OK;
    *kind = ENT_TABLE_UNKNOWN;
    for (const char *next; r.at < r.end && !r.stop && status == ENT_OK; r.at = next, r.line++) {
        r.start = r.at;
        const char *end = line_end(&r, &next);
        if (end == r.at) continue;
        if (lines++ == 0) {
            r.separator = find_separator(r.at, end);
            if (is_heading(r.at, end, r.separator, kind)) continue;
        }
        read_line(&r, end);
        if (lines % CANCEL_EVERY != 0) continue;
        if (ent_run_cancelled(run)) status = ENT_CANCELLED;
        ent_run_progress(run, (double)(r.at - data) / (double)size, "the table of coalitions");
    }
    if (lines == 0)
        complain(&r, "E-CASE-0225", (ent_table_place){1, data, data}, "lines such as a+b,12.5", "the table is empty");
    if (r.decoded.failed) status = ENT_MEMORY;
    ent_buffer_free(&r.decoded);
    return status != ENT_OK ? status : r.wrong ? ENT_INPUT : ENT_OK;
}
