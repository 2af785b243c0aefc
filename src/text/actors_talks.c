/* "The talks", "these negotiations", "the deal": those who talk, or have agreed, where the text has said so of two
 * countries and of no others. */
#include "text/actors_parts.h"

#include <string.h>

/* The kind of thing that a noun names: 0 talks, 1 an agreement; -1 neither. */
static int talks_at(const actor_search *search, size_t index) {
    return actors_is(search, index, ACTOR_TALKS) ? actors_value(search, index, ACTOR_TALKS) : -1;
}

static bool is_small_word(const actor_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    return index < tokens->size && tokens->items[index].kind == ENT_TOKEN_WORD &&
           !(tokens->items[index].flags & (ENT_TOKEN_CAPITAL | ENT_TOKEN_OWNS | ENT_TOKEN_HANGUL)) &&
           !actors_is(search, index, ACTOR_NO_NAME); /* "the heart of" */
}

/* The noun of a phrase that begins at `index`: "these multifaceted negotiations"; a headline or item of a list begins
 * with the noun itself. `index - 1`, which is never one, where there is none. */
static size_t noun_of(const actor_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    size_t at = index;
    if (ent_token_is(tokens, at, "the") || ent_token_is(tokens, at, "these") || ent_token_is(tokens, at, "this")) {
        at++;
        while (at < index + 4 && talks_at(search, at) < 0 &&
               (is_small_word(search, at) || ent_token_is_mark(tokens, at, '-')))
            at++;
    } else if (index > 1 || (index == 1 && tokens->items[0].kind == ENT_TOKEN_WORD)) {
        return index - 1;
    }
    return talks_at(search, at) < 0 ? index - 1 : at;
}

size_t actors_talks(const actor_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    if (!actors_is(search, index, ACTOR_REFERS) && !actors_is(search, index, ACTOR_TALKS)) return index;
    const size_t noun = noun_of(search, index), after = noun + 1;
    if (noun + 1 == index) return index;
    const actor_talks *talks = &search->memory->talks[talks_at(search, noun)];
    if (talks->group.size == 0 || talks->several || search->memory->alliance) return index;
    if (ent_token_is(tokens, after, "with") || ent_token_is(tokens, after, "between") ||
        ent_token_is(tokens, after, "among") || tokens->items[noun].flags & ENT_TOKEN_UPPER)
        return index;
    for (size_t i = 0; i < talks->group.size; i++)
        actors_add(search, index, after,
                   &(ent_mention){.name = talks->group.names[i],
                                  .kind = ENT_ACTOR_COUNTRY,
                                  .rule = talks_at(search, noun) == 0 ? "actor.talks" : "actor.agreement",
                                  .coreference = true});
    return after;
}

static bool holds(const actor_group *group, const char *name) {
    for (size_t i = 0; i < group->size; i++)
        if (strcmp(group->names[i], name) == 0) return true;
    return false;
}

/* The countries that the sentence has named or meant, if they are two. */
static actor_group two_countries(const actor_search *search) {
    actor_group group = {.kind = ENT_ACTOR_COUNTRY};
    for (size_t i = search->first; i < search->out->size; i++) {
        const ent_mention *mention = &search->out->items[i];
        if (mention->kind != ENT_ACTOR_COUNTRY || mention->adjective || holds(&group, mention->name)) continue;
        if (group.size == 2) return (actor_group){.size = 0};
        group.names[group.size++] = mention->name;
    }
    if (group.size < 2) group.size = 0;
    return group;
}

/* A country that the sentence names and the group does not have. */
static bool names_another(const actor_search *search, const actor_group *group) {
    for (size_t i = search->first; i < search->out->size; i++) {
        const ent_mention *mention = &search->out->items[i];
        if (mention->kind == ENT_ACTOR_COUNTRY && !mention->adjective && !holds(group, mention->name)) return true;
    }
    return false;
}

/* "The 12th Special Measures Agreement" of a sentence that names another country is another agreement. */
static void notice_others(const actor_search *search) {
    for (size_t i = 1; i < search->tokens->size; i++) {
        const int kind = talks_at(search, i);
        if (kind < 0 || !(search->tokens->items[i].flags & ENT_TOKEN_CAPITAL)) continue;
        actor_talks *talks = &search->memory->talks[kind];
        if (talks->group.size > 0 && names_another(search, &talks->group)) talks->several = true;
    }
}

void actors_remember_talks(const actor_search *search) {
    notice_others(search);
    const actor_group group = two_countries(search);
    if (group.size == 0) return;
    bool named[2] = {false, false};
    for (size_t i = 0; i < search->tokens->size; i++) {
        const int kind = talks_at(search, i);
        if (kind >= 0) named[kind] = true;
    }
    for (size_t i = 0; i < 2; i++) {
        actor_talks *talks = &search->memory->talks[i];
        if (!named[i]) continue;
        if (talks->group.size == 0) talks->group = group;
        talks->several |= !holds(&talks->group, group.names[0]) || !holds(&talks->group, group.names[1]);
    }
}
