/* What refers back: "both countries", "the two leaders", "they"; the alliance of two; offices of some government;
 * unnamed sources; companies that an apposition tells. */
#include "text/actors_parts.h"

#include <string.h>

static void add_group(const actor_search *search, size_t first, size_t after, const actor_group *group,
                      const char *rule) {
    for (size_t i = 0; i < group->size; i++)
        actors_add(search, first, after,
                   &(ent_mention){.name = group->names[i], .kind = group->kind, .rule = rule, .coreference = true});
}

/* ---- which countries ----------------------------------------------------------------------------------------- */

static bool is_country(const ent_mention *mention) {
    return mention->kind == ENT_ACTOR_COUNTRY && !mention->coreference;
}

/* The two countries that the text is about: named more often than any third, with what the sentence has named so far.
 * None where that is not so. */
static actor_group main_pair(const actor_search *search) {
    const ent_actor_memory *memory = search->memory;
    const actor_country *best[3] = {NULL};
    for (size_t i = 0; i < memory->countries_size; i++) {
        const actor_country *country = &memory->countries[i];
        for (size_t j = 0; j < 3; j++) {
            if (best[j] != NULL && best[j]->times >= country->times) continue;
            for (size_t k = 2; k > j; k--)
                best[k] = best[k - 1];
            best[j] = country;
            break;
        }
    }
    actor_group pair = {.kind = ENT_ACTOR_COUNTRY};
    if (best[1] == NULL || (best[2] != NULL && best[2]->times >= best[1]->times)) return pair;
    pair.names[0] = best[0]->name;
    pair.names[1] = best[1]->name;
    pair.size = 2;
    return pair;
}

/* The countries that this sentence has named, if they are just so many. */
static actor_group named_here(const actor_search *search, size_t wanted) {
    actor_group group = {.kind = ENT_ACTOR_COUNTRY};
    for (size_t i = search->first; i < search->out->size; i++) {
        const ent_mention *mention = &search->out->items[i];
        bool again = !is_country(mention) || mention->adjective;
        for (size_t j = 0; j < group.size && !again; j++)
            again = strcmp(group.names[j], mention->name) == 0;
        if (again) continue;
        if (group.size == wanted) return (actor_group){.size = 0};
        group.names[group.size++] = mention->name;
    }
    if (group.size != wanted) group.size = 0;
    return group;
}

static actor_group countries_of(const actor_search *search, size_t wanted) {
    actor_group group = named_here(search, wanted);
    if (group.size == 0) group = wanted == 2 ? main_pair(search) : search->memory->three;
    return group;
}

/* ---- phrases ------------------------------------------------------------------------------------------------- */

/* "both", "the two", "the three" from `index` on: the token after it and how many; 0: none. */
static size_t how_many(const actor_search *search, size_t index, size_t *after) {
    const ent_tokens *tokens = search->tokens;
    size_t at = index + (ent_token_is(tokens, index, "the") || ent_token_is(tokens, index, "these"));
    const bool begins = index == 0 || (index == 1 && tokens->items[0].kind == ENT_TOKEN_MARK); /* of a list */
    *after = at + 1;
    if (at == index && ent_token_is(tokens, at, "both")) return 2;
    if (ent_token_is(tokens, at, "two")) return at > index || begins ? 2 : 0;
    if (ent_token_is(tokens, at, "three")) return at > index || begins ? 3 : 0;
    return 0;
}

static bool names_organisation(const actor_search *search) {
    for (size_t i = search->first; i < search->out->size; i++) {
        const ent_actor_kind kind = search->out->items[i].kind;
        if (kind == ENT_ACTOR_ORGANISATION || kind == ENT_ACTOR_COMPANY || kind == ENT_ACTOR_GROUP) return true;
    }
    return false;
}

static size_t find_both(const actor_search *search, size_t index) {
    size_t noun, wanted = how_many(search, index, &noun);
    if (wanted == 0) return index;
    if (actors_is(search, noun, ACTOR_LEADERS)) {
        if (wanted != 2 || search->memory->leaders.size == 0) return index;
        add_group(search, index, noun + 1, &search->memory->leaders, "actor.both-leaders");
        return noun + 1;
    }
    if (!actors_is(search, noun, ACTOR_PAIR)) return index;
    if (ent_token_is(search->tokens, noun, "sides") && names_organisation(search)) return index; /* one may be that */
    const actor_group group = countries_of(search, wanted);
    if (group.size == 0) return index;
    add_group(search, index, noun + 1, &group, wanted == 2 ? "actor.both-countries" : "actor.three-countries");
    return noun + 1;
}

/* "The leaders", where the text has named just two together. */
static size_t find_leaders(const actor_search *search, size_t index) {
    if (!ent_token_is(search->tokens, index, "the") || !ent_token_is(search->tokens, index + 1, "leaders"))
        return index;
    if (search->memory->leaders.size == 0) return index;
    add_group(search, index, index + 2, &search->memory->leaders, "actor.both-leaders");
    return index + 2;
}

/* "They" at the beginning, for those whom the sentence before began with. */
static size_t find_they(const actor_search *search, size_t index) {
    if (index != 0 || !ent_token_is(search->tokens, 0, "they") || search->memory->subject.size == 0) return index;
    add_group(search, index, index + 1, &search->memory->subject, "actor.they");
    return index + 1;
}

/* "Their alliance", "the alliance", "bilateral relations" of the two that the text is about. */
static size_t find_alliance(const actor_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    const bool bilateral = ent_token_is(tokens, index, "bilateral");
    const bool the = ent_token_is(tokens, index, "the") || ent_token_is(tokens, index, "their") ||
                     ent_token_is(tokens, index, "this");
    if (!bilateral && !(the && ent_token_is(tokens, index + 1, "alliance"))) return index;
    if (search->memory->alliance && !bilateral) return index;
    const actor_group pair = main_pair(search);
    if (pair.size == 0) return index;
    size_t after = index + (bilateral ? 1 : 2);
    add_group(search, index, after, &pair, bilateral ? "actor.bilateral" : "actor.alliance");
    return after;
}

size_t actors_refer(const actor_search *search, size_t index) {
    typedef size_t find(const actor_search *, size_t);
    static find *const finds[] = {find_both, find_leaders, find_they, find_alliance};
    if (!actors_is(search, index, ACTOR_REFERS)) return index;
    for (size_t i = 0; i < sizeof finds / sizeof *finds; i++) {
        size_t after = finds[i](search, index);
        if (after > index) return after;
    }
    return index;
}

/* ---- described, not named ------------------------------------------------------------------------------------ */

static const char *joined(const actor_search *search, const char *phrase, const char *of) {
    const char *name = of == NULL ? phrase : ent_arena_printf(search->memory->arena, "%s (%s)", phrase, of);
    if (name == NULL) search->out->failed = true;
    return name;
}

static const char *words_of(const actor_search *search, size_t first, size_t after) {
    const ent_token *items = search->tokens->items;
    const char *text = ent_arena_copy(search->memory->arena, search->tokens->text + items[first].start,
                                      items[after - 1].start + items[after - 1].length - items[first].start);
    if (text == NULL) search->out->failed = true;
    return text;
}

/* Whose: the country just before; NULL where none is there. */
static const char *owner_just_before(const actor_search *search, size_t index) {
    if (search->out->size > search->first) {
        const ent_mention *last = &search->out->items[search->out->size - 1];
        size_t after = last->after + ent_token_is_mark(search->tokens, last->after, '\'');
        if (after == index && last->kind == ENT_ACTOR_COUNTRY) return last->name;
    }
    return NULL;
}

/* "the foreign ministry", "its defence ministry": of a government that the sentence names. */
static size_t find_office(const actor_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    if (!actors_is(search, index, ACTOR_OFFICE)) return index;
    if (!ent_token_is(tokens, index + 1, "ministry") && !ent_token_is(tokens, index + 1, "office")) return index;
    const actor_group one = named_here(search, 1);
    const char *of = owner_just_before(search, index), *phrase = words_of(search, index, index + 2);
    if (of == NULL && one.size == 1) of = one.names[0]; /* the only country that the sentence has named */
    if (of == NULL || phrase == NULL) return index;
    const char *name = joined(search, phrase, of);
    if (name != NULL)
        actors_add(search, index, index + 2,
                   &(ent_mention){.name = name, .kind = ENT_ACTOR_OFFICE, .of = of, .rule = "actor.office"});
    return index + 2;
}

/* "a senior presidential official in Seoul" */
static size_t find_source(const actor_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    size_t at = index;
    while (at < index + 5 && actors_is(search, at, ACTOR_SOURCE_OF))
        at++;
    if (at == index || !actors_is(search, at, ACTOR_OFFICIAL)) return index;
    const size_t after = at + 1;
    const char *of = owner_just_before(search, index), *place = NULL, *phrase = words_of(search, index, after);
    ent_gazetteer_match match;
    if (ent_token_is(tokens, after, "in") && after + 1 < tokens->size &&
        ent_gazetteer_match_at(search->memory->gazetteer, tokens, after + 1, &match) && match.actors_size == 1) {
        of = match.actors[0]->name;
        place = match.capital ? words_of(search, after + 1, match.after) : of;
    }
    const char *name = phrase == NULL ? NULL : joined(search, phrase, place != NULL ? place : of);
    if (name != NULL)
        actors_add(search, index, after,
                   &(ent_mention){
                       .name = name, .kind = ENT_ACTOR_PERSON, .of = of, .rule = "actor.unnamed", .described = true});
    return after;
}

/* "Acme Dynamics, a contractor," or "Acme Corp." */
static size_t find_company(const actor_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    size_t at = index;
    while (at < tokens->size && at < index + 4 && tokens->items[at].kind == ENT_TOKEN_WORD &&
           tokens->items[at].flags & ENT_TOKEN_CAPITAL && !actors_is(search, at, ACTOR_NO_NAME))
        at++;
    if (at == index) return index;
    bool firm = at > index + 1 && (ent_token_is(tokens, at - 1, "corp") || ent_token_is(tokens, at - 1, "inc") ||
                                   ent_token_is(tokens, at - 1, "ltd"));
    if (!firm && ent_token_is_mark(tokens, at, ',') &&
        (ent_token_is(tokens, at + 1, "a") || ent_token_is(tokens, at + 1, "an"))) {
        for (size_t i = at + 2; i < at + 8 && i < tokens->size && tokens->items[i].kind == ENT_TOKEN_WORD; i++)
            firm |= actors_is(search, i, ACTOR_FIRM);
    }
    const char *name = firm ? words_of(search, index, at) : NULL;
    if (name == NULL) return index;
    actors_add(search, index, at, &(ent_mention){.name = name, .kind = ENT_ACTOR_COMPANY, .rule = "actor.company"});
    return at;
}

size_t actors_describe(const actor_search *search, size_t index) {
    typedef size_t find(const actor_search *, size_t);
    static find *const finds[] = {find_office, find_source, find_company};
    if (!actors_is(search, index, ACTOR_OFFICE) && !actors_is(search, index, ACTOR_SOURCE_OF) &&
        !(search->tokens->items[index].flags & ENT_TOKEN_CAPITAL))
        return index;
    for (size_t i = 0; i < sizeof finds / sizeof *finds; i++) {
        size_t after = finds[i](search, index);
        if (after > index) return after;
    }
    return index;
}

/* ---- what later sentences may refer to ----------------------------------------------------------------------- */

static void count(ent_actor_memory *memory, const char *name) {
    for (size_t i = 0; i < memory->countries_size; i++) {
        if (strcmp(memory->countries[i].name, name) != 0) continue;
        memory->countries[i].times++;
        return;
    }
    if (memory->countries_size < MOST_COUNTRIES) memory->countries[memory->countries_size++] = (actor_country){name, 1};
}

/* Whether only commas, "and" and "the" stand between two mentions. */
static bool adjoin(const actor_search *search, const ent_mention *a, const ent_mention *b) {
    for (size_t i = a->after; i < b->first; i++)
        if (!ent_token_is_mark(search->tokens, i, ',') && !ent_token_is(search->tokens, i, "and") &&
            !ent_token_is(search->tokens, i, "the"))
            return false;
    return true;
}

/* A list of exactly three countries is what "the three countries" means. */
static void remember_three(const actor_search *search) {
    const ent_mention *items = search->out->items;
    for (size_t i = search->first, next; i < search->out->size; i = next) {
        next = i + 1;
        if (!is_country(&items[i])) continue;
        while (next < search->out->size && is_country(&items[next]) && adjoin(search, &items[next - 1], &items[next]))
            next++;
        if (next - i != 3) continue;
        search->memory->three = (actor_group){.kind = ENT_ACTOR_COUNTRY, .size = 3};
        for (size_t j = 0; j < 3; j++)
            search->memory->three.names[j] = items[i + j].name;
    }
}

static bool has_and(const actor_search *search, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        if (ent_token_is(search->tokens, i, "and")) return true;
    return false;
}

/* Two persons, and no third, joined by "and". */
static void remember_leaders(const actor_search *search) {
    const ent_mention *pair[2];
    size_t size = 0;
    for (size_t i = search->first; i < search->out->size; i++) {
        const ent_mention *mention = &search->out->items[i];
        if (mention->kind != ENT_ACTOR_PERSON || mention->described) continue;
        if (size > 0 && strcmp(pair[size - 1]->name, mention->name) == 0) continue;
        if (size == 2) return;
        pair[size++] = mention;
    }
    if (size < 2 || !has_and(search, pair[0]->after, pair[1]->first + 1)) return;
    search->memory->leaders = (actor_group){{pair[0]->name, pair[1]->name}, ENT_ACTOR_PERSON, 2};
}

/* Whom the sentence begins with, where they are several under one phrase. */
static void remember_subject(const actor_search *search) {
    actor_group *subject = &search->memory->subject;
    *subject = (actor_group){.size = 0};
    for (size_t i = search->first; i < search->out->size && subject->size < ENT_NAME_MOST_ACTORS; i++) {
        const ent_mention *mention = &search->out->items[i];
        if (mention->first > 1 || !mention->coreference || mention->first != search->out->items[search->first].first)
            break;
        subject->kind = mention->kind;
        subject->names[subject->size++] = mention->name;
    }
    if (subject->size < 2) subject->size = 0;
}

void actors_remember(const actor_search *search) {
    for (size_t i = search->first; i < search->out->size; i++) {
        const ent_mention *mention = &search->out->items[i];
        if (is_country(mention)) count(search->memory, mention->name);
        search->memory->alliance |=
            mention->kind == ENT_ACTOR_ORGANISATION &&
            (strcmp(mention->name, "NATO") == 0 || strcmp(mention->name, "European Union") == 0);
    }
    remember_three(search);
    remember_leaders(search);
    remember_subject(search);
}

void ent_actors_finish(const ent_actor_memory *memory, ent_mentions *mentions) {
    for (size_t i = 0; i < mentions->size; i++) {
        ent_mention *mention = &mentions->items[i];
        if (mention->kind != ENT_ACTOR_PERSON || mention->described || strchr(mention->name, ' ') != NULL) continue;
        const actor_person *full = NULL;
        size_t several = 0;
        for (size_t j = 0; j < memory->persons_size; j++) {
            const actor_person *person = &memory->persons[j];
            if (person->single || strcmp(person->surname, mention->name) != 0) continue;
            full = person;
            several++;
        }
        if (several != 1) continue;
        mention->name = full->name;
        if (mention->of == NULL) mention->of = full->of;
        mention->rule = "actor.surname";
        mention->coreference = true;
    }
}
