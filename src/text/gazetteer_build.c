/* The lists of a gazetteer: the case's parties, the shipped tables, a user's CSV. */
#include "text/gazetteer_list.h"
#include "text/gazetteer_parts.h"

#include <string.h>

uint32_t gazetteer_actor(ent_gazetteer *self, const char *name, ent_actor_kind kind, const char *of) {
    if (self->actors_size == self->actors_capacity) {
        size_t more = self->actors_capacity == 0 ? 512 : 2 * self->actors_capacity;
        ent_gazetteer_actor *actors = ent_arena_array(self->arena, more, sizeof *actors);
        if (actors == NULL || more > UINT32_MAX / 2) return self->failed = true, 0;
        if (self->actors_size > 0) memcpy(actors, self->actors, self->actors_size * sizeof *actors);
        self->actors = actors;
        self->actors_capacity = more;
    }
    self->actors[self->actors_size++] = (ent_gazetteer_actor){name, kind, of != NULL && *of == '\0' ? NULL : of};
    return (uint32_t)self->actors_size;
}

static size_t part_of(const char *list, char separator) {
    const char *at = strchr(list, separator);
    return at == NULL ? strlen(list) : (size_t)(at - list);
}

/* Names of a list, parted by |. */
static void add_names(ent_gazetteer *self, const char *list, const ent_gazetteer_name *what) {
    while (*list != '\0') {
        size_t length = part_of(list, '|');
        gazetteer_add(self, list, length, what);
        list += length + (list[length] == '|');
    }
}

/* The actor that a list before knows by exactly this name; 0: none. */
static uint32_t known_as(ent_gazetteer *self, const char *name, size_t length, bool *shipped) {
    ent_gazetteer_match match;
    if (!ent_tokens_read(&self->tokens, name, 0, length)) return self->failed = true, 0;
    if (self->tokens.size == 0 || !ent_gazetteer_match_at(self, &self->tokens, 0, &match)) return 0;
    if (match.after < self->tokens.size || match.actors_size != 1) return 0;
    *shipped = strcmp(match.rule, "actor.list") == 0;
    return (uint32_t)(match.actors[0] - self->actors) + 1;
}

/* What the case calls "Republic of Korea" the tables call "South Korea": one actor, by the case's name. */
static uint32_t actor_of_list(ent_gazetteer *self, const char *name, const char *aliases, ent_actor_kind kind,
                              const char *of) {
    bool shipped = true;
    uint32_t known = known_as(self, name, strlen(name), &shipped);
    if (shipped) known = 0;
    while (known == 0 && *aliases != '\0') {
        size_t length = part_of(aliases, '|');
        known = known_as(self, aliases, length, &shipped);
        if (shipped) known = 0;
        aliases += length + (aliases[length] == '|');
    }
    return known != 0 ? known : gazetteer_actor(self, name, kind, of);
}

static void add_country(ent_gazetteer *self, const ent_country_row *row) {
    const uint32_t actor = actor_of_list(self, row->name, row->aliases, ENT_ACTOR_COUNTRY, NULL);
    ent_gazetteer_name what = {.rank = RANK_SHIPPED, .actors = {actor}};
    add_names(self, row->name, &what);
    add_names(self, row->aliases, &what);
    what.adjective = true;
    add_names(self, row->demonyms, &what);
    what.adjective = false;
    what.capital = true;
    add_names(self, row->capitals, &what);
}

static void add_shipped(ent_gazetteer *self) {
    for (size_t i = 0; i < ent_list_countries_size; i++)
        add_country(self, &ent_list_countries[i]);
    for (size_t i = 0; i < ent_list_others_size; i++) {
        const ent_list_row *row = &ent_list_others[i];
        const uint32_t actor = actor_of_list(self, row->name, row->aliases, row->kind, row->of);
        const ent_gazetteer_name what = {.rank = RANK_SHIPPED, .actors = {actor}};
        add_names(self, row->name, &what);
        add_names(self, row->aliases, &what);
    }
    for (size_t i = 0; i < ent_list_passed_over_size; i++)
        add_names(self, ent_list_passed_over[i], &(ent_gazetteer_name){.rank = RANK_SHIPPED});
}

static void add_several(ent_gazetteer *self) {
    for (size_t i = 0; i < ent_list_several_size; i++) {
        const ent_several_row *row = &ent_list_several[i];
        ent_gazetteer_name what = {.rank = RANK_SHIPPED};
        bool shipped;
        for (size_t j = 0; j < ENT_NAME_MOST_ACTORS && row->names[j] != NULL; j++)
            what.actors[j] = known_as(self, row->names[j], strlen(row->names[j]), &shipped);
        gazetteer_add(self, row->alias, strlen(row->alias), &what);
    }
}

/* What cases call their parties. */
static const struct {
    const char *word;
    ent_actor_kind kind;
} party_kinds[] = {
    {"state", ENT_ACTOR_COUNTRY},
    {"nation", ENT_ACTOR_COUNTRY},
    {"government", ENT_ACTOR_COUNTRY},
    {"legislature", ENT_ACTOR_OFFICE},
    {"parliament", ENT_ACTOR_OFFICE},
    {"ministry", ENT_ACTOR_OFFICE},
    {"agency", ENT_ACTOR_OFFICE},
    {"court", ENT_ACTOR_OFFICE},
    {"armed forces", ENT_ACTOR_FORCE},
    {"military", ENT_ACTOR_FORCE},
    {"alliance", ENT_ACTOR_ORGANISATION},
    {"union", ENT_ACTOR_ORGANISATION},
    {"party", ENT_ACTOR_ORGANISATION},
    {"organization", ENT_ACTOR_ORGANISATION},
    {"institution", ENT_ACTOR_ORGANISATION},
};

static ent_actor_kind party_kind(const ent_party *party) {
    ent_actor_kind kind = ENT_ACTOR_COUNTRY;
    if (party->kind == NULL || ent_actor_kind_read(party->kind, &kind)) return kind;
    for (size_t i = 0; i < sizeof party_kinds / sizeof *party_kinds; i++)
        if (strcmp(party->kind, party_kinds[i].word) == 0) return party_kinds[i].kind;
    return ENT_ACTOR_GROUP;
}

static void add_case(ent_gazetteer *self, const ent_case *a_case) {
    for (size_t i = 0; i < a_case->parties_size; i++) {
        const ent_party *party = &a_case->parties[i];
        const char *name = party->name != NULL ? party->name : party->id;
        const ent_party *of = party->of >= 0 ? &a_case->parties[party->of] : NULL;
        uint32_t actor = gazetteer_actor(self, name, party_kind(party),
                                         of == NULL         ? NULL
                                         : of->name != NULL ? of->name
                                                            : of->id);
        const ent_gazetteer_name what = {.rank = RANK_CASE, .actors = {actor}};
        gazetteer_add(self, name, strlen(name), &what);
        for (size_t j = 0; j < party->aliases_size; j++)
            gazetteer_add(self, party->aliases[j], strlen(party->aliases[j]), &what);
    }
}

ent_gazetteer *gazetteer_blank(ent_arena *arena) {
    ent_gazetteer *self = ent_arena_alloc(arena, sizeof *self);
    if (self == NULL) return NULL;
    self->arena = arena;
    ent_tokens_init(&self->tokens, ent_arena_allocator(arena));
    return gazetteer_root(self) ? self : NULL;
}

ent_gazetteer *ent_gazetteer_new(ent_arena *arena, const ent_case *a_case) {
    ent_gazetteer *self = gazetteer_blank(arena);
    if (self == NULL) return NULL;
    if (a_case != NULL) add_case(self, a_case);
    add_shipped(self);
    add_several(self);
    ent_tokens_free(&self->tokens);
    return self->failed ? NULL : self;
}

/* ---- a user's list ------------------------------------------------------------------------------------------- */

enum { COLUMN_NAME, COLUMN_KIND, COLUMN_OF, COLUMN_ALIASES, COLUMNS };
enum { MOST_COMPLAINTS = 500 }; /* a file with more is another kind of file */

typedef struct csv_reader {
    ent_gazetteer *gazetteer;
    const char *file;
    ent_diagnostics *diagnostics;
    char *at, *end;         /* of a copy that cells are cut out of */
    size_t line, row;       /* row: the line that it begins in */
    size_t places[COLUMNS]; /* of each column in a row, from 1; 0: not there */
    size_t wrong;           /* complaints */
} csv_reader;

static void complain(csv_reader *self, size_t line, const char *id, const char *hint, const char *message) {
    const ent_place place = {.file = self->file, .line = line};
    ent_diagnosef(self->diagnostics, ENT_ERROR, id, &place, NULL, hint, NULL, "%s", message);
    self->wrong++;
}

/* The next cell, in place and ended by NUL; *last: the row ends after it. */
static char *next_cell(csv_reader *self, bool *last) {
    char *from = self->at, *to = self->at;
    if (from < self->end && *from == '"') {
        for (self->at++; self->at < self->end; self->at++) {
            if (*self->at == '"' && (self->at + 1 >= self->end || self->at[1] != '"')) break;
            if (*self->at == '"') self->at++;
            if (*self->at == '\n') self->line++;
            *to++ = *self->at;
        }
        if (self->at < self->end)
            self->at++;
        else
            complain(self, self->line, "E-TEXT-0022", "end it with \"", "a quoted cell has no end");
    }
    while (self->at < self->end && *self->at != ',' && *self->at != '\n')
        *to++ = *self->at++;
    *last = self->at >= self->end || *self->at == '\n';
    if (*last) self->line++;
    if (self->at < self->end) self->at++;
    while (to > from && (to[-1] == '\r' || to[-1] == ' '))
        to--;
    *to = '\0';
    while (*from == ' ')
        from++;
    return from;
}

static void read_header(csv_reader *self) {
    static const char *const names[COLUMNS] = {"name", "kind", "of", "aliases"};
    bool last = false;
    if (self->end - self->at >= 3 && memcmp(self->at, "\xEF\xBB\xBF", 3) == 0) self->at += 3;
    for (size_t column = 1; !last; column++) {
        const char *cell = next_cell(self, &last);
        size_t which = 0;
        while (which < COLUMNS && strcmp(cell, names[which]) != 0)
            which++;
        if (which == COLUMNS && *cell != '\0')
            complain(self, 1, "E-TEXT-0021", "there are: name, kind, of, aliases",
                     "the header names an unknown column");
        else if (which < COLUMNS)
            self->places[which] = column;
    }
    if (self->places[COLUMN_NAME] == 0)
        complain(self, 1, "E-TEXT-0021", "begin with the line: name,kind,of,aliases",
                 "the header names no column \"name\"");
}

static void add_user_name(csv_reader *self, const char *alias, size_t length, uint32_t actor) {
    ent_gazetteer *gazetteer = self->gazetteer;
    const ent_gazetteer_name what = {.rank = RANK_USER, .actors = {actor}};
    if (gazetteer_add(gazetteer, alias, length, &what) || gazetteer->failed || gazetteer->full) return;
    complain(self, self->row, "E-TEXT-0022", "a name has 16 words at most, and 64 spellings",
             "a name is too long, or one of too many that differ in capitals and hyphens only");
}

static void add_aliases(csv_reader *self, char *aliases, uint32_t actor) {
    while (*aliases != '\0') {
        size_t length = part_of(aliases, ';'), from = 0, to = length;
        while (from < to && aliases[from] == ' ')
            from++;
        while (to > from && aliases[to - 1] == ' ')
            to--;
        if (to > from) add_user_name(self, aliases + from, to - from, actor);
        aliases += length + (aliases[length] == ';');
    }
}

/* The actor that a cell names, by the name it has here; the cell itself where no list before it does. */
static const char *owner_of(ent_gazetteer *gazetteer, const char *cell) {
    bool shipped;
    if (cell == NULL || *cell == '\0') return NULL;
    const uint32_t actor = known_as(gazetteer, cell, strlen(cell), &shipped);
    return actor == 0 ? cell : gazetteer->actors[actor - 1].name;
}

static void add_actor(csv_reader *self, char *const cells[COLUMNS], ent_actor_kind kind) {
    ent_gazetteer *gazetteer = self->gazetteer;
    const char *name = cells[COLUMN_NAME], *of = owner_of(gazetteer, cells[COLUMN_OF]);
    bool shipped = true;
    uint32_t actor = known_as(gazetteer, name, strlen(name), &shipped);
    if (actor == 0) {
        actor = gazetteer_actor(gazetteer, name, kind, of);
    } else if (shipped) { /* what the user says of it; the case's own stays as it is */
        ent_gazetteer_actor *known = &gazetteer->actors[actor - 1];
        known->name = name;
        if (cells[COLUMN_KIND] != NULL && *cells[COLUMN_KIND] != '\0') known->kind = kind;
        if (of != NULL) known->of = of;
    }
    if (actor == 0) return;
    add_user_name(self, name, strlen(name), actor);
    if (cells[COLUMN_ALIASES] != NULL) add_aliases(self, cells[COLUMN_ALIASES], actor);
}

static void read_row(csv_reader *self) {
    char *cells[COLUMNS] = {0};
    self->row = self->line;
    bool last = false, any = false;
    for (size_t column = 1; !last; column++) {
        char *cell = next_cell(self, &last);
        any |= *cell != '\0';
        for (size_t which = 0; which < COLUMNS; which++)
            if (self->places[which] == column) cells[which] = cell;
    }
    if (!any) return;
    ent_actor_kind kind = ENT_ACTOR_ORGANISATION;
    if (cells[COLUMN_NAME] == NULL || *cells[COLUMN_NAME] == '\0') {
        complain(self, self->row, "E-TEXT-0022", "give every row a name", "a row has no name");
        return;
    }
    if (cells[COLUMN_KIND] != NULL && *cells[COLUMN_KIND] != '\0' && !ent_actor_kind_read(cells[COLUMN_KIND], &kind)) {
        complain(self, self->row, "E-TEXT-0022",
                 "there are: country, organisation, office, force, person, company, group", "an unknown kind of actor");
        return;
    }
    add_actor(self, cells, kind);
}

static ent_status refuse(const char *file, ent_diagnostics *diagnostics, const char *what, size_t most) {
    const ent_place place = {.file = file};
    ent_diagnosef(diagnostics, ENT_ERROR, "E-TEXT-0023", &place, NULL, "split it", NULL,
                  "the list has more than %zu %s", most, what);
    return ENT_LIMIT;
}

ent_status ent_gazetteer_read(ent_gazetteer *gazetteer, const char *file, const char *data, size_t size,
                              ent_diagnostics *diagnostics) {
    if (size > ENT_GAZETTEER_MOST_BYTES) return refuse(file, diagnostics, "bytes", ENT_GAZETTEER_MOST_BYTES);
    char *copy = ent_arena_copy(gazetteer->arena, data, size);
    if (copy == NULL) return ENT_MEMORY;
    csv_reader reader = {gazetteer, file, diagnostics, copy, copy + size, 1, 1, {0}, 0};
    read_header(&reader);
    while (reader.places[COLUMN_NAME] != 0 && reader.at < reader.end && reader.wrong < MOST_COMPLAINTS &&
           !gazetteer->failed && !gazetteer->full)
        read_row(&reader);
    ent_tokens_free(&gazetteer->tokens);
    if (gazetteer->failed) return ENT_MEMORY;
    if (gazetteer->full) return refuse(file, diagnostics, "names", ENT_GAZETTEER_MOST_NAMES);
    return reader.wrong > 0 ? ENT_INPUT : ENT_OK;
}
