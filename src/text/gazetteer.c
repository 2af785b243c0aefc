/* The trie: edges from (node, hash of a word) to a node, in one table of open addressing; at a node the names that end
 * there. Hashes may meet, so a name counts only when its letters are those of the text. */
#include "text/gazetteer_parts.h"

#include "text/characters.h"

#include <string.h>

static const char *const kind_names[] = {"country", "organisation", "office", "force", "person", "company", "group"};

const char *ent_actor_kind_name(ent_actor_kind kind) {
    return kind_names[kind];
}

bool ent_actor_kind_read(const char *text, ent_actor_kind *out) {
    for (size_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++) {
        if (strcmp(text, kind_names[i]) != 0) continue;
        *out = (ent_actor_kind)i;
        return true;
    }
    return false;
}

/* ---- the table of edges -------------------------------------------------------------------------------------- */

static size_t slot_of(const ent_gazetteer *self, uint64_t key) {
    uint64_t mixed = key * 0x9E3779B97F4A7C15u;
    size_t at = (size_t)(mixed >> 20) & (self->slots - 1);
    while (self->children[at] != 0 && self->keys[at] != key)
        at = (at + 1) & (self->slots - 1);
    return at;
}

static uint32_t child_of(const ent_gazetteer *self, uint32_t node, uint32_t hash) {
    return self->children[slot_of(self, (uint64_t)node << 32 | hash)];
}

/* Room for `words` edges more: tables double, so that what the arena keeps of the old ones is no more than the last. */
static bool reserve(ent_gazetteer *self, size_t words) {
    const size_t needed = self->nodes_size + words;
    size_t slots = self->slots == 0 ? 1024 : self->slots;
    while (slots / 3 * 2 < needed)
        slots *= 2;
    if (slots > self->slots) {
        const ent_gazetteer old = *self;
        self->keys = ent_arena_array(self->arena, slots, sizeof *self->keys);
        self->children = ent_arena_array(self->arena, slots, sizeof *self->children);
        self->slots = slots;
        if (self->keys == NULL || self->children == NULL) return *self = old, false;
        for (size_t i = 0; i < old.slots; i++) {
            if (old.children[i] == 0) continue;
            size_t at = slot_of(self, old.keys[i]);
            self->keys[at] = old.keys[i];
            self->children[at] = old.children[i];
        }
    }
    if (needed > self->nodes_capacity) {
        const size_t more = self->slots / 3 * 2; /* >= needed */
        uint32_t *ends = ent_arena_array(self->arena, more, sizeof *ends);
        if (ends == NULL) return false;
        if (self->nodes_size > 0) memcpy(ends, self->ends, self->nodes_size * sizeof *ends);
        self->ends = ends;
        self->nodes_capacity = more;
    }
    return true;
}

bool gazetteer_root(ent_gazetteer *self) {
    if (!reserve(self, 1)) return false;
    self->nodes_size = 1;
    return true;
}

static bool skipped(const ent_tokens *tokens, size_t index) {
    const ent_token *token = &tokens->items[index];
    if (token->kind != ENT_TOKEN_MARK || token->flags & ENT_TOKEN_SPACED || index == 0) return false;
    if (token->character == '.') { /* of an initial, as in U.S. */
        const ent_token *before = &tokens->items[index - 1];
        return before->kind == ENT_TOKEN_WORD && before->length == 1;
    }
    bool joins = token->character == '-' || token->character == 0x2010 || token->character == 0x2011 ||
                 token->character == 0xB7 || token->character == 0x2027 || token->character == 0x318D;
    return joins && index + 1 < tokens->size && !(tokens->items[index + 1].flags & ENT_TOKEN_SPACED);
}

static uint32_t key_of(const ent_tokens *tokens, size_t index) {
    const ent_token *token = &tokens->items[index];
    if (token->kind == ENT_TOKEN_WORD) return token->hash;
    return ent_word_hash(tokens->text + token->start, token->length);
}

static bool more_names(ent_gazetteer *self) {
    if (self->names_size < self->names_capacity) return true;
    const size_t more = self->names_capacity == 0 ? 2048 : 2 * self->names_capacity;
    ent_gazetteer_name *names = ent_arena_array(self->arena, more, sizeof *names);
    if (names == NULL) return false;
    if (self->names_size > 0) memcpy(names, self->names, self->names_size * sizeof *names);
    self->names = names;
    self->names_capacity = more;
    return true;
}

/* The last name of just these letters at the node, or NULL. *names: how many there are in all; they differ in capitals
 * and hyphens only. */
static const ent_gazetteer_name *same_name(const ent_gazetteer *self, uint32_t node, const char *text, size_t length,
                                           size_t *names) {
    const ent_gazetteer_name *found = NULL;
    *names = 0;
    for (uint32_t at = self->ends[node]; at != 0; at = self->names[at - 1].next, ++*names) {
        const ent_gazetteer_name *name = &self->names[at - 1];
        if (found == NULL && name->length == length && memcmp(name->text, text, length) == 0) found = name;
    }
    return found;
}

/* The node of a name that has been read into the tokens; made where it is not there yet. */
static uint32_t node_of(ent_gazetteer *self) {
    uint32_t node = 0;
    for (size_t i = 0; i < self->tokens.size; i++) {
        if (skipped(&self->tokens, i)) continue;
        const uint64_t key = (uint64_t)node << 32 | key_of(&self->tokens, i);
        if (node == 0) ent_word_filter_add_hash(&self->first, key_of(&self->tokens, i));
        size_t at = slot_of(self, key);
        if (self->children[at] == 0) {
            self->keys[at] = key;
            self->children[at] = (uint32_t)self->nodes_size;
            self->ends[self->nodes_size++] = 0;
        }
        node = self->children[at];
    }
    return node;
}

bool gazetteer_add(ent_gazetteer *self, const char *alias, size_t length, const ent_gazetteer_name *what) {
    if (!ent_tokens_read(&self->tokens, alias, 0, length)) return self->failed = true, false;
    const size_t words = self->tokens.size;
    if (words == 0 || words > ENT_NAME_MOST_WORDS) return false;
    if (self->names_size >= ENT_GAZETTEER_MOST_NAMES || self->nodes_size > ENT_GAZETTEER_MOST_NODES)
        return self->full = true, false;
    if (!reserve(self, words) || !more_names(self)) return self->failed = true, false;
    const uint32_t node = node_of(self);
    size_t spellings;
    const ent_gazetteer_name *known = same_name(self, node, alias, length, &spellings);
    if (known != NULL && known->rank <= what->rank) return true; /* the first of its list counts */
    if (spellings >= ENT_NAME_MOST_SPELLINGS) return false;
    ent_gazetteer_name *name = &self->names[self->names_size++];
    *name = *what;
    name->text = alias;
    name->length = (uint32_t)length;
    name->next = self->ends[node];
    self->ends[node] = (uint32_t)self->names_size; /* index + 1 */
    return true;
}

/* ---- matching ------------------------------------------------------------------------------------------------ */

static unsigned char small(char c) {
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool capital(char c) {
    return c >= 'A' && c <= 'Z';
}

/* Bytes of what may stand between the words of a name, or be left out: spaces, hyphens, points, middle dots. */
static size_t between(const char *text, size_t at, size_t end) {
    static const char *const marks[] = {"\xC2\xA0",     "\xC2\xB7",     "\xE2\x80\x90",
                                        "\xE2\x80\x91", "\xE2\x80\xA7", "\xE3\x86\x8D"};
    if (at >= end) return 0;
    if (strchr(" -.\t\r\n", text[at]) != NULL) return text[at] != '\0';
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t size = strlen(marks[i]);
        if (end - at >= size && memcmp(text + at, marks[i], size) == 0) return size;
    }
    return 0;
}

static bool in_capitals(const ent_gazetteer_name *name) {
    for (size_t i = 0; i < name->length; i++)
        if (!capital(name->text[i]) && name->text[i] != '.') return false;
    return true;
}

/* Whether bytes start .. end-1 of the text are the name: the same letters, marks between words left out, with capitals
 * where the name begins words with them. Short names in capitals (US, WHO) stand for themselves only so. */
static bool same_letters(const ent_gazetteer_name *name, const char *text, size_t start, size_t end) {
    const bool upper = name->length <= 4 && in_capitals(name);
    size_t at = start, bytes;
    bool word = true; /* at its beginning, not after a hyphen */
    for (size_t i = 0; i < name->length;) {
        if ((bytes = between(name->text, i, name->length)) > 0) {
            word = name->text[i] == ' ';
            i += bytes;
            continue;
        }
        while ((bytes = between(text, at, end)) > 0)
            at += bytes;
        char c = name->text[i++];
        if (c == '\'' && end - at >= 3 && memcmp(text + at, "\xE2\x80\x99", 3) == 0) {
            at += 3;
            continue;
        }
        if (at >= end || small(text[at]) != small(c)) return false;
        if ((upper || word) && capital(c) && !capital(text[at])) return false;
        word = false;
        at++;
    }
    while ((bytes = between(text, at, end)) > 0)
        at += bytes;
    return at >= end;
}

/* Of the names that end at the node, the one of the first list. */
static const ent_gazetteer_name *name_at(const ent_gazetteer *self, uint32_t node, const char *text, size_t start,
                                         size_t end) {
    const ent_gazetteer_name *best = NULL;
    for (uint32_t at = self->ends[node]; at != 0; at = self->names[at - 1].next) {
        const ent_gazetteer_name *name = &self->names[at - 1];
        if ((best == NULL || name->rank <= best->rank) && same_letters(name, text, start, end)) best = name;
    }
    return best;
}

static const char *const particles[] = {"은",   "는",   "이",   "가",     "을",     "를",     "의",   "에",
                                        "와",   "과",   "도",   "로",     "으로",   "에서",   "에게", "에는",
                                        "측",   "측은", "측이", "측의",   "정부",   "정부는", "이나", "만",
                                        "까지", "부터", "이라", "정부가", "정부의", "에도",   "한테", "께서"};

/* Whether what follows a name in the same Korean word is nothing but a particle. */
static bool is_particle(const char *text, size_t size) {
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (strlen(particles[i]) == size && memcmp(particles[i], text, size) == 0) return true;
    return false;
}

enum { MOST_PARTICLE = 12 }; /* bytes */

/* A name that is the first part of a Korean word, before its particle. */
static const ent_gazetteer_name *before_particle(const ent_gazetteer *self, const ent_tokens *tokens, uint32_t node,
                                                 size_t index, size_t start, size_t *end) {
    const ent_token *token = &tokens->items[index];
    const char *word = tokens->text + token->start;
    for (size_t cut = 3; cut <= MOST_PARTICLE && cut + 3 <= token->length; cut += 3) {
        size_t length = token->length - cut;
        if (!is_particle(word + length, cut)) continue;
        uint32_t child = child_of(self, node, ent_word_hash(word, length));
        *end = token->start + length;
        const ent_gazetteer_name *name = child == 0 ? NULL : name_at(self, child, tokens->text, start, *end);
        if (name != NULL) return name;
    }
    return NULL;
}

static void fill(const ent_gazetteer *self, const ent_gazetteer_name *name, size_t after, size_t end,
                 ent_gazetteer_match *out) {
    static const char *const rules[] = {"actor.case", "actor.gazetteer", "actor.list"};
    *out = (ent_gazetteer_match){
        .after = after, .end = end, .rule = rules[name->rank], .adjective = name->adjective, .capital = name->capital};
    for (size_t i = 0; i < ENT_NAME_MOST_ACTORS && name->actors[i] != 0; i++)
        out->actors[out->actors_size++] = &self->actors[name->actors[i] - 1];
}

bool ent_gazetteer_match_at(const ent_gazetteer *self, const ent_tokens *tokens, size_t index,
                            ent_gazetteer_match *out) {
    uint32_t node = 0;
    const size_t start = tokens->items[index].start;
    const ent_token *token = &tokens->items[index];
    if (token->kind == ENT_TOKEN_WORD && !(token->flags & ENT_TOKEN_HANGUL) &&
        !ent_word_filter_has(&self->first, token))
        return false;
    bool found = false;
    for (size_t i = index; i < tokens->size; i++) {
        token = &tokens->items[i];
        if (i > index && skipped(tokens, i)) continue;
        size_t end = token->start + token->length;
        uint32_t child = child_of(self, node, key_of(tokens, i));
        const ent_gazetteer_name *name = child == 0 ? NULL : name_at(self, child, tokens->text, start, end);
        size_t after = i + 1;
        if (name == NULL && token->flags & ENT_TOKEN_HANGUL)
            name = before_particle(self, tokens, node, i, start, &end);
        else if (name != NULL && token->length == 1 && after < tokens->size && after > index + 1 &&
                 skipped(tokens, after) && ent_token_is_mark(tokens, after, '.'))
            end = tokens->items[after].start + 1, after++; /* the last point of U.S. */
        if (name != NULL) {
            fill(self, name, after, end, out);
            found = true;
        }
        if (child == 0) break;
        node = child;
    }
    return found;
}
