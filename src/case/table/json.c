/* Tables of coalitions as JSON: {"players": [...], "kind": "cost", "values": [...] or {"a+b": 10}}. Lists have millions
 * of numbers, so the text is read in place, without a tree. */
#include "case/table/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 64, CANCEL_EVERY = 1 << 16, LONGEST_MESSAGE = 200 };

typedef struct reader {
    const ent_run *run;
    const ent_table_events *events;
    const char *data, *at, *end;
    size_t line;
    const char *start; /* of the line */
    ent_buffer text;   /* the last string, decoded */
    bool wrong, stop, cancelled;
} reader;

static ent_table_place here(const reader *r) {
    return (ent_table_place){r->line, r->start, r->at};
}

/* Ends the reading: what follows cannot be understood. */
static bool broken(reader *r, const char *hint, const char *message) {
    ent_table_place place = here(r);
    if (!r->stop) r->events->problem(r->events->context, "E-CASE-0225", &place, hint, message);
    r->wrong = r->stop = true;
    return false;
}

/* Goes on. */
static void complain(reader *r, const char *id, const ent_table_place *place, const char *hint, const char *message) {
    r->wrong = true;
    if (!r->events->problem(r->events->context, id, place, hint, message)) r->stop = true;
}

static char blanks(reader *r) {
    for (; r->at < r->end; r->at++) {
        if (*r->at == '\n') {
            r->line++;
            r->start = r->at + 1;
        } else if (*r->at != ' ' && *r->at != '\t' && *r->at != '\r') {
            return *r->at;
        }
    }
    return '\0';
}

static bool expect(reader *r, char sign, const char *message) {
    if (blanks(r) != sign) return broken(r, NULL, message);
    r->at++;
    return true;
}

/* ---- strings ------------------------------------------------------------------------------------------------ */

static void add_utf8(ent_buffer *out, uint32_t c) {
    if (c < 0x80) {
        ent_buffer_char(out, (char)c);
    } else if (c < 0x800) {
        ent_buffer_char(out, (char)(0xc0 | c >> 6));
        ent_buffer_char(out, (char)(0x80 | (c & 0x3f)));
    } else if (c < 0x10000) {
        ent_buffer_char(out, (char)(0xe0 | c >> 12));
        ent_buffer_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
        ent_buffer_char(out, (char)(0x80 | (c & 0x3f)));
    } else {
        ent_buffer_char(out, (char)(0xf0 | c >> 18));
        ent_buffer_char(out, (char)(0x80 | (c >> 12 & 0x3f)));
        ent_buffer_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
        ent_buffer_char(out, (char)(0x80 | (c & 0x3f)));
    }
}

static bool hex4(reader *r, uint32_t *out) {
    *out = 0;
    for (int i = 0; i < 4; i++, r->at++) {
        char c = r->at < r->end ? *r->at : '\0';
        unsigned digit = c >= '0' && c <= '9'                     ? (unsigned)(c - '0')
                         : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (unsigned)((c | 0x20) - 'a') + 10
                                                                  : 16;
        if (digit == 16) return broken(r, NULL, "four hexadecimal digits should stand behind \\u");
        *out = *out * 16 + digit;
    }
    return true;
}

static bool escape_u(reader *r) {
    uint32_t c, low;
    if (!hex4(r, &c)) return false;
    if (c >= 0xd800 && c < 0xdc00) {
        if (r->end - r->at < 2 || r->at[0] != '\\' || r->at[1] != 'u') return broken(r, NULL, "half a character");
        r->at += 2;
        if (!hex4(r, &low)) return false;
        if (low < 0xdc00 || low > 0xdfff) return broken(r, NULL, "half a character");
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    } else if (c >= 0xdc00 && c < 0xe000) {
        return broken(r, NULL, "half a character");
    }
    if (c < 0x20) return broken(r, NULL, "a control character stands in a text");
    add_utf8(&r->text, c);
    return true;
}

static bool escape(reader *r) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/    ";
    char c = r->at < r->end ? *r->at++ : '\0';
    const char *found = c != '\0' ? strchr(from, c) : NULL;
    if (c == 'u') return escape_u(r);
    if (found == NULL) return broken(r, NULL, "a text has an escape that does not exist");
    ent_buffer_char(&r->text, to[found - from]);
    return true;
}

/* A string into r->text. */
static bool string(reader *r) {
    r->text.size = 0;
    r->at++;
    for (;;) {
        const char *from = r->at;
        while (r->at < r->end && *r->at != '"' && *r->at != '\\' && (unsigned char)*r->at >= ' ')
            r->at++;
        ent_buffer_add(&r->text, from, (size_t)(r->at - from));
        if (r->at >= r->end || (unsigned char)*r->at < ' ') return broken(r, NULL, "a text is not closed");
        if (*r->at++ == '"') return true;
        if (!escape(r)) return false;
    }
}

static const char *decoded(const reader *r) {
    return r->text.data != NULL ? r->text.data : "";
}

/* ---- other values ------------------------------------------------------------------------------------------- */

/* What is no string, map or list: up to the next sign. */
static size_t word(const reader *r) {
    size_t size = 0;
    while (r->at + size < r->end &&
           strchr("+-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/_", r->at[size]) != NULL &&
           r->at[size] != '\0')
        size++;
    return size;
}

static bool skip(reader *r, int depth) {
    char open = blanks(r);
    if (depth > MOST_DEPTH) return broken(r, NULL, "values are nested too deeply");
    if (open == '"') return string(r);
    if (open != '{' && open != '[') {
        size_t size = word(r);
        r->at += size;
        return size > 0 || broken(r, NULL, "a value should stand here");
    }
    char close = open == '{' ? '}' : ']';
    r->at++;
    if (blanks(r) == close) {
        r->at++;
        return true;
    }
    for (;;) {
        if (open == '{' && (blanks(r) != '"' || !string(r) || !expect(r, ':', "a colon should stand here")))
            return broken(r, NULL, "a key in quotes should stand here");
        if (!skip(r, depth + 1)) return false;
        char sign = blanks(r);
        if (sign != ',' && sign != close) return broken(r, NULL, "a comma or the closing bracket should stand here");
        r->at++;
        if (sign == close) return true;
    }
}

/* After an entry: whether another follows. */
static bool more(reader *r, char close) {
    char sign = blanks(r);
    if (sign != ',' && sign != close) return broken(r, NULL, "a comma or the closing bracket should stand here");
    r->at++;
    return sign == ',';
}

/* ---- the top ------------------------------------------------------------------------------------------------ */

enum { MOST_NAMES = 1000 };

static bool read_players(reader *r, ent_arena *arena, ent_table_json *out) {
    if (r->end - r->at >= 4 && memcmp(r->at, "null", 4) == 0) {
        r->at += 4;
        return true;
    }
    out->players_place = here(r);
    if (!expect(r, '[', "the players are a list of names")) return false;
    out->players = ent_arena_array(arena, MOST_NAMES, sizeof *out->players);
    if (out->players == NULL) return broken(r, NULL, "out of memory");
    if (blanks(r) == ']') {
        r->at++;
        return true;
    }
    do {
        char c = blanks(r);
        if (out->players_size == MOST_NAMES) return broken(r, NULL, "there are too many players");
        if (c == '"') {
            if (!string(r)) return false;
            out->players[out->players_size] = ent_arena_copy(arena, decoded(r), r->text.size);
        } else {
            size_t size = c >= '0' && c <= '9' ? word(r) : 0;
            if (size == 0) return broken(r, NULL, "the players are a list of names");
            out->players[out->players_size] = ent_arena_copy(arena, r->at, size);
            r->at += size;
        }
        if (out->players[out->players_size++] == NULL) return broken(r, NULL, "out of memory");
    } while (more(r, ']'));
    return !r->stop;
}

static bool read_kind(reader *r, ent_arena *arena, ent_table_json *out) {
    out->kind_place = here(r);
    if (*r->at != '"') return skip(r, 0);
    if (!string(r)) return false;
    out->kind_text = ent_arena_copy(arena, decoded(r), r->text.size);
    const char *word = strncmp(decoded(r), "tu_", 3) == 0 ? decoded(r) + 3 : decoded(r);
    if (strcmp(word, "cost") == 0) out->kind = ENT_TABLE_COST;
    if (strcmp(word, "value") == 0) out->kind = ENT_TABLE_VALUE;
    return true;
}

/* Passes over the values; how many there are, where they are a list. */
static bool look_at_values(reader *r, ent_table_json *out) {
    out->values_place = here(r);
    out->has_values = true;
    out->is_list = *r->at == '[';
    if (*r->at == '{') return skip(r, 0);
    if (*r->at != '[') return broken(r, "\"values\": [0, 5, ...] or {\"a+b\": 5}", "the values are no list and no map");
    r->at++;
    if (blanks(r) == ']') {
        r->at++;
        return true;
    }
    do {
        if (!skip(r, 1)) return false;
        out->values_size++;
    } while (more(r, ']'));
    return !r->stop;
}

static bool read_top(reader *r, ent_arena *arena, ent_table_json *out) {
    bool seen[3] = {false, false, false};
    if (!expect(r, '{', "a map should stand here")) return false;
    if (blanks(r) == '}') {
        r->at++;
        return true;
    }
    do {
        static const char *const keys[] = {"players", "kind", "values"};
        if (blanks(r) != '"') return broken(r, NULL, "a key in quotes should stand here");
        if (!string(r)) return false;
        size_t key = 0;
        while (key < 3 && strcmp(keys[key], decoded(r)) != 0)
            key++;
        if (!expect(r, ':', "a colon should stand here")) return false;
        if (blanks(r) == '\0') return broken(r, NULL, "the file ends in the middle");
        if (key < 3 && seen[key]) return broken(r, NULL, "this key is given twice");
        if (key < 3) seen[key] = true;
        if (!(key == 0   ? read_players(r, arena, out)
              : key == 1 ? read_kind(r, arena, out)
              : key == 2 ? look_at_values(r, out)
                         : skip(r, 0)))
            return false;
    } while (more(r, '}'));
    return !r->stop;
}

static reader start(const ent_run *run, const char *data, size_t size, const ent_table_events *events,
                    ent_arena *arena) {
    reader r = {.run = run, .events = events, .data = data, .at = data, .end = data + size, .line = 1, .start = data};
    ent_buffer_init(&r.text, ent_arena_allocator(arena));
    return r;
}

static ent_status finish(reader *r, const ent_arena *arena) {
    bool failed = r->text.failed || ent_arena_failed(arena);
    ent_buffer_free(&r->text);
    return failed ? ENT_MEMORY : r->cancelled ? ENT_CANCELLED : r->wrong ? ENT_INPUT : ENT_OK;
}

ent_status ent_table_look_json(const ent_run *run, const char *data, size_t size, const ent_table_events *events,
                               ent_arena *arena, ent_table_json *out) {
    reader r = start(run, data, size, events, arena);
    *out = (ent_table_json){.players = NULL};
    if (read_top(&r, arena, out) && blanks(&r) != '\0') broken(&r, NULL, "something stands behind the end of the map");
    return finish(&r, arena);
}

/* ---- the values --------------------------------------------------------------------------------------------- */

static void tick(reader *r, size_t count) {
    if (count % CANCEL_EVERY != 0) return;
    if (ent_run_cancelled(r->run)) r->cancelled = r->stop = true;
    ent_run_progress(r->run, (double)(r->at - r->data) / (double)(r->end - r->data), "the table of coalitions");
}

/* A number, a fraction in quotes, or null. */
static void read_entry(reader *r, uint32_t mask) {
    ent_table_place place = here(r);
    if (blanks(r) == '"') {
        place = here(r);
        if (string(r)) r->events->entry(r->events->context, mask, decoded(r), r->text.size, &place);
        return;
    }
    place = here(r);
    size_t size = word(r);
    if (size == 0) {
        complain(r, "E-CASE-0227", &place, "numbers, or fractions in quotes: \"1/3\"", "a number should stand here");
        if (!skip(r, 1)) return;
    } else if (size != 4 || memcmp(r->at, "null", 4) != 0) {
        r->events->entry(r->events->context, mask, r->at, size, &place);
    }
    r->at += size;
}

static void read_list(reader *r, const int *bits, size_t bits_size) {
    size_t index = 0;
    r->at++;
    if (blanks(r) == ']') return;
    do {
        uint32_t mask = 0;
        for (size_t i = 0; i < bits_size; i++)
            if (index >> i & 1) mask |= (uint32_t)1 << bits[i];
        read_entry(r, mask);
        tick(r, ++index);
    } while (!r->stop && more(r, ']'));
}

static bool read_names(reader *r, const ent_table_place *place, uint32_t *mask) {
    const char *at = decoded(r), *end = at + r->text.size;
    bool good = true;
    *mask = 0;
    while (at < end) {
        const char *stop = memchr(at, '+', (size_t)(end - at)), *next = stop != NULL ? stop + 1 : end;
        if (stop == NULL) stop = end;
        while (at < stop && *at == ' ')
            at++;
        while (stop > at && stop[-1] == ' ')
            stop--;
        int index = r->events->player(r->events->context, at, (size_t)(stop - at), place);
        if (index == ENT_NOWHERE) r->wrong = true;
        good = good && index != ENT_NOWHERE;
        if (index != ENT_NOWHERE && (*mask >> index & 1)) {
            complain(r, "E-CASE-0225", place, "name it once", "a coalition names somebody twice");
            good = false;
        }
        if (index != ENT_NOWHERE) *mask |= (uint32_t)1 << index;
        at = next;
    }
    return good;
}

static void read_map(reader *r) {
    size_t count = 0;
    r->at++;
    if (blanks(r) == '}') return;
    do {
        uint32_t mask;
        ent_table_place place;
        if (blanks(r) != '"') {
            broken(r, NULL, "a coalition in quotes should stand here");
            return;
        }
        place = here(r);
        if (!string(r)) return;
        bool good = read_names(r, &place, &mask);
        if (!expect(r, ':', "a colon should stand here")) return;
        if (good)
            read_entry(r, mask);
        else if (!skip(r, 1))
            return;
        tick(r, ++count);
    } while (!r->stop && more(r, '}'));
}

ent_status ent_table_read_json(const ent_run *run, const char *data, size_t size, const ent_table_events *events,
                               ent_arena *arena, const ent_table_json *top, const int *bits, size_t bits_size) {
    reader r = start(run, data, size, events, arena);
    r.at = top->values_place.at;
    r.line = top->values_place.line;
    r.start = top->values_place.start;
    if (top->is_list)
        read_list(&r, bits, bits_size);
    else
        read_map(&r);
    return finish(&r, arena);
}
