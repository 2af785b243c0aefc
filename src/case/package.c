/* Packages from the command line: "payment=1420,growth=frozen". */
#include "case/bind.h"
#include "case/issue.h"

#include <string.h>

/* Whether a comma ends a part: "issue=" follows. So the commas of an option need no backslash. */
static bool part_ends(const char *comma) {
    const char *at = comma + 1;
    while (*at != '\0' && *at != ',' && *at != '=')
        at++;
    return *at == '=' || comma[1] == '\0';
}

/* Without the spaces at both ends. */
static char *trimmed(char *text) {
    while (*text == ' ')
        text++;
    size_t size = strlen(text);
    while (size > 0 && text[size - 1] == ' ')
        text[--size] = '\0';
    return text;
}

/* Takes the next part, in the arena; *text moves past it (NULL at the end). A comma within is written as it is or
 * with a backslash. */
static char *next_part(ent_arena *arena, const char **text) {
    char *part = ent_arena_alloc(arena, strlen(*text) + 1);
    if (part == NULL) return NULL;
    size_t size = 0;
    const char *at = *text;
    for (; *at != '\0' && (*at != ',' || !part_ends(at)); at++) {
        if (*at == '\\' && at[1] == ',') at++;
        part[size++] = *at;
    }
    *text = *at == ',' ? at + 1 : NULL;
    return trimmed(part);
}

static ent_status wrong(const ent_run *run, const char *id, const char *hint, const char *what, const char *message,
                        const char *of) {
    ent_diagnosef(run->diagnostics, ENT_ERROR, id, NULL, NULL, hint, NULL, "'%.80s' %s%s", what, message, of);
    return ENT_USAGE;
}

static bool number_level(const ent_issue *issue, const char *text, ent_level *level) {
    ent_ratio low, high;
    ent_number *number = &level->number;
    if (!ent_read_number(text, &number->ratio, &number->value, &number->exact) || !number->exact ||
        !ent_issue_span(issue, &low, &high))
        return false;
    number->set = true;
    return ent_ratio_compare(number->ratio, low) >= 0 && ent_ratio_compare(number->ratio, high) <= 0;
}

static ent_status read_choice(const ent_run *run, const ent_case *c, ent_arena *arena, char *part, ent_choice *choice) {
    char *equals = strchr(part, '=');
    if (equals == NULL)
        return wrong(run, "U-CASE-0001", "write issue=option,issue=option", part, "is not issue=option", "");
    *equals = '\0';
    part = trimmed(part);
    const char *value = trimmed(equals + 1);
    const ent_case_private *kept = c->private_document;
    choice->issue = ent_case_issue(c, part);
    if (choice->issue == ENT_NOWHERE) {
        const char *close = ent_names_closest(&kept->names[ENT_NAMES_ISSUE], part, arena);
        return wrong(run, "U-CASE-0002", close != NULL ? ent_arena_printf(arena, "did you mean '%s'?", close) : NULL,
                     part, "is not an issue of this case", "");
    }
    const ent_issue *issue = &c->issues[choice->issue];
    choice->level = (ent_level){.option = ent_issue_find(issue, value)};
    choice->level.set = true;
    bool numeric = number_level(issue, value, &choice->level);
    /* What is agreed need not lie on the steps of a range. */
    bool between = issue->kind == ENT_CONTINUOUS || issue->kind == ENT_RANGE;
    if (choice->level.option != ENT_NOWHERE || (between && numeric)) return ENT_OK;
    const char *close = ent_closest(value, issue->options, issue->options != NULL ? issue->options_size : 0);
    const char *hint =
        close != NULL ? ent_arena_printf(arena, "did you mean '%s'?", close) : ent_issue_options_hint(issue, arena);
    return wrong(run, "U-CASE-0003", hint, value, "is not an option of ", issue->id);
}

ent_status ent_package_read(const ent_run *run, const ent_case *entente_case, const char *text, ent_arena *arena,
                            ent_package *out) {
    size_t most = 1;
    for (const char *c = text; *c != '\0'; c++)
        most += *c == ',';
    *out = (ent_package){ent_arena_array(arena, most, sizeof *out->choices), 0};
    if (out->choices == NULL) return ENT_MEMORY;
    ent_status worst = ENT_OK;
    for (const char *rest = text; rest != NULL;) {
        char *part = next_part(arena, &rest);
        if (part == NULL) return ENT_MEMORY;
        ent_choice choice;
        ent_status status = read_choice(run, entente_case, arena, part, &choice);
        bool twice = false;
        for (size_t i = 0; status == ENT_OK && i < out->size; i++)
            twice = twice || out->choices[i].issue == choice.issue;
        if (twice) status = wrong(run, "U-CASE-0001", "name every issue once", part, "stands in the package twice", "");
        if (status == ENT_OK)
            out->choices[out->size++] = choice;
        else
            worst = status;
    }
    return worst;
}
