/* Which strategies take part, from the words of the user. */
#include "tournament/tournament.h"

#include <string.h>

/* Strategies that take part where none are named: all but those that are there to test others with, and the one that is
 * nothing without its exponent. */
static bool usual(const ent_strategy *strategy) {
    static const char *const others[] = {"random-walker", "tough", "time-dependent"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(strategy->id, others[i]) == 0) return false;
    return true;
}

/* Whether a piece between commas is a setting of the strategy before: "after=0.9", not "boulware:after=0.9". */
static bool continues(const char *piece, size_t size) {
    const char *equals = memchr(piece, '=', size);
    return equals != NULL && memchr(piece, ':', (size_t)(equals - piece)) == NULL;
}

/* The length of the strategy at the beginning of a text, settings included. */
static size_t one_strategy(const char *text) {
    size_t size = strcspn(text, ",");
    while (text[size] == ',') {
        size_t next = strcspn(text + size + 1, ",");
        if (!continues(text + size + 1, next)) break;
        size += 1 + next;
    }
    return size;
}

/* Lower-case letters, digits and single hyphens. */
static char *slug(ent_arena *arena, const char *text) {
    char *out = ent_arena_text(arena, text);
    size_t size = 0;
    for (const char *c = text; out != NULL && *c != '\0'; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');
        if (plain)
            out[size++] = *c;
        else if (size > 0 && out[size - 1] != '-')
            out[size++] = '-';
    }
    if (out != NULL) out[size > 0 && out[size - 1] == '-' ? size - 1 : size] = '\0';
    return out;
}

static ent_status refuse(const tournament *self, const char *hint, const char *before, const char *text,
                         const char *after) {
    ent_diagnosef(self->run->diagnostics, ENT_ERROR, "U-TOURNAMENT-0001", NULL, NULL, hint, NULL, "%s\"%s\"%s", before,
                  text, after);
    return ENT_USAGE;
}

static ent_status enter(tournament *self, const char *text) {
    entrant *added = &self->entrants[self->entrants_size];
    if (text == NULL) return ENT_MEMORY;
    if (self->entrants_size == MOST_ENTRANTS)
        return refuse(self, "64 is the most", "too many strategies, from ", text, " on");
    ent_status status = ent_strategy_read(self->run, text, &added->strategy, &added->settings);
    if (status != ENT_OK) return status;
    const ent_seat seat = {.strategy = added->strategy, .settings = added->settings, .discount = 1};
    status = ent_session_check(self->run, &seat, 1, &self->rules);
    if (status != ENT_OK) return status;
    added->text = text;
    added->id = slug(self->arena, text);
    if (added->id == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < self->entrants_size; i++)
        if (strcmp(self->entrants[i].id, added->id) == 0)
            return refuse(self, "name it once; it meets itself in any case", "the strategy ", text, " is named twice");
    self->entrants_size++;
    return ENT_OK;
}

static ent_status enter_list(tournament *self, const char *text) {
    ent_status status = ENT_OK;
    while (status == ENT_OK) {
        size_t size = one_strategy(text);
        status = enter(self, ent_arena_copy(self->arena, text, size));
        if (text[size] == '\0') break;
        text += size + 1;
    }
    return status;
}

static ent_status enter_usual(tournament *self) {
    bool offers = self->rules.protocol == ENT_ALTERNATING;
    const ent_strategy *const *all = offers ? ent_strategies : ent_voters;
    size_t size = offers ? ent_strategies_size : ent_voters_size;
    ent_status status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < size; i++)
        if (usual(all[i])) status = enter(self, all[i]->id);
    return status;
}

ent_status tournament_enter(tournament *self) {
    const ent_text_list *named = &self->options->strategies;
    ent_status status = ENT_OK;
    self->entrants = ent_arena_array(self->arena, MOST_ENTRANTS + 1, sizeof *self->entrants);
    if (self->entrants == NULL) return ENT_MEMORY;
    for (size_t i = 0; status == ENT_OK && i < named->size; i++)
        status = enter_list(self, named->items[i]);
    if (status == ENT_OK && named->size == 0) status = enter_usual(self);
    if (status == ENT_OK && self->entrants_size < 2)
        return refuse(self, "for instance --strategies boulware,conceder,micro",
                      "a tournament needs two strategies, not ", self->entrants[0].text, " alone");
    return status;
}
