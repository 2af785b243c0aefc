/* Events of a sentence: every group that may be one is resolved, then given its parties. */
#include "text/events_parts.h"

#include <string.h>

static const struct {
    const char *name, *verb, *noun;
} classes[EVENT_CLASSES] = {
    [EVENT_NONE] = {"", "", ""},
    [EVENT_AGREE] = {"AGREE", "event.agree.verb", "event.agree.noun"},
    [EVENT_CONSULT] = {"CONSULT", "event.consult.verb", "event.consult.noun"},
    [EVENT_SUPPORT] = {"SUPPORT", "event.support.verb", "event.support.noun"},
    [EVENT_COOPERATE] = {"COOPERATE", "event.cooperate.verb", "event.cooperate.noun"},
    [EVENT_AID] = {"AID", "event.aid.verb", "event.aid.noun"},
    [EVENT_CONCEDE] = {"CONCEDE", "event.concede.verb", "event.concede.noun"},
    [EVENT_RETREAT] = {"RETREAT", "event.retreat.verb", "event.retreat.noun"},
    [EVENT_REQUEST] = {"REQUEST", "event.request.verb", "event.request.noun"},
    [EVENT_ACCUSE] = {"ACCUSE", "event.accuse.verb", "event.accuse.noun"},
    [EVENT_INVESTIGATE] = {"INVESTIGATE", "event.investigate.verb", "event.investigate.noun"},
    [EVENT_REJECT] = {"REJECT", "event.reject.verb", "event.reject.noun"},
    [EVENT_THREATEN] = {"THREATEN", "event.threaten.verb", "event.threaten.noun"},
    [EVENT_PROTEST] = {"PROTEST", "event.protest.verb", "event.protest.noun"},
    [EVENT_MOBILIZE] = {"MOBILIZE", "event.mobilize.verb", "event.mobilize.noun"},
    [EVENT_SANCTION] = {"SANCTION", "event.sanction.verb", "event.sanction.noun"},
    [EVENT_COERCE] = {"COERCE", "event.coerce.verb", "event.coerce.noun"},
    [EVENT_ASSAULT] = {"ASSAULT", "event.assault.verb", "event.assault.noun"},
};

const char *event_class_name(enum event_class class) {
    return classes[class].name;
}

bool event_is_friendly(enum event_class class) {
    return class >= EVENT_AGREE && class <= EVENT_RETREAT;
}

bool event_is_hostile(enum event_class class) {
    return class >= EVENT_REJECT && class <= EVENT_ASSAULT && class != EVENT_THREATEN && class != EVENT_MOBILIZE;
}

/* ---- words --------------------------------------------------------------------------------------------------- */

enum { ACT_TABLES = 3 };

/* Where the merging of the tables has come to; each stands in the order of its lemmas. */
typedef struct merge {
    const event_verb_row *acts[ACT_TABLES];
    size_t sizes[ACT_TABLES];
    size_t act, at, operator; /* table of acts and its row, row of operators */
} merge;

/* The rows of `lemma` from `rows` on. */
static event_rows rows_of(const event_verb_row *rows, size_t size, const char *lemma) {
    event_rows range = {rows, 0};
    while (range.size < size && strcmp(rows[range.size].lemma, lemma) == 0)
        range.size++;
    return range;
}

static const char *smaller(const char *a, const char *b) {
    return a == NULL ? b : b == NULL ? a : strcmp(a, b) <= 0 ? a : b;
}

static const char *next_act(merge *self) {
    while (self->act < ACT_TABLES && self->at == self->sizes[self->act]) {
        self->act++;
        self->at = 0;
    }
    return self->act < ACT_TABLES ? self->acts[self->act][self->at].lemma : NULL;
}

/* Lemmas of the tables, each once, with their rows. */
static void number_lemmas(ent_event_words *words, merge *self) {
    for (;;) {
        const char *act = next_act(self);
        const char *held = self->operator<event_operators_size ? event_operators[self->operator].lemma : NULL;
        const char *lemma = smaller(act, held);
        if (lemma == NULL) return;
        event_rows *acts = &words->acts[words->lemmas_size], *operators = &words->operators[words->lemmas_size];
        if (act != NULL) *acts = rows_of(self->acts[self->act] + self->at, self->sizes[self->act] - self->at, lemma);
        *operators = rows_of(event_operators + self->operator, event_operators_size - self->operator, lemma);
        self->at += acts->size;
        self->operator+= operators->size;
        words->lemmas[words->lemmas_size++] = lemma;
    }
}

/* The next word of a list parted by blanks, in `arena`; *at is moved past it. NULL without memory. */
static const char *next_word(ent_arena *arena, const char **at) {
    const size_t length = strcspn(*at, " ");
    const char *word = ent_arena_copy(arena, *at, length);
    *at += length + ((*at)[length] == ' ');
    return word;
}

/* Lemmas of no act, after the others. False without memory. */
static bool add_plain(ent_event_words *words, ent_arena *arena) {
    for (const char *at = event_plain; *at != '\0';) {
        const char *lemma = next_word(arena, &at);
        if (lemma == NULL) return false;
        words->lemmas[words->lemmas_size++] = lemma;
    }
    return true;
}

static size_t count_words(const char *list) {
    size_t size = 1;
    for (; *list != '\0'; list++)
        size += *list == ' ';
    return size;
}

/* Nouns of all classes and of none. NULL without memory. */
static const ent_noun_row *all_nouns(ent_arena *arena, size_t *size) {
    ent_noun_row *rows = ent_arena_array(arena, event_nouns_size + count_words(event_plain_nouns), sizeof *rows);
    if (rows == NULL) return NULL;
    memcpy(rows, event_nouns, event_nouns_size * sizeof *rows);
    *size = event_nouns_size;
    for (const char *at = event_plain_nouns; *at != '\0';) {
        rows[*size] = (ent_noun_row){next_word(arena, &at), NOUN(OTHER)};
        if (rows[(*size)++].word == NULL) return NULL;
    }
    return rows;
}

static size_t most_lemmas(const merge *self) {
    size_t most = event_operators_size + count_words(event_plain);
    for (size_t i = 0; i < ACT_TABLES; i++)
        most += self->sizes[i];
    return most;
}

/* Verbs that may have a clause: said (that) it signed. */
static void mark_clausal(ent_event_words *words) {
    for (size_t i = 0; i < words->lemmas_size; i++)
        for (size_t j = 0; j < words->operators[i].size; j++)
            if (words->operators[i].rows[j].links & WITH_THAT) ent_verb_words_clausal(words->verbs, i + 1);
}

const ent_event_words *ent_event_words_new(ent_arena *arena) {
    merge tables = {.acts = {event_acts_a, event_acts_e, event_acts_r},
                    .sizes = {event_acts_a_size, event_acts_e_size, event_acts_r_size}};
    const size_t most = most_lemmas(&tables);
    ent_event_words *words = ent_arena_alloc(arena, sizeof *words);
    if (words == NULL) return NULL;
    words->lemmas = ent_arena_array(arena, most, sizeof *words->lemmas);
    words->acts = ent_arena_array(arena, most, sizeof *words->acts);
    words->operators = ent_arena_array(arena, most, sizeof *words->operators);
    if (words->lemmas == NULL || words->acts == NULL || words->operators == NULL) return NULL;
    number_lemmas(words, &tables);
    if (!add_plain(words, arena)) return NULL;
    size_t nouns_size = 0;
    const ent_noun_row *nouns = all_nouns(arena, &nouns_size);
    if (nouns == NULL) return NULL;
    words->verbs = ent_verb_words_new(arena, words->lemmas, words->lemmas_size, nouns, nouns_size);
    if (words->verbs == NULL) return NULL;
    mark_clausal(words);
    return words;
}

/* ---- candidates ---------------------------------------------------------------------------------------------- */

static size_t byte_of(const ent_tokens *tokens, size_t token) {
    return tokens->items[token].start;
}

static size_t byte_after(const ent_tokens *tokens, size_t token) {
    return tokens->items[token].start + tokens->items[token].length;
}

/* The nearest date of the clause. */
static void give_date(const event_reader *reader, size_t head, ent_candidate *event) {
    const ent_event_sentence *in = reader->sentence;
    const size_t verb = byte_of(in->tokens, head);
    const ent_candidate *best = NULL;
    size_t distance = SIZE_MAX;
    for (size_t i = 0; i < in->found_size; i++) {
        const ent_candidate *row = &in->found[i];
        if (row->kind != ENT_CANDIDATE_DATE || row->start < event->start || row->end > event->end) continue;
        const size_t away = row->start > verb ? row->start - verb : verb - row->start;
        if (away >= distance) continue;
        distance = away;
        best = row;
    }
    if (best == NULL) return;
    event->date = best->date;
    event->until = best->until;
}

static const char *name_of(const event_reader *reader, size_t mention) {
    return mention == ENT_NO_MENTION ? NULL : reader->sentence->mentions[mention].name;
}

void event_add(const event_reader *reader, const event_act *act, event_parties parties, size_t first, size_t after) {
    const ent_event_sentence *in = reader->sentence;
    while (first + 1 < after && in->tokens->items[first].kind == ENT_TOKEN_MARK)
        first++;
    while (after > first + 1 && in->tokens->items[after - 1].kind == ENT_TOKEN_MARK)
        after--;
    ent_candidate event = {
        .kind = ENT_CANDIDATE_EVENT,
        .sentence = in->sentence,
        .start = byte_of(in->tokens, first),
        .end = byte_after(in->tokens, after - 1),
        .negated = act->negated,
        .text = event_class_name(act->class),
        .actor = name_of(reader, parties.source),
        .target = name_of(reader, parties.target),
        .modality = act->modality,
        .rule = act->rule != NULL ? classes[act->class].noun : classes[act->class].verb,
        .issue = ent_issue_nearest(in->issues, in->issues_size, first, after),
    };
    const size_t head = act->leaf < reader->verbs->size ? reader->verbs->groups[act->leaf].head : first;
    give_date(reader, head, &event);
    ent_candidates_add(reader->out, &event);
}

/* ---- a sentence ---------------------------------------------------------------------------------------------- */

/* How a group stands in the sentence. */
enum place { PLACE_ABOVE, PLACE_BELOW, PLACE_TAKEN };

/* Above: the main clause, what it says, and what goes on with it. Below: relative clauses, conditions, purposes,
 * what somebody did after something. Taken: it is part of another's event. */
static enum place place_of(const event_reader *reader, size_t index) {
    const ent_verbs *verbs = reader->verbs;
    for (size_t steps = 0; steps <= verbs->size; steps++) {
        const ent_verb_group *group = &verbs->groups[index];
        if (group->link == ENT_LINK_MAIN) return PLACE_ABOVE;
        if (group->governor == ENT_NO_GROUP) return PLACE_BELOW;
        const ent_verb_group *governor = &verbs->groups[group->governor];
        if (event_row_of_operator(reader, governor, group) != NULL) return PLACE_TAKEN;
        if (group->link == ENT_LINK_AND && governor->link != ENT_LINK_TO && governor->link != ENT_LINK_GERUND &&
            governor->link != ENT_LINK_THAT) {
            index = group->governor;
            continue;
        }
        if (group->link == ENT_LINK_AND) {
            index = group->governor; /* said it met X and signed Y: of its own where it is said, else taken */
            const bool said = governor->link == ENT_LINK_THAT;
            const enum place place = place_of(reader, index);
            return said && place == PLACE_TAKEN ? PLACE_ABOVE : place;
        }
        return PLACE_BELOW;
    }
    return PLACE_BELOW;
}

/* "Killed one soldier and wounded two", "shot and killed one": one event, told in two verbs. */
static bool is_told_already(const event_reader *reader, const event_act *act, event_parties parties) {
    const ent_candidates *out = reader->out;
    ent_candidate *last = out->size > reader->first ? &out->items[out->size - 1] : NULL;
    if (last == NULL || strcmp(last->text, event_class_name(act->class)) != 0 || last->modality != act->modality ||
        last->negated != act->negated || last->actor != name_of(reader, parties.source))
        return false;
    if (parties.target == ENT_NO_MENTION || last->target == name_of(reader, parties.target)) return true;
    if (last->target != NULL) return false;
    const ent_mention *target = &reader->sentence->mentions[parties.target];
    last->target = target->name;
    if (last->end < target->end) last->end = target->end;
    return true;
}

/* Whether it was new. */
static bool add_act(const event_reader *reader, const event_act *act, enum place place) {
    const event_parties parties = event_parties_of(reader, act);
    const bool nobody = parties.source == ENT_NO_MENTION && parties.target == ENT_NO_MENTION;
    if (place == PLACE_BELOW && nobody && act->modality != ENT_DENIED && act->modality != ENT_POSSIBLE) return false;
    if (is_told_already(reader, act, parties)) return false;
    const ent_verbs *verbs = reader->verbs;
    const ent_verb_group *root = &verbs->groups[act->holder], *leaf = &verbs->groups[act->leaf];
    size_t after = leaf->until;
    if (act->leaf == act->holder && after < root->after) after = root->after;
    event_add(reader, act, parties, root->from < root->first ? root->from : root->first, after);
    return true;
}

/* Adds the events of one place; of those below only the first. How many there were. */
static size_t add_place(const event_reader *reader, enum place place) {
    size_t added = 0;
    for (size_t i = 0; i < reader->verbs->size; i++) {
        if (place_of(reader, i) != place) continue;
        const event_act act = event_resolve(reader, i);
        if (act.class == EVENT_NONE) continue;
        added += add_act(reader, &act, place);
        if (place == PLACE_BELOW && added > 0) break;
    }
    return added;
}

bool ent_events_find(const ent_event_words *words, ent_verbs *verbs, const ent_event_sentence *sentence,
                     ent_candidates *out) {
    const event_reader reader = {.words = words, .verbs = verbs, .sentence = sentence, .out = out, .first = out->size};
    if (!ent_verbs_find(verbs, words->verbs, sentence->tokens, sentence->mentions, sentence->mentions_size))
        return false;
    if (add_place(&reader, PLACE_ABOVE) == 0 && add_place(&reader, PLACE_BELOW) == 0) event_find_noun(&reader);
    return !out->failed;
}
