/* Reported speech without a verb beside it: headlines, datelines, quotations that run over several sentences. */
#include "text/statements_parts.h"

#include <string.h>

static bool is_colon(const ent_tokens *tokens, size_t index) {
    return ent_token_is_mark(tokens, index, ':');
}

static bool ends_like_prose(const ent_tokens *tokens) {
    return tokens->size == 0 || ent_token_is_mark(tokens, tokens->size - 1, '.') ||
           ent_token_is_mark(tokens, tokens->size - 1, '"');
}

/* ---- headlines ----------------------------------------------------------------------------------------------------
 */

/* "Seoul: no deal yet" and "No deal yet: Seoul". A line without a full stop, a speaker alone on one side of the only
 * colon, at least two words on the other, and no figure right after it (that is a table). */
void say_headline(say_search *search) {
    const ent_tokens *tokens = search->tokens;
    size_t colon = 0, colons = 0;
    if (tokens->size < 4 || tokens->size > 30 || ends_like_prose(tokens) || search->frames_size > 0) return;
    for (size_t i = 0; i < tokens->size; i++) {
        colons += is_colon(tokens, i);
        if (is_colon(tokens, i) && colon == 0) colon = i;
    }
    if (colons != 1 || colon == 0 || colon + 1 >= tokens->size) return;
    say_frame frame = {.text = "headline", .rule = "statement.headline"};
    const bool leads = colon < 8 && say_speaker_at(search, 0, &frame.who) && frame.who.after == colon;
    if (leads && (tokens->size < colon + 3 || tokens->items[colon + 1].kind == ENT_TOKEN_NUMBER)) return;
    if (!leads && (colon < 2 || !say_speaker_at(search, colon + 1, &frame.who) || frame.who.after != tokens->size))
        return;
    frame.first = leads ? 0 : colon;
    frame.after = leads ? colon + 1 : tokens->size;
    frame.content_first = leads ? colon + 1 : 0;
    frame.content_after = leads ? tokens->size : colon;
    say_add_frame(search, &frame);
}

/* ---- datelines ----------------------------------------------------------------------------------------------------
 */

/* "SEOUL, March 21 (Yonhap) --": an agency in brackets among the first words carries what the report tells. */
void say_dateline(say_search *search) {
    const ent_tokens *tokens = search->tokens;
    size_t after;
    if (search->memory->agency != NULL || search->sentence->number > 8) return;
    for (size_t i = 0; i < 10 && i + 2 < tokens->size; i++) {
        if (!ent_token_is_mark(tokens, i, '(') || !say_medium_at(search, i + 1, &after)) continue;
        if (!ent_token_is_mark(tokens, after, ')')) continue;
        const uint32_t dash = after + 1 < tokens->size ? tokens->items[after + 1].character : 0;
        if (dash == '-' || dash == 0x2013 || dash == 0x2014 || dash == '=')
            search->memory->agency = say_text(search, i + 1, after);
        return;
    }
}

/* ---- quotations ----------------------------------------------------------------------------------------------------
 */

static bool is_double(const ent_tokens *tokens, size_t index) {
    const uint32_t mark = index < tokens->size ? tokens->items[index].character : 0;
    return mark == '"' || mark == 0x201C || mark == 0x201D;
}

/* Whether a quotation is open after this sentence, if `open` says whether one was before it. */
static bool open_after(const ent_tokens *tokens, bool open) {
    for (size_t i = 0; i < tokens->size; i++) {
        if (tokens->items[i].kind != ENT_TOKEN_MARK || !is_double(tokens, i)) continue;
        const uint32_t mark = tokens->items[i].character;
        open = mark == 0x201C ? true : mark == 0x201D ? false : !open;
    }
    return open;
}

static void keep_pending(ent_statement_memory *memory, const say_search *search) {
    if (memory->pending_size == MOST_PENDING) return;
    const ent_token *items = search->tokens->items;
    const ent_token *last = &items[search->tokens->size - 1];
    memory->pending[memory->pending_size++] =
        (say_pending){search->sentence->number, items[0].start, last->start + last->length};
}

static void add_pending_rows(say_search *search, const say_who *who) {
    ent_statement_memory *memory = search->memory;
    for (size_t i = 0; i < memory->pending_size; i++)
        for (size_t j = 0; j < who->size; j++) {
            const say_pending *quote = &memory->pending[i];
            say_remember_name(memory, search->out->size, who->names[j].mention);
            ent_candidates_add(search->out, &(ent_candidate){.kind = ENT_CANDIDATE_STATEMENT,
                                                             .sentence = quote->sentence,
                                                             .start = quote->start,
                                                             .end = quote->end,
                                                             .actor = who->names[j].name,
                                                             .source = who->names[j].name,
                                                             .text = "quoted",
                                                             .certainty = ENT_ATTRIBUTED,
                                                             .rule = "statement.quotation"});
        }
    memory->pending_size = 0;
}

/* The whole of a sentence that is quoted, and no verb of saying in it. */
static bool all_quoted(const ent_tokens *tokens, bool open) {
    const size_t size = tokens->size;
    if (size < 3) return false;
    if (!open && !is_double(tokens, 0)) return false;
    for (size_t i = open ? 0 : 1; i + 3 < size; i++) /* closed before the end: something else follows */
        if (is_double(tokens, i)) return false;
    return true;
}

/* A quoted sentence without a verb of saying is the speaker's whose quotation it goes on, or who spoke just before;
 * else it waits for the sentence that ends the quotation. */
void say_quotations(say_search *search) {
    ent_statement_memory *memory = search->memory;
    const bool was_open = memory->open, whole = all_quoted(search->tokens, was_open);
    memory->open = open_after(search->tokens, was_open);
    if (search->frames_size > 0) {
        if (was_open || memory->pending_size > 0) add_pending_rows(search, &search->frames[0].who);
        memory->pending_size = 0;
        return;
    }
    if (!whole) {
        memory->pending_size = 0;
        return;
    }
    const bool spoke = memory->last.size > 0 && memory->last_sentence + 1 == search->sentence->number;
    if (memory->pending_size > 0 || !spoke) {
        if (memory->open || memory->pending_size > 0 || !spoke) keep_pending(memory, search);
        if (!memory->open) memory->pending_size = 0;
        return;
    }
    say_frame frame = {
        .who = memory->last, .text = "quoted", .rule = "statement.quotation", .content_after = search->tokens->size};
    frame.who.referred = true;
    say_add_frame(search, &frame);
}
