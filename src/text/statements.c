/* Statements of one sentence after the other: what the rules find becomes rows, and rows that were there get who says
 * them. */
#include "text/statements.h"

#include "text/statements_parts.h"

#include <string.h>

ent_statement_memory *ent_statement_memory_new(ent_arena *arena, const ent_statements *words) {
    ent_statement_memory *memory = ent_arena_alloc(arena, sizeof *memory);
    if (memory == NULL) return NULL;
    *memory = (ent_statement_memory){.arena = arena, .words = words};
    return memory;
}

ent_certainty ent_statements_certainty(const ent_statement_memory *memory) {
    return memory->certainty;
}

static bool ends_in(const char *text, size_t size, const char *word) {
    const size_t length = strlen(word);
    return size >= length && memcmp(text + size - length, word, length) == 0;
}

static bool ends_in_any(const char *text, size_t size, const char *const *words, size_t words_size) {
    for (size_t i = 0; i < words_size; i++)
        if (ends_in(text, size, words[i])) return true;
    return false;
}

/* The ministry of some country, and who holds an office, are known without a name; a spokesman too, whose it is said.
 */
bool ent_speaker_is_unnamed(const char *actor) {
    static const char *const known[] = {
        "ministry",   "government", "administration", "office",     "embassy",    "parliament",  "court",
        "party",      "company",    "army",           "navy",       "commission", "council",     "department",
        "bureau",     "cabinet",    "committee",      "union",      "command",    "secretariat", "delegation",
        "group",      "movement",   "military",       "coalition",  "opposition", "minister",    "president",
        "secretary",  "envoy",      "ambassador",     "negotiator", "general",    "commander",   "premier",
        "chancellor", "chairman",   "chairwoman",     "governor",   "mayor",      "chief",       "director",
        "radio",      "television"};
    static const char *const spokesmen[] = {"spokesman", "spokeswoman", "spokesperson", "representative", "leader"};
    if (actor == NULL) return false;
    if (say_korean_speaker(actor)) return true;
    if (*actor < 'a' || *actor > 'z') return false;
    if (strncmp(actor, "unnamed ", 8) == 0) return true;
    const char *whose = strstr(actor, " (");
    const size_t size = whose == NULL ? strlen(actor) : (size_t)(whose - actor);
    if (ends_in_any(actor, size, known, sizeof known / sizeof *known)) return false;
    return whose == NULL || !ends_in_any(actor, size, spokesmen, sizeof spokesmen / sizeof *spokesmen);
}

/* ---- rows
 * ------------------------------------------------------------------------------------------------------------ */

/* Names of mentions may become whole only at the end of the text: they are asked for again then. */
static void remember_name(ent_statement_memory *memory, size_t row, ptrdiff_t mention) {
    if (mention == NO_MENTION) return;
    if (memory->named_size == memory->named_capacity) {
        const size_t more = memory->named_capacity == 0 ? 32 : 2 * memory->named_capacity;
        say_named *named = ent_arena_array(memory->arena, more, sizeof *named);
        if (named == NULL) {
            memory->failed = true;
            return;
        }
        if (memory->named_size > 0) memcpy(named, memory->named, memory->named_size * sizeof *named);
        memory->named = named;
        memory->named_capacity = more;
    }
    memory->named[memory->named_size++] = (say_named){row, mention};
}

static const char *chain_of(const say_search *search, const say_frame *frame, const char *name) {
    const char *agency = frame->who.unnamed ? search->memory->agency : NULL;
    const char *through = frame->through != NULL ? frame->through : agency;
    if (through == NULL || strcmp(through, name) == 0) return NULL;
    const char *article = !frame->who.unnamed || frame->who.plural || frame->who.noun == NULL ? ""
                          : strchr("aeiou", name[0]) != NULL                                  ? "an "
                                                                                              : "a ";
    if (frame->who.noun != NULL && *frame->who.noun == '\0') article = ""; /* Korean has none */
    const char *chain = ent_arena_printf(search->memory->arena, "%s > %s%s", through, article, name);
    if (chain == NULL) search->memory->failed = true;
    return chain;
}

static void add_row(say_search *search, const say_frame *frame, const say_speaker_name *speaker) {
    const ent_token *items = search->tokens->items;
    const size_t first = frame->first < frame->content_first ? frame->first : frame->content_first;
    size_t after = frame->after > frame->content_after ? frame->after : frame->content_after;
    if (after > search->tokens->size) after = search->tokens->size;
    remember_name(search->memory, search->out->size, speaker->mention);
    ent_candidates_add(search->out, &(ent_candidate){.kind = ENT_CANDIDATE_STATEMENT,
                                                     .sentence = search->sentence->number,
                                                     .start = items[first].start,
                                                     .end = items[after - 1].start + items[after - 1].length,
                                                     .actor = speaker->name,
                                                     .target = frame->target,
                                                     .text = frame->text,
                                                     .certainty = ENT_ATTRIBUTED,
                                                     .source = speaker->name,
                                                     .chain = chain_of(search, frame, speaker->name),
                                                     .rule = frame->rule});
}

/* ---- what a statement does to figures and events
 * ----------------------------------------------------------------------- */

/* Inside ", which exceeds 2 percent,": the writer's own aside. */
static bool in_aside(const ent_tokens *tokens, size_t index, size_t from) {
    for (size_t at = index; at > from; at--) {
        if (!ent_token_is_mark(tokens, at - 1, ',')) continue;
        return ent_token_is(tokens, at, "which") || ent_token_is(tokens, at, "who") ||
               ent_token_is(tokens, at, "whose");
    }
    return false;
}

static size_t token_from(const ent_tokens *tokens, size_t byte) {
    size_t low = 0, high = tokens->size;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (tokens->items[middle].start + tokens->items[middle].length <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void give_certainty(say_search *search, ent_candidate *row, const ent_certainty_mark *marks, size_t marks_size) {
    if (row->kind == ENT_CANDIDATE_DATE || row->kind == ENT_CANDIDATE_ACTOR) return;
    const size_t token = token_from(search->tokens, row->start);
    row->certainty = ent_certainty_at(marks, marks_size, token);
    for (size_t i = 0; i < search->frames_size; i++) {
        const say_frame *frame = &search->frames[i];
        if (token < frame->content_first || token >= frame->content_after) continue;
        if (in_aside(search->tokens, token, frame->content_first)) continue;
        row->certainty = ENT_ATTRIBUTED;
        row->source = frame->who.names[0].name;
        row->chain = chain_of(search, frame, row->source);
        return;
    }
}

static void give_sentence(say_search *search, const ent_certainty_mark *marks, size_t marks_size) {
    bool most = false;
    for (size_t i = 0; i < search->frames_size; i++) {
        const say_frame *frame = &search->frames[i];
        const size_t first = frame->first < frame->content_first ? frame->first : frame->content_first;
        const size_t after = frame->after > frame->content_after ? frame->after : frame->content_after;
        most |= after > first && 2 * (after - first) >= search->tokens->size;
    }
    search->memory->certainty = most ? ENT_ATTRIBUTED : ent_certainty_of_all(marks, marks_size);
}

/* ---- one sentence
 * --------------------------------------------------------------------------------------------------------- */

/* What the tokens have at all, so that most sentences are passed over. */
typedef struct say_look {
    bool hangul, quotes, colon;
} say_look;

static void find_frames(say_search *search, say_look *look) {
    const ent_tokens *tokens = search->tokens;
    const say_words *words = search->memory->words;
    for (size_t i = 0; i < tokens->size; i++) {
        const ent_token *token = &tokens->items[i];
        if (token->kind == ENT_TOKEN_MARK) {
            look->quotes |= token->character == '"' || token->character == 0x201C || token->character == 0x201D;
            look->colon |= token->character == ':';
        }
        look->hangul |= (token->flags & ENT_TOKEN_HANGUL) != 0;
        if (!ent_word_filter_has(&words->begins, token)) continue;
        say_verb_at(search, i);
        say_noun_at(search, i);
        say_according_at(search, i);
    }
}

static void remember_speaker(say_search *search) {
    ent_statement_memory *memory = search->memory;
    if (search->frames_size == 0) return;
    memory->last = search->frames[search->frames_size - 1].who;
    memory->last_sentence = search->sentence->number;
}

bool ent_statements_find(ent_statement_memory *memory, const ent_statement_sentence *sentence, ent_candidates *out) {
    say_search search = {.memory = memory, .sentence = sentence, .tokens = sentence->tokens, .out = out};
    ent_certainty_mark marks[ENT_MOST_CERTAINTY_MARKS];
    say_look look = {0};
    const size_t rows = out->size;
    const size_t marks_size = ent_certainty_marks(memory->words->certainty, sentence->tokens, marks);
    if (sentence->tokens->size > 0 && sentence->tokens->size <= LONGEST_SENTENCE) {
        say_dateline(&search);
        find_frames(&search, &look);
        if (look.hangul) say_korean(&search);
        if (look.colon) say_headline(&search);
        if (look.quotes || memory->open || memory->pending_size > 0) say_quotations(&search);
    }
    for (size_t i = sentence->first_row; i < rows; i++)
        give_certainty(&search, &out->items[i], marks, marks_size);
    for (size_t i = 0; i < search.frames_size; i++)
        for (size_t j = 0; j < search.frames[i].who.size; j++)
            add_row(&search, &search.frames[i], &search.frames[i].who.names[j]);
    give_sentence(&search, marks, marks_size);
    remember_speaker(&search);
    return !memory->failed && !out->failed;
}

void ent_statements_finish(const ent_statement_memory *memory, const ent_mentions *mentions, ent_candidates *out) {
    for (size_t i = 0; i < memory->named_size; i++) {
        ent_candidate *row = &out->items[memory->named[i].row];
        const char *name = mentions->items[memory->named[i].mention].name;
        if (row->source == row->actor) row->source = name;
        row->actor = name;
    }
}
