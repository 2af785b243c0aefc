/* Mentions of actors: names of the lists first, then persons, then what refers back. */
#include "text/actors_parts.h"

#include <string.h>

void ent_mentions_init(ent_mentions *list, ent_arena *arena) {
    *list = (ent_mentions){.arena = arena};
}

void ent_mentions_add(ent_mentions *list, const ent_mention *mention) {
    if (list->size == list->capacity) {
        size_t more = list->capacity == 0 ? 64 : 2 * list->capacity;
        ent_mention *items = ent_arena_array(list->arena, more, sizeof *items);
        if (items == NULL) {
            list->failed = true;
            return;
        }
        if (list->size > 0) memcpy(items, list->items, list->size * sizeof *items);
        list->items = items;
        list->capacity = more;
    }
    list->items[list->size++] = *mention;
}

ent_actor_memory *ent_actor_memory_new(ent_arena *arena, const ent_gazetteer *gazetteer, const ent_actor_words *words) {
    ent_actor_memory *memory = ent_arena_alloc(arena, sizeof *memory);
    if (memory == NULL) return NULL;
    memory->arena = arena;
    memory->gazetteer = gazetteer;
    memory->words = words;
    return memory;
}

int actors_value(const actor_search *search, size_t index, enum actor_word kind) {
    const ent_lexicon_row *row = ent_lexicon_of(search->memory->words->lexicon, search->tokens, index, (int)kind);
    return row == NULL ? 0 : (int)row->value;
}

/* Looks each word up once. False without memory. */
static bool read_kinds(ent_actor_memory *memory, const ent_tokens *tokens) {
    if (tokens->size > memory->room) {
        memory->room = tokens->capacity;
        memory->kinds = ent_arena_array(memory->arena, memory->room, sizeof *memory->kinds);
        if (memory->kinds == NULL) return memory->room = 0, false;
    }
    for (size_t i = 0; i < tokens->size; i++)
        memory->kinds[i] = ent_lexicon_kinds(memory->words->lexicon, tokens, i);
    return true;
}

bool actors_spaced(const actor_search *search, size_t index) {
    return index >= search->tokens->size || search->tokens->items[index].flags & ENT_TOKEN_SPACED;
}

void actors_add(const actor_search *search, size_t first, size_t after, const ent_mention *what) {
    const ent_token *items = search->tokens->items;
    ent_mention mention = *what;
    mention.sentence = search->sentence;
    mention.first = first;
    mention.after = after;
    mention.start = items[first].start;
    if (mention.end == 0) mention.end = items[after - 1].start + items[after - 1].length;
    ent_mentions_add(search->out, &mention);
}

/* "NATO members", "U.S. allies": the others, as a group. The token after it, or `after`. */
static size_t find_members(const actor_search *search, size_t first, size_t after, const ent_gazetteer_match *match) {
    const ent_gazetteer_actor *actor = match->actors[0];
    size_t word = after;
    if (ent_token_is(search->tokens, word, "member")) word++;
    const bool country = actor->kind == ENT_ACTOR_COUNTRY;
    const bool allies = ent_token_is(search->tokens, word, "allies") || ent_token_is(search->tokens, word, "partners");
    if (country ? !allies : actor->kind != ENT_ACTOR_ORGANISATION || !actors_is(search, word, ACTOR_MEMBERS))
        return after;
    const char *noun = ent_token_is(search->tokens, word, "partners") ? "partners" : country ? "allies" : "members";
    const char *name = ent_arena_printf(search->memory->arena, "%s %s", actor->name, noun);
    if (name == NULL) {
        search->out->failed = true;
        return after;
    }
    actors_add(search, first, word + 1,
               &(ent_mention){.name = name, .kind = ENT_ACTOR_GROUP, .of = actor->name, .rule = "actor.members"});
    return word + 1;
}

void actors_add_match(const actor_search *search, size_t first, const ent_gazetteer_match *match) {
    for (size_t i = 0; i < match->actors_size; i++)
        actors_add(search, first, match->after,
                   &(ent_mention){.end = match->end,
                                  .name = match->actors[i]->name,
                                  .kind = match->actors[i]->kind,
                                  .of = match->actors[i]->of,
                                  .rule = match->capital ? "actor.capital" : match->rule,
                                  .adjective = match->adjective});
}

/* "The French National Assembly", where the list has another country's: the token after it, or `index`. */
static size_t find_office_of_other(const actor_search *search, size_t index, const ent_gazetteer_match *match) {
    const ent_gazetteer_actor *actor = match->actors[0];
    if (search->out->size == search->first || actor->of == NULL || actor->kind != ENT_ACTOR_OFFICE) return index;
    const ent_mention *last = &search->out->items[search->out->size - 1];
    const size_t after = last->after + ent_token_is_mark(search->tokens, last->after, '\'');
    if (after != index || last->kind != ENT_ACTOR_COUNTRY || strcmp(last->name, actor->of) == 0) return index;
    const char *of = last->name, *name = ent_arena_printf(search->memory->arena, "%s (%s)", actor->name, of);
    if (name == NULL) {
        search->out->failed = true;
        return index;
    }
    actors_add(search, index, match->after,
               &(ent_mention){.name = name, .kind = ENT_ACTOR_OFFICE, .of = of, .rule = "actor.office"});
    return match->after;
}

static size_t find_named(const actor_search *search, size_t index) {
    ent_gazetteer_match match;
    if (!ent_gazetteer_match_at(search->memory->gazetteer, search->tokens, index, &match)) return index;
    if (actors_means_other(search, index, &match)) return index;
    if (match.actors_size == 1) {
        size_t after = find_members(search, index, match.after, &match);
        if (after > match.after) return after;
        after = find_office_of_other(search, index, &match);
        if (after > index) return after;
    }
    actors_add_match(search, index, &match);
    return match.after;
}

bool ent_actors_find(ent_actor_memory *memory, const ent_tokens *tokens, size_t sentence, ent_mentions *out) {
    typedef size_t find(const actor_search *, size_t);
    static find *const finds[] = {find_named,      actors_titled, actors_untitled,
                                  actors_describe, actors_refer,  actors_talks};
    const actor_search search = {memory, tokens, sentence, out->size, out};
    if (!read_kinds(memory, tokens)) return false;
    actors_look(&search);
    for (size_t i = 0; i < tokens->size;) {
        size_t after = i;
        if (tokens->items[i].kind == ENT_TOKEN_WORD)
            for (size_t j = 0; j < sizeof finds / sizeof *finds && after == i; j++)
                after = finds[j](&search, i);
        i = after > i ? after : i + 1;
    }
    actors_remember(&search);
    actors_remember_talks(&search);
    return !out->failed;
}
