/* Names of countries and capitals that may mean something else: persons (Jordan Smith, George Washington), states of
 * the United States (voters in Georgia), towns (Lebanon, Pennsylvania), words (turkey prices). What the words beside
 * them say decides; where they say nothing the country is meant. */
#include "text/actors_parts.h"

#include <string.h>

enum {
    MAY_BE_GIVEN = 1,   /* a given name */
    MAY_BE_SURNAME = 2, /* a surname */
    MAY_BE_STATE = 4,   /* a state of the United States */
    MAY_BE_WORD = 8,    /* a word that a sentence may begin with */
};

static const struct {
    const char *word;
    unsigned kinds;
} ambiguous[] = {
    {"jordan", MAY_BE_GIVEN | MAY_BE_SURNAME},
    {"georgia", MAY_BE_GIVEN | MAY_BE_STATE},
    {"chad", MAY_BE_GIVEN},
    {"israel", MAY_BE_GIVEN | MAY_BE_SURNAME},
    {"washington", MAY_BE_SURNAME | MAY_BE_STATE},
    {"paris", MAY_BE_GIVEN | MAY_BE_SURNAME},
    {"london", MAY_BE_GIVEN | MAY_BE_SURNAME},
    {"santiago", MAY_BE_GIVEN | MAY_BE_SURNAME},
    {"sofia", MAY_BE_GIVEN},
    {"cuba", MAY_BE_GIVEN | MAY_BE_SURNAME},
    {"holland", MAY_BE_GIVEN | MAY_BE_SURNAME},
    {"ireland", MAY_BE_GIVEN | MAY_BE_SURNAME},
    {"france", MAY_BE_SURNAME},
    {"berlin", MAY_BE_SURNAME},
    {"rome", MAY_BE_SURNAME},
    {"lima", MAY_BE_SURNAME},
    {"kingston", MAY_BE_SURNAME},
    {"wellington", MAY_BE_SURNAME},
    {"montenegro", MAY_BE_SURNAME},
    {"brazil", MAY_BE_SURNAME},
    {"turkey", MAY_BE_WORD},
    {"polish", MAY_BE_WORD},
};
enum { AMBIGUOUS = sizeof ambiguous / sizeof *ambiguous };

static bool capital(const actor_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    return index < tokens->size && tokens->items[index].kind == ENT_TOKEN_WORD &&
           tokens->items[index].flags & ENT_TOKEN_CAPITAL;
}

/* "The Georgia Vote Splits Leaders": no longer word begins with a small letter, and capitals tell nothing. */
static bool is_headline(const actor_search *search) {
    return search->memory->look.headline;
}

/* ---- persons ------------------------------------------------------------------------------------------------- */

/* A given name, a title or an initial, just before. */
static bool follows_name(const actor_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    if (index == 0 || !actors_spaced(search, index)) return false;
    size_t before = index - 1;
    if (ent_token_is_mark(tokens, before, '.') && before > 0 && !actors_spaced(search, before)) before--;
    if (!capital(search, before)) return false;
    const bool point = before + 1 < index, initial = point && tokens->items[before].length == 1;
    if (initial) /* J. London, but not U.S. */
        return before > 0 && actors_spaced(search, before) && actors_is(search, before - 1, ACTOR_GIVEN);
    return actors_is(search, before, ACTOR_TITLE) || (!point && actors_is(search, before, ACTOR_GIVEN));
}

/* A capitalised word after it that may be a surname: Jordan Smith. */
static bool leads_name(const actor_search *search, size_t after) {
    ent_gazetteer_match match;
    if (!capital(search, after) || !actors_spaced(search, after)) return false;
    if (search->tokens->items[after - 1].flags & ENT_TOKEN_OWNS) return false;
    if (search->tokens->items[after].flags & ENT_TOKEN_UPPER) return false;
    if (actors_is(search, after, ACTOR_NO_NAME) || actors_is(search, after, ACTOR_TITLE) ||
        actors_is(search, after, ACTOR_STATE) || actors_is(search, after, ACTOR_STATE_NOUN))
        return false;
    return !ent_gazetteer_match_at(search->memory->gazetteer, search->tokens, after, &match) && !is_headline(search);
}

static bool is_surname(const actor_search *search, size_t index) {
    const ent_token *token = &search->tokens->items[index];
    for (size_t i = 0; i < search->memory->persons_size; i++) {
        const char *surname = search->memory->persons[i].surname;
        if (strlen(surname) == token->length &&
            memcmp(surname, search->tokens->text + token->start, token->length) == 0)
            return true;
    }
    return false;
}

/* ---- places of the United States ----------------------------------------------------------------------------- */

/* Ohio, New York, North Carolina. */
static bool is_state(const actor_search *search, size_t index) {
    if (!capital(search, index)) return false;
    if (actors_is(search, index, ACTOR_STATE)) return true;
    return actors_is(search, index, ACTOR_STATE_FIRST) && capital(search, index + 1) &&
           actors_is(search, index + 1, ACTOR_STATE_SECOND);
}

static bool beside_state(const actor_search *search, size_t index, size_t after) {
    const ent_tokens *tokens = search->tokens;
    size_t next = after + ent_token_is_mark(tokens, after, ',');
    next += ent_token_is(tokens, next, "and") || ent_token_is(tokens, next, "or");
    if (next > after && is_state(search, next)) return true;
    size_t before = index;
    if (before > 0 && (ent_token_is(tokens, before - 1, "and") || ent_token_is(tokens, before - 1, "or"))) before--;
    if (before > 0 && ent_token_is_mark(tokens, before - 1, ',')) before--;
    return before < index && before > 0 &&
           (is_state(search, before - 1) || (before > 1 && is_state(search, before - 2)));
}

/* "Seattle, Washington, is": a town before it, and a comma or the end after it. */
static bool follows_town(const actor_search *search, size_t index, size_t after) {
    const ent_tokens *tokens = search->tokens;
    ent_gazetteer_match match;
    if (index < 2 || !ent_token_is_mark(tokens, index - 1, ',') || !capital(search, index - 2)) return false;
    if (after < tokens->size && !ent_token_is_mark(tokens, after, ',') && !ent_token_is_mark(tokens, after, '.'))
        return false;
    return !actors_is(search, index - 2, ACTOR_NO_NAME) &&
           !ent_gazetteer_match_at(search->memory->gazetteer, tokens, index - 2, &match) && !is_headline(search);
}

static bool is_american_state(const actor_search *search, size_t index, size_t after) {
    const ent_tokens *tokens = search->tokens;
    const bool owns = ent_token_is_mark(tokens, after, '\'');
    const bool washington = ent_token_is(tokens, index, "washington");
    if (actors_is(search, after + owns, ACTOR_STATE_NOUN) &&
        (!washington || ent_token_is(tokens, after, "state") || ent_token_is(tokens, after + owns, "governor")))
        return true;
    if (index >= 2 && ent_token_is(tokens, index - 1, "of") &&
        (ent_token_is(tokens, index - 2, "state") || ent_token_is(tokens, index - 2, "governor")))
        return true;
    if (beside_state(search, index, after) || follows_town(search, index, after)) return true;
    return !washington && search->memory->look.states;
}

/* "Lebanon, Pennsylvania". */
static bool in_state(const actor_search *search, size_t after) {
    return ent_token_is_mark(search->tokens, after, ',') && is_state(search, after + 1) &&
           (after + 2 >= search->tokens->size || search->tokens->items[after + 2].kind == ENT_TOKEN_MARK);
}

/* ---- words --------------------------------------------------------------------------------------------------- */

static bool begins_with_word(const actor_search *search, size_t index, size_t after) {
    if (index > 0 && search->tokens->items[index - 1].kind == ENT_TOKEN_WORD) return false;
    return actors_is(search, after,
                     ent_token_is(search->tokens, index, "polish") ? ACTOR_AFTER_POLISH : ACTOR_AFTER_TURKEY);
}

/* "LET US GO": where all is in capitals, they do not tell "us" from "US"; nor "who". */
static bool is_shouted(const actor_search *search, size_t index) {
    const bool us = ent_token_is(search->tokens, index, "us");
    if (!us && !ent_token_is(search->tokens, index, "who")) return false;
    if (!search->memory->look.shouted) return false;
    if (search->tokens->size < 3) return false;
    return !us || (index > 0 && actors_is(search, index - 1, ACTOR_BEFORE_US));
}

static size_t times_named(const actor_search *search, const char *name) {
    for (size_t i = 0; i < search->memory->countries_size; i++)
        if (strcmp(search->memory->countries[i].name, name) == 0) return search->memory->countries[i].times;
    return 0;
}

bool actors_means_other(const actor_search *search, size_t index, const ent_gazetteer_match *match) {
    if (match->actors_size != 1 || match->after > index + 1) return false;
    if (is_shouted(search, index)) return true;
    if (match->actors[0]->kind != ENT_ACTOR_COUNTRY) return false;
    const size_t after = match->after;
    if (in_state(search, after)) return true;
    size_t row = 0;
    while (row < AMBIGUOUS && !ent_token_is(search->tokens, index, ambiguous[row].word))
        row++;
    if (row == AMBIGUOUS) return false;
    const unsigned kinds = ambiguous[row].kinds, bit = 1u << row;
    if (kinds & MAY_BE_WORD && begins_with_word(search, index, after)) return true;
    if (kinds & MAY_BE_SURNAME && follows_name(search, index)) return true;
    if (kinds & MAY_BE_GIVEN && leads_name(search, after)) return true;
    if (kinds & MAY_BE_STATE && is_american_state(search, index, after)) {
        search->memory->others |= bit;
        return true;
    }
    if (times_named(search, match->actors[0]->name) > 0) return false; /* the text has meant the country before */
    return (kinds & MAY_BE_SURNAME && is_surname(search, index)) || (search->memory->others & bit) != 0;
}

void actors_look(const actor_search *search) {
    actor_look *look = &search->memory->look;
    size_t words = 0, small = 0;
    *look = (actor_look){.shouted = true};
    for (size_t i = 0; i < search->tokens->size; i++) {
        const ent_token *token = &search->tokens->items[i];
        if (token->kind != ENT_TOKEN_WORD) continue;
        look->shouted &= (token->flags & ENT_TOKEN_UPPER) != 0;
        look->states |= is_state(search, i) || (capital(search, i) && actors_is(search, i, ACTOR_STATE_CUE));
        if (token->length < 6) continue; /* "after" and "about" may be small */
        words++;
        small += !(token->flags & ENT_TOKEN_CAPITAL);
    }
    look->headline = words > 2 && small == 0;
}
