/* Persons: a title with a capitalised name after it; known surnames; names that are known for names. */
#include "text/actors_parts.h"

#include "text/abbreviations.h"

#include <string.h>

static bool is_capital(const actor_search *search, size_t index) {
    if (index >= search->tokens->size) return false;
    const ent_token *token = &search->tokens->items[index];
    return token->kind == ENT_TOKEN_WORD && token->flags & ENT_TOKEN_CAPITAL;
}

static bool is_hyphen(const actor_search *search, size_t index) {
    return (ent_token_is_mark(search->tokens, index, '-') && !actors_spaced(search, index) &&
            !actors_spaced(search, index + 1));
}

static bool is_named(const actor_search *search, size_t index) {
    ent_gazetteer_match match;
    return ent_gazetteer_match_at(search->memory->gazetteer, search->tokens, index, &match) &&
           !actors_means_other(search, index, &match);
}

static bool is_known_surname(const actor_search *search, size_t first, size_t after);

/* May, March: a surname after a title or given name, or once the text has used it so; not before a day or a year, and
 * not where the next word has a capital too (Minister May Visit). */
static bool is_month_name(const actor_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    if (!actors_is(search, index, ACTOR_MONTH_NAME)) return false;
    if (index + 1 < tokens->size &&
        (tokens->items[index + 1].kind == ENT_TOKEN_NUMBER || is_capital(search, index + 1)))
        return false;
    const bool after = index > 0 && actors_spaced(search, index) && is_capital(search, index - 1) &&
                       (actors_is(search, index - 1, ACTOR_GIVEN) || actors_is(search, index - 1, ACTOR_TITLE));
    return after || (index == 0 && is_known_surname(search, index, index + 1));
}

/* Tom King, John Major: a title that is the surname after a given name. */
static bool is_title_name(const actor_search *search, size_t index) {
    return index > 0 && actors_is(search, index, ACTOR_TITLE_NAME) && actors_spaced(search, index) &&
           actors_is(search, index - 1, ACTOR_GIVEN) && is_capital(search, index - 1) && !is_capital(search, index + 1);
}

/* Whether a capitalised word may be part of a name. */
static bool may_be_name(const actor_search *search, size_t index) {
    if (!is_capital(search, index)) return false;
    const ent_token *token = &search->tokens->items[index];
    const char *word = search->tokens->text + token->start;
    if (token->flags & ENT_TOKEN_UPPER && token->length > 3) return false; /* an acronym */
    if (is_month_name(search, index) || is_title_name(search, index)) return true;
    if (actors_is(search, index, ACTOR_NO_NAME) || actors_is(search, index, ACTOR_TITLE)) return false;
    return !ent_begins_sentences(word, token->length) || actors_is(search, index, ACTOR_SURNAME);
}

/* The token after a name that begins at `index`: capitalised words, with hyphens, initials, and van, de, bin inside. */
static size_t name_end(const actor_search *search, size_t index, size_t *words) {
    const ent_tokens *tokens = search->tokens;
    size_t at = index, inside;
    for (*words = 0; *words < MOST_NAME_WORDS && may_be_name(search, at); ++*words) {
        if (*words > 0 && (!actors_spaced(search, at) || is_named(search, at))) break;
        bool initial = tokens->items[at].length == 1 && ent_token_is_mark(tokens, at + 1, '.');
        bool owns = tokens->items[at].flags & ENT_TOKEN_OWNS;
        at += initial ? 2 : 1;
        while (is_hyphen(search, at) && at + 1 < tokens->size && tokens->items[at + 1].kind == ENT_TOKEN_WORD) {
            owns = tokens->items[at + 1].flags & ENT_TOKEN_OWNS;
            at += 2;
        }
        if (owns) {
            ++*words;
            break;
        }
        inside = at;
        while (inside < at + 2 && actors_is(search, inside, ACTOR_INSIDE) && !is_capital(search, inside))
            inside++;
        if (inside == at) continue;
        if (is_hyphen(search, inside) && may_be_name(search, inside + 1)) /* al-Bashir */
            at = inside + 2;
        else if (may_be_name(search, inside))
            at = inside;
    }
    return at;
}

/* The letters of tokens first .. after-1, with single spaces. */
static const char *letters(const actor_search *search, size_t first, size_t after) {
    const ent_token *items = search->tokens->items;
    const size_t start = items[first].start;
    char *text = ent_arena_copy(search->memory->arena, search->tokens->text + start,
                                items[after - 1].start + items[after - 1].length - start);
    if (text == NULL) {
        search->out->failed = true;
        return NULL;
    }
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        bool space = strchr(" \t\r\n", *from) != NULL;
        if (!space)
            *to++ = *from;
        else if (to > text && to[-1] != ' ')
            *to++ = ' ';
    }
    *to = '\0';
    return text;
}

/* Names like Cho Tae-yul, Yoon Suk Yeol, Xi Jinping stand surname first. */
static size_t surname_token(const actor_search *search, size_t first, size_t after, size_t words) {
    if (words > 1 && actors_is(search, first, ACTOR_SURNAME)) return first;
    if (words > 1 && after - first == 4 && is_hyphen(search, first + 2)) return first;
    size_t last = after - 1;
    while (last > first && !actors_spaced(search, last))
        last--;
    return last;
}

/* ---- who is known -------------------------------------------------------------------------------------------- */

static bool same_name(const char *a, const char *b) { /* Jae-myung is Jae Myung */
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        char x = *a == '-' ? ' ' : *a, y = *b == '-' ? ' ' : *b;
        if (x >= 'A' && x <= 'Z') x = (char)(x + ('a' - 'A'));
        if (y >= 'A' && y <= 'Z') y = (char)(y + ('a' - 'A'));
        if (x != y) return false;
    }
    return *a == *b;
}

/* The only person of this surname, or the only leader among several; NULL otherwise. */
static actor_person *by_surname(ent_actor_memory *memory, const char *surname, bool leader) {
    actor_person *found = NULL;
    size_t leaders = 0, all = 0;
    for (size_t i = 0; i < memory->persons_size; i++) {
        actor_person *person = &memory->persons[i];
        if (strcmp(person->surname, surname) != 0) continue;
        all++;
        leaders += person->leader;
        if (found == NULL || (leader && person->leader)) found = person;
    }
    return all == 1 || (leader && leaders == 1) ? found : NULL;
}

static actor_person *by_name(ent_actor_memory *memory, const char *name) {
    for (size_t i = 0; i < memory->persons_size; i++)
        if (!memory->persons[i].single && same_name(memory->persons[i].name, name)) return &memory->persons[i];
    return NULL;
}

typedef struct found_name {
    size_t first, after, words;
    bool leader;
    const char *of, *rule;
} found_name;

/* Adds the mention, and keeps the person for later. */
static void add_person(const actor_search *search, size_t start, const found_name *found) {
    ent_actor_memory *memory = search->memory;
    const char *name = letters(search, found->first, found->after);
    size_t last = surname_token(search, found->first, found->after, found->words);
    const char *surname =
        found->words > 1 ? letters(search, last, last == found->first ? last + 1 : found->after) : name;
    if (name == NULL || surname == NULL) return;
    actor_person *known = found->words > 1 ? by_name(memory, name) : by_surname(memory, surname, found->leader);
    if (known == NULL && memory->persons_size < MOST_PERSONS) {
        known = &memory->persons[memory->persons_size++];
        *known = (actor_person){name, surname, found->of, found->leader, found->words == 1};
    } else if (known != NULL) {
        known->leader |= found->leader;
        if (known->of == NULL) known->of = found->of;
    }
    bool refers = found->words == 1 && known != NULL && !known->single;
    actors_add(search, start, found->after,
               &(ent_mention){.name = known != NULL ? known->name : name,
                              .kind = ENT_ACTOR_PERSON,
                              .of = known != NULL ? known->of : found->of,
                              .rule = refers ? "actor.surname" : found->rule,
                              .coreference = refers});
}

/* ---- with a title -------------------------------------------------------------------------------------------- */

/* The country or organisation that stands before the title: "Japanese Foreign Minister". */
static const char *owner_before(const actor_search *search, size_t index) {
    if (search->out->size == search->first || index == 0) return NULL;
    const ent_mention *last = &search->out->items[search->out->size - 1];
    size_t after = last->after;
    if (ent_token_is_mark(search->tokens, after, '\'')) after++; /* 's */
    if (after != index || last->kind == ENT_ACTOR_PERSON) return NULL;
    return last->kind == ENT_ACTOR_OFFICE && last->of != NULL ? last->of : last->name;
}

/* The token after the words of a title from `index` on; `index` where there is none. *kind: see ACTOR_TITLE. */
static size_t title_end(const actor_search *search, size_t index, unsigned *kind) {
    size_t at = index;
    bool any = false;
    *kind = 0;
    for (; at < index + 6; at++) {
        if (actors_is(search, at, ACTOR_TITLE)) {
            *kind |= (unsigned)actors_value(search, at, ACTOR_TITLE);
            any = true;
            if (ent_token_is_mark(search->tokens, at + 1, '.') && !actors_spaced(search, at + 1)) at++;
        } else if (!(is_hyphen(search, at) && at > index) && !actors_is(search, at, ACTOR_BEFORE)) {
            break;
        }
    }
    return any ? at : index;
}

/* After "Ambassador": "to Australia," before the name; after "Secretary": "of State". Names there are mentions too. */
static size_t object_end(const actor_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    size_t at = index;
    if (!ent_token_is(tokens, at, "of") && !ent_token_is(tokens, at, "to") && !ent_token_is(tokens, at, "for"))
        return index;
    at++;
    if (ent_token_is(tokens, at, "the")) at++;
    ent_gazetteer_match match;
    if (at < tokens->size && ent_gazetteer_match_at(search->memory->gazetteer, tokens, at, &match)) {
        actors_add_match(search, at, &match);
        return match.after;
    }
    const size_t first = at;
    while (actors_is(search, at, ACTOR_OBJECT))
        at++;
    return at > first ? at : index; /* of something unknown: what follows is not the person */
}

static size_t take_names(const actor_search *search, size_t start, size_t at, found_name *found, bool several) {
    size_t taken = at;
    for (size_t i = 0; i < MOST_SAME; i++) {
        size_t after = name_end(search, at, &found->words);
        if (found->words == 0) break;
        found->first = at;
        found->after = after;
        add_person(search, i == 0 ? start : at, found);
        taken = at = after;
        if (!several) break;
        if (ent_token_is_mark(search->tokens, at, ',')) at++;
        if (ent_token_is(search->tokens, at, "and")) at++;
        if (at == taken) break;
    }
    return taken;
}

size_t actors_titled(const actor_search *search, size_t index) {
    unsigned kind;
    size_t at = title_end(search, index, &kind);
    if (at == index) return index;
    found_name found = {.leader = kind & 2, .of = owner_before(search, index), .rule = "actor.title"};
    size_t mentions = search->out->size, name = object_end(search, at);
    if (name > at && search->out->size > mentions && found.of == NULL && !ent_token_is(search->tokens, at, "to"))
        found.of = search->out->items[mentions].name;
    bool comma = ent_token_is_mark(search->tokens, name, ',');
    size_t from = name + comma, words, after = name_end(search, from, &words);
    if (comma && (words < 2 || !(after >= search->tokens->size || search->tokens->items[after].kind == ENT_TOKEN_MARK)))
        words = 0; /* an apposition ends with a mark */
    if (words == 0 || (from < search->tokens->size && is_named(search, from) && words == 1)) {
        return search->out->size > mentions ? name : index; /* the object's mentions stand */
    }
    size_t start = search->out->size > mentions ? from : index;
    return take_names(search, start, from, &found, kind & 1);
}

/* ---- without one --------------------------------------------------------------------------------------------- */

/* Cho Tae-yul; Yoon Suk Yeol. */
static bool is_surname_first(const actor_search *search, size_t first, size_t after, size_t words) {
    if (!actors_is(search, first, ACTOR_SURNAME)) return false;
    return (words == 2 && is_hyphen(search, first + 2)) || (words == 3 && after - first == 3);
}

static bool is_known_name(const actor_search *search, size_t first, size_t after) {
    const ent_token *items = search->tokens->items;
    const char *text = search->tokens->text + items[first].start;
    size_t length = items[after - 1].start + items[after - 1].length - items[first].start;
    for (size_t i = 0; i < search->memory->persons_size; i++) {
        const char *name = search->memory->persons[i].name;
        if (strlen(name) == length && memcmp(name, text, length) == 0) return true;
    }
    return false;
}

static bool is_known_surname(const actor_search *search, size_t first, size_t after) {
    const ent_token *items = search->tokens->items;
    const char *text = search->tokens->text + items[first].start;
    size_t length = items[after - 1].start + items[after - 1].length - items[first].start;
    for (size_t i = 0; i < search->memory->persons_size; i++) {
        const char *surname = search->memory->persons[i].surname;
        if (strlen(surname) == length && memcmp(surname, text, length) == 0) return true;
    }
    return false;
}

size_t actors_untitled(const actor_search *search, size_t index) {
    if (!may_be_name(search, index)) return index;
    found_name found = {.first = index};
    found.after = name_end(search, index, &found.words);
    bool given = actors_is(search, index, ACTOR_GIVEN);
    if (found.words > 1 && is_known_name(search, index, found.after))
        found.rule = "actor.name-again";
    else if (found.words > 1 && is_surname_first(search, index, found.after, found.words))
        found.rule = "actor.surname-first";
    else if ((found.words == 2 || found.words == 3) && given)
        found.rule = "actor.given-name";
    else if (found.words == 1 && is_known_surname(search, index, found.after))
        found.rule = "actor.surname";
    if (found.rule == NULL) return index;
    if (found.words == 1) { /* only where it can mean one person */
        const char *surname = letters(search, index, found.after);
        if (surname == NULL || by_surname(search->memory, surname, false) == NULL) return index;
    }
    add_person(search, index, &found);
    return found.after;
}
