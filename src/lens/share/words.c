/* Amounts, names and places of a project in words; which numbers of the case the findings rest on. */
#include "lens/share/share.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

const char *share_text(const share *s, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *text = ent_arena_vprintf(s->arena, format, arguments);
    va_end(arguments);
    return text != NULL ? text : ""; /* the arena remembers */
}

ent_info share_info(const share *s, const char *label, const char *unit, int digits) {
    return (ent_info){label, unit, digits, s->uses, s->uses_size};
}

const char *share_amount(const share *s, double amount) {
    char text[ENT_NUMBER_TEXT];
    return share_text(s, "%s", ent_write_fixed(text, amount, s->digits));
}

const char *share_money(const share *s, double amount) {
    if (s->problem.form == SHARE_KEYS && !s->problem.has_amount) return share_percent(s, 100 * amount);
    return *s->unit != '\0' ? share_text(s, "%s %s", share_amount(s, amount), s->unit) : share_amount(s, amount);
}

const char *share_percent(const share *s, double percent) {
    char text[ENT_NUMBER_TEXT];
    return share_text(s, "%s%%", ent_write_fixed(text, percent, 1));
}

const char *share_project_name(const share *s) {
    const ent_project *project = s->problem.project;
    return project->name != NULL ? project->name : project->id;
}

const char *share_id(const share *s, const char *id) {
    return s->several ? share_text(s, "%s-%s", s->problem.project->id, id) : id;
}

const char *share_list(const share *s, const char *const *items, size_t size) {
    const char *words = "";
    for (size_t k = 0; k < size; k++)
        words = share_text(s, "%s%s%s", words, k == 0 ? "" : k + 1 == size ? " and " : ", ", items[k]);
    return words;
}

const char *share_members(const share *s, ent_coalition_mask coalition) {
    const char *items[ENT_TU_PLAYERS + 1];
    size_t size = 0;
    for (ent_coalition_mask rest = coalition; rest != 0; rest &= rest - 1)
        items[size++] = s->problem.name[__builtin_ctz(rest)];
    return share_list(s, items, size);
}

static void add_use(share *s, const char **paths, const char *path) {
    paths[s->uses_size++] = path;
}

/* The project as a whole, and the series that its keys are made from. */
void share_find_uses(share *s) {
    const ent_project *project = s->problem.project;
    size_t most = 1 + project->keys_size;
    for (size_t k = 0; k < project->keys_size; k++)
        most += project->keys[k].parts_size;
    const char **paths = ent_arena_array(s->arena, most, sizeof *paths);
    s->uses_size = 0;
    if (paths == NULL) return;
    add_use(s, paths, share_text(s, "projects.%s", project->id));
    for (size_t k = 0; k < project->keys_size; k++) {
        const ent_key *key = &project->keys[k];
        if (key->by != NULL && ent_case_series(s->source, key->by) != ENT_NOWHERE)
            add_use(s, paths, share_text(s, "series.%s", key->by));
        for (size_t p = 0; p < key->parts_size; p++)
            if (ent_case_series(s->source, key->parts[p].by) != ENT_NOWHERE)
                add_use(s, paths, share_text(s, "series.%s", key->parts[p].by));
    }
    s->uses = paths;
}
