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

typedef struct name_kind {
    uint8_t rank;
    bool adjective, capital;
} name_kind;

static void add_name(ent_gazetteer *self, const char *alias, size_t length, uint32_t actor, name_kind kind) {
    ent_gazetteer_name *name = gazetteer_add(self, alias, length, actor);
    if (name == NULL) return;
    name->rank = kind.rank;
    name->adjective = kind.adjective;
    name->capital = kind.capital;
}

static size_t part_of(const char *list, char separator) {
    const char *at = strchr(list, separator);
    return at == NULL ? strlen(list) : (size_t)(at - list);
}

/* Names of a list, parted by |. */
static void add_names(ent_gazetteer *self, const char *list, uint32_t actor, name_kind kind) {
    while (*list != '\0') {
        size_t length = part_of(list, '|');
        add_name(self, list, length, actor, kind);
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

static void add_shipped(ent_gazetteer *self) {
    const name_kind plain = {.rank = RANK_SHIPPED};
    for (size_t i = 0; i < ent_list_countries_size; i++) {
        const ent_country_row *row = &ent_list_countries[i];
        uint32_t actor = actor_of_list(self, row->name, row->aliases, ENT_ACTOR_COUNTRY, NULL);
        add_names(self, row->name, actor, plain);
        add_names(self, row->aliases, actor, plain);
        add_names(self, row->demonyms, actor, (name_kind){RANK_SHIPPED, .adjective = true});
        add_names(self, row->capitals, actor, (name_kind){RANK_SHIPPED, .capital = true});
    }
    for (size_t i = 0; i < ent_list_others_size; i++) {
        const ent_list_row *row = &ent_list_others[i];
        uint32_t actor = actor_of_list(self, row->name, row->aliases, row->kind, row->of);
        add_names(self, row->name, actor, plain);
        add_names(self, row->aliases, actor, plain);
    }
    for (size_t i = 0; i < ent_list_passed_over_size; i++)
        add_names(self, ent_list_passed_over[i], 0, plain);
}

static void add_several(ent_gazetteer *self) {
    for (size_t i = 0; i < ent_list_several_size; i++) {
        const ent_several_row *row = &ent_list_several[i];
        uint32_t actors[ENT_NAME_MOST_ACTORS] = {0};
        bool shipped;
        for (size_t j = 0; j < ENT_NAME_MOST_ACTORS && row->names[j] != NULL; j++)
            actors[j] = known_as(self, row->names[j], strlen(row->names[j]), &shipped);
        ent_gazetteer_name *name = gazetteer_add(self, row->alias, strlen(row->alias), actors[0]);
        if (name == NULL) continue;
        memcpy(name->actors, actors, sizeof actors);
        name->rank = RANK_SHIPPED;
    }
}

static ent_actor_kind party_kind(const ent_party *party) {
    ent_actor_kind kind = ENT_ACTOR_COUNTRY;
    if (party->kind != NULL && !ent_actor_kind_read(party->kind, &kind)) kind = ENT_ACTOR_GROUP;
    return kind;
}

static void add_case(ent_gazetteer *self, const ent_case *a_case) {
    const name_kind kind = {.rank = RANK_CASE};
    for (size_t i = 0; i < a_case->parties_size; i++) {
        const ent_party *party = &a_case->parties[i];
        const char *name = party->name != NULL ? party->name : party->id;
        const ent_party *of = party->of >= 0 ? &a_case->parties[party->of] : NULL;
        uint32_t actor = gazetteer_actor(self, name, party_kind(party),
                                         of == NULL         ? NULL
                                         : of->name != NULL ? of->name
                                                            : of->id);
        add_name(self, name, strlen(name), actor, kind);
        for (size_t j = 0; j < party->aliases_size; j++)
            add_name(self, party->aliases[j], strlen(party->aliases[j]), actor, kind);
    }
}

ent_gazetteer *gazetteer_blank(ent_arena *arena) {
    ent_gazetteer *self = ent_arena_alloc(arena, sizeof *self);
    if (self == NULL) return NULL;
    self->arena = arena;
    ent_tokens_init(&self->tokens, ent_arena_allocator(arena));
    if (!gazetteer_reserve(self, 1024)) return NULL;
    self->nodes_size = 1; /* the root */
    return self;
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

typedef struct csv_reader {
    ent_gazetteer *gazetteer;
    const char *file;
    ent_diagnostics *diagnostics;
    char *at, *end; /* of a copy that cells are cut out of */
    size_t line;
    size_t places[COLUMNS]; /* of each column in a row, from 1; 0: not there */
    bool wrong;
} csv_reader;

static void complain(csv_reader *self, size_t line, const char *id, const char *hint, const char *message) {
    const ent_place place = {.file = self->file, .line = line};
    ent_diagnosef(self->diagnostics, ENT_ERROR, id, &place, NULL, hint, NULL, "%s", message);
    self->wrong = true;
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
        if (which == COLUMNS)
            complain(self, 1, "E-TEXT-0021", "there are: name, kind, of, aliases",
                     "the header names an unknown column");
        else
            self->places[which] = column;
    }
    if (self->places[COLUMN_NAME] == 0)
        complain(self, 1, "E-TEXT-0021", "begin with the line: name,kind,of,aliases",
                 "the header names no column \"name\"");
}

static void add_aliases(csv_reader *self, char *aliases, uint32_t actor) {
    while (*aliases != '\0') {
        size_t length = part_of(aliases, ';'), from = 0, to = length;
        while (from < to && aliases[from] == ' ')
            from++;
        while (to > from && aliases[to - 1] == ' ')
            to--;
        if (to > from) add_name(self->gazetteer, aliases + from, to - from, actor, (name_kind){.rank = RANK_USER});
        aliases += length + (aliases[length] == ';');
    }
}

static void read_row(csv_reader *self) {
    char *cells[COLUMNS] = {0};
    const size_t line = self->line;
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
        complain(self, line, "E-TEXT-0022", "give every row a name", "a row has no name");
        return;
    }
    if (cells[COLUMN_KIND] != NULL && *cells[COLUMN_KIND] != '\0' && !ent_actor_kind_read(cells[COLUMN_KIND], &kind)) {
        complain(self, line, "E-TEXT-0022", "there are: country, organisation, office, force, person, company, group",
                 "an unknown kind of actor");
        return;
    }
    const char *name = cells[COLUMN_NAME];
    bool shipped = true;
    uint32_t actor = known_as(self->gazetteer, name, strlen(name), &shipped);
    if (actor == 0)
        actor = gazetteer_actor(self->gazetteer, name, kind, cells[COLUMN_OF]);
    else if (shipped) /* what the user calls it; the case's own keeps its name */
        self->gazetteer->actors[actor - 1].name = name;
    if (actor == 0) return;
    add_name(self->gazetteer, name, strlen(name), actor, (name_kind){.rank = RANK_USER});
    if (cells[COLUMN_ALIASES] != NULL) add_aliases(self, cells[COLUMN_ALIASES], actor);
}

ent_status ent_gazetteer_read(ent_gazetteer *gazetteer, const char *file, const char *data, size_t size,
                              ent_diagnostics *diagnostics) {
    if (size > ENT_GAZETTEER_MOST_BYTES) {
        const ent_place place = {.file = file};
        ent_diagnosef(diagnostics, ENT_ERROR, "E-TEXT-0023", &place, NULL, "split it", NULL,
                      "the list has %zu bytes, more than %d", size, ENT_GAZETTEER_MOST_BYTES);
        return ENT_LIMIT;
    }
    char *copy = ent_arena_copy(gazetteer->arena, data, size);
    size_t words = 0;
    for (size_t i = 0; i < size; i++)
        words += data[i] == ' ' || data[i] == ',' || data[i] == ';' || data[i] == '-' || data[i] == '\n';
    if (copy == NULL || !gazetteer_reserve(gazetteer, words)) return ENT_MEMORY;
    csv_reader reader = {gazetteer, file, diagnostics, copy, copy + size, 1, {0}, false};
    read_header(&reader);
    while (reader.places[COLUMN_NAME] != 0 && reader.at < reader.end && !gazetteer->failed)
        read_row(&reader);
    ent_tokens_free(&gazetteer->tokens);
    return gazetteer->failed ? ENT_MEMORY : reader.wrong ? ENT_INPUT : ENT_OK;
}
