/* States, moves and players in words. */
#include "lens/stability/stability.h"

#include <stdarg.h>
#include <string.h>

const char *stability_text(const stability *s, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *text = ent_arena_vprintf(s->arena, format, arguments);
    va_end(arguments);
    return text != NULL ? text : ""; /* the arena remembers */
}

ent_info stability_info(const stability *s, const char *label, const char *unit) {
    return (ent_info){label, unit, 0, s->uses, s->uses_size};
}

const char *stability_yn(const stability *s, uint32_t state) {
    char *text = s->moves->options_size > 0 ? ent_arena_alloc(s->arena, s->moves->options_size + 1) : NULL;
    return text == NULL ? "" : ent_conflict_text(s->moves, &s->states, state, text);
}

static const char *option_name(const stability *s, size_t option) {
    const ent_move_option *row = &s->moves->options[option];
    return row->name != NULL ? row->name : row->id;
}

const char *stability_name(const stability *s, uint32_t state) {
    if (s->moves->options_size == 0) {
        const ent_state *row = &s->moves->states[state];
        return row->name != NULL ? row->name : row->id;
    }
    const char *words = "";
    for (size_t i = 0; i < s->moves->options_size; i++)
        if ((s->states.decimals[state] & ~s->states.differ[state]) >> i & 1)
            words = stability_text(s, "%s%s%s", words, *words != '\0' ? ", " : "", option_name(s, i));
    return *words != '\0' ? words : "nothing done";
}

const char *stability_state(const stability *s, uint32_t state) {
    return stability_text(s, "state %u (%s)", state, stability_name(s, state));
}

const char *stability_and(const stability *s, const char *const *items, size_t size) {
    const char *words = "";
    for (size_t k = 0; k < size; k++)
        words = stability_text(s, "%s%s%s", words, k == 0 ? "" : k + 1 == size ? " and " : ", ", items[k]);
    return words;
}

enum { LISTED = 12 };

const char *stability_list(const stability *s, bool (*holds)(const stability *, uint32_t, const void *),
                           const void *with) {
    const char *items[LISTED + 1];
    size_t size = 0, more = 0;
    for (uint32_t state = 0; state < s->conflict.states; state++) {
        if (!holds(s, state, with)) continue;
        if (size < LISTED)
            items[size++] = stability_text(s, "%u", state);
        else
            more++;
    }
    if (more > 0) items[size++] = stability_text(s, "%zu more", more);
    return stability_and(s, items, size);
}

const char *stability_deed(const stability *s, uint32_t from, uint32_t to) {
    if (s->moves->options_size == 0) return stability_name(s, to);
    const uint64_t fixed = ~(s->states.differ[from] | s->states.differ[to]);
    const uint64_t before = s->states.decimals[from], after = s->states.decimals[to];
    const char *words = "";
    for (size_t i = 0; i < s->moves->options_size; i++) {
        const bool taken = after >> i & 1, set = (fixed >> i & 1) != 0;
        if (!set && !(taken && (s->states.differ[to] >> i & 1) == 0)) continue;
        if (set && (before >> i & 1) == (after >> i & 1)) continue;
        words = stability_text(s, "%s%s%s%s", words, *words != '\0' ? ", " : "", taken ? "" : "no longer ",
                               option_name(s, i));
    }
    return *words != '\0' ? words : stability_name(s, to);
}

const char *stability_steps(const stability *s, const ent_conflict_step *step, uint32_t size) {
    const char *words = "";
    for (uint32_t k = 0; k < size; k++)
        words = stability_text(s, "%s%s%s: %s (to %u)", words, k > 0 ? "; " : "", s->player[step[k].player].name,
                               stability_deed(s, step[k].from, step[k].to), step[k].to);
    return words;
}
